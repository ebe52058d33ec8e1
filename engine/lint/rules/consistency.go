package rules

import "github.com/seed-90f8eabc/licet/engine/lint"

// consistency returns the rules about a text that says one thing here and another there, by name.
func consistency() []lint.Rule {
	return []lint.Rule{
		absoluteClaimAndDisclaimer(),
		inconsistentTerms(),
		mixedConsentModes(),
		optionalButGating(),
		redefinedTerm(),
		sameDataDifferentRules(),
	}
}
