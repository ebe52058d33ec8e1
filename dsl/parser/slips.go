package parser

import "strings"

// The words that people write in the place of the language's own, and what to write. They are looked up only where a
// sentence could not be read, since all of them may be names.

// instead tells what to write instead of a word.
var instead = map[string]string{
	"if":       "write `given`, behind the data",
	"when":     "write `given`, or `after` and an event",
	"without":  "write `unless`",
	"until":    "write `before` and an event",
	"the":      "leave it out",
	"your":     "leave it out: data are yours unless `of` says otherwise",
	"our":      "leave it out, or write `of we`",
	"shall":    "a sentence says may, must or must not",
	"will":     "a sentence says may, must or must not",
	"can":      "a sentence says may, must or must not",
	"should":   "a sentence says may, must or must not",
	"do":       "a sentence says may, must or must not",
	"does":     "a sentence says may, must or must not",
	"integer":  "write `number`",
	"one-of":   "write `one of`",
	"express":  "the kinds of consent are prior, explicit, separate, written, parental and deemed",
	"informed": "the kinds of consent are prior, explicit, separate, written, parental and deemed",
	"i":        "write `we` or `you`",
}

// insteadOfTwo tells what to write instead of two words.
var insteadOfTwo = map[string]string{
	"with consent":  "write `given consent`",
	"not permitted": "write `prohibited`",
	"not addressed": "write `not-addressed`",
	"is not":        "write `not` before the fact: `not channel is web`",
	"no one":        "write `anyone must not`",
	"may only":      "put `only` before a part, as in `only for ...` or `only given ...`",
	"must only":     "put `only` before a part, as in `only for ...` or `only given ...`",
	"= =":           "write `=` once",
	"= >":           "write `>=`",
	"= <":           "write `<=`",
}

// slip finds a word that people write by mistake at token i or just before it: which token, and what to do.
func (r *reader) slip(i, from, to int) (at int, advice string) {
	if i < to && i > from {
		if advice = insteadOfTwo[r.at(i-1)+" "+r.at(i)]; advice != "" {
			return i, advice
		}
	}
	if i+1 < to {
		if advice = insteadOfTwo[r.at(i)+" "+r.at(i+1)]; advice != "" {
			return i, advice
		}
	}
	places := []int{i, i - 1}
	if r.is(i, "notwithstanding") || r.is(i, "by") { // the grammar goes back to them
		places = append(places, i+1)
	}
	for _, at := range places {
		if at >= from && at < to && r.at(from) != "allow" {
			if advice = r.slipAt(at, from); advice != "" {
				return at, advice
			}
		}
	}
	return i, ""
}

func (r *reader) slipAt(i, from int) string {
	w, next := r.at(i), r.kindOf(i+1)
	k := r.kindOf(i)
	switch {
	case k == text && i == from && !r.asking && !r.isInnerMark(i):
		return "write `quote` before it"
	case k == number && r.kindOf(i-1) == name && next != name && i > from && r.isCondition(from, i):
		return "write `" + r.at(i-1) + " = " + w + "` or `" + r.at(i-1) + " >= " + w + "`"
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
		return "a sentence begins on a new line; `and` joins names"
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
	return "a day is written year-month-day, as in 2026-11-22"
}

// inCondition tells what is wrong with token i of a condition.
func (r *reader) inCondition(i, from int) string {
	fact := r.at(i - 1)
	switch k := r.kindOf(i); {
	case r.is(i-1, "=") && k == name:
		return "`=` compares numbers; write `" + r.at(i-2) + " is " + r.at(i) + "`"
	case r.is(i, ",") && !r.isPart(i+1):
		return "join conditions with `and` or `or`"
	case k == name && r.kindOf(i-1) == name:
		return "join conditions with `and` or `or`; a name of two words takes a hyphen: `" + fact + "-" + r.at(i) + "`"
	}
	return ""
}

// ofDeclaration tells what a declaration takes in the place of a mark.
func (r *reader) ofDeclaration(i, from int) string {
	mark := r.is(i, "=") || r.is(i, ":")
	switch {
	case !mark || i != from+2 || !declarationWords[r.at(from)]:
		return ""
	case r.at(from) == "term":
		return "expected `means` and a condition"
	}
	return "the label follows the name: `" + r.at(from) + " " + r.at(i-1) + " \"...\"`"
}

// wantsText are the words behind which a text stands.
var wantsText = map[string]bool{"owner": true, "controller": true, "contact": true, "version": true, "todo": true, "defect": true}

// isInnerMark reports whether token i touches a text: a quotation mark inside it ended it.
func (r *reader) isInnerMark(i int) bool {
	return i > 0 && i < len(r.tokens)-1 && r.kindOf(i-1) == text && r.tokens[i-1].end == r.tokens[i].start
}
