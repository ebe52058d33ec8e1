package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func childrenNotAddressed() lint.Rule {
	return lawful(lint.Rule{Name: "children-not-addressed", Severity: lint.Note,
		Summary: "the policy does not say whether children's data are processed, and under what rules"}, findNoChildren,
		gdpr("8"), pipl("31"), ccpa("1798.120(c)"))
}

func findNoChildren(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	if len(permissions(p, processing)) == 0 || c.Says("children") || encodesChildren(c) {
		return nil
	}
	return about(p, fmt.Sprintf("the policy says nothing of children, for whom there are rules of their own %s; say in the text that the service is not for them, or who consents "+
		"for them, and from what age they do", l.cite()))
}

// encodesChildren looks for consent of parents, data about children, and facts that speak of age.
func encodesChildren(c *lint.Context) bool {
	p, found := c.Policy(), false
	p.EachCondition(func(x model.Cond) {
		h, ok := x.(*model.HasConsent)
		found = found || ok && h.Kind == model.ParentalConsent
	})
	for i := range p.Facts {
		found = found || namesAny(c, "children", []string{p.Facts[i].Labels.In(p.Language)})
	}
	return found || slices.ContainsFunc(p.Norms, func(n model.Norm) bool {
		return len(named(p.Graphs[model.DataKind], n.Scope[model.Data], "minors-data")) > 0 || len(named(p.Graphs[model.PartyKind], n.Scope[model.Of], "child")) > 0
	})
}
