// Package prose divides a text into its units: headings, list items and sentences, of Latin and CJK scripts.
//
// It knows nothing of the language, of grammar, or of what a unit means. Sentences end where Unicode's rules end them
// (UAX 29), save where those are wrong for policies: behind "No.", "e.g." and "Inc.", and at the ends of lines.
//
//	for _, u := range prose.Units(text) {
//		fmt.Println(u.Line, u.Kind, text[u.Start:u.End])
//	}
package prose

import (
	"strings"
	"unicode"
)

// Kind tells what a unit is.
type Kind uint8

// The kinds of units.
const (
	Sentence Kind = iota
	Item          // the first sentence of a list item, with its marker
	Heading
	Marks // marks on their own, without letters or digits, such as a line of dashes
)

func (k Kind) String() string { return [...]string{"sentence", "item", "heading", "marks"}[k] }

// A Unit is a part of a text that says something for itself.
type Unit struct {
	Kind       Kind
	Start, End int // byte offsets, from Start up to, not including, End; white space around it is not a part of it
	Line       int // where it begins, counted from 1 by line feeds
	Words      int // where its words begin: the offset behind the marker of an item or a heading, else Start
}

// Units returns the units of a text, in its order. They do not overlap, and every character that is not white space lies in
// one. Any text will do, also one that is not UTF-8; the work grows with its length.
func Units(text string) []Unit {
	blocks := blocksOf(text)
	var out []Unit
	for i := range blocks {
		b := &blocks[i]
		switch {
		case !strings.ContainsFunc(text[b.start:b.end], isWord):
			out = append(out, Unit{Kind: Marks, Start: b.start, End: b.end, Words: b.start})
		case isHeading(text, blocks, i):
			out = append(out, Unit{Kind: Heading, Start: b.start, End: b.end, Words: b.words})
		default:
			out = append(out, sentencesOf(text, b)...)
		}
	}
	line, at := 1, 0
	for i := range out {
		line += strings.Count(text[at:out[i].Start], "\n")
		at = out[i].Start
		out[i].Line = line
	}
	return out
}

// Limits of what is taken for a heading.
const (
	longestHeading  = 120 // bytes
	mostHeadingWord = 14
)

// isHeading reports whether a block is a heading: short, without the mark that ends a sentence, and with something beneath.
// What looks like one among items with markers of the same style is an item.
func isHeading(text string, blocks []block, i int) bool {
	b := &blocks[i]
	words := text[b.words:b.end]
	switch {
	case strings.HasPrefix(b.style, "#"):
		return true
	case b.style == bullet, b.style == row, len(words) > longestHeading, len(strings.Fields(words)) > mostHeadingWord, b.lines > 2:
		return false
	case i+1 == len(blocks), beginsLower(words), strings.ContainsRune(".!;:,…。！；：，、—-", lastMark(words)):
		return false
	case b.style == "":
		next := &blocks[i+1]
		return next.style != "" || !beginsLower(text[next.start:next.end])
	}
	return blocks[i+1].style != b.style && (i == 0 || blocks[i-1].style != b.style)
}

// lastMark returns the last rune that is no closing quotation mark or bracket.
func lastMark(s string) (last rune) {
	for _, r := range s {
		if !isClosing(r) && !unicode.IsSpace(r) {
			last = r
		}
	}
	return last
}

func isClosing(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\''
}

// beginsLower reports whether the first letter or digit is a small letter.
func beginsLower(s string) bool {
	i := strings.IndexFunc(s, isWord)
	if i < 0 {
		return false
	}
	for _, r := range s[i:] {
		return unicode.IsLower(r)
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) }
