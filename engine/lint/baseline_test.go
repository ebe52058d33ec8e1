package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// entriesOf reads "rule clause about*count" as entries of the policy p.
func entriesOf(t *testing.T, text string) lint.Baseline {
	t.Helper()
	var out []lint.Entry
	for _, line := range strings.Split(text, ", ") {
		if line == "" {
			continue
		}
		e := lint.Entry{Policy: "p"}
		var clause string
		if _, err := fmt.Sscanf(line, "%s %s %s %d", &e.Rule, &clause, &e.About, &e.Count); err != nil {
			t.Fatal(line, err)
		}
		e.Clauses = strings.Split(clause, "+")
		out = append(out, e)
	}
	return lint.NewBaseline(out)
}

func entriesText(b lint.Baseline) string {
	var out []string
	for _, e := range b {
		out = append(out, fmt.Sprintf("%s %s %s %d", e.Rule, strings.Join(e.Clauses, "+"), e.About, e.Count))
	}
	return strings.Join(out, ", ")
}

func TestBaseline(t *testing.T) {
	p := load(t, "", threeClauses)
	find := func(rule, about string, line int, clauses ...int) lint.Finding {
		f := lint.Finding{Rule: rule, About: about, Clauses: clauses}
		f.At.Line = line
		return f
	}
	now := []lint.Finding{find("a", "x", 1, 0), find("a", "x", 2, 0), find("a", "y", 3, 0), find("b", "x", 4, 2, 1)}
	for name, c := range map[string]struct{ baseline, fresh, gone, left string }{
		"none":                        {"", "1 2 3 4", "", ""},
		"all, wherever they stand":    {"a 1 x 2, a 1 y 1, b 2+3 x 1", "", "", "a 1 x 2, a 1 y 1, b 2+3 x 1"},
		"fewer than there are":        {"a 1 x 1", "2 3 4", "", "a 1 x 1"},
		"more than there are":         {"a 1 x 5", "3 4", "a 1 x 3", "a 1 x 2"},
		"of another rule":             {"c 1 x 1", "1 2 3 4", "c 1 x 1", ""},
		"of another clause":           {"a 2 x 1, b 2 x 1", "1 2 3 4", "a 2 x 1, b 2 x 1", ""},
		"said twice in the file":      {"a 1 x 1, a 1 x 1, a 1 y 1", "4", "", "a 1 x 2, a 1 y 1"},
		"with more clauses":           {"b 1+2+3 x 1", "1 2 3", "", "b 2+3 x 1"},
		"with other clauses":          {"b 1+2 x 1, b 1+2+4 x 1", "1 2 3 4", "b 1+2 x 1, b 1+2+4 x 1", ""},
		"about something else":        {"a 1 z 1, a 1 y 1", "1 2 4", "a 1 z 1", "a 1 y 1"},
		"of a rule that is off":       {"off 1 x 2, a 1 y 1", "1 2 4", "", "a 1 y 1, off 1 x 2"},
		"of a rule that cannot tell":  {"unsure 1 x 2", "1 2 3 4", "", "unsure 1 x 2"},
		"a count that makes no sense": {"a 1 x -3", "1 2 3 4", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := entriesOf(t, c.baseline)
			other := lint.Entry{Policy: "q", Rule: "a", Clauses: []string{"1"}, About: "x", Count: 1}
			b = lint.NewBaseline(append(b, other))
			d := b.Divide(p, &lint.Result{Findings: now, Undecided: []lint.Undecided{{Rule: "unsure"}}, Rules: []lint.Status{{Rule: rule("a"), Severity: lint.Note}, {Rule: rule("off")}}})
			var lines []string
			for _, f := range d.Fresh {
				lines = append(lines, fmt.Sprint(f.At.Line))
			}
			if got := strings.Join(lines, " "); got != c.fresh || len(d.Fresh)+len(d.Known) != len(now) {
				t.Errorf("fresh are %q (and %d known), want %q", got, len(d.Known), c.fresh)
			}
			if got := entriesText(d.Gone); got != c.gone {
				t.Errorf("gone are %q, want %q", got, c.gone)
			}
			if got := entriesText(d.Now.Of("p")); got != c.left {
				t.Errorf("left are %q, want %q", got, c.left)
			}
			if len(d.Now.Of("q")) != 1 {
				t.Error("the entry of another policy is lost")
			}
		})
	}
}

// TestEntriesAreThoseOfNow writes the findings as entries, and compares them with themselves.
func TestEntriesAreThoseOfNow(t *testing.T) {
	p := load(t, "", threeClauses)
	r := lint.Run([]lint.Rule{rule("a"), rule("b")}, p, lint.Options{})
	var entries []lint.Entry
	for _, f := range r.Findings {
		entries = append(entries, lint.EntryOf(p, f))
	}
	d := lint.NewBaseline(entries).Divide(p, r)
	if len(d.Fresh) != 0 || len(d.Known) != 6 || len(d.Gone) != 0 {
		t.Errorf("%d fresh, %d known, %d gone", len(d.Fresh), len(d.Known), len(d.Gone))
	}
}
