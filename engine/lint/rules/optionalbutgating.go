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

// findOptionalButGating reports one finding for each `refusing` sentence that makes data a condition of something that people may refuse
// them for, and one for each that makes them a condition of what the text calls a core service.
func findOptionalButGating(c *lint.Context) []lint.Finding {
	p := c.Policy()
	kept := keptAsCore(c)
	var out []lint.Finding
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin != model.ByRefusing || n.Modality != model.May || !does(p, n, "require") || !c.Own(n.Pos) {
			continue
		}
		out = append(out, gatesCore(p, n, kept)...)
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

// keptAsCore returns the norms that do not let us require data for what the text calls a core service.
func keptAsCore(c *lint.Context) []int {
	p := c.Policy()
	g := p.Graphs[model.PurposeKind]
	isCore := func(n model.NodeID) bool {
		return len(c.Words("core-services", languageOf(p)).Find(g.Node(n).Labels.In(p.Language))) > 0
	}
	var out []int
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Modality == model.MustNot && byUs(n) && does(p, n, "require") && slices.ContainsFunc(n.Scope[model.For].In, isCore) {
			out = append(out, i)
		}
	}
	return out
}

// gatesCore reports that a norm makes data a condition of something that another clause counts among core services, in what it says of
// other data.
func gatesCore(p *model.Policy, n *model.Norm, kept []int) []lint.Finding {
	g := p.Graphs[model.PurposeKind]
	for _, i := range kept {
		m := &p.Norms[i]
		lost := slices.DeleteFunc(slices.Clone(n.Scope[model.For].In), func(x model.NodeID) bool { return !m.Scope[model.For].Contains(g, x) })
		if m.Clause == n.Clause || len(lost) == 0 || overlap(p.Graphs[model.DataKind], m.Scope[model.Data], n.Scope[model.Data]) {
			continue
		}
		id, other := p.Clauses[n.Clause].ID, p.Clauses[m.Clause].ID
		return []lint.Finding{{Clauses: []int{n.Clause, m.Clause}, About: ids(g, lost), At: n.Pos,
			Message: fmt.Sprintf("by clause %s refusing %s costs people %s, and clause %s counts that among %s, which refusing does not touch; say which services need which data, "+
				"or do not make it a condition", id, ids(p.Graphs[model.DataKind], n.Scope[model.Data].In), ids(g, lost), other, ids(g, m.Scope[model.For].In)),
			Related: []lint.Related{{Message: fmt.Sprintf("clause %s says what refusing does not touch", other), At: m.Pos}}}}
	}
	return nil
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
