package format

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/parser"
)

// A token is a word, a text or a mark, with what the layout knows about it. A file without problems is simple to cut into
// tokens: the parser has seen to it that every text is closed and that there are no other characters. Tokens are small: a file
// has many.
type token struct {
	text  string // as it is printed: the lines of a text are joined
	start int32  // its offset in the file
	line  int32  // where it begins, and
	last  int32  // where it ends
	width int32  // in code points
	sum   int32  // the width of the file up to its end, were it one line
	notes int32  // how many comments stand before it in the file
	match int32  // of an opening brace: the closing one

	space  uint8 // how many spaces stand before it on a line
	level  uint8 // where the line may be broken before it: see the constants
	indent uint8 // of the line that begins here, beyond that of its unit
	kind   block // of an opening brace: what stands in its braces
	unit   bool  // a declaration, statement, field or entry begins here
	apart  bool  // an empty line stands before it, behind the token or comment before it
}

// A comment runs to the end of its line.
type comment struct {
	text   string
	column int32
	own    bool // nothing stands before it on its line
	apart  bool // as of a token
	goesOn bool // it goes on with the comment at the end of the line above
}

// A scanner cuts a text into tokens and comments.
type scanner struct {
	src       string
	pos       int
	line      int
	lineStart int
	lines     int // ends of lines since the last token or comment
	tokens    []token
	comments  []comment
}

// scan returns the tokens, the last of which is empty and stands for the end, and the comments.
func scan(src string) ([]token, []comment) {
	s := scanner{src: src, tokens: make([]token, 0, 16+len(src)/5), comments: make([]comment, 0, min(strings.Count(src, "#"), strings.Count(src, "\n")+1))}
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
	t := token{text: text, start: int32(start), line: int32(s.line), apart: s.lines > 1, notes: int32(len(s.comments))}
	if strings.IndexByte(text, '\n') >= 0 {
		t.text = parser.JoinLines(text)
		s.line += strings.Count(text, "\n")
		s.lineStart = start + strings.LastIndexByte(text, '\n') + 1
	}
	t.last, t.width = int32(s.line), int32(utf8.RuneCountInString(t.text))
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
	c := comment{text: strings.TrimRight(s.src[start:s.pos], " \t\r"), apart: s.lines > 1, column: int32(utf8.RuneCountInString(s.src[s.lineStart:start]))}
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
