package rules

import "github.com/seed-90f8eabc/licet/engine/lint"

func missingEffectiveDate() lint.Rule {
	return lint.Rule{Name: "missing-effective-date", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "the policy does not say since when it applies", Check: findMissingEffectiveDate}
}

func findMissingEffectiveDate(c *lint.Context) []lint.Finding {
	p := c.Policy()
	if p.Effective != "" {
		return nil
	}
	return []lint.Finding{{At: p.Pos, Length: len(p.ID),
		Message: "the policy does not say since when it applies; say it in the text, and in the header: effective 2026-01-31"}}
}
