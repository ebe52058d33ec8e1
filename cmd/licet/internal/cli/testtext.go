package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// showTests writes what failed, and a line for each policy.
func (a *app) showTests(all []tested) {
	s := a.stdout()
	for i := range all {
		t := &all[i]
		if t.err != nil {
			continue
		}
		for _, r := range t.report.Results {
			if !r.Passed() {
				a.showFailure(s, t, r)
			}
		}
		failed := t.report.Failed()
		line := fmt.Sprintf("%d passed, %d failed in %s", len(t.report.Results)-failed, failed, t.path)
		if failed > 0 {
			line = s.red(line)
		}
		fmt.Fprintln(s, line)
		if t.showCover {
			a.showCover(s, t)
		}
	}
}

// showFailure writes a test that failed: what was asked, expected and got, and the answer as `ask` gives it.
func (a *app) showFailure(s screen, t *tested, r policytest.Result) {
	fmt.Fprintf(s, "%s %s:%d: %s\n", s.red("FAIL"), t.at.path(r.Pos.File), r.Pos.Line, visible(r.Name))
	line := func(label, text string) {
		if text != "" {
			fmt.Fprintln(s, wrap(fmt.Sprintf("  %-10s", label), strings.Repeat(" ", 12), visible(text), a.width()))
		}
	}
	if r.Err != nil {
		label := "error"
		for _, problem := range t.problems(r.Err) {
			line(label, problem)
			label = ""
		}
	}
	line("asked", r.Asked)
	line("expected", r.Expected)
	line("got", r.Got)
	for _, n := range r.Notes {
		line("", n)
	}
	if r.Explanation != nil {
		fmt.Fprintln(s)
		w := &answerWriter{screen: s.indented("    "), e: t.report.Engine, at: t.at, x: r.Explanation, width: a.width() - 4}
		w.answer()
	}
	fmt.Fprintln(s)
}

// problems says why a test cannot be run. Where it is wrong in several places, each stands with its own, as it can be opened from here.
func (t *tested) problems(err error) []string {
	var several policytest.Problems
	if !errors.As(err, &several) || len(several) < 2 {
		return strings.Split(err.Error(), "\n")
	}
	out := make([]string, len(several))
	for i, p := range several {
		p.Pos.File = t.at.path(p.Pos.File)
		out[i] = p.Error()
	}
	return out
}

// showCover writes the share of norms and exclusions that decided a test, and the others.
func (a *app) showCover(s screen, t *tested) {
	c := t.cover
	rest := ""
	if len(c.Missing) > 0 {
		rest = "; these did not:"
	}
	fmt.Fprintf(s, "cover %d%%: %d of %d norms and exclusions decided a test%s\n", c.Percent(), c.Total-len(c.Missing), c.Total, rest)
	for _, u := range c.Missing {
		a.showUncovered(s, t, u)
		if u.Ask != "" {
			fmt.Fprintln(s, wrap("      ask: ", "           ", visible(u.Ask), a.width()))
		}
	}
	if len(c.Never) > 0 {
		fmt.Fprintln(s, "these can decide no question, and are not counted:")
	}
	for _, u := range c.Never {
		a.showUncovered(s, t, u)
	}
}

func (a *app) showUncovered(s screen, t *tested, u policytest.Uncovered) {
	says := u.Says
	if u.Follows != "" && !strings.Contains(says, "follows from") {
		says += " (It follows from `" + u.Follows + "`.)"
	}
	lead := fmt.Sprintf("  %s:%d  %-4s  ", t.at.path(u.File), u.Line, u.Clause)
	fmt.Fprintln(s, wrap(visible(lead), "      ", visible(says), a.width()))
}
