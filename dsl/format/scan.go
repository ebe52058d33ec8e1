package format

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/parser"
)

// A token is a word, a text or a mark, with what the layout knows about it. A file without problems is simple to cut into
// tokens: the parser has seen to it that every text is closed and that there are no other characters.
type token struct {
	text  string // as it is printed: the lines of a text are joined
	start int    // its offset in the file
	line  int    // where it begins, and
	last  int    // where it ends
	lines int    // ends of lines before it, since the token or comment before it
	width int    // in code points
	space int    // how many spaces stand before it on a line
	sum   int    // the width of the file up to its end, were it one line
	notes int    // how many comments stand before it in the file

	unit   bool  // a declaration, statement, field or entry begins here
	level  uint8 // where the line may be broken before it: see the constants
	indent int   // of the line that begins here, beyond that of its unit
	match  int   // of an opening brace: the closing one
	kind   block // of an opening brace: what stands in its braces
}

// A comment runs to the end of its line.
type comment struct {
	text   string
	own    bool // nothing stands before it on its line
	lines  int  // as in a token
	column int
	goesOn bool // it goes on with the comment at the end of the line above
}

// A scanner cuts a text into tokens and comments.
type scanner struct {
	src       string
	pos       int
	line      int
	lineStart int
	lines     int
	tokens    []token
	comments  []comment
}

// scan returns the tokens, the last of which is empty and stands for the end, and the comments.
func scan(src string) ([]token, []comment) {
	s := scanner{src: src, tokens: make([]token, 0, 16+len(src)/5)}
	for s.pos < len(src) {
		s.next(src[s.pos])
	}
	s.add(s.pos)
	return s.tokens, s.comments
}

func (s *scanner) next(c byte) {
	start := s.pos
	switch {
	case c == '\n':
		s.pos++
		s.line, s.lineStart = s.line+1, s.pos
		s.lines++
	case c == ' ' || c == '\t' || c == '\r':
		s.pos++
	case c == '#':
		s.comment()
	case c == '"':
		s.text()
		s.add(start)
	default:
		s.word(c)
		s.add(start)
	}
}

// add adds the token that ends here. Its lines have been counted, if it has several.
func (s *scanner) add(start int) {
	text := s.src[start:s.pos]
	t := token{text: text, start: start, line: s.line, last: s.line, lines: s.lines, notes: len(s.comments)}
	if strings.IndexByte(text, '\n') >= 0 {
		t.text = parser.JoinLines(text)
		t.last += strings.Count(text, "\n")
		s.line, s.lineStart = t.last, start+strings.LastIndexByte(text, '\n')+1
	}
	t.width = utf8.RuneCountInString(t.text)
	s.tokens = append(s.tokens, t)
	s.lines = 0
}

func (s *scanner) comment() {
	start := s.pos
	if n := strings.IndexByte(s.src[start:], '\n'); n >= 0 {
		s.pos += n
	} else {
		s.pos = len(s.src)
	}
	c := comment{text: strings.TrimRight(s.src[start:s.pos], " \t\r"), lines: s.lines, column: utf8.RuneCountInString(s.src[s.lineStart:start])}
	c.own = strings.TrimLeft(s.src[s.lineStart:start], " \t\r") == ""
	if n := len(s.comments); n > 0 && s.lines == 1 && c.own {
		before := &s.comments[n-1]
		c.goesOn = before.column == c.column && (!before.own || before.goesOn)
	}
	s.comments = append(s.comments, c)
	s.lines = 0
}

func (s *scanner) text() {
	for s.pos++; s.src[s.pos] != '"'; s.pos++ {
		if s.src[s.pos] == '\\' {
			s.pos++
		}
	}
	s.pos++
}

// word reads a word, a number, or a mark.
func (s *scanner) word(c byte) {
	s.pos++
	switch {
	case (c == '<' || c == '>') && s.at(s.pos) == '=':
		s.pos++
	case isWordByte(c), c == '-':
		for isWordByte(s.at(s.pos)) || (s.at(s.pos) == '-' || s.at(s.pos) == '.') && isWordByte(s.at(s.pos+1)) {
			s.pos++
		}
	}
}

// at returns a byte of the text, and 0 behind its end.
func (s *scanner) at(i int) byte {
	if i >= len(s.src) {
		return 0
	}
	return s.src[i]
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
