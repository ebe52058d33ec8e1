package rules

import "github.com/seed-90f8eabc/licet/engine/lint"

// style returns the rules about an encoding that is harder to read than need be, by name.
func style() []lint.Rule {
	return []lint.Rule{
		missingLabel(),
		naming(),
		staleAllowance(),
		unformattedFile(),
		unreasonedAllowance(),
	}
}
