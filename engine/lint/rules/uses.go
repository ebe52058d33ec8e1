package rules

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// eachSentence calls f for everything in clauses that has conditions, in the order of the model, with its clause.
func eachSentence(p *model.Policy, f func(clause int, when []model.Condition)) {
	for i := range p.Norms {
		f(p.Norms[i].Clause, p.Norms[i].When)
		f(p.Norms[i].Clause, p.Norms[i].PermitWhen)
	}
	for i := range p.Exclusions {
		f(p.Exclusions[i].Clause, p.Exclusions[i].When)
	}
	for i := range p.Treats {
		f(p.Treats[i].Clause, p.Treats[i].When)
	}
	for i := range p.Waivers {
		f(p.Waivers[i].Clause, p.Waivers[i].When)
	}
	for i := range p.Deemings {
		f(p.Deemings[i].Clause, p.Deemings[i].When)
	}
}

// clausesByFact returns for each fact the clauses whose sentences depend on it, in order, each once.
func clausesByFact(p *model.Policy) map[model.FactID][]int {
	out := map[model.FactID][]int{}
	add := func(f model.FactID, clause int) {
		if f != model.NoFact {
			out[f] = append(out[f], clause)
		}
	}
	eachSentence(p, func(clause int, when []model.Condition) {
		for _, w := range when {
			model.Walk(w.Stated, func(c model.Cond) bool { add(model.FactOf(c), clause); return true })
		}
	})
	for i := range p.Deemings {
		add(p.Deemings[i].Fact, p.Deemings[i].Clause)
	}
	for f, clauses := range out {
		slices.Sort(clauses)
		out[f] = slices.Compact(clauses)
	}
	return out
}
