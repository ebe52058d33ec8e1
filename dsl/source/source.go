// Package source holds the text of a file and says where in it something stands.
//
// It does not read files and knows nothing of the language.
//
//	f := source.New("shop.licet", text)
//	p := f.Position(17) // line 2, column 5
package source

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxSize is the largest text, in bytes, that the language accepts as one file.
const MaxSize = 32 << 20

// A File is an immutable named text. It is safe for concurrent use.
type File struct {
	Name  string // as the reader was given it, with forward slashes
	Text  string // without a byte-order mark
	lines []int  // the offset at which each line starts

	once  sync.Once
	marks []width // of the text up to each mark: see widthTo
}

// New returns the file with that name and text. A leading UTF-8 byte-order mark
// is dropped. The text need not be valid: see Fault.
func New(name, text string) *File {
	text = strings.TrimPrefix(text, "\uFEFF")
	f := &File{Name: name, Text: text, lines: make([]int, 1, 2+strings.Count(text, "\n"))}
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return f
		}
		i += n + 1
		f.lines = append(f.lines, i)
	}
}

// Fault reports why the text is not one that the language accepts: too large,
// or not UTF-8. The reason is empty where nothing is wrong; the offset is in bytes.
func (f *File) Fault() (offset int, reason string) {
	switch {
	case len(f.Text) > MaxSize:
		return 0, "the file is larger than 32 MiB; split it into several files of the same folder"
	case strings.HasPrefix(f.Text, "\xff\xfe"), strings.HasPrefix(f.Text, "\xfe\xff"):
		return 0, "the file is UTF-16; save it as UTF-8"
	case utf8.ValidString(f.Text):
		return f.loneReturn()
	}
	for i := 0; i < len(f.Text); {
		r, n := utf8.DecodeRuneInString(f.Text[i:])
		if r == utf8.RuneError && n == 1 {
			return i, "the file is not UTF-8 here; save it as UTF-8"
		}
		i += n
	}
	return 0, ""
}

// loneReturn finds a line that ends in CR alone. Editors show a new line there, and what seems to stand behind a comment
// would be a part of it.
func (f *File) loneReturn() (offset int, reason string) {
	for i := 0; ; i++ {
		n := strings.IndexByte(f.Text[i:], '\r')
		if n < 0 {
			return 0, ""
		}
		if i += n; i+1 < len(f.Text) && f.Text[i+1] != '\n' && f.Text[i+1] != '\r' {
			return i, "lines of the file end in CR; save it with LF"
		}
	}
}

// A Span is a part of a file's text, as byte offsets: from Start up to, not including, End.
type Span struct{ Start, End int }

// To returns the span from the start of s to the end of t.
func (s Span) To(t Span) Span { return Span{s.Start, t.End} }

// Line returns the text of a line, counted from 1, without its end; "" where there is no such line.
func (f *File) Line(line int) string {
	if line < 1 || line > len(f.lines) {
		return ""
	}
	end := len(f.Text)
	if line < len(f.lines) {
		end = f.lines[line] - 1
	}
	return strings.TrimSuffix(f.Text[f.lines[line-1]:end], "\r")
}
