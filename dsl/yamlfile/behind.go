package yamlfile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// behind says what stands behind a file's object: a second document, or what is none.
func behind(name, text string, object, next *yaml.Node, err error) error {
	const message = "something stands behind the object; remove it"
	if object.Style&yaml.FlowStyle != 0 {
		if at, ok := afterFlow(text, Place{object.Line, object.Column}); ok {
			return fmt.Errorf("%s:%d:%d: %s", name, at.Line, at.Column, message)
		}
	}
	if err == nil {
		return fmt.Errorf("%s:%d: the file holds several documents; keep one", name, max(next.Line, 1))
	}
	line := object.Line
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits, by the pattern
	}
	return fmt.Errorf("%s:%d: %s", name, line, message)
}

// afterFlow returns the place of the first word behind the object that is written in braces from some place on. The library
// does not say where an object ends.
func afterFlow(text string, from Place) (Place, bool) {
	s := flowScan{before: ' '}
	at := Place{1, 1}
	for _, r := range text {
		inside := at.Line > from.Line || at.Line == from.Line && at.Column >= from.Column
		if inside && s.step(r) {
			return at, true
		}
		at.Column++
		if r == '\n' {
			at = Place{at.Line + 1, 1}
		}
	}
	return at, false
}

// A flowScan reads an object in braces, character by character.
type flowScan struct {
	depth   int
	quote   rune // the quotation mark that is open, or 0
	escaped bool
	comment bool
	token   rune // the last character that is no space
	before  rune // the last character
	closed  bool
}

// step reads a character, and reports whether it is the first behind the object.
func (s *flowScan) step(r rune) bool {
	defer func() { s.before = r }()
	switch {
	case s.comment:
		s.comment = r != '\n'
	case s.quote != 0:
		s.quoted(r)
	case r == '#' && unicode.IsSpace(s.before):
		s.comment = true
	case unicode.IsSpace(r):
	case s.closed:
		return true
	default:
		s.open(r)
	}
	return false
}

func (s *flowScan) quoted(r rune) {
	switch {
	case s.escaped:
		s.escaped = false
	case r == '\\' && s.quote == '"':
		s.escaped = true
	case r == s.quote:
		s.quote = 0
	}
}

// open reads a character outside quotation marks. One of these opens a text only where a value may begin.
func (s *flowScan) open(r rune) {
	switch {
	case strings.ContainsRune("{[", r):
		s.depth++
	case strings.ContainsRune("}]", r):
		s.depth--
		s.closed = s.depth == 0
	case (r == '"' || r == '\'') && strings.ContainsRune("{[,:", s.token):
		s.quote = r
	}
	s.token = r
}
