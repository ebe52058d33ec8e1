package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingWithdrawal() lint.Rule {
	return lawful(lint.Rule{Name: "missing-withdrawal", Severity: lint.Warning,
		Summary: "processing rests on consent, and nothing says that it can be withdrawn"}, findMissingWithdrawals,
		gdpr("7(3), 13(2)(c)"), pipl("15"))
}

func findMissingWithdrawals(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	withdrawn := reaches(p, withdrawals(c))
	norms := slices.DeleteFunc(permissions(p, processing), func(i int) bool {
		return !restsOnConsent(p, &p.Norms[i]) || reachOf(p, i).meetsAny(withdrawn)
	})
	if len(norms) == 0 || c.SaysInProse("withdrawal") {
		return nil
	}
	groups := [][]int{norms}
	if len(withdrawn) > 0 {
		groups = byClause(p, norms)
	}
	var out []lint.Finding
	for _, list := range groups {
		clauses := clausesOf(p, list)
		out = append(out, lint.Finding{Clauses: clauses, At: p.Norms[list[0]].Pos,
			Message: fmt.Sprintf("%s on consent, and nothing says that it can be withdrawn, or how %s; say it in the text, and encode it, as in: you may withdraw ... by \"...\"",
				rests(p, clauses), l.cite())})
	}
	return out
}

func rests(p *model.Policy, clauses []int) string {
	if len(clauses) == 1 {
		return "clause " + clauseIDs(p, clauses) + " rests"
	}
	return "clauses " + clauseIDs(p, clauses) + " rest"
}

func restsOnConsent(p *model.Policy, n *model.Norm) bool {
	g := p.Graphs[model.BasisKind]
	return needsConsent(p, n) || slices.ContainsFunc(n.Basis, func(b model.NodeID) bool { return under(g, b, "consent") })
}

// withdrawals returns the norms by which people can withdraw a consent.
func withdrawals(c *lint.Context) []int {
	p := c.Policy()
	var out []int
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Modality == model.May && byYou(n) && (does(p, n, "withdraw") || namesAny(c, "withdrawal", labelsOf(p, n))) {
			out = append(out, i)
		}
	}
	return out
}

// namesAny reports whether a phrase of a list stands in one of some labels.
func namesAny(c *lint.Context, list string, labels []string) bool {
	w := c.Words(list, languageOf(c.Policy()))
	return slices.ContainsFunc(labels, func(s string) bool { return len(w.Find(s)) > 0 })
}
