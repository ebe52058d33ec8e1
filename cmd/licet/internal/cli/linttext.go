package cli

import (
	"cmp"
	"fmt"
	"slices"
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
	if !f.diff && !a.flags.plain {
		a.showHint(all)
	}
	return nil
}

// showHint says, below all findings, where more is said of them.
func (a *app) showHint(all []*linted) {
	names := map[string]bool{}
	name := "NAME"
	for _, l := range all {
		for _, x := range l.fresh {
			names[x.Rule] = true
			name = x.Rule
		}
	}
	if len(names) > 1 {
		name = "NAME"
	}
	if len(names) > 0 {
		fmt.Fprintf(a.stdout(), "licet rule %s says why it matters, and how to mend or allow it\n", name)
	}
}

// showFindings writes the findings of one policy by file, each with its line and, where there is one, a case that shows it. What a rule says
// of several places in the same words is said once.
func (a *app) showFindings(l *linted) {
	s := a.stdout()
	if a.flags.plain {
		for _, x := range l.fresh {
			fmt.Fprintf(s, "%s: %s: %s%s %s\n", visible(l.place(x.At)), x.Severity, visible(x.Message), l.plainMore(x), l.named(x))
		}
	} else {
		a.showBlocks(s, l)
	}
}

// named names findings as allowances do: by their rule, and the clause of each to mend first.
func (l *linted) named(list ...lint.Finding) string {
	var in []string
	for _, x := range list {
		if len(x.Clauses) > 0 && !slices.Contains(in, l.policy.Clauses[x.Clauses[0]].ID) {
			in = append(in, l.policy.Clauses[x.Clauses[0]].ID)
		}
	}
	if len(in) == 0 {
		return "[" + list[0].Rule + "]"
	}
	return "[" + list[0].Rule + " in " + strings.Join(in, ", ") + "]"
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

// summary says how many findings there are, of what category, and how many are accepted.
func (l *linted) summary() string {
	var counts [never]int
	of := map[lint.Category]int{}
	for _, x := range l.fresh {
		counts[x.Severity]++
		of[x.Category]++
	}
	var parts, kinds []string
	for sev := lint.Error; sev > lint.Off; sev-- {
		if counts[sev] > 0 {
			parts = append(parts, count(counts[sev], sev.String()))
		}
	}
	for _, c := range lint.Categories() {
		if of[c] > 0 {
			kinds = append(kinds, fmt.Sprintf("%d %s", of[c], c))
		}
	}
	in := l.path
	if in == "." {
		in = l.policy.ID
	}
	text := fmt.Sprintf("%s in %s (%s)", strings.Join(parts, ", "), in, strings.Join(kinds, ", "))
	if n := len(l.result.Accepted); n > 0 {
		text += fmt.Sprintf("; %d allowed", n)
	}
	if n := len(l.known); n > 0 {
		text += fmt.Sprintf("; %d in the baseline", n)
	}
	return text
}

// showStats counts the findings of each rule that finds something, those that find most first.
func (a *app) showStats(l *linted) {
	s := a.stdout()
	all := ruleStats{Rule: "all"}
	rows := slices.DeleteFunc(l.stats(), func(x ruleStats) bool { return x.Findings+x.Accepted+x.Known == 0 })
	slices.SortStableFunc(rows, func(x, y ruleStats) int {
		return cmp.Or(y.Findings-x.Findings, y.Accepted+y.Known-x.Accepted-x.Known)
	})
	width := len("rule")
	for _, x := range rows {
		width = max(width, len(x.Rule))
		all.Findings += x.Findings
		all.Accepted += x.Accepted
		all.Known += x.Known
	}
	fmt.Fprintf(s, "%-*s  %8s  %8s  %8s\n", width, "rule", "findings", "allowed", "baseline")
	for _, x := range append(rows, all) {
		fmt.Fprintf(s, "%-*s  %8d  %8d  %8d\n", width, x.Rule, x.Findings, x.Accepted, x.Known)
	}
}
