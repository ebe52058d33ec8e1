package coverage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A word is what stands between white space, from its first letter or digit to its last: "and/or" and "e-mail" are one. Where
// a script does not divide words, each letter is one.

// eachWord calls f for the words of a part of a text.
func eachWord(text string, from, to int, f func(model.Range)) {
	start, end := -1, -1 // of the word so far; end is behind its last letter
	flush := func() {
		if start >= 0 {
			f(model.Range{Start: start, End: end})
		}
		start = -1
	}
	for i, r := range text[from:to] {
		at := from + i
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[at:])
		}
		switch {
		case divides(r):
			flush()
			if isWord(r) {
				f(model.Range{Start: at, End: at + size})
			}
		case isWord(r):
			if start < 0 {
				start = at
			}
			end = at + size
		case unicode.IsMark(r) && end == at:
			end = at + size
		}
	}
	flush()
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// divides reports whether words end at a character: white space, and what belongs to scripts without it.
func divides(r rune) bool {
	if r < utf8.RuneSelf {
		return unicode.IsSpace(r)
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF0F || r >= 0xFF1A && r <= 0xFF20
}

// fold returns the letters and digits of a text, in small letters.
func fold(text string) string { return strings.ToLower(strings.Map(keepWord, text)) }

func keepWord(r rune) rune {
	if isWord(r) {
		return r
	}
	return -1
}

// titlesOf returns the titles of the policy and of its sections, folded.
func titlesOf(p *model.Policy) map[string]bool {
	out := map[string]bool{}
	for _, l := range p.Title {
		out[fold(l.Text)] = true
	}
	for i := range p.Clauses {
		for _, s := range p.Clauses[i].Sections {
			out[fold(s)] = true
		}
	}
	return out
}
