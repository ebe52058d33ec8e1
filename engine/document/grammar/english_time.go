package grammar

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// time says when an act happens.
func (e *english) time(t *timing, m manner) string {
	event, kept := e.fact(t.event), m.lasting && m.modality == model.May
	switch {
	case t.relation == isBefore && kept:
		return "until " + event
	case t.relation == isBefore:
		return "before " + event
	case t.relation == isAfter:
		return "after " + event
	case t.vague != "":
		return e.vagueTime(t, event, kept)
	}
	n, unit := lengthOf(t.hours, t.words, e.p.Lengths[t.hours])
	length := e.count(n, unit)
	switch {
	case t.relation == isWithin && kept:
		return "for up to " + length + " after " + event
	case t.relation == isMoreThan && m.modality == model.Must:
		return "when more than " + length + havePassed(length) + " after " + event
	case t.relation == isMoreThan:
		return "more than " + length + " after " + event
	case t.relation == isFrom && m.modality == model.Must:
		return length + " after " + event
	case t.relation == isFrom:
		return "from " + length + " after " + event + " onwards"
	}
	return "within " + length + " after " + event
}

// count is a number with its unit: "1 month", "1,000 days".
func (e *english) count(n int64, unit string) string {
	if n != 1 {
		unit += "s"
	}
	return e.Number(int(n)) + " " + unit
}

func havePassed(length string) string {
	if strings.HasPrefix(length, "1 ") {
		return " has passed"
	}
	return " have passed"
}

// vagueTime says a time in the policy's words for its length: "as soon as possible after you close your account".
func (e *english) vagueTime(t *timing, event string, kept bool) string {
	words := e.Free(t.vague)
	adverb := isAdverbial(words)
	switch {
	case t.relation == isWithin && kept && !adverb:
		return "for " + words + " after " + event
	case t.relation == isMoreThan && adverb:
		return "once the time that \"" + words + "\" allows after " + event + " has passed"
	case t.relation == isMoreThan:
		return "more than " + words + " after " + event
	case adverb:
		return words + " after " + event
	}
	return "within " + words + " after " + event
}

// isAdverbial reports whether words say when by themselves: "as soon as possible", "without delay", "promptly".
func isAdverbial(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	switch first {
	case "as", "in", "at", "without", "on", "by", "once", "soon", "when", "with", "immediately", "directly", "straight", "right", "shortly":
		return true
	}
	return strings.HasSuffix(first, "ly")
}
