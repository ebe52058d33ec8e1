package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func wrongActor() lint.Rule {
	return lint.Rule{Name: "wrong-actor", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "the words put on the reader what the policy's own side does", Check: findWrongActors}
}

// findWrongActors looks for duties of readers to give data to others, in clauses by which the policy's own side does it.
func findWrongActors(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	ours := disclosingClauses(c.Policy())
	for _, p := range c.Passages() {
		for _, m := range c.Words("user-must", p.Language).Find(p.Text) {
			f := p.Finding(fmt.Sprintf("\"%s\" is about the reader, and the clause about the policy's own side; say in the text who does it", m.Phrase), m.Start, m.End)
			if slices.ContainsFunc(f.Clauses, func(i int) bool { return ours[i] }) {
				out = append(out, f)
			}
		}
	}
	return out
}

// disclosingClauses returns the clauses that let the controller disclose something, or oblige it to.
func disclosingClauses(p *model.Policy) map[int]bool {
	out := map[int]bool{}
	for i := range p.Norms {
		if n := &p.Norms[i]; n.Origin == model.Stated && n.Permits() && byUs(n) && does(p, n, "disclose") {
			out[n.Clause] = true
		}
	}
	return out
}
