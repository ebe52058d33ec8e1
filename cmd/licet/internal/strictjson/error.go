package strictjson

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// An Error says what is wrong with a JSON text, where, and the way out.
type Error struct {
	Message string // what is wrong, without the place
	Pointer string // where in the value (RFC 6901); "" is the value itself. Long ones end in "..."
	Offset  int    // where in the text, in bytes
	Line    int    // from 1 on; 0 where it is not known
	Column  int    // in characters, from 1 on
	Empty   bool   // whether there was no value at all

	named bool // whether the message names what it is about, so that the place need not be said
}

// Wrong returns an error about a value that was read but is not what it must be.
func Wrong(pointer, format string, args ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, args...), Pointer: Shorten(pointer)}
}

// Error says what is wrong, and where in the text, if that is known.
func (e *Error) Error() string {
	switch {
	case e.Line == 0 || e.named:
		return e.Message
	case e.Line == 1:
		return fmt.Sprintf("%s, at column %d", e.Message, e.Column)
	}
	return fmt.Sprintf("%s, at line %d, column %d", e.Message, e.Line, e.Column)
}

// at says where in a text the error is.
func (e *Error) at(text []byte, offset int) *Error {
	before := text[:min(offset, len(text))]
	e.Offset, e.Pointer = offset, Shorten(e.Pointer)
	e.Line = 1 + bytes.Count(before, []byte("\n"))
	e.Column = 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return e
}

// longest is how many bytes of a text of somebody else's are repeated in a message.
const longest = 200

// Shorten returns the beginning of a text of somebody else's, as it may be repeated in a message.
func Shorten(text string) string { return Cut(text, longest) }

// Cut returns a text, or of one that has more than so many bytes the beginning, with "..." behind it.
func Cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}
