package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/prose"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func garbledText() lint.Rule {
	return lint.Rule{Name: "garbled-text", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "the words are damaged: a sentence breaks off, marks or words are doubled, characters are wrong", Check: findGarbledText}
}

// debris is what no text has on purpose. Three full stops are an ellipsis; "etc.;" and "Inc.:" are well said, so a full stop counts only
// behind a longer word.
func debris() []piece {
	return []piece{
		{doubledMarks, "two marks stand where one belongs"},
		{lostCharacters, "a character was lost in a conversion"},
		{placeholders, "a placeholder was never filled in"},
	}
}

type piece struct {
	marks *regexp.Regexp
	what  string
}

// closes reports whether two marks end a sentence or an item, where they are a slip that misleads nobody: "of others.;".
func closes(text string, end int, d piece) bool {
	return d.marks == doubledMarks && strings.TrimSpace(text[end:]) == ""
}

var (
	doubledMarks   = regexp.MustCompile(`\pL{5,}\.[:：;；]|[,，][.。,，;；]|[;；:：][.。,，;；]|。[.。,，;；]|、、`)
	lostCharacters = regexp.MustCompile(`\x{FFFD}+|â€[™œ“”]|Ã[©¨¤¶¼]|Â\x{a0}`)
	placeholders   = regexp.MustCompile(`(?i)lorem ipsum|\[(?:your company|company name|your name|insert [a-z ]+)\]|\{\{[^}]*\}\}`)
)

func findGarbledText(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	all := c.Passages()
	stops := endInStops(all)
	for i := range all {
		p := &all[i]
		for _, d := range debris() {
			if at := d.marks.FindStringIndex(p.Text); at != nil && !closes(p.Text, at[1], d) {
				out = append(out, garbled(p, d.what, at[0], at[1]))
			}
		}
		if start, end := doubledWord(p.Text); end > 0 {
			out = append(out, garbled(p, "a word stands twice", start, end))
		}
		if start, end := foreignWord(p); end > 0 {
			out = append(out, garbled(p, "a word of another script stands in the sentence", start, end))
		}
		if start := strings.LastIndexFunc(p.Text, unicode.IsSpace) + 1; stops && breaksOff(p) {
			out = append(out, garbled(p, "the sentence breaks off", start, len(p.Text)))
		}
	}
	return out
}

func garbled(p *lint.Passage, what string, start, end int) lint.Finding {
	return p.Finding(fmt.Sprintf("%s: \"%s\"; compare the text with the one that it was made from, and mend it", what, around(p.Text, start, end)), start, end)
}

// around returns words of a text with a few of those before, on one line.
func around(text string, start, end int) string {
	const before = 20
	for n := 0; start > 0 && n < before; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	if cut := strings.IndexFunc(text[start:end], unicode.IsSpace); start > 0 && cut >= 0 {
		start += cut
	}
	return strings.Join(strings.Fields(text[start:end]), " ")
}

// twice are the words that may well stand twice: "that that", "had had", "opt in in writing".
const twice = " that had is do in on "

// doubledWord returns where a word of small letters stands twice.
func doubledWord(text string) (start, end int) {
	var last string
	lastAt, lastEnd, from := 0, 0, -1
	for i, r := range text + " " {
		if unicode.IsLetter(r) || r == '-' || r == '\'' || r == '’' || unicode.IsDigit(r) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from < 0 {
			continue
		}
		word := text[from:i]
		if word == last && isSmall(word) && strings.TrimSpace(text[lastEnd:from]) == "" && !strings.Contains(twice, " "+word+" ") {
			return lastAt, i
		}
		last, lastAt, lastEnd, from = word, from, i, -1
	}
	return 0, 0
}

// isSmall reports whether a word is of small letters, in a script that divides words.
func isSmall(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

var script = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}\p{Cyrillic}\p{Hangul}\p{Arabic}\p{Thai}]+`)

// foreignWord returns where an English sentence has a word of another script, outside brackets and quotation marks: what stands in
// these is given on purpose.
func foreignWord(p *lint.Passage) (start, end int) {
	if p.Language != "en" {
		return 0, 0
	}
	for _, at := range script.FindAllStringIndex(p.Text, -1) {
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(p.Text[:at[0]], " "))
		if !strings.ContainsRune("([（“\"'‘《「", before) {
			return at[0], at[1]
		}
	}
	return 0, 0
}

// endInStops reports whether the text ends its longer sentences and items in marks, as most texts do. Only there does one without a mark
// break off.
func endInStops(all []lint.Passage) bool {
	with, without := 0, 0
	for i := range all {
		switch {
		case !isLong(&all[i]):
		case lacksStop(all[i].Text):
			without++
		default:
			with++
		}
	}
	return with >= 10*without
}

func breaksOff(p *lint.Passage) bool { return isLong(p) && lacksStop(p.Text) }

// isLong reports whether a passage is more than a title or a keyword.
func isLong(p *lint.Passage) bool { return p.Kind != prose.Heading && countWords(p.Text) >= 10 }

// lacksStop reports whether a text ends in a letter, a digit or a comma.
func lacksStop(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, unicode.IsSpace))
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == ',' || r == '，' || r == '、'
}
