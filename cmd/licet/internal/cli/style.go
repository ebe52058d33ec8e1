package cli

import (
	"io"
	"os"
	"strings"
	"unicode"

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
		space := min(i, 1)
		for _, piece := range pieces(word) {
			w := runewidth.StringWidth(piece)
			if column+space+w > width && b.Len() > len(first) {
				b.WriteString("\n" + rest)
				column, space = runewidth.StringWidth(rest), 0
			}
			b.WriteString(" "[:space] + piece)
			column += space + w
			space = 0
		}
	}
	return b.String()
}

// pieces divides a word where a line may break within it: beside the characters of scripts that do not divide words, but not
// before a mark that closes, nor behind one that opens.
func pieces(word string) []string {
	var out []string
	start, before := 0, rune(0)
	for i, r := range word {
		wide := runewidth.RuneWidth(r) == 2 || runewidth.RuneWidth(before) == 2
		if i > 0 && wide && !unicode.In(r, unicode.Po, unicode.Pe, unicode.Pf, unicode.M, unicode.C) && r != '"' && !unicode.In(before, unicode.Ps, unicode.Pi, unicode.C) {
			out = append(out, word[start:i])
			start = i
		}
		before = r
	}
	return append(out, word[start:])
}
