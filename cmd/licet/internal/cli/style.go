package cli

import (
	"io"
	"os"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// A style colours text, or leaves it alone.
type style struct{ on bool }

// styleFor returns the style for an output.
func (a *app) styleFor(w io.Writer) style {
	switch {
	case a.flags.plain, a.flags.color == "never":
		return style{}
	case a.flags.color == "always":
		return style{true}
	}
	f, ok := w.(*os.File)
	_, noColor := os.LookupEnv("NO_COLOR")
	return style{ok && !noColor && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))}
}

func (s style) paint(code, text string) string {
	if !s.on {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.paint("1", text) }
func (s style) dim(text string) string    { return s.paint("2", text) }
func (s style) red(text string) string    { return s.paint("1;31", text) }
func (s style) green(text string) string  { return s.paint("1;32", text) }
func (s style) yellow(text string) string { return s.paint("1;33", text) }

// wrap breaks a text into lines of at most width columns: the first begins with first, the others with rest.
func wrap(first, rest, text string, width int) string {
	var b strings.Builder
	b.WriteString(first)
	column := runewidth.StringWidth(first)
	for i, word := range strings.Fields(text) {
		w := runewidth.StringWidth(word)
		switch {
		case i == 0:
		case column+1+w > width:
			b.WriteString("\n" + rest)
			column = runewidth.StringWidth(rest)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += w
	}
	return b.String()
}
