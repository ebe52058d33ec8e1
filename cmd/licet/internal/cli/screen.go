package cli

import (
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A screen takes text for people. What comes with names, quotes and paths cannot steer the terminal through it: it shows control
// characters instead of sending them, save line feeds and the colours of its style.
type screen struct {
	style
	to io.Writer
}

// stdout is where results for people go; programs read what is written to a.out itself.
func (a *app) stdout() screen { return screen{a.styleFor(a.terminal), a.out} }

func (a *app) stderr() screen { return screen{a.styleFor(a.err), a.err} }

// indented returns a screen whose lines begin with an indent.
func (s screen) indented(indent string) screen {
	return screen{s.style, &indenter{to: s.to, indent: indent}}
}

// An indenter writes an indent before every line that is not empty.
type indenter struct {
	to     io.Writer
	indent string
	inLine bool
}

func (w *indenter) Write(text []byte) (int, error) {
	for line := range strings.Lines(string(text)) {
		if !w.inLine && line != "\n" {
			line = w.indent + line
		}
		w.inLine = !strings.HasSuffix(line, "\n")
		if _, err := io.WriteString(w.to, line); err != nil {
			return 0, err
		}
	}
	return len(text), nil
}

func (s screen) Write(text []byte) (int, error) {
	keep := []string{"\n"}
	if s.on {
		keep = append(keep, codes()...)
	}
	_, err := io.WriteString(s.to, visible(string(text), keep...))
	return len(text), err
}

// visible shows control characters as escapes, and bytes that are no text; not those that are to be kept.
func visible(text string, keep ...string) string {
	if !strings.ContainsFunc(text, hidden) && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		n := prefix(text, keep)
		if n > 0 {
			b.WriteString(text[:n])
		} else {
			n = writeVisible(&b, text)
		}
		text = text[n:]
	}
	return b.String()
}

// prefix returns how long the one of some texts is with which a text begins.
func prefix(text string, of []string) int {
	for _, p := range of {
		if strings.HasPrefix(text, p) {
			return len(p)
		}
	}
	return 0
}

// writeVisible writes the first character of a text, and returns its size.
func writeVisible(b *strings.Builder, text string) int {
	r, n := utf8.DecodeRuneInString(text)
	if hidden(r) || r == utf8.RuneError && n == 1 {
		b.WriteString(strings.Trim(strconv.Quote(text[:n]), `"`))
	} else {
		b.WriteString(text[:n])
	}
	return n
}

// hidden reports whether a character steers a terminal: a control character, or one that turns the direction of writing.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
