package format

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/parser"
)

// token prints token i as it is.
func (p *printer) token(i int) {
	t := &p.tokens[i]
	p.out.WriteString(t.text)
	p.col += int(t.width)
}

func (p *printer) spaced(i int) {
	p.space(int(p.tokens[i].space))
	p.token(i)
}

const blanks = "                                                                "

func (p *printer) space(n int) {
	p.col += n
	for ; n > len(blanks); n -= len(blanks) {
		p.out.WriteString(blanks)
	}
	p.out.WriteString(blanks[:n])
}

func (p *printer) write(s string) {
	p.out.WriteString(s)
	p.col += utf8.RuneCountInString(s)
}

// newline begins a line, behind an empty one if blank.
func (p *printer) newline(indent int, blank bool) {
	if blank {
		p.out.WriteByte('\n')
		p.line++
	}
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
		p.line++
	}
	p.col, p.indent = 0, indent
	p.space(indent)
}

// farRight is the column behind which a text begins too far right for its further lines to stand beneath it.
const farRight = 60

// text prints a text on several lines, with room for what follows it on the last one.
func (p *printer) text(s string, behind int) {
	words := wordsOf(s)
	further := p.col + 1
	if p.col > farRight {
		further = p.indent + 4
	}
	lines := breakWords(words, p.width, p.col, further, behind)
	for i, l := range lines {
		if i > 0 {
			p.out.WriteByte('\n')
			p.line++
			p.col = 0
			p.space(further)
		}
		p.write(l)
	}
}

// wordsOf cuts a text, with its marks, at its single spaces. Several spaces belong to a word: they are a part of what
// the text says, and the end of a line is one space.
func wordsOf(s string) []string {
	var out []string
	for from := 0; ; {
		i := breakAfter(s, from)
		if i < 0 {
			return append(out, s[from:])
		}
		out = append(out, s[from:i])
		from = i + 1
	}
}

// breakAfter returns the offset of the next space at which a text may be broken, or -1.
func breakAfter(s string, from int) int {
	for i := from; ; i++ {
		n := strings.IndexByte(s[i:], ' ')
		if n < 0 {
			return -1
		}
		i += n
		if i > 1 && i < len(s)-2 && !blank(s[i-1]) && !blank(s[i+1]) && !isFence(s[i+1:]) {
			return i
		}
	}
}

// isFence reports whether a line that begins so would end a block of a Markdown document.
func isFence(s string) bool { return strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") }

func blank(c byte) bool { return c == ' ' || c == '\t' }

// breakWords puts words on lines of a width: the first begins at column first, the others at further, and behind so many characters
// follow the last.
func breakWords(words []string, width, first, further, behind int) []string {
	starts, col := []int{0}, first
	for i, w := range words {
		n := utf8.RuneCountInString(w)
		room := width
		if i == len(words)-1 {
			room -= behind
		}
		switch {
		case i == 0:
			col += n
		case col+1+n > room:
			starts, col = append(starts, i), further+n
		default:
			col += 1 + n
		}
	}
	starts = fewOnTheLast(words, starts)
	out := make([]string, len(starts))
	for i, from := range starts {
		to := len(words)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		out[i] = strings.Join(words[from:to], " ")
	}
	return out
}

// fewOnTheLast moves words to the last line where what stands on it alone may be taken for what stands before a text, and
// the mark behind it for one that opens it.
func fewOnTheLast(words []string, starts []int) []int {
	for n := len(starts); n > 1 && opensText(words[starts[n-1]:]); n = len(starts) {
		if starts[n-1]--; starts[n-1] <= starts[n-2] {
			starts = starts[:n-1] // it cannot be broken here
		}
	}
	return starts
}

// opensText reports whether words are one name, or two of which the first opens a declaration or a line of a header.
func opensText(words []string) bool {
	fields := strings.Fields(strings.TrimSuffix(strings.Join(words, " "), `"`))
	return len(fields) < 2 && plain(fields) || len(fields) == 2 && plain(fields) && parser.Opens(fields[0]) && !parser.Reserved(fields[0])
}

// plain reports whether words may be names.
func plain(words []string) bool {
	for _, w := range words {
		for i := range len(w) {
			if c := w[i]; !isWordByte(c) && c != '-' {
				return false
			}
		}
	}
	return true
}
