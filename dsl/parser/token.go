package parser

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A kind is what a token is. The kinds are the token types of the grammar too.
type kind uint8

const (
	eof     kind = iota
	name         // lower-case words joined by hyphens
	word         // a reserved word, or two that are read as one: see words
	ref          // begins with a capital or a digit: A.4
	number       // 30
	date         // 2026-11-22
	text         // "..."
	punct        // { } ( ) , ? : < <= = >= >
	badText      // a string whose problem has been reported
)

// A token is a piece of a file's text. It stays small: a file has many.
type token struct {
	kind       kind
	first      bool // it is the first of its line
	start, end int32
}

func (t token) span() source.Span { return source.Span{Start: int(t.start), End: int(t.end)} }

// words are the reserved words of sentences. They cannot be names. The
// words that open declarations (`data`, `clause`, `source`) are not reserved: they
// mean something only where a declaration, or a line of a header, may start.
var words = map[string]bool{
	"we": true, "you": true,
	"may": true, "must": true, "not": true, "no": true, "only": true,
	"and": true, "or": true, "except": true, "any": true, "anyone": true,
	"of": true, "from": true, "to": true, "with": true, "for": true, "in": true, "on": true,
	"given": true, "unless": true, "by": true, "under": true, "then": true,
	"within": true, "more": true, "than": true, "after": true, "before": true,
	"default": true, "notwithstanding": true,
	"is": true, "as": true, "this": true, "but": true, "nothing": true, "else": true, "costs": true,
	"consent": true, "objection": true, "prior": true, "overdue": true,
	"explicit": true, "separate": true, "written": true, "parental": true, "deemed": true,
	"never": true, "always": true,
}

// pairs are two words that the grammar reads as one token, so that one token of
// lookahead is enough to tell sentences apart.
var pairs = map[[2]string]string{
	{"must", "not"}:     "must not",
	{"may", "not"}:      "may not",
	{"by", "default"}:   "by default",
	{"nothing", "else"}: "nothing else",
	{"but", "not"}:      "but not",
}

// Reserved reports whether a word is reserved for sentences, so that it is no name.
func Reserved(word string) bool { return words[word] }

// Opens reports whether a sentence, a declaration or a line of a header may begin with a word, were it lower-case.
func Opens(word string) bool { return opening(strings.ToLower(word)) }

// MayOpen reports whether a line that begins with a word, before a name or a text, may be read as a declaration, spelt right or not.
func MayOpen(word string) bool { return Opens(word) || nearest(word, declarationWords) != "" }
