package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func optionalButGating() lint.Rule {
	return lint.Rule{Name: "optional-but-gating", Category: lint.Consistency, Severity: lint.Warning,
		Summary: "one clause says that people may refuse data, and another what they lose by it", Check: findOptionalButGating}
}

// findOptionalButGating reports one finding for each `refusing` sentence that makes data a condition of something.
func findOptionalButGating(c *lint.Context) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin != model.ByRefusing || n.Modality != model.May || !does(p, n, "require") || !c.Own(n.Pos) {
			continue
		}
		free := refusable(p, n)
		if len(free) == 0 {
			continue
		}
		clauses := clausesOf(p, free)
		f := lint.Finding{Clauses: append([]int{n.Clause}, clauses...), At: n.Pos,
			Message: fmt.Sprintf("%s %s that people may refuse %s, and clause %s that this costs them %s; say what it costs where the choice is offered, or do not make it a condition",
				clauseWord(p, clauses), agree(len(clauses), "says", "say"), ids(p.Graphs[model.DataKind], n.Scope[model.Data].In), p.Clauses[n.Clause].ID,
				ids(p.Graphs[model.PurposeKind], n.Scope[model.For].In))}
		for _, j := range free[:min(len(free), maxInstead)] {
			f.Related = append(f.Related, lint.Related{Message: "the choice is offered here", At: p.Norms[j].Pos})
		}
		out = append(out, f)
	}
	return out
}

// refusable returns the sentences elsewhere that say that people may refuse what a norm makes a condition, for such a purpose. Whoever
// reads a section reads what refusing costs with the choice.
func refusable(p *model.Policy, n *model.Norm) []int {
	var out []int
	for i := range p.Norms {
		m := &p.Norms[i]
		if m.Origin == model.Stated && m.Modality == model.May && apart(p, m.Clause, n.Clause) && byYou(m) && does(p, m, "refuse") &&
			overlap(p.Graphs[model.DataKind], m.Scope[model.Data], n.Scope[model.Data]) &&
			overlap(p.Graphs[model.PurposeKind], m.Scope[model.For], n.Scope[model.For]) {
			out = append(out, i)
		}
	}
	return out
}

// apart reports whether two clauses stand in different sections, or, where there are none, are two.
func apart(p *model.Policy, a, b int) bool {
	if a == b {
		return false
	}
	x, y := p.Clauses[a].Sections, p.Clauses[b].Sections
	return len(x) == 0 && len(y) == 0 || !slices.Equal(x, y)
}
