package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// mostAnnotations is how many annotations of a severity GitHub shows of one step of a workflow.
const mostAnnotations = 10

// mostRows bounds the job summary, of which GitHub takes one MiB of a step.
const mostRows = 1_000

// writeGitHub writes the findings as commands of a GitHub workflow, at most ten of a severity, to standard error, which the runner reads
// as it does standard output; and all of them to the summary of the job.
// See https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
func (a *app) writeGitHub(all []*linted) error {
	var written [never]int
	left := 0
	write := func(s lint.Severity, line string) {
		if written[s]++; written[s] > mostAnnotations {
			left++
			return
		}
		fmt.Fprintln(a.err, line)
	}
	for _, l := range all {
		for _, line := range l.faults() {
			write(lint.Error, line)
		}
		for _, x := range l.fresh {
			write(x.Severity, l.annotation(x))
		}
	}
	path := os.Getenv("GITHUB_STEP_SUMMARY")
	if path == "" {
		if left > 0 {
			a.showError(fmt.Errorf("%s more than GitHub shows as annotations; GITHUB_STEP_SUMMARY names no file to write them to", count(left, "finding")))
		}
		return nil
	}
	return appendSummary(path, summaryText(all))
}

// faults are the commands that say why a policy does not load.
func (l *linted) faults() []string {
	var problems diag.List
	switch {
	case l.err == nil:
		return nil
	case !errors.As(l.err, &problems):
		return []string{fmt.Sprintf("::error title=%s::%s", property("licet: "+l.path), data(l.err.Error()))}
	}
	var out []string
	for _, p := range problems {
		at := p.File.Position(p.Span.Start)
		out = append(out, fmt.Sprintf("::error file=%s,line=%d,col=%d,title=%s::%s", property(inRepository(p.File.Name)), at.Line, at.Rune, property("licet: "+p.Code), data(p.Message)))
	}
	return out
}

// annotation is a command of the workflow.
func (l *linted) annotation(x lint.Finding) string {
	level := map[lint.Severity]string{lint.Note: "notice", lint.Warning: "warning", lint.Error: "error"}[x.Severity]
	place := fmt.Sprintf("file=%s,line=%d,col=%d", property(inRepository(l.at.path(x.At.File))), x.At.Line, x.At.Column)
	if x.Length > 0 {
		place += fmt.Sprintf(",endColumn=%d", x.At.Column+x.Length)
	}
	text := x.Message
	if x.Witness != nil {
		text += "\nFor example: " + x.Witness.Sentence() + " " + x.Witness.Answer.String()
	}
	return fmt.Sprintf("::%s %s,title=%s::%s", level, place, property("licet: "+x.Rule), data(text))
}

// data and property escape texts for the commands of a workflow.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(visible(text, "\n"))
}

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}

// summaryText is the job summary: a table of all findings.
func summaryText(all []*linted) string {
	var b strings.Builder
	for _, l := range all {
		fmt.Fprintf(&b, "### licet lint %s\n\n", cell(l.path))
		switch {
		case l.err != nil:
			fmt.Fprintf(&b, "It does not load: %s\n\n", cell(l.err.Error()))
			continue
		case len(l.fresh) == 0:
			b.WriteString("Nothing was found.\n\n")
			continue
		}
		b.WriteString("| severity | rule | clauses | where | what |\n|---|---|---|---|---|\n")
		for i, x := range l.fresh {
			if i == mostRows {
				fmt.Fprintf(&b, "\nand %d more\n", len(l.fresh)-i)
				break
			}
			what := cell(x.Message)
			if x.Witness != nil {
				what += "<br>For example: " + cell(x.Witness.Sentence()) + " " + x.Witness.Answer.String()
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", x.Severity, x.Rule, cell(strings.Join(l.ids(x.Clauses), ", ")),
				cell(fmt.Sprintf("%s:%d", inRepository(l.at.path(x.At.File)), x.At.Line)), what)
		}
		fmt.Fprintf(&b, "\n%s\n\n", cell(l.summary()))
	}
	return b.String()
}

// cell is a text in a table of Markdown, where it is only text.
func cell(text string) string {
	text = visible(strings.Join(strings.Fields(text), " "))
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", "&", "&amp;", "*", "\\*", "_", "\\_", "[", "\\[").Replace(text)
}

func appendSummary(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.WriteString(text)
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot write the job summary: %w", err)}
	}
	return nil
}
