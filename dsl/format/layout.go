package format

import "bytes"

// A printer writes tokens on lines.
type printer struct {
	tokens   []token
	comments []comment
	width    int // of a line, at most
	out      bytes.Buffer
	col      int // where the next character goes
	indent   int // of the line
	line     int
	printed  int // comments
	entry    int // the line on which the last unit began
	trailing []trailing
	far      bool // the last of them stands behind a line that is too long
}

// measure chooses the spaces between tokens, finds the braces that belong together, and adds up how long everything is on
// one line.
func (p *printer) measure() {
	var open []int
	for i := range p.tokens {
		t := &p.tokens[i]
		switch t.text {
		case "{":
			open = append(open, i)
		case "}":
			p.tokens[open[len(open)-1]].match = int32(i)
			open = open[:len(open)-1]
		}
		if i == 0 {
			t.sum = t.width
			continue
		}
		t.space = spaces(&p.tokens[i-1], t)
		t.sum = p.tokens[i-1].sum + int32(t.space) + t.width
	}
}

func spaces(before, t *token) uint8 {
	switch before.text {
	case "(", ":":
		return 0
	case "{":
		if t.text == "}" {
			return 0
		}
		return 1
	}
	switch t.text {
	case ",", ")", "?", ":", "":
		return 0
	}
	if t.unit {
		return 2
	}
	return 1
}

// notes returns how many comments stand before token i or before what stands before it.
func (p *printer) notes(i int) int {
	if i < 0 {
		return 0
	}
	return int(p.tokens[i].notes)
}

// flat returns the width of the tokens from..to on one line, and whether nothing prevents that.
func (p *printer) flat(from, to int) (width int, ok bool) {
	first, last := &p.tokens[from], &p.tokens[to-1]
	return int(last.sum - first.sum + first.width), last.notes == first.notes
}

func (p *printer) fits(from, to int) bool {
	w, ok := p.flat(from, to)
	return ok && p.col+w <= p.width
}

// body prints the units from..to, each on a line of its own.
func (p *printer) body(from, to, indent int) {
	for i := from; i < to; {
		open := p.unitEnd(i, to)
		end := open
		if p.tokens[open].text == "{" {
			end = int(p.tokens[open].match) + 1
		}
		if i > from && p.joins(from, i, end) {
			p.write("  ")
		} else {
			p.unitLine(i, indent, i > from)
		}
		p.entry = p.line
		p.unit(i, open, end, indent)
		i = end
	}
	p.notesBefore(to, indent, to > from)
}

// unitEnd returns the end of the head of the unit at token i: an opening brace, or what follows the unit.
func (p *printer) unitEnd(i, to int) int {
	for i++; i < to; i++ {
		if t := &p.tokens[i]; t.unit || t.text == "{" {
			break
		}
	}
	return i
}

// joins reports whether the unit from..to goes on in the line of the one before it, as it does in the file.
func (p *printer) joins(block, from, to int) bool {
	if block == 0 || p.tokens[block-1].kind != joined {
		return false
	}
	w, ok := p.flat(from-1, to)
	return ok && p.tokens[from-1].last == p.tokens[to-1].last && p.line == p.entry && p.col+w-int(p.tokens[from-1].width) <= p.width
}

// unitLine begins the line of a unit, behind the comments before it.
func (p *printer) unitLine(i, indent int, blank bool) {
	noted := p.notesBefore(i, indent, blank)
	if p.out.Len() > 0 || noted {
		p.newline(indent, (blank || noted) && p.tokens[i].apart)
	}
}

// unit prints the head from..open and the block behind it, if there is one, up to end.
func (p *printer) unit(from, open, end, indent int) {
	if open == end {
		p.lay(from, end, outer, indent, indent+4)
		return
	}
	kind := p.tokens[open].kind
	oneLine := kind != section && p.tokens[open].line == p.tokens[end-1].line && p.fits(from, end)
	if w, plain := p.flat(open, end); oneLine || w == 2 && plain {
		p.lay(from, end, outer, indent, indent+4)
		return
	}
	p.lay(from, open+1, outer, indent, indent+4)
	p.body(open+1, end-1, indent+2)
	p.newline(indent, false)
	p.token(end - 1)
}

// lay prints the tokens from..to, on one line if they fit. Otherwise it breaks the line at the places of a level, and what
// then does not fit at those of the next. The indentation is that of the unit, and what is broken further stands further in.
func (p *printer) lay(from, to int, level uint8, indent, further int) {
	if p.fits(from, to) {
		p.token(from)
		for i := from + 1; i < to; i++ {
			p.spaced(i)
		}
		return
	}
	if level == item {
		p.fill(from, to, further)
		return
	}
	start := p.line
	for i := from + 1; i <= to; i++ {
		if i < to && p.tokens[i].level != level {
			continue
		}
		p.lay(from, i, level+1, indent, further)
		if i == to {
			break
		}
		if level == inner && p.line == start && p.goesOn(i, to) {
			p.space(int(p.tokens[i].space))
			from = i
			continue
		}
		from, further = i, indent+int(p.tokens[i].indent)+2
		p.begin(i, further-2)
		start = p.line
	}
}

// goesOn reports whether the part that begins at token i fits on the line.
func (p *printer) goesOn(i, to int) bool {
	end := i + 1
	for end < to && p.tokens[end].level != inner {
		end++
	}
	w, ok := p.flat(i, end)
	return ok && p.notes(i) == p.notes(i-1) && p.col+int(p.tokens[i].space)+w <= p.width
}

// begin begins a line with token i, behind the comments before it.
func (p *printer) begin(i, indent int) {
	p.notesBefore(i, indent, false)
	p.newline(indent, false)
}

// fill prints the tokens from..to, and begins a line, indented further, where one is full.
func (p *printer) fill(from, to, further int) {
	for i := from; i < to; {
		next := i + 1
		for next < to && p.tokens[next].level != item && p.notes(next) == p.notes(next-1) {
			next++
		}
		if i > from {
			w, _ := p.flat(i, next)
			switch {
			case p.notes(i) > p.notes(i-1):
				p.begin(i, further)
			case p.col+int(p.tokens[i].space)+w > p.width:
				p.newline(further, false)
			default:
				p.space(int(p.tokens[i].space))
			}
		}
		p.chunk(i, next)
		i = next
	}
}

// chunk prints tokens between which no line is broken, but in texts.
func (p *printer) chunk(from, to int) {
	for i := from; i < to; i++ {
		if i > from {
			p.space(int(p.tokens[i].space))
		}
		rest, _ := p.flat(i, to)
		if t := &p.tokens[i]; p.col+rest > p.width && t.text[0] == '"' {
			p.text(t.text, rest-int(t.width))
		} else {
			p.token(i)
		}
	}
}
