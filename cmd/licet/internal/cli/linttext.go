package cli

import (
	"fmt"
	"sort"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// showLint writes the findings, for people or for programs.
func (a *app) showLint(f *lintFlags, all []*linted) error {
	if a.flags.output == "json" {
		return a.writeJSON(lintOf(f, all))
	}
	for _, l := range all {
		switch {
		case l.err != nil:
			continue
		case f.diff:
			a.showDiff(l.diff)
		default:
			a.showFindings(l)
		}
		if f.stats {
			a.showStats(l)
		}
	}
	return nil
}

// showFindings writes the findings of one policy by file, each with its line and, where there is one, a case that shows it.
func (a *app) showFindings(l *linted) {
	s := a.stdout()
	for i, x := range l.fresh {
		if a.flags.plain {
			fmt.Fprintf(s, "%s: %s: %s%s %s\n", visible(l.place(x.At)), x.Severity, visible(x.Message), l.plainMore(x), l.named(x))
			continue
		}
		if i == 0 || l.fresh[i-1].At.File != x.At.File {
			fmt.Fprintln(s, s.bold(visible(l.at.path(x.At.File))))
		}
		a.showFinding(s, l, x)
	}
	if !a.flags.plain && len(l.fresh) > 0 {
		fmt.Fprintln(s, l.summary())
	}
	if len(l.gone) > 0 {
		fmt.Fprintf(a.stderr(), "licet: %s of the baseline no longer occur in %s; drop them with --write-baseline\n", count(l.gone.Total(), "finding"), l.path)
	}
}

func (a *app) showFinding(s screen, l *linted, x lint.Finding) {
	place, severity := fmt.Sprintf("%d:%d:", x.At.Line, x.At.Column), x.Severity.String()+":"
	plain := place + " " + severity + " "
	switch x.Severity {
	case lint.Error:
		severity = s.red(severity)
	case lint.Warning:
		severity = s.yellow(severity)
	}
	text := wrap(plain, "    ", visible(x.Message)+" "+l.named(x), a.width())
	fmt.Fprintf(s, "%s %s %s\n", s.bold(place), severity, strings.TrimPrefix(text, plain))
	if p, ok := l.problem(x); ok {
		showLine(s, p)
	}
	if x.Witness != nil {
		fmt.Fprintf(s, "%s\n", wrap("      for example: ", "        ", fmt.Sprintf("%s %s", visible(x.Witness.Sentence()), s.bold(x.Witness.Answer.String())), a.width()))
	}
	for _, r := range x.Related {
		fmt.Fprintf(s, "      %s: %s\n", visible(r.Message), visible(l.place(r.At)))
	}
}

// named names a finding as an allowance does: by its rule, and the clause to mend first.
func (l *linted) named(x lint.Finding) string {
	if len(x.Clauses) == 0 {
		return "[" + x.Rule + "]"
	}
	return "[" + x.Rule + " in " + l.policy.Clauses[x.Clauses[0]].ID + "]"
}

// plainMore is the case of a finding, and its related places, on the same line.
func (l *linted) plainMore(x lint.Finding) string {
	var b strings.Builder
	if x.Witness != nil {
		fmt.Fprintf(&b, " (for example: %s %s)", visible(x.Witness.Sentence()), x.Witness.Answer)
	}
	for _, r := range x.Related {
		fmt.Fprintf(&b, " (%s: %s)", visible(r.Message), visible(l.place(r.At)))
	}
	return b.String()
}

// problem returns a finding's place as one that can be shown with its line.
func (l *linted) problem(x lint.Finding) (diag.Problem, bool) {
	f := l.file(x.At.File)
	if f == nil {
		return diag.Problem{}, false
	}
	start, line := placeIn(f, x.At.Line, x.At.Column)
	if i := strings.Index(line, x.About); x.Length == 0 && x.About != "" && i > 0 { // the words of a quote, of which only the beginning is known
		return diag.Problem{File: f, Span: source.Span{Start: start + i, End: start + i + len(x.About)}}, true
	}
	n := 0
	for i := range line { // of a sentence only its beginning is marked: where it ends is not known
		if n++; n > max(x.Length, 1) {
			return diag.Problem{File: f, Span: source.Span{Start: start, End: start + i}}, true
		}
	}
	return diag.Problem{File: f, Span: source.Span{Start: start, End: start + len(line)}}, true
}

// placeIn returns where a line and column are in a text, and what follows there on the line.
func placeIn(f *source.File, line, column int) (int, string) {
	at := sort.Search(len(f.Text), func(i int) bool { return f.Position(i).Line >= line })
	text := f.Text[at:]
	text, _, _ = strings.Cut(text, "\n")
	n := 1
	for i := range text {
		if n == column {
			return at + i, strings.TrimRight(text[i:], " \t\r")
		}
		n++
	}
	return at + len(text), ""
}

// summary says how many findings there are, and how many are accepted.
func (l *linted) summary() string {
	var counts [never]int
	for _, x := range l.fresh {
		counts[x.Severity]++
	}
	var parts []string
	for sev := lint.Error; sev > lint.Off; sev-- {
		if counts[sev] > 0 {
			parts = append(parts, count(counts[sev], sev.String()))
		}
	}
	text := fmt.Sprintf("%s in %s", strings.Join(parts, ", "), l.path)
	if n := len(l.result.Accepted); n > 0 {
		text += fmt.Sprintf("; %d allowed", n)
	}
	if n := len(l.known); n > 0 {
		text += fmt.Sprintf("; %d in the baseline", n)
	}
	return text
}

// showStats counts the findings of each rule that is in force.
func (a *app) showStats(l *linted) {
	s := a.stdout()
	width := 0
	for _, r := range l.result.Rules {
		width = max(width, len(r.Rule.Name))
	}
	fmt.Fprintf(s, "%-*s  %8s  %8s  %8s\n", width, "rule", "findings", "allowed", "baseline")
	for _, x := range l.stats() {
		fmt.Fprintf(s, "%-*s  %8d  %8d  %8d\n", width, x.Rule, x.Findings, x.Accepted, x.Known)
	}
}
