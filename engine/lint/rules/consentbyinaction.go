package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func consentByInaction() lint.Rule {
	return lawful(lint.Rule{Name: "consent-by-inaction", Severity: lint.Warning,
		Summary: "who does not refuse is taken to agree, where people must be asked"}, findInaction, gdpr("4(11)"), pipl("14"))
}

// findInaction looks where the law wants consent and no other basis is named. Elsewhere to go on until people object can be lawful. What is
// done with cookies is one finding, and so is what is done with sensitive data: it is one question that is missing.
func findInaction(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	byWhy := map[string][]int{}
	for _, i := range permissions(p, processing) {
		if why := askedFor(p, &p.Norms[i]); why != "" && endsByObjection(p, &p.Norms[i]) && !needsConsent(p, &p.Norms[i]) {
			byWhy[why] = append(byWhy[why], i)
		}
	}
	var out []lint.Finding
	for _, norms := range byWhy {
		n := &p.Norms[norms[0]]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos, Related: elsewhere(p, n.Clause, norms),
			Message: fmt.Sprintf("clause %s goes on until people refuse, and not to refuse is no consent %s; ask first, and write: given consent; or, where none is needed, name the "+
				"basis in the text, and here: on ...", p.Clauses[n.Clause].ID, l.cite())})
	}
	return out
}

// askedFor says why consent is needed for what a norm permits; "" where it is not, or another basis is named.
func askedFor(p *model.Policy, n *model.Norm) string {
	bases := p.Graphs[model.BasisKind]
	if slices.ContainsFunc(n.Basis, func(b model.NodeID) bool { return !under(bases, b, "consent") }) {
		return ""
	}
	for _, class := range []string{"cookie-data", "sensitive"} {
		if len(named(p.Graphs[model.DataKind], n.Scope[model.Data], class)) > 0 {
			return class
		}
	}
	if len(n.Basis) > 0 {
		return "consent"
	}
	return ""
}
