package sentence

import (
	"slices"
	"strings"
)

// notSo opens a clause that goes on to the end of its sentence: what stands behind it could be taken for a part of it.
const notSo = "it is not so that "

// isOpen reports whether a clause is of this kind, and so stands last.
func isOpen(clause string) bool { return strings.HasPrefix(clause, notSo) }

// openLast puts such clauses behind the others. The order of what is joined means nothing.
func openLast(items []string) []string {
	var out, open []string
	for _, i := range items {
		if isOpen(i) {
			open = append(open, i)
		} else {
			out = append(out, i)
		}
	}
	return append(out, open...)
}

// Not says that what a clause says is not so.
func Not(clause string) string {
	if text, ok := negated(clause); ok {
		return text
	}
	return notSo + clause
}

// negated says that a clause is not so: "you are not a member". It does so only where that is plainly the opposite, and nothing else: not
// of a clause that joins several things, or counts them, for one.
func negated(clause string) (string, bool) {
	words := strings.Fields(clause)
	if len(words) < 2 || strings.ContainsAny(clause, ",;:()\"") || slices.ContainsFunc(words, func(w string) bool { return In(strings.ToLower(w), unclear) }) {
		return "", false
	}
	subject := 1
	switch words[0] {
	case "you", "we", "they", "it":
	case "the", "your", "our", "their":
		subject = slices.IndexFunc(words[:min(len(words), 4)], func(w string) bool { return In(w, auxiliaries) })
	default:
		return "", false
	}
	if subject < 1 || subject >= len(words) {
		return "", false
	}
	verb, rest := words[subject], words[subject+1:]
	switch {
	case In(verb, auxiliaries) && len(rest) > 0 && (verb != "have" && verb != "has" || isParticiple(rest[0])):
		return joined(words[:subject], verb, "not", rest), true
	case In(words[0], " you we they ") && IsVerb(verb) && !In(verb, pastToo):
		return joined(words[:subject], "do not", verb, rest), true
	}
	return "", false
}

func joined(subject []string, a, b string, rest []string) string {
	return strings.Join(slices.Concat(subject, []string{a, b}, rest), " ")
}

func isParticiple(word string) bool {
	return strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "en") || In(word, " been had made done sold sent told bought kept left lost put set read met paid ")
}

const (
	auxiliaries = " is are was were have has can will "

	// unclear are words beside which "not" could be taken for another part of the clause.
	unclear = " and or unless only all every each some any no not never nobody nothing both either neither already also just except without than always at least most more less few " +
		"because since if when while until though although so that which who whose whom where "

	pastToo = " put set let cut read bid " // verbs whose past looks the same
)
