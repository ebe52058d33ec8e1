package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func collectedButNotUsable() lint.Rule {
	return lint.Rule{Name: "collected-but-not-usable", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "data are collected, and no sentence permits to do anything with them", Check: findCollectedButNotUsable}
}

// findCollectedButNotUsable reports one finding for each sentence. What the data are for does not matter: what may be done with such data
// shows that they were thought of. Whose they are matters where they are of others alone, of whom a text must speak to mean them.
func findCollectedButNotUsable(c *lint.Context) []lint.Finding {
	p := c.Policy()
	g, people := p.Graphs[model.DataKind], p.Graphs[model.PartyKind]
	used := permissionsBeyondCollecting(p)
	var out []lint.Finding
	for _, i := range permissions(p, collecting) {
		n := &p.Norms[i]
		of := n.Scope[model.Of]
		ofOthers := !of.Contains(people, model.You)
		idle := slices.DeleteFunc(slices.Clone(n.Scope[model.Data].In), func(d model.NodeID) bool {
			return slices.ContainsFunc(used, func(m int) bool {
				return overlap(g, model.Only(d), p.Norms[m].Scope[model.Data]) && (!ofOthers || overlap(people, of, p.Norms[m].Scope[model.Of]))
			})
		})
		if len(idle) == 0 || !c.Own(n.Pos) {
			continue
		}
		id, whose := p.Clauses[n.Clause].ID, ""
		if ofOthers {
			whose = " of " + ids(people, of.In)
		}
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
			Message: fmt.Sprintf("clause %s permits to collect %s%s, and no sentence permits to use, store or disclose any of it; say in the text what it is used for, or do not collect it",
				id, ids(g, idle), whose)})
	}
	return out
}

// permissionsBeyondCollecting returns the permissions and duties of anybody but the data subject, whatever they follow from, to do
// something with data that is not collecting them, and can hold.
func permissionsBeyondCollecting(p *model.Policy) []int {
	var out []int
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Permits() && !slices.Equal(n.Scope[model.Actor].In, []model.NodeID{model.You}) &&
			(n.Scope[model.Action].All || does(p, n, "use", "store", "access", "disclose", "export")) && !fails(p, n.ActWhen(), nil) {
			out = append(out, i)
		}
	}
	return out
}
