package format

import "strings"

// A trailing is a comment at the end of a line, or one that goes on with it on the next.
type trailing struct {
	at     int // the offset in the output
	line   int
	width  int // of what stands before it
	goesOn bool
	text   string
}

// notesBefore prints the comments before token i: at the end of the line if they stand at the end of one, and otherwise on lines
// of their own. Empty lines are kept, one of several, but before the first in a block.
func (p *printer) notesBefore(i, indent int, blank bool) (printed bool) {
	beside := true // the comment before, or the token, can have one beside it
	for _, c := range p.comments[p.printed:p.tokens[i].notes] {
		switch {
		case c.goesOn && beside && printed && !p.far:
			p.newline(0, false)
			p.trail(&c)
		case !c.own && !printed:
			p.trail(&c)
		default:
			p.newline(indent, blank && c.apart)
			p.write(c.text)
			beside = false
		}
		blank, printed = true, true
	}
	p.printed = p.notes(i)
	return printed
}

func (p *printer) trail(c *comment) {
	p.far = p.col > Width
	p.trailing = append(p.trailing, trailing{p.out.Len(), p.line, p.col, c.goesOn, c.text})
}

// farOut is the width from which lines have a column of comments of their own.
const farOut = 78

// finish returns the text, with the comments at the ends of lines: those of lines that follow each other begin in one
// column, two spaces behind the longest of the lines, and those of long lines in another. Behind a line that could not be broken
// stands nothing but its own comment: a column there might be anywhere.
func (p *printer) finish() string {
	if p.out.Len() == 0 {
		return ""
	}
	p.out.WriteByte('\n')
	text := p.out.Bytes()
	out := make([]byte, 0, len(text)+20*len(p.trailing))
	last, column := 0, 0
	for from := 0; from < len(p.trailing); {
		to := run(p.trailing, from)
		short, long := columns(p.trailing[from:to])
		for _, t := range p.trailing[from:to] {
			switch {
			case t.goesOn:
			case t.width > Width:
				column = t.width + 2
			case t.width > farOut:
				column = long
			default:
				column = short
			}
			out = append(out, text[last:t.at]...)
			out = append(out, strings.Repeat(" ", column-t.width)...)
			out = append(out, t.text...)
			last = t.at
		}
		from = to
	}
	return string(append(out, text[last:]...))
}

// columns returns where comments begin.
func columns(run []trailing) (short, long int) {
	for _, t := range run {
		switch {
		case t.width > Width:
		case t.width > farOut:
			long = max(long, t.width+2)
		default:
			short = max(short, t.width+2)
		}
	}
	return short, long
}

// run returns the end of the lines that follow each other.
func run(all []trailing, from int) int {
	to := from + 1
	for to < len(all) && !all[to-1].goesOn && !all[to].goesOn && all[to].line == all[to-1].line+1 {
		to++
	}
	return to
}
