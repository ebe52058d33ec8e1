package rules

import "github.com/seed-90f8eabc/licet/engine/lint"

// correctness returns the rules about an encoding that says what it cannot mean, by name.
func correctness() []lint.Rule {
	return []lint.Rule{
		collectedButNotUsable(),
		conflictingNorms(),
		deadNorm(),
		duplicateNorm(),
		exclusionSwallowsScope(),
		hollowPermission(),
		idleDeeming(),
		idleWaiver(),
		impossibleCondition(),
		mismatchedWaiver(),
		openDefect(),
		openJudgement(),
		permissionWithoutPurpose(),
		saleByGenerality(),
		shadowedNorm(),
		swallowedCondition(),
		swallowedProhibition(),
		touchingDeadlines(),
		unknownRule(),
		untestedNorm(),
		unusedDeclaration(),
	}
}
