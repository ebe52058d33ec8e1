package parser

import (
	"fmt"
	"strings"
)

// longestPhrase is how many words a phrase has at most.
const longestPhrase = 4

// slip finds words that people write by mistake at token i or just before it: which tokens, and what to do.
func (r *reader) slip(i, from, to int) (at, until int, advice string) {
	if at, until, advice = r.habit(i, from, to); advice != "" {
		return at, until, advice
	}
	if at, until, advice = r.phrase(i, from, to); advice != "" {
		return at, until, advice
	}
	for _, value := range []int{i, i - 1} {
		if at, advice = r.comparison(value, from, to); advice != "" {
			return at, value + 1, advice
		}
	}
	if i > from && i < to && r.is(i-1, ",") && r.kindOf(i) == word && !startsList(r.at(i)) && !r.isCondition(from, i-1) {
		return i - 1, i, "remove it"
	}
	if i > from && i < to && r.kindOf(i) != punct && r.at(i) == r.at(i-1) && r.kindOf(i) == r.kindOf(i-1) {
		return i, i + 1, "it stands twice; remove one"
	}
	if i > from && i < to && fillers[r.at(i)] && r.kindOf(i) == name {
		return i, i + 1, "leave it out"
	}
	for j := from + 1; j < i && j < to; j++ {
		if (articles[r.at(j)] || fillers[r.at(j)]) && r.kindOf(j) == name && r.kindOf(j+1) == name {
			return j, j + 1, "leave it out"
		}
	}
	places := []int{i, i - 1}
	if r.is(i, "notwithstanding") || r.is(i, "by") { // the grammar goes back to them
		places = append(places, i+1)
	}
	for _, at := range places {
		if at >= from && at < to && r.at(from) != "allow" {
			if advice = r.slipAt(at, from); advice != "" {
				return at, at + 1, advice
			}
		}
	}
	return i, i + 1, ""
}

// phrase finds several words of which token i is one.
func (r *reader) phrase(i, from, to int) (at, until int, advice string) {
	if i > from && i < to && (r.is(i-1, "for") || r.is(i-1, "in")) && r.kindOf(i) == number {
		return i - 1, min(i+2, to), r.lasting(i)
	}
	if i-3 > from && r.kindOf(i-1) == number && r.joined(i-3, i-1) == "more than" && r.compares(i-3, i-1, from) {
		return i - 4, i, "write `" + r.at(i-4) + " > " + r.at(i-1) + "`"
	}
	for at = max(from, i-longestPhrase+1); at <= i; at++ {
		for until = min(to, at+longestPhrase); until > i && until > at; until-- {
			words := r.joined(at, until)
			if op := comparisons[words]; op != "" && at == i && r.compares(at, until, from) {
				return at - 1, until + 1, "write `" + r.at(at-1) + " " + op + " " + r.at(until) + "`"
			}
			if (words == "is not" || words == "is no") && r.kindOf(at-1) == name && r.kindOf(until) == name && until < to {
				return at - 1, until + 1, "write `not " + r.at(at-1) + " is " + r.at(until) + "`"
			}
			if until == at+1 && words != "without" && words != "but not" {
				continue
			}
			advice = phrases[words]
			if asked, ok := askedPhrases[words]; ok && r.asking {
				advice = asked
			}
			if advice != "" {
				return at, until, advice
			}
		}
	}
	return i, i + 1, ""
}

// comparison finds a fact that is compared in the way of another language: its value is token i.
func (r *reader) comparison(i, from, to int) (at int, advice string) {
	if i-1 <= from || i >= to || !r.isCondition(from, i) {
		return i, ""
	}
	value, fact, equals := r.at(i), i-1, r.is(i-1, "=")
	if equals {
		fact--
	}
	switch k := r.kindOf(i); {
	case r.kindOf(fact) != name:
		return i, ""
	case equals && (value == "true" || value == "yes"):
		return fact, "a yes-or-no fact stands alone: write `" + r.at(fact) + "`"
	case equals && (value == "false" || value == "no"):
		return fact, "a yes-or-no fact stands alone: write `no " + r.at(fact) + "`"
	case equals && k == name:
		return fact, "`=` compares numbers; write `" + r.at(fact) + " is " + value + "`"
	case !equals && k == number && r.kindOf(i+1) != name && r.asking:
		return fact, "write `" + r.at(fact) + " = " + value + "`"
	case !equals && k == number && r.kindOf(i+1) != name:
		return fact, "write `" + r.at(fact) + " = " + value + "` or `" + r.at(fact) + " >= " + value + "`"
	}
	return i, ""
}

// lasting tells how to write for how long something is done: the number is token i.
func (r *reader) lasting(i int) string {
	within := "write `within " + r.at(i) + " " + r.at(i+1)
	if r.is(i+2, "after") {
		return within + "`"
	}
	return within + " after` and an event"
}

// joined returns some tokens as words with one space between.
func (r *reader) joined(from, to int) string {
	out := r.at(from)
	for i := from + 1; i < to; i++ {
		if r.kindOf(i) == text {
			return ""
		}
		out += " " + r.at(i)
	}
	return out
}

// compares reports whether the words at..until stand between a fact and a number that is no length of time.
func (r *reader) compares(at, until, from int) bool {
	return r.kindOf(at-1) == name && r.kindOf(until) == number && unitHours[strings.TrimSuffix(r.at(until+1), "s")] == 0 && r.isCondition(from, at)
}

func (r *reader) slipAt(i, from int) string {
	w, next := r.at(i), r.kindOf(i+1)
	k := r.kindOf(i)
	switch {
	case k == text && i == from && !r.asking && !r.isInnerMark(i):
		return "write `quote` before it"
	case k == word && r.is(i, "never") && i > from && r.isNormSoFar(from, i):
		return "write `must not`"
	case k == name && i == from && instead[w] == "write `given`":
		return "write `given`, behind the data"
	case k != name && k != ref, r.asking && i == from:
		return ""
	case r.is(i-1, "by") && nearest(w, defaultWord) != "":
		return "did you mean `default`?"
	}
	if w == "clause" && i > from && (next == ref || next == number) {
		return "write the id alone: `" + r.at(i+1) + "`"
	}
	if advice := instead[strings.ToLower(w)]; advice != "" {
		return advice
	}
	if near := swapped(w, words); near != "" {
		return "did you mean `" + near + "`?"
	}
	near := nearest(w, statementWords)
	if near == "" && len(w) > len("not-within") {
		near = nearest(w, map[string]bool{"notwithstanding": true})
	}
	if near != "" && i == from && !r.asking && r.tokens[i].first && !declarationWords[w] {
		return "did you mean `" + near + "`?"
	}
	return ""
}

var defaultWord = map[string]bool{"default": true}

// swapped returns the word that w is but for two letters that have changed places.
func swapped(w string, among map[string]bool) string {
	for i := 1; i < len(w); i++ {
		if s := w[:i-1] + w[i:i+1] + w[i-1:i] + w[i+1:]; s != w && among[s] {
			return s
		}
	}
	return ""
}

// onNewLine tells of a sentence or a declaration that begins behind another.
func (r *reader) onNewLine(i, from int) string {
	if i <= from || r.tokens[i].first || r.asking {
		return ""
	}
	k := r.kindOf(i)
	switch w := r.at(i); {
	case k == word && (w == "may" || w == "must" || w == "must not") && r.hasModal(from, i):
		return "a second sentence stands here; write it on a new line, without `and`"
	case k != name:
		return ""
	case declarationWords[w] && declarationWords[r.at(from)] && r.opens(i):
		return "a declaration begins on a new line"
	case w == "prose", statementWords[w] && r.kindOf(i+1) == text:
		return "a sentence begins on a new line"
	}
	return ""
}

func (r *reader) hasModal(from, i int) bool {
	for j := from; j < i; j++ {
		if r.kindOf(j) == word && (r.is(j, "may") || r.is(j, "must") || r.is(j, "must not")) {
			return true
		}
	}
	return false
}

// notName tells why a clause id is no name or number.
func notName(w string) string {
	switch {
	case opening(strings.ToLower(w)):
		return "words of the language are lower-case: `" + strings.ToLower(w) + "`"
	case !isDigit(w[0]):
		return "names are lower-case: `" + tame(w) + "`"
	case strings.Trim(w, "0123456789.") != "":
		return "a name begins with a letter"
	case strings.Count(w, ".") == 1:
		return "numbers are whole"
	}
	var day, month, year int
	if n, _ := fmt.Sscanf(w, "%d.%d.%d", &day, &month, &year); n == 3 && 0 < day && day < 32 && 0 < month && month < 13 && year > 1000 && year < 10_000 {
		return fmt.Sprintf("a day is written year-month-day: `%04d-%02d-%02d`", year, month, day)
	}
	return "a day is written year-month-day, as in 2026-11-22"
}

// inCondition tells what is wrong with token i of a condition.
func (r *reader) inCondition(i, from int) string {
	fact := r.at(i - 1)
	switch k := r.kindOf(i); {
	case r.is(i, ",") && !r.isPart(i+1):
		return "join conditions with `and` or `or`"
	case k == name && r.kindOf(i-1) == name:
		return "join conditions with `and` or `or`; a name of two words takes a hyphen: `" + fact + "-" + r.at(i) + "`"
	}
	return ""
}

// ofDeclaration tells what a declaration, or a line of a header, takes in the place of a mark.
func (r *reader) ofDeclaration(i, from int) string {
	w := r.at(from)
	if !r.is(i, "=") && !r.is(i, ":") {
		return ""
	}
	switch declares := declarationWords[w]; {
	case i == from+1 && (declares || fieldWords[w] || statementWords[w]),
		i == from+2 && (w == "clause" || w == "section" || w == "example" || w == "source"):
		return "remove it"
	case i != from+2 || !declares:
		return ""
	case w == "term":
		return "expected `means` and a condition"
	}
	return "the label follows the name: `" + w + " " + r.at(i-1) + " \"...\"`"
}

// wantsText are the words behind which a text stands.
var wantsText = map[string]bool{"owner": true, "controller": true, "contact": true, "version": true, "todo": true, "defect": true}

// isInnerMark reports whether token i touches a text: a quotation mark inside it ended it.
func (r *reader) isInnerMark(i int) bool {
	return i > 0 && i < len(r.tokens)-1 && r.kindOf(i-1) == text && r.kindOf(i) != punct && r.tokens[i-1].end == r.tokens[i].start
}
