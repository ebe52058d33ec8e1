package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func unnamedRecipients() lint.Rule {
	return lawful(lint.Rule{Name: "unnamed-recipients", Severity: lint.Warning,
		Summary: "data may be given to others, and nothing says to whom, or to what kind of recipient"}, findUnnamedRecipients,
		gdpr("13(1)(e)"), pipl("23"), ccpa("1798.110(c)(4)"), fadp("19(2)(c)"))
}

// findUnnamedRecipients looks where nobody is asked for consent: whoever is asked is told for whom.
func findUnnamedRecipients(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	norms := slices.DeleteFunc(permissions(p, disclosing), func(i int) bool {
		n := &p.Norms[i]
		return needsConsent(p, n) || len(named(p.Graphs[model.PartyKind], n.Scope[model.To], "authority")) > 0 || unnamed(p, n, l) == ""
	})
	var out []lint.Finding
	for _, list := range byClause(p, norms) {
		n := &p.Norms[list[0]]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
			Message: fmt.Sprintf("this sentence permits disclosure to %s, and does not say who that is %s; name them in the text, or what they do, and declare them: party ... is third-party",
				unnamed(p, n, l), l.cite())})
	}
	return out
}

// unnamed returns the recipient of a norm who is of no kind, as a message has it; "" where each is of some.
func unnamed(p *model.Policy, n *model.Norm, l laws) string {
	to, g := n.Scope[model.To], p.Graphs[model.PartyKind]
	if to.All && !to.Outside {
		return "anyone"
	}
	for _, r := range to.In {
		if tooWide(g.Node(r), l) {
			return "`" + g.Node(r).ID + "`"
		}
	}
	return ""
}

// tooWide reports whether a party of the standard vocabulary says nothing about a recipient. In China each must be named, and partners and
// affiliates are not.
func tooWide(n *model.Node, l laws) bool {
	wide := []string{"third-party", "unrelated-third-party"}
	if l.of("china") {
		wide = append(wide, "partner", "affiliate")
	}
	return n.Pos.Library != "" && slices.Contains(wide, n.ID)
}
