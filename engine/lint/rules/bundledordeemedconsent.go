package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func bundledOrDeemedConsent() lint.Rule {
	return lawful(lint.Rule{Name: "bundled-or-deemed-consent", Severity: lint.Warning,
		Summary: "something else that people do is taken for their consent"}, findDeemedConsents,
		gdpr("4(11), 7(2)"), pipl("14"), ccpa("1798.140(h)"))
}

// findDeemedConsents reports each `counts as deemed consent`, and points to what rests on it.
func findDeemedConsents(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	taking := takingForConsent(p)
	for i := range p.Deemings {
		d := &p.Deemings[i]
		out = append(out, lint.Finding{Clauses: []int{d.Clause}, About: p.Facts[d.Fact].ID, At: d.Pos, Related: restingOn(p, d, taking),
			Message: fmt.Sprintf("clause %s takes it for consent that \"%s\" (`%s`), which is none %s; ask for consent by an act of its own, apart from other matters and for each "+
				"purpose, and strike the sentence", p.Clauses[d.Clause].ID, p.Facts[d.Fact].Labels.In(p.Language), p.Facts[d.Fact].ID, l.cite())})
	}
	return out
}

// takingForConsent returns the permissions that deemed consent alone can bring about.
func takingForConsent(p *model.Policy) []int {
	return slices.DeleteFunc(permissions(p, processing), func(i int) bool {
		n := &p.Norms[i]
		return needsConsent(p, n) || !fails(p, n.When, withoutConsent(model.Consent, model.DeemedConsent))
	})
}

// restingOn points to those of some permissions that are about what a deeming covers.
func restingOn(p *model.Policy, d *model.Deeming, taking []int) []lint.Related {
	var out []lint.Related
	for _, i := range taking {
		if n := &p.Norms[i]; n.Clause != d.Clause && covers(p, d, n) {
			out = append(out, lint.Related{At: n.Pos, Message: fmt.Sprintf("clause %s rests on it", p.Clauses[n.Clause].ID)})
		}
	}
	return out
}

func covers(p *model.Policy, d *model.Deeming, n *model.Norm) bool {
	for dim := range model.Dim(model.DimCount) {
		if dim != model.Actor && !overlap(p.Graph(dim), d.Scope[dim], n.Scope[dim]) {
			return false
		}
	}
	return true
}
