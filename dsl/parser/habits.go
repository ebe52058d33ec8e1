package parser

// Whole turns of speech that people bring with them, where one word after another would be blamed: the message says what the turn
// is in the language.

// habit finds such a turn at token i or just before it: which tokens, and what to do.
func (r *reader) habit(i, from, to int) (at, until int, advice string) {
	for _, find := range []func(i, from, to int) (int, int, string){r.toldConsent, r.lengthOfTime, r.between, r.purposeOfVerb, r.clausesOfCondition, r.exceptPart, r.figures} {
		if at, until, advice = find(i, from, to); advice != "" {
			return at, until, advice
		}
	}
	if r.asking {
		return r.askedHabit(i, from, to)
	}
	return i, i + 1, r.ruleHabit(i, from, to)
}

// toldConsent finds consent or an objection with a yes or a no beside it.
func (r *reader) toldConsent(i, from, to int) (at, until int, advice string) {
	what := func(i int) string {
		if w := r.at(i); i > from && i < to && (r.is(i, "consent") || r.is(i, "objection")) {
			return w
		}
		return ""
	}
	value := i
	if r.is(i, "=") || r.is(i, "is") {
		value = i + 1
	}
	switch w := what(i - 1); {
	case w == "" && what(i) != "" && (r.is(i-1, "yes") || r.is(i-1, "true")):
		return i - 1, i + 1, "write `" + what(i) + "`"
	case w == "" || value >= to:
	case r.is(value, "yes"), r.is(value, "true"), value > i && r.is(value, "given"):
		return i - 1, value + 1, "write `" + w + "`"
	case value > i && r.is(value, "not") && r.is(value+1, "given"):
		return i - 1, value + 2, "write `no " + w + "`"
	case r.is(value, "no"), r.is(value, "false"):
		return i - 1, value + 1, "write `no " + w + "`"
	}
	return i, i + 1, ""
}

// lengthOfTime finds a length of time that stands behind `after`, or is no number.
func (r *reader) lengthOfTime(i, from, to int) (at, until int, advice string) {
	isUnit := func(i int) bool { return unitHours[singular(r.at(i))] > 0 || singular(r.at(i)) == "week" }
	switch {
	case i <= from || i >= to:
	case r.is(i-1, "after") && r.kindOf(i) == number && isUnit(i+1):
		if r.is(i+2, "after") {
			return i - 1, i, "leave it out: `" + r.at(i) + " " + r.at(i+1) + " after` is from then on"
		}
		return i - 1, min(i+2, to), "write `" + r.at(i) + " " + r.at(i+1) + " after` and an event"
	case (r.is(i-1, "within") || r.is(i-1, "than")) && r.kindOf(i) == name && isUnit(i+1):
		return i, min(i+2, to), "write the number in figures, as in `30 days`"
	case r.is(i-1, "for") && r.is(i, "as"):
		until = r.before(i, to, "after", "given")
		return i - 1, until, r.vague(i, until)
	case r.is(i-1, "within") && r.kindOf(i) == name:
		until = r.before(i, to, "after", "of", "from")
		return i, until, r.vague(i, until)
	}
	return i, i + 1, ""
}

// vague tells how to write a vague time, whose words are given.
func (r *reader) vague(from, to int) string {
	within := "a vague time stands in quotation marks: `within \"" + clip(r.src[r.tokens[from].start:r.endOf(to-1)]) + "\""
	if r.is(to, "after") {
		return within + "`"
	}
	return within + " after` and an event"
}

func singular(unit string) string {
	if n := len(unit) - 1; n > 0 && unit[n] == 's' {
		return unit[:n]
	}
	return unit
}

// before returns the place of the first of some words behind token i on its line; the end of the line, or of the piece, where there
// is none.
func (r *reader) before(i, to int, words ...string) int {
	for j := i + 1; j < to; j++ {
		if r.tokens[j].first {
			return j
		}
		for _, w := range words {
			if r.is(j, w) {
				return j
			}
		}
	}
	return to
}

// exceptPart finds `except` before a part in the place of its names: `except with courier`.
func (r *reader) exceptPart(i, from, to int) (at, until int, advice string) {
	if i <= from || i >= to || !r.is(i-1, "except") {
		return i, i + 1, ""
	}
	switch w := r.at(i); w {
	case "to", "with", "from":
		return i - 1, i + 1, "write `" + w + " anyone except`"
	case "for", "in":
		return i - 1, i + 1, "write `" + w + " any except`"
	}
	return i, i + 1, ""
}

// figures finds a comparison with a word, and a time that counts `of` or `from` an event.
func (r *reader) figures(i, from, to int) (at, until int, advice string) {
	switch {
	case i <= from+1 || i >= to:
	case (r.is(i-1, "<") || r.is(i-1, "<=") || r.is(i-1, ">") || r.is(i-1, ">=")) && r.kindOf(i) == name:
		return i, i + 1, "write the number in figures, as in `" + r.at(i-2) + " " + r.at(i-1) + " 16`"
	case (r.is(i, "of") || r.is(i, "from")) && r.kindOf(i-2) == number && unitHours[singular(r.at(i-1))] > 0:
		return i, i + 1, "write `after`"
	case r.is(i, "no") && r.is(i-1, "is") && r.kindOf(i-2) == name && r.isCondition(from, i):
		return i - 2, i + 1, "write `no " + r.at(i-2) + "`"
	}
	return i, i + 1, ""
}

// between finds a number that stands between two others.
func (r *reader) between(i, from, to int) (at, until int, advice string) {
	if i-1 <= from || i+3 >= to || !r.is(i, "between") || r.kindOf(i-1) != name || r.kindOf(i+1) != number || r.kindOf(i+3) != number {
		return i, i + 1, ""
	}
	fact := r.at(i - 1)
	return i - 1, i + 4, "write `" + fact + " >= " + r.at(i+1) + " and " + fact + " <= " + r.at(i+3) + "`"
}

// purposeOfVerb finds what something is done for, said with `to` and a verb: `to send offers`.
func (r *reader) purposeOfVerb(i, from, to int) (at, until int, advice string) {
	if i-2 <= from || i >= to || !r.is(i-2, "to") || r.tokens[i].first || r.kindOf(i-1) != name || r.kindOf(i) != name && !r.is(i, "you") || !purposeVerbs[r.at(i-1)] {
		return i, i + 1, ""
	}
	return i - 2, i + 1, "`to` names who receives the data; write `for` and a purpose"
}

// purposeVerbs are verbs that tell what data are used for.
var purposeVerbs = map[string]bool{
	"send": true, "show": true, "provide": true, "deliver": true, "offer": true, "improve": true, "inform": true, "tell": true, "contact": true,
	"answer": true, "prevent": true, "detect": true, "protect": true, "personalise": true, "personalize": true, "process": true, "make": true,
	"help": true, "comply": true, "measure": true, "analyse": true, "analyze": true, "develop": true, "advertise": true, "serve": true, "give": true,
}

// clausesOfCondition finds a whole clause in the place of a fact: `given you are a member`.
func (r *reader) clausesOfCondition(i, from, to int) (at, until int, advice string) {
	if i <= from || i >= to || !r.is(i, "we") && !r.is(i, "you") || !r.isCondition(from, i-1) && !r.is(i-1, "after") && !r.is(i-1, "before") {
		return i, i + 1, ""
	}
	switch r.at(i - 1) {
	case "after", "before":
		until = r.before(i, to, "and", ")", "?")
		if r.asking {
			return i, until, "write the name of an event, such as `closed`"
		}
		return i, until, "write the name of an event, and declare it: event NAME \"" + clip(r.src[r.tokens[i].start:r.endOf(until-1)]) + "\""
	case "given", "unless", "and", "or", "no", "not", "(", "means":
	default:
		return i, i + 1, ""
	}
	until = r.before(i, to, "and", "or", ")", "?")
	said := clip(r.src[r.tokens[i].start:r.endOf(until-1)])
	if r.asking {
		return i, until, "write the name of a fact, such as `member`"
	}
	return i, until, "write the name of a fact, and declare it: fact NAME \"" + said + "\""
}

// askedHabit finds what belongs to rules, in a question.
func (r *reader) askedHabit(i, from, to int) (at, until int, advice string) {
	given := "given "
	for j := from; j < i; j++ {
		if r.is(j, "given") {
			given = "and "
		}
	}
	switch {
	case i <= from || i >= to:
	case r.is(i, "?") && !r.is(i-1, "?") && !r.is(i+1, "?") && i+1 < to:
		return i + 1, to, "the question ends before it; leave it out"
	case r.is(i, "unless") && i+2 == to && (r.kindOf(i+1) == name || r.is(i+1, "consent") || r.is(i+1, "objection")):
		return i, to, "write `" + given + "no " + r.at(i+1) + "`"
	case r.is(i, "unless"):
		return i, i + 1, "a question says what is so; write `" + given + "no` and a fact"
	case r.is(i, "never") && r.isSubject(from+1, i):
		return i, i + 1, "leave it out: where it must not be, the answer is `prohibited`"
	case r.is(i, "on"):
		return i, min(i+2, to), "a question asks for no lawful basis; leave it out"
	case r.is(i, "only"):
		return i, i + 1, "a question asks about one case; leave it out"
	case r.is(i, "not") && r.isSubject(from+1, i):
		return i, i + 1, "leave it out: where it must not be, the answer is `prohibited`"
	}
	return i, i + 1, ""
}

// isSubject reports whether tokens can only be who acts.
func (r *reader) isSubject(from, to int) bool {
	for j := from; j < to; j++ {
		if r.kindOf(j) != name && !startsList(r.at(j)) {
			return false
		}
	}
	return from < to
}

func (r *reader) isModal(i int) bool { return r.is(i, "may") || r.is(i, "must") || r.is(i, "must not") }

// partBefore returns the word that opens the part in which token i stands.
func (r *reader) partBefore(i, from int) string {
	for j := i; j > from; j-- {
		if r.kindOf(j) == word && r.isPart(j) {
			return r.at(j)
		}
	}
	return ""
}

// ruleHabit tells what to do about token i of a rule.
func (r *reader) ruleHabit(i, from, to int) string {
	next := r.kindOf(i + 1)
	switch {
	case i >= to:
	case i == from && r.is(i, "only"):
		return "`only` stands before a part, as in `only for ...`; write for the others: `anyone except ... must not`"
	case i == from && r.is(i, "never") && next == name:
		return "a sentence begins with who acts: `we must not " + r.at(i+1) + " ...`"
	case i > from && r.is(i, "consent") && r.is(i-1, "withdraw"):
		return "leave it out: only consent is withdrawn"
	case i > from && r.is(i, "given") && r.is(i-1, "and"):
		return "leave it out: it stands once, before all conditions"
	case i > from+1 && r.is(i, "consent") && r.kindOf(i-1) == name && r.kindOf(i-2) == word && r.isModal(i-2):
		return "consent is no data; write `only given consent` in the sentence that needs it"
	case i > from && r.is(i, ",") && r.is(i+1, "but"):
		return "remove it, and `but`"
	case i > from+1 && r.is(i-1, "and") && r.isPart(i) && r.partBefore(i-1, from) == r.at(i):
		return "leave it out: the list goes on"
	case i > from && r.is(i, "(") && (r.is(i+1, "given") || r.is(i+1, "unless") || r.is(i+1, "only")):
		return "brackets stand only inside a condition; remove them"
	}
	return ""
}
