package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func saleByGenerality() lint.Rule {
	return lint.Rule{Name: "sale-by-generality", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "selling is permitted only because a wider act is, and no sentence speaks of it", Check: findSalesByGenerality}
}

// findSalesByGenerality reports one finding for the whole policy, at its first such permission.
func findSalesByGenerality(c *lint.Context) []lint.Finding {
	p := c.Policy()
	g := p.Graphs[model.ActionKind]
	var wide []int
	for _, i := range permissions(p, disclosing) {
		n := &p.Norms[i]
		if c.Own(n.Pos) && meets(g, n.Scope[model.Action], "sell") && !does(p, n, selling...) && !n.Default && !toAuthorities(p, n) && !saleIsTold(p, n) {
			wide = append(wide, i)
		}
	}
	if len(wide) == 0 {
		return nil
	}
	clauses, first := clausesOf(p, wide), &p.Norms[wide[0]]
	act := g.Node(first.Scope[model.Action].In[0]).ID
	f := lint.Finding{Clauses: clauses, At: first.Pos, Message: fmt.Sprintf("%s %s to `sell` data, since %s `%s`; no sentence says whether selling is meant; "+
		"write `share` or `provide` where it is not, or say in the text: we must not sell personal to anyone",
		clauseWord(p, clauses), agree(len(clauses), "permits", "permit"), agree(len(clauses), "it permits to", "they permit to"), act)}
	for _, i := range wide[1:min(len(wide), 1+maxInstead)] {
		f.Related = append(f.Related, lint.Related{Message: "so does clause " + p.Clauses[p.Norms[i].Clause].ID, At: p.Norms[i].Pos})
	}
	return []lint.Finding{f}
}

// saleIsTold reports whether a sentence names selling, of data that a permission is about: somebody thought of it.
func saleIsTold(p *model.Policy, n *model.Norm) bool {
	return slices.ContainsFunc(p.Norms, func(m model.Norm) bool {
		return m.Origin == model.Stated && byUs(&m) && does(p, &m, "sell") &&
			overlap(p.Graphs[model.DataKind], m.Scope[model.Data], n.Scope[model.Data])
	})
}

// toAuthorities reports whether a norm is about nobody but authorities and courts, to whom nobody sells.
func toAuthorities(p *model.Policy, n *model.Norm) bool {
	g, to := p.Graphs[model.PartyKind], n.Scope[model.To]
	return len(to.In) > 0 && !to.All && len(named(g, to, "authority")) == len(to.In)
}
