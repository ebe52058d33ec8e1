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

// The codes that a terminal is sent. A screen lets them, and no others, through.
const (
	boldCode   = "\x1b[1m"
	dimCode    = "\x1b[2m"
	redCode    = "\x1b[1;31m"
	greenCode  = "\x1b[1;32m"
	yellowCode = "\x1b[1;33m"
	endCode    = "\x1b[0m"
)

func codes() []string { return []string{boldCode, dimCode, redCode, greenCode, yellowCode, endCode} }

func (s style) paint(code, text string) string {
	if !s.on {
		return text
	}
	return code + text + endCode
}

func (s style) bold(text string) string   { return s.paint(boldCode, text) }
func (s style) dim(text string) string    { return s.paint(dimCode, text) }
func (s style) red(text string) string    { return s.paint(redCode, text) }
func (s style) green(text string) string  { return s.paint(greenCode, text) }
func (s style) yellow(text string) string { return s.paint(yellowCode, text) }

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
