package sentence

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Consent says that the data subject has given consent of a kind, or has not.
func Consent(k model.ConsentKind, so bool) string {
	if k == model.DeemedConsent {
		if so {
			return "the policy deems you to have consented"
		}
		return "the policy does not deem you to have consented"
	}
	switch {
	case k == model.ParentalConsent && so: // which nobody gives for themselves
		return "parental consent has been given"
	case k == model.ParentalConsent:
		return "parental consent has not been given"
	case so:
		return "you have given " + k.String()
	}
	return "you have not given " + k.String()
}

// Consents says which kinds of consent the data subject has given, and which not.
func Consents(given, not []model.ConsentKind) string {
	kinds := func(list []model.ConsentKind, joint string) string {
		items := make([]string, len(list))
		for i, k := range list {
			items[i] = k.String()
		}
		return List(items, joint)
	}
	switch {
	case slices.Contains(not, model.Consent):
		return Consent(model.Consent, false)
	case len(given) > 1:
		given = slices.DeleteFunc(given, func(k model.ConsentKind) bool { return k == model.Consent }) // the others say so
	}
	switch {
	case len(not) == 0:
		return "you have given " + kinds(given, "and")
	case len(given) == 0:
		return "you have not given " + kinds(not, "or")
	}
	return "you have given " + kinds(given, "and") + ", but not " + kinds(not, "or")
}

// Objection says that the data subject has objected, or has not.
func Objection(so bool) string {
	if so {
		return "you have objected"
	}
	return "you have not objected"
}
