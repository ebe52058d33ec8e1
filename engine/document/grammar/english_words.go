package grammar

import (
	"strings"

	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// isControllers reports whether what a verb says is plainly done by who uses the data, and not by whose data it is.
func isControllers(verb string) bool { return sentence.In(verb, controllers) }

// isGerund reports whether a word is the gerund of a verb, known or not.
func isGerund(word string) bool {
	return sentence.BaseOf(word) != "" || strings.HasSuffix(word, "ing") && len(word) > 5 && !strings.HasSuffix(word, "thing")
}

// isParticiple reports whether a word says what is done to something: "corrected".
func isParticiple(word string) bool {
	return strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "en")
}

// isSortOfPeople reports whether a word names people or bodies that do something.
func isSortOfPeople(word string) bool { return sentence.In(word, sorts) }

const (
	controllers = "" +
		" administer analyse answer assess authenticate avoid build calculate combat complete comply confirm contact customise defend" +
		" deliver detect deter develop diagnose display document enforce ensure establish evaluate exercise facilitate fight fix fulfil" +
		" handle help identify improve inform investigate judge maintain manage measure monitor notify offer operate optimise personalise" +
		" prevent process produce promote protect provide recognise recommend record remember resolve respond review secure send settle show" +
		" support tailor tell test train understand verify "

	sorts = "" +
		" advertiser advertisers affiliate affiliates agent agents anyone authorities authority bank banks buyer buyers carrier carriers" +
		" children colleagues companies company controller controllers courier couriers court courts customer customers developer developers" +
		" doctor doctors employee employees everyone friend friends guardians individual individuals institution institutions insurers it" +
		" member members merchant merchants networks organisation organisations others parents parties partner partners party people" +
		" platforms police processor processors provider providers publisher publishers regulator regulators researcher researchers seller" +
		" sellers somebody staff supplier suppliers they user users vendor vendors visitor visitors we you "
)
