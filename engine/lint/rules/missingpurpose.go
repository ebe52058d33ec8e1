package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingPurpose() lint.Rule {
	return lawful(lint.Rule{Name: "missing-purpose", Severity: lint.Warning,
		Summary: "data are collected, and the sentence does not say what for"}, findMissingPurposes,
		gdpr("13(1)(c)"), pipl("17"), ccpa("1798.100(a)(1)"))
}

// findMissingPurposes leaves what is permitted without any condition to permission-without-purpose, and what needs consent to the question
// for it.
func findMissingPurposes(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	norms := slices.DeleteFunc(permissions(p, collecting), func(i int) bool {
		n := &p.Norms[i]
		return n.Stated.Has(model.For) || len(n.When) == 0 || needsConsent(p, n) || saidWhere(p, n)
	})
	var out []lint.Finding
	for _, list := range byClause(p, norms) {
		n := &p.Norms[list[0]]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos, Related: purposesElsewhere(p, n),
			Message: fmt.Sprintf("clause %s lets us collect data and does not say what for %s; say it in the text, and write it here: for ...", p.Clauses[n.Clause].ID, l.cite())})
	}
	return out
}

// saidWhere reports whether other sentences collect the same data for some purpose: then the case is another, and what they are for is known.
func saidWhere(p *model.Policy, n *model.Norm) bool {
	g, others := p.Graphs[model.DataKind], permissions(p, collecting)
	return !n.Scope[model.Data].All && !slices.ContainsFunc(n.Scope[model.Data].In, func(d model.NodeID) bool {
		return !slices.ContainsFunc(others, func(i int) bool {
			o := &p.Norms[i]
			return o.Stated.Has(model.For) && o.Scope[model.Data].Contains(g, d)
		})
	})
}

// purposesElsewhere points to the clauses that say what the same kinds of data are used for.
func purposesElsewhere(p *model.Policy, n *model.Norm) []lint.Related {
	g := p.Graphs[model.DataKind]
	if personal, _ := g.Lookup("personal"); n.Scope[model.Data].Contains(g, personal) {
		return nil // every purpose there is would be one
	}
	var norms []int
	for _, i := range permissions(p, []string{"use"}) {
		u := &p.Norms[i]
		if u.Stated.Has(model.For) && u.Clause != n.Clause && slices.ContainsFunc(u.Scope[model.Data].In, func(d model.NodeID) bool { return n.Scope[model.Data].Contains(g, d) }) {
			norms = append(norms, i)
		}
	}
	var out []lint.Related
	for _, list := range byClause(p, norms) {
		u := &p.Norms[list[0]]
		out = append(out, lint.Related{At: u.Pos, Message: fmt.Sprintf("clause %s says what such data are used for", p.Clauses[u.Clause].ID)})
	}
	return out[:min(3, len(out))]
}
