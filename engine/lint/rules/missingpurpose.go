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
		gdpr("13(1)(c)"), pipl("17"), ccpa("1798.100(a)(1)"), fadp("19(2)(b)"))
}

// findMissingPurposes leaves what is permitted without any condition to permission-without-purpose, and what needs consent to the question
// for it.
func findMissingPurposes(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	said, uses := saidWhatFor(p), withPurpose(p, []string{"use"})
	norms := slices.DeleteFunc(permissions(p, collecting), func(i int) bool {
		n := &p.Norms[i]
		return n.Stated.Has(model.For) || len(n.When) == 0 || needsConsent(p, n) || all(said, n.Scope[model.Data])
	})
	var out []lint.Finding
	for _, list := range byClause(p, norms) {
		n := &p.Norms[list[0]]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos, Related: purposesElsewhere(p, n, uses),
			Message: fmt.Sprintf("this sentence lets us collect data and does not say what for %s; say it in the text, and write it here: for ...", l.cite())})
	}
	return out
}

func withPurpose(p *model.Policy, actions []string) []int {
	return slices.DeleteFunc(permissions(p, actions), func(i int) bool { return !p.Norms[i].Stated.Has(model.For) })
}

// saidWhatFor returns the data that some sentence collects for a purpose: where another collects the same, the case is another, and what they are
// for is known.
func saidWhatFor(p *model.Policy) nodes {
	g := p.Graphs[model.DataKind]
	out := nodesOf(g, model.Set{})
	for _, i := range withPurpose(p, collecting) {
		out.add(nodesOf(g, p.Norms[i].Scope[model.Data]))
	}
	return out
}

// all reports whether each name of a set is among some nodes.
func all(among nodes, s model.Set) bool {
	return !s.All && !slices.ContainsFunc(s.In, func(d model.NodeID) bool { return !among.has(d) })
}

// purposesElsewhere points to at most three clauses that say what the same kinds of data are used for; to none where the data are all of
// `personal`, for which each would be one.
func purposesElsewhere(p *model.Policy, n *model.Norm, uses []int) []lint.Related {
	const most = 3
	data := nodesOf(p.Graphs[model.DataKind], n.Scope[model.Data])
	if personal, _ := p.Graphs[model.DataKind].Lookup("personal"); data.has(personal) {
		return nil
	}
	var out []lint.Related
	last := n.Clause
	for _, i := range uses {
		u := &p.Norms[i]
		if u.Clause != n.Clause && u.Clause != last && slices.ContainsFunc(u.Scope[model.Data].In, data.has) && len(out) < most {
			last = u.Clause
			out = append(out, lint.Related{At: u.Pos, Message: fmt.Sprintf("clause %s says what such data are used for", p.Clauses[u.Clause].ID)})
		}
	}
	return out
}
