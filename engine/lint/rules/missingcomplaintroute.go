package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingComplaintRoute() lint.Rule {
	return lawful(lint.Rule{Name: "missing-complaint-route", Severity: lint.Warning,
		Summary: "the policy does not say that people can complain to an authority"}, findMissingComplaint, gdpr("13(2)(d)"))
}

func findMissingComplaint(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	complains := func(n model.Norm) bool {
		return byYou(&n) && len(named(p.Graphs[model.PartyKind], n.Scope[model.To], "supervisory-authority")) > 0
	}
	if slices.ContainsFunc(p.Norms, complains) || c.Says("complaint-route") {
		return nil
	}
	return about(p, fmt.Sprintf("the policy does not say that people can complain to a supervisory authority %s; say it in the text, with the authority and its address", l.cite()))
}
