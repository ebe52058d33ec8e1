package rules

import "github.com/seed-90f8eabc/licet/engine/lint"

// compliance returns the rules about what a law asks for, by name. Each is only for the jurisdictions whose law it is.
func compliance() []lint.Rule {
	return []lint.Rule{
		bundledOrDeemedConsent(),
		childrenNotAddressed(),
		consentByInaction(),
		indirectSourceUnnamed(),
		marketingWithoutOptOut(),
		missingComplaintRoute(),
		missingControllerContact(),
		missingLawfulBasis(),
		missingPurpose(),
		missingRetention(),
		missingRights(),
		missingWithdrawal(),
		openEndedCollection(),
		openEndedUse(),
		overbroadConsentException(),
		sensitiveWithoutExplicitConsent(),
		silentChanges(),
		thirdPersonData(),
		transferWithoutDestinationOrSafeguard(),
		undisclosedProfiling(),
		unnamedRecipients(),
	}
}
