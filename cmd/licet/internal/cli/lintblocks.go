package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// showBlocks writes the findings of one policy by file.
func (a *app) showBlocks(s screen, l *linted) {
	file := ""
	for i, block := range l.blocks() {
		if in := block[0].At.File; i == 0 || in != file {
			if i > 0 {
				fmt.Fprintln(s)
			}
			file = in
			fmt.Fprintln(s, s.bold(visible(l.at.path(file))))
		}
		a.showBlock(s, l, block)
	}
	if len(l.fresh) > 0 {
		fmt.Fprintf(s, "\n%s\n", wrap("", "", l.summary(), a.width()))
	}
}

// blocks returns the findings by what is said of them: those of a rule in a file that have the same message are one.
func (l *linted) blocks() [][]lint.Finding {
	type key struct{ file, rule, message string }
	at := map[key]int{}
	var out [][]lint.Finding
	for _, x := range l.fresh {
		k := key{x.At.File, x.Rule, x.Message}
		if i, ok := at[k]; ok && l.file(x.At.File) != nil {
			out[i] = append(out[i], x)
			continue
		}
		at[k] = len(out)
		out = append(out, []lint.Finding{x})
	}
	return out
}

func (a *app) showBlock(s screen, l *linted, block []lint.Finding) {
	x := block[0]
	place, severity, paint := fmt.Sprintf("%d:%d:", x.At.Line, x.At.Column), x.Severity.String()+":", s.ofSeverity(x.Severity)
	plain := place + " " + severity + " "
	text := wrap(plain, "    ", visible(x.Message)+" "+unbroken(l.named(block...)), a.width())
	fmt.Fprintf(s, "%s %s %s\n", s.bold(place), paint(severity), strings.ReplaceAll(strings.TrimPrefix(text, plain), joint, " "))
	for i, x := range block {
		if p, ok := l.problem(x); ok {
			showLine(s, p, a.width(), paint)
		}
		if x.Witness != nil {
			fmt.Fprintf(s, "%s\n", wrap("      for example: ", "        ", fmt.Sprintf("%s %s", visible(x.Witness.Sentence()), s.bold(x.Witness.Answer.String())), a.width()))
		}
		if i+1 < len(block) && slices.Equal(x.Related, block[i+1].Related) {
			continue // which are shown once, below the last
		}
		for _, r := range x.Related {
			fmt.Fprintf(s, "      %s: %s\n", visible(r.Message), visible(l.place(r.At)))
		}
	}
}

// joint stands for a space at which a line must not be broken.
const joint = "\ue000"

// unbroken keeps a text that is not long on one line.
func unbroken(text string) string {
	const longest = 40
	if len(text) > longest {
		return text
	}
	return strings.ReplaceAll(text, " ", joint)
}

// ofSeverity returns what colours what belongs to findings of a severity.
func (s style) ofSeverity(severity lint.Severity) func(string) string {
	switch severity {
	case lint.Error:
		return s.red
	case lint.Warning:
		return s.yellow
	}
	return s.bold
}
