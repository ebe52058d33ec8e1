package rules

import "github.com/seed-90f8eabc/licet/engine/lint"

// clarity returns the rules about words that leave readers guessing, by name.
func clarity() []lint.Rule {
	return []lint.Rule{
		danglingReference(),
		doubtfulMay(),
		garbledText(),
		missingEffectiveDate(),
		runOnSentence(),
		undefinedTerm(),
		unevenNumbering(),
		vagueTerm(),
		wrongActor(),
	}
}
