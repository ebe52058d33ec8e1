package prose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The styles of markers that are not numbers or letters.
const (
	bullet = "-"
	row    = "|" // of a table
)

// numbered matches "1.", "1.1", "2)", "(a)", "(iv)", "（一）", "(One)", "3、", "第五条", "①" and "§ 4".
var numbered = regexp.MustCompile(`^(?:` +
	`[0-9]{1,3}(?:\.[0-9]{1,3})+(?:[.)、．:](?:\s|$)|\s+[^\s\p{Ll}]|$)` + `|` +
	`[0-9]{1,3}[.):．](?:\s|$)` + `|` +
	`[0-9]{1,3}、` + `|` +
	`[a-zA-Z][.)](?:\s|$)` + `|` +
	`[ivxIVX]{1,6}[.)](?:\s|$)` + `|` +
	`[(（](?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,6}|[一二三四五六七八九十]{1,3}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)[)）]` + `|` +
	`[一二三四五六七八九十]{1,3}[、.．]` + `|` +
	`第[0-9一二三四五六七八九十百]{1,5}[条章节款](?:[\s　：:、]|$)` + `|` +
	`[①-⑳❶-❿]` + `|` +
	`§+\s?[0-9]{1,4}[a-z]?(?:\s|$)` + `)`)

// longestMarker bounds the bytes of a line in which a marker is looked for.
const longestMarker = 40

// markerOf returns the length of the marker with which a line begins, white space behind it included, and its style: the same
// for "1." and "12.", another for "1.1" and "(1)". Without a marker both are zero.
func markerOf(line string) (size int, style string) {
	if n := hashes(line); n > 0 {
		return n + spaces(line[n:]), line[:n]
	}
	head := line[:min(len(line), longestMarker)]
	r, n := utf8.DecodeRuneInString(head)
	switch {
	case r == '|':
		return 0, row
	case strings.ContainsRune("-*+–—", r) && n < len(line) && line[n] == ' ', strings.ContainsRune("•·‣◦●○■□▪➢►✓", r):
		return n + spaces(line[n:]), bullet
	}
	m := numbered.FindString(head)
	if m == "" {
		return 0, ""
	}
	if n := strings.IndexFunc(m, unicode.IsSpace); n > 0 && !strings.HasPrefix(m, "§") {
		m = m[:n] // what stands behind is looked at, and is no part of it
	}
	m = strings.TrimRightFunc(m, unicode.IsSpace)
	return len(m) + spaces(line[len(m):]), styleOf(m)
}

// hashes returns the length of the marks that make a line a heading of Markdown.
func hashes(line string) int {
	n := len(line) - len(strings.TrimLeft(line, "#"))
	if n > 6 || n == len(line) || n > 0 && line[n] != ' ' {
		return 0
	}
	return n
}

func spaces(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }

// styleOf writes a marker with one 1 for each number and one a for each run of letters.
func styleOf(marker string) string {
	var b strings.Builder
	var last rune
	for _, r := range marker {
		switch {
		case unicode.IsNumber(r) && r < utf8.RuneSelf:
			r = '1'
		case isWord(r) && r < utf8.RuneSelf:
			r = 'a'
		case isWord(r) && r != '第':
			r = '一'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
