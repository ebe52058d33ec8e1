package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func conflictingNorms() lint.Rule {
	return lint.Rule{Name: "conflicting-norms", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "one clause permits what another prohibits, and nothing says which prevails", Check: findConflictingNorms}
}

// findConflictingNorms reports one finding for two clauses. It passes over a prohibition that readers take for a limit of the permission.
func findConflictingNorms(c *lint.Context) []lint.Finding {
	p := c.Policy()
	conflicts, err := c.Analysis().Conflicts()
	c.NotDecided(err)
	var out []lint.Finding
	for _, x := range conflicts {
		f, n := &p.Norms[x.Prohibition], &p.Norms[x.Permission]
		if !c.Own(n.Pos) || limits(p, f, n) {
			continue
		}
		no := p.Clauses[f.Clause].ID
		out = append(out, lint.Finding{Clauses: uniq(n.Clause, f.Clause), About: no, At: n.Pos, Witness: x.Witness,
			Message: fmt.Sprintf("clause %s%s prohibits what this sentence %s, and nothing says which prevails, so the answer is prohibited; "+
				"make one an exception of the other in the text, or say here: notwithstanding %s, ...", no, byItsOnly(f), permitting(n), no),
			Related: []lint.Related{{Message: fmt.Sprintf("clause %s prohibits it", no), At: f.Pos}}})
	}
	return out
}

// limits reports whether readers take a prohibition for a limit of a permission, and not for its opposite: it is about a case ("if we
// know that you are a child"), about what the permission leaves open ("from anyone else"), or about a special act beneath a general one.
func limits(p *model.Policy, f, n *model.Norm) bool {
	if f.Origin == model.Stated && slices.ContainsFunc(f.When, func(w model.Condition) bool { return w.Role != model.Unless }) {
		return true
	}
	for _, d := range []model.Dim{model.From, model.For, model.In} {
		if f.Stated.Has(d) && !n.Stated.Has(d) {
			return true
		}
	}
	return special(p, f) && !special(p, n)
}

// byItsOnly says how a sentence prohibits that reads as a permission.
func byItsOnly(f *model.Norm) string {
	if f.Origin == model.ByOnly {
		return ", by its `only`,"
	}
	return ""
}

// special reports whether all acts of a norm are of a kind that texts name where they mean them.
func special(p *model.Policy, n *model.Norm) bool {
	g, acts := p.Graphs[model.ActionKind], n.Scope[model.Action]
	return !acts.All && !slices.ContainsFunc(acts.In, func(a model.NodeID) bool {
		return !slices.ContainsFunc(selling, func(s string) bool { return under(g, a, s) }) && !under(g, a, "profile")
	})
}

// selling is what a text that permits to disclose does not mean as a rule.
var selling = []string{"sell", "rent", "trade"}

// permitting says what a permission or a duty does with an act.
func permitting(n *model.Norm) string {
	if n.Modality == model.Must {
		return "requires"
	}
	return "permits"
}

// uniq returns clauses in their order, each once.
func uniq(clauses ...int) []int {
	var out []int
	for _, c := range clauses {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
