package prose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A block is a paragraph, an item, or a line on its own. Blank lines divide blocks, and so does a line that begins with a
// marker, or with a form feed, which stands for one in texts that have lost their marks. Elsewhere a line goes on with the
// one before if that one was full: the first word of the next did not fit in the width that the lines around them have. A
// small letter goes on anyway.
type block struct {
	start, end int    // without white space around
	words      int    // the offset behind the marker
	style      string // of the marker
	lines      int
}

// A line is one of a text, without white space around.
type line struct {
	start, end int
	marker     int // its length
	style      string
	width      int // in characters, with the white space before it
}

func blocksOf(text string) []block {
	var out []block
	var group []line // lines without a blank one between
	for at := 0; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		if l, ok := lineAt(text, at, end); ok {
			group = append(group, l)
		} else {
			out, group = appendBlocks(out, text, group), nil
		}
		at = end + 1
	}
	return appendBlocks(out, text, group)
}

func lineAt(text string, from, to int) (line, bool) {
	s := text[from:to]
	start := from + spaces(s)
	end := from + len(strings.TrimRightFunc(s, unicode.IsSpace))
	if start >= end {
		return line{}, false
	}
	l := line{start: start, end: end, width: utf8.RuneCountInString(text[from:end])}
	l.marker, l.style = markerOf(text[start:end])
	if strings.IndexByte(s[:start-from], '\f') >= 0 {
		l.style = bullet
	}
	return l, true
}

// appendBlocks divides lines that stand together.
func appendBlocks(out []block, text string, group []line) []block {
	if len(group) == 0 {
		return out
	}
	widest := slices.MaxFunc(group, func(a, b line) int { return a.width - b.width }).width
	for i, l := range group {
		if i > 0 && goesOn(text, group[i-1], l, widest) {
			out[len(out)-1].end = l.end
			out[len(out)-1].lines++
			continue
		}
		out = append(out, block{start: l.start, end: l.end, words: l.start + l.marker, style: l.style, lines: 1})
	}
	return out
}

// narrowest is the least width, in characters, at which lines are taken to break for want of room.
const narrowest = 30

// goesOn reports whether a line goes on with the one before it.
func goesOn(text string, before, next line, widest int) bool {
	last, first := text[before.start:before.end], text[next.start:next.end]
	open := !strings.ContainsRune(".!?;:。！？；：", lastMark(last))
	full := widest >= narrowest && before.width+1+firstWord(first) > widest
	switch {
	case strings.HasPrefix(before.style, "#"), next.style == row, next.style == bullet, strings.HasPrefix(next.style, "#"),
		!strings.ContainsFunc(first, isWord), !strings.ContainsFunc(last, isWord):
		return false
	case next.style != "":
		return full && (refers(last) || open && beginsLower(first[next.marker:]))
	case open && beginsLower(first) && !beginsAddress(first):
		return true
	}
	return full
}

// firstWord returns the width of what could have stood on the line before: a word, or two characters where words are not
// divided, since marks do not begin a line.
func firstWord(s string) int {
	for i, r := range s {
		switch {
		case i == 0 && isCJK(r):
			return 2
		case unicode.IsSpace(r):
			return utf8.RuneCountInString(s[:i])
		}
	}
	return utf8.RuneCountInString(s)
}

// beginsAddress reports whether a line begins with an address of the web or of e-mail, which has no capitals.
func beginsAddress(s string) bool {
	word, _, _ := strings.Cut(s, " ")
	return strings.ContainsRune(word, '@') || strings.Contains(word, "://") || strings.HasPrefix(word, "www.")
}

func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// refers reports whether a line ends in a word that a number follows.
func refers(line string) bool {
	word := strings.ToLower(line[strings.LastIndexFunc(line, unicode.IsSpace)+1:])
	return slices.Contains([]string{"section", "sections", "article", "articles", "clause", "clauses", "paragraph", "chapter", "annex", "and", "or", "to", "§"}, word) ||
		isBeforeNumber(strings.TrimSuffix(word, "."))
}
