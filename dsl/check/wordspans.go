package check

import (
	"unicode"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// wordSpans divides a text into the words that quotes and sources are compared by. Where the script has no spaces between words,
// each character is one, with the marks behind it: a whole paragraph would be a single word otherwise, which is like no other.
func wordSpans(s string) []source.Span {
	var out []source.Span
	start, single := -1, false
	end := func(at int) {
		if start >= 0 {
			out = append(out, source.Span{Start: start, End: at})
		}
		start = -1
	}
	for i, r := range s {
		if unicode.IsSpace(r) {
			end(i)
			continue
		}
		unspaced := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) &&
			unicode.IsLetter(r)
		if unspaced || single && letterOrDigit(r) == r {
			end(i)
		}
		if start < 0 {
			start, single = i, unspaced
		}
	}
	end(len(s))
	return out
}

func wordTexts(s string) []string {
	var out []string
	for _, w := range wordSpans(s) {
		out = append(out, s[w.Start:w.End])
	}
	return out
}
