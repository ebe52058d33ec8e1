package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func mixedConsentModes() lint.Rule {
	return lint.Rule{Name: "mixed-consent-modes", Category: lint.Consistency, Severity: lint.Warning,
		Summary: "one clause asks for consent, and another permits the same use until people object", Check: findMixedConsentModes}
}

// findMixedConsentModes reports one finding for two clauses. It is certain only of sentences that name what they are for.
func findMixedConsentModes(c *lint.Context) []lint.Finding {
	p := c.Policy()
	in, opt := newMeeting(p), newMeeting(p)
	for _, i := range permissions(p, processing) {
		switch n := &p.Norms[i]; {
		case n.Default || !n.Stated.Has(model.For) || !c.Own(n.Pos):
		case needsConsent(p, n):
			in.add(i)
		case endsByObjection(p, n):
			opt.add(i)
		}
	}
	seen := map[[2]int]bool{}
	var out []lint.Finding
	in.each(opt, func(n, m *model.Norm) bool { return !seen[[2]int{n.Clause, m.Clause}] }, func(n, m *model.Norm) {
		seen[[2]int{n.Clause, m.Clause}] = true
		out = append(out, mixedConsent(p, n, m))
	})
	return out
}

func mixedConsent(p *model.Policy, n, m *model.Norm) lint.Finding {
	id, other := p.Clauses[m.Clause].ID, p.Clauses[n.Clause].ID
	return lint.Finding{Clauses: []int{m.Clause, n.Clause}, About: other, At: m.Pos,
		Message: fmt.Sprintf("clause %s permits until people object what clause %s permits only with their consent, so that the consent is not needed; decide for one in the text",
			id, other),
		Related: []lint.Related{{Message: fmt.Sprintf("clause %s asks for consent", other), At: n.Pos}}}
}

// together reports whether two norms meet in every part.
func together(p *model.Policy, n, m *model.Norm) bool {
	for dim := range model.Dim(model.DimCount) {
		if !overlap(p.Graph(dim), n.Scope[dim], m.Scope[dim]) {
			return false
		}
	}
	return true
}
