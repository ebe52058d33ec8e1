package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// How long a sentence may be. Guides to plain language ask for 15 to 20 words on average, and for 40 at most; what is reported is far
// beyond, so that it is worth mending. A Chinese character counts as two thirds of a word.
const mostWords = 60

func runOnSentence() lint.Rule {
	return lint.Rule{Name: "run-on-sentence", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "a sentence is too long to be understood at first reading", Check: findRunOnSentences}
}

func findRunOnSentences(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, p := range c.Passages() {
		if n := countWords(p.Text); p.As != coverage.Prose && n > mostWords {
			out = append(out, p.Finding(fmt.Sprintf("this sentence has %d words; say one thing in a sentence, and put what it enumerates into a list", n), 0, opening(p.Text)))
		}
	}
	return out
}

// countWords returns how many words a text has. In Chinese and Japanese, three characters count as two words.
func countWords(text string) int {
	han, inWord, n := 0, false, 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			han++
			inWord = false
		case unicode.IsSpace(r):
			inWord = false
		case !inWord && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			inWord = true
			n++
		}
	}
	return n + han*2/3
}

// opening returns where the first five words of a text end: the marks beneath them show the sentence without filling the screen.
func opening(text string) int {
	const words, most = 5, 60
	n := 0
	for i, r := range text {
		if unicode.IsSpace(r) {
			n++
		}
		if n == words || i >= most {
			return len(strings.TrimRightFunc(text[:i], unicode.IsSpace))
		}
	}
	return len(text)
}
