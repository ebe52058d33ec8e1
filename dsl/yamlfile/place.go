package yamlfile

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Offset returns the byte offset of a place in the text of its file, clamped to it: to YAML, other characters than the line feed end
// lines as well, so that a place may lie beyond the last line.
func (p Place) Offset(text string) int {
	rest, offset := text, 0
	for line := 1; line < p.Line; line++ {
		n := strings.IndexByte(rest, '\n')
		if n < 0 {
			return len(text)
		}
		rest, offset = rest[n+1:], offset+n+1
	}
	for column := 1; column < p.Column && rest != "" && rest[0] != '\n'; column++ {
		_, n := utf8.DecodeRuneInString(rest)
		rest, offset = rest[n:], offset+n
	}
	return offset
}

// placed is a place behind the file's name in this package's errors.
var placed = regexp.MustCompile(`^:(\d+)(?::(\d+))?: `)

// Divide divides an error of this package about a file into its place and what is wrong there.
func Divide(name string, err error) (Place, string) {
	text, at := strings.TrimPrefix(err.Error(), name), Place{Line: 1, Column: 1}
	if m := placed.FindStringSubmatch(text); m != nil {
		text = text[len(m[0]):]
		at.Line, _ = strconv.Atoi(m[1]) // digits, by the pattern
		if m[2] != "" {
			at.Column, _ = strconv.Atoi(m[2])
		}
	}
	return at, strings.TrimPrefix(text, ": ")
}
