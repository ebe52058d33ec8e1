package parser

import (
	"maps"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// describe says what is wrong with token i of the piece from..to, and what to do.
func (r *reader) describe(i, from, to int, what string) string {
	if m := r.missing(from, i); what == "a name" && m != "" {
		what = m
	}
	if w := r.at(from); (w == "section" || w == "example") && i == from+1 && i >= to {
		return "a title is missing; write `" + w + " \"...\" {`"
	}
	if i < to && r.isInnerMark(i) {
		return "this quotation mark ends the text; inside a text it is written \\\""
	}
	got := "unexpected " + r.show(i)
	if i >= to || i > from && r.tokens[i].first && r.kindOf(i) != text {
		if i >= to {
			got = "the sentence stops after " + r.show(i-1)
		}
		if what == "" {
			what = r.missing(from, i)
		}
	}
	if i < to {
		if advice := r.advice(i, from); advice != "" {
			return got + "; " + advice
		}
	}
	if what == "" {
		what = r.missing(from, i)
	}
	switch {
	case what != "":
		return got + "; expected " + what
	case i >= to:
		return got
	}
	return got + r.after(i, from)
}

func (r *reader) after(i, from int) string {
	if i > from {
		return " after " + r.show(i-1)
	}
	return ""
}

// missing tells what should follow token i-1, where that token says it.
func (r *reader) missing(from, i int) string {
	if i <= from {
		return ""
	}
	switch w := r.at(i - 1); w {
	case "of", "from":
		return "whose or from whom after `" + w + "`"
	case "to", "with":
		return "a recipient after `" + w + "`"
	case "for":
		return "a purpose after `for`"
	case "in":
		return "a place after `in`"
	case "on":
		return "a lawful basis after `on`"
	case "given", "unless":
		return "a condition after `" + w + "`"
	case "may", "must", "must not":
		if r.asking {
			return "who acts after `may`, as in `may we use email?`"
		}
		if r.kindOf(i-1) == word {
			return "an action after `" + w + "`"
		}
	case ",", "and", "or", "except":
		return "another name after `" + w + "`"
	case "within":
		return "a length of time after `within`, as in `30 days`"
	case "only":
		return "one part after `only`: of, from, to, with, for, in or given"
	case "is":
		return "a name or a value after `is`"
	case "section", "example":
		return "a title in quotation marks after `" + w + "`"
	case "quote", "todo", "defect", "owner", "controller", "contact", "version":
		return "a text in quotation marks after `" + w + "`"
	case "takes":
		return "to, with, for, in or nothing after `takes`"
	case "language":
		return "a language after `language`, as in `en`"
	case "effective":
		return "a day after `effective`, as in 2026-11-22"
	case "jurisdiction":
		return "places of law after `jurisdiction`, as in `eu, china`"
	case "?":
		return "the answer after `?`: permitted, prohibited, undetermined, not-addressed or out-of-scope"
	case "clause":
		return "a clause id after `clause`, as in A.4: it begins with a capital or a digit"
	}
	if r.asking && i == from+2 {
		return "an action after " + r.show(i-1) + ", as in `may we use email?`"
	}
	if what := r.missingIn(from, i); what != "" {
		return what
	}
	if w := r.at(from); (w == "section" || w == "example") && i == from+2 {
		return "`{` after " + r.show(i-1)
	}
	if r.isNormSoFar(from, i) {
		return "may, must or must not after " + r.show(i-1)
	}
	if r.at(from) == "defect" && i == from+2 {
		return "`owner \"who\"`"
	}
	if r.at(from) == "allow" && (i > from+5 || i > from+3 && r.is(from+2, "because")) {
		return "`by \"who\" until` and a day"
	}
	if r.at(from) == "quote" {
		return "the quoted words in quotation marks"
	}
	if r.is(i-2, "over") || r.kindOf(i-1) == ref && r.kindOf(from) == ref || r.kindOf(i-1) == number && r.kindOf(from) == number {
		return "`because \"...\" decided by \"who\" on` and a day"
	}
	if r.is(i-2, "because") && r.kindOf(i-1) == text {
		return "who decided it and when, as in `decided by \"counsel\" on 2026-11-22`"
	}
	return ""
}

// missingIn tells what a form of sentence still needs.
func (r *reader) missingIn(from, i int) string {
	has := func(w string) bool {
		for j := from; j < i; j++ {
			if r.is(j, w) {
				return true
			}
		}
		return false
	}
	switch r.at(from) {
	case "refusing":
		if !has("costs") {
			return "`costs` and what refusing costs"
		}
	case "treat":
		if !has("as") {
			return "`as` and a class of data"
		}
		if r.is(i-1, "as") || r.is(i-2, "as") && (r.is(i-1, "not") || r.is(i-1, "no")) {
			return "a class of data"
		}
	case "term":
		if !has("means") && i > from+1 {
			return "`means` and a condition"
		}
	case "this":
		return "`this policy does not cover` and data"
	case "consent":
		return "`consent is not needed to` and actions"
	}
	if has("counts") {
		return "`counts as deemed consent to` and actions"
	}
	return ""
}

// isNormSoFar reports whether the tokens before i can only be the subject of a sentence.
func (r *reader) isNormSoFar(from, i int) bool {
	if w := r.at(from); i == from || statementWords[w] || declarationWords[w] || fieldWords[w] || r.asking {
		return false
	}
	for j := from; j < i; j++ {
		if k := r.kindOf(j); k != name && !r.is(j, "we") && !r.is(j, "you") && !r.is(j, ",") && !r.is(j, "and") && !r.is(j, "or") && !r.is(j, "any") && !r.is(j, "anyone") {
			return false
		}
	}
	return true
}

// advice knows the mistakes that people make most.
func (r *reader) advice(i, from int) string {
	w, prev := r.at(i), r.at(i-1)
	k := r.kindOf(i)
	for _, advise := range []func(i, from int) string{r.onNewLine, r.ofDeclaration} {
		if advice := advise(i, from); advice != "" {
			return advice
		}
	}
	if i > from && r.isCondition(from, i) {
		if advice := r.inCondition(i, from); advice != "" {
			return advice
		}
	}
	switch {
	case r.asking && i == from:
		return r.firstOfQuestion(i)
	case r.at(from) == "clause" && i == from+1 && k == name:
		return "a clause id begins with a capital or a digit: `" + strings.ToUpper(w[:1]) + w[1:] + "`"
	case r.at(from) == "clause" && i == from+1:
		return "a clause id begins with a capital or a digit, as in A.4"
	case (r.at(from) == "section" || r.at(from) == "example") && i == from+1:
		return "expected a title in quotation marks"
	case r.asking && r.is(i-1, "nothing else"):
		return "`nothing else` stands last, behind all that is given"
	case k == name && r.kindOf(i-1) == number && unitHours[strings.TrimSuffix(w, "s")] > 0:
		return "a number stands alone; remove it"
	case r.is(i, "nothing else"):
		return "`nothing else` closes a question; a rule is about every case"
	case i == from && (r.is(i, "may") || r.is(i, "must") || r.is(i, "must not")):
		return "a sentence begins with who acts: `we " + w + " ...`"
	case r.is(i, "may not"):
		return "`may not` can be read in two ways; write `must not`"
	case k == ref && r.at(from) != "clause":
		return notName(w)
	case r.isNormSoFar(from, i) && k == name && nearest(w, modals) != "":
		return "did you mean `" + nearest(w, modals) + "`?"
	case r.isNormSoFar(from, i) && i > from && k == name && !r.is(i-1, ",") && !states[w]:
		return "a sentence says may, must or must not, as in `" + prev + " may " + w + "`"
	case r.isNormSoFar(from, i) && i > from:
		return "expected may, must or must not after " + r.show(i-1)
	case i > from && r.kindOf(i-1) == name && wantsText[prev]:
		return "expected a text in quotation marks after `" + prev + "`"
	case k == name && r.opensEntries(i, from):
		return "write `{` before it"
	case k == name && r.kindOf(i-1) == name:
		if near := nearest(w, sentenceWords); near != "" {
			return "did you mean `" + near + "`?"
		}
		return "a name of two words takes a hyphen: `" + prev + "-" + w + "`; a list takes commas: `" + prev + ", " + w + "`"
	case k == name && r.kindOf(i-1) == word && nearest(w, sentenceWords) != "" && !r.startsHere(i):
		return "did you mean `" + nearest(w, sentenceWords) + "`?"
	case r.is(i, ","):
		return "remove it"
	case r.missingIn(from, i) != "":
		return ""
	case k == word && words[w] && i == from+1 && declarationWords[r.at(from)]:
		return "it is a word of the language; give the " + r.at(from) + " another name"
	case k == word && words[w] && (r.kindOf(i-1) == punct || r.kindOf(i-1) == word) && !r.isPart(i):
		return "`" + w + "` is a word of the language and cannot be a name here"
	case r.is(i, "of") && prev == "one" && i == from+2 && declarationWords[r.at(from)]:
		return "a name stands before `one`: `" + r.at(from) + " NAME one of ...`"
	case k == text && i == from+1 && declarationWords[prev]:
		return "a name stands before it: `" + prev + " NAME \"...\"`"
	case k == text && r.kindOf(i-1) == name:
		return "a text cannot stand here; labels are declared with data, purpose, party and so on"
	case r.is(i, "="):
		return "`=` compares numbers, as in `age = 12`"
	}
	return ""
}

// sideBySide reports whether token i is the second of two names that nothing joins, and no misspelt word.
func (r *reader) sideBySide(i int) bool {
	return r.kindOf(i) == name && r.kindOf(i-1) == name && !r.tokens[i].first && !declarationWords[r.at(i-1)] && nearest(r.at(i), sentenceWords) == "" && r.kindOf(i+1) != text
}

// opensEntries reports whether the entries of a vocabulary item begin at token i, and their brace is missing.
func (r *reader) opensEntries(i, from int) bool {
	return r.excess > 0 && r.kindOf(i+1) == text && r.kindOf(from) == name && declarationWords[r.at(from)]
}

// states are words behind a subject that say what is, not what is done.
var states = map[string]bool{"are": true, "have": true, "has": true, "reserve": true, "want": true}

// firstOfQuestion tells how a question begins that begins with another word, token i.
func (r *reader) firstOfQuestion(i int) string {
	switch {
	case r.is(i+1, "may") && r.kindOf(i+2) == name:
		return "turn it round: `may " + r.at(i) + " " + r.at(i+2) + " ...?`"
	case startsList(r.at(i+1)) && !r.is(i, "are"):
		return "a question begins with `may`: `may " + r.at(i+1) + " " + r.at(i+2) + " ...?`"
	}
	return "a question begins with `may`, as in `may we use email for marketing?`"
}

// startsList reports whether a reserved word can stand in a list of names.
func startsList(w string) bool {
	return w == "we" || w == "you" || w == "any" || w == "anyone" || w == "and" || w == "or"
}

func (r *reader) isPart(i int) bool {
	switch r.at(i) {
	case "of", "from", "to", "with", "for", "in", "on", "given", "unless", "then", "only", "by", "under", "after", "before", "within":
		return true
	}
	return false
}

func (r *reader) startsHere(i int) bool {
	switch r.at(i - 1) {
	case "may", "must", "must not", "any", "except", "and", "or", "of", "from", "to", "with", "for", "in", "on", "given", "unless":
		return true
	}
	return false
}

// isCondition reports whether the last part opened before i is a condition.
func (r *reader) isCondition(from, i int) bool {
	for j := i; j > from; j-- {
		switch r.at(j) {
		case "given", "unless", "means":
			return true
		case "of", "from", "to", "with", "for", "on", "may", "must", "must not":
			return false
		}
	}
	return false
}

var modals = map[string]bool{"may": true, "must": true}

// sentenceWords are those whose misspelling is worth a guess.
var sentenceWords = map[string]bool{
	"given": true, "unless": true, "only": true, "except": true, "from": true, "with": true, "within": true,
	"notwithstanding": true, "after": true, "before": true, "under": true, "then": true, "default": true,
	"because": true, "decided": true, "owner": true, "prevail": true, "over": true, "means": true, "number": true, "counts": true,
}

func nearest(w string, among map[string]bool) string {
	if len(w) < 3 {
		return ""
	}
	return diag.Nearest(w, maps.Keys(among))
}

// showAll returns tokens for a message, as they are written.
func (r *reader) showAll(from, to int) string {
	if to == from+1 {
		return r.show(from)
	}
	return "`" + clip(r.src[r.tokens[from].start:r.endOf(to-1)]) + "`"
}

// show returns a token for a message.
func (r *reader) show(i int) string {
	switch r.kindOf(i) {
	case eof:
		return "the end"
	case text:
		return "the text \"" + clip(strings.Join(strings.Fields(unquote(r.at(i))), " ")) + "\""
	case badText:
		return "this text"
	}
	return "`" + clip(r.at(i)) + "`"
}
