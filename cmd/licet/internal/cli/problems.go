package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// showError writes an error for people: problems with the lines that they are in.
func (a *app) showError(err error) {
	var problems diag.List
	if errors.As(err, &problems) {
		a.showProblems(a.stderr(), problems)
		var names *unknownNames
		if errors.As(err, &names) && !a.flags.plain { // plain has one line for each problem
			fmt.Fprintln(a.stderr(), visible(names.way))
		}
		return
	}
	fmt.Fprintf(a.stderr(), "licet: %s\n", visible(err.Error()))
}

// showProblems writes each problem, with its source line and a marker, unless the output is plain.
func (a *app) showProblems(s screen, problems diag.List) {
	for _, p := range problems {
		message := visible(p.Message)
		if a.flags.plain { // one line for each, with all its places
			for _, r := range p.Related {
				message += fmt.Sprintf(" (%s: %s)", visible(r.Message), visible(r.Place()))
			}
		}
		fmt.Fprintf(s, "%s: %s %s\n", s.bold(visible(p.Place())), message, s.dim("["+p.Code+"]"))
		if a.flags.plain {
			continue
		}
		showLine(s, p, a.width(), s.red)
		for _, r := range p.Related {
			fmt.Fprintf(s, "   %s: %s\n", visible(r.Message), visible(r.Place()))
		}
	}
}

// gutter is the width of what stands before a source line: its number, and a bar.
const gutter = 8

// showLine writes the source line of a problem, as much of it as a width has room for, and a painted marker below its span.
func showLine(s screen, p diag.Problem, width int, paint func(string) string) {
	shownColumns := width - gutter
	at, end := p.File.Position(p.Span.Start), p.File.Position(p.Span.End)
	line := p.File.Line(at.Line)
	if strings.TrimSpace(line) == "" || strings.IndexByte(line, 0) >= 0 { // the latter is no text that can be shown
		return
	}
	from := min(at.Byte-1, len(line))
	to := len(line)
	if end.Line == at.Line {
		to = min(end.Byte-1, len(line))
	}
	to = max(to, from)
	before, marked, after := clean(tail(line[:from])), clean(head(line[from:to])), clean(head(line[to:]))
	before = strings.TrimLeft(before, " ")
	if runewidth.StringWidth(before) > shownColumns/2 {
		before = "..." + runewidth.TruncateLeft(before, runewidth.StringWidth(before)-shownColumns/2, "")
	}
	room := shownColumns - runewidth.StringWidth(before)
	if runewidth.StringWidth(marked) > room {
		marked, after = runewidth.Truncate(marked, room, "..."), ""
	}
	after = runewidth.Truncate(after, max(len("..."), room-runewidth.StringWidth(marked)), "...")
	number := fmt.Sprintf("%5d", at.Line)
	fmt.Fprintf(s, "%s │ %s%s%s\n", s.dim(number), before, marked, after)
	fmt.Fprintf(s, "%s │ %s%s\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", runewidth.StringWidth(before)),
		paint(strings.Repeat("^", max(1, runewidth.StringWidth(marked)))))
}

// shownBytes is more than a shown line can hold: what is beyond is not looked at, since lines may be long.
const shownBytes = 16 * widest

// head and tail return as much of the start and of the end of a text as can be shown.
func head(s string) string {
	if len(s) <= shownBytes {
		return s
	}
	return strings.ToValidUTF8(s[:shownBytes], "")
}

func tail(s string) string {
	if len(s) <= shownBytes {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-shownBytes:], "")
}

// clean shows control characters as spaces, so that a marker stays where it belongs.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return ' '
		}
		return r
	}, s)
}

// count says "1 problem", "3 problems".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
