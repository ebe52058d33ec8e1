package source

import "sort"

// A Position is a place in a file as people and editors count it. Lines and columns begin at 1.
type Position struct {
	Line   int // counted by line feeds
	Byte   int // column in bytes
	Rune   int // column in code points: what messages show
	UTF16  int // column in UTF-16 units: what editors' protocols count
	Offset int // in bytes from the start of the text, beginning at 0
}

// Position returns the place of a byte offset, which is clamped to the text.
func (f *File) Position(offset int) Position {
	offset = max(0, min(offset, len(f.Text)))
	line := sort.SearchInts(f.lines, offset+1)
	start := f.lines[line-1]
	w := f.widthTo(start, offset)
	return Position{Line: line, Byte: offset - start + 1, Rune: int(w.runes) + 1, UTF16: int(w.units) + 1, Offset: offset}
}

// A width is the length of a text in code points and in UTF-16 units.
type width struct{ runes, units int32 }

func widthOf(s string) (w width) {
	for i := range len(s) {
		switch b := s[i]; {
		case b < 0x80 || 0xC0 <= b && b < 0xF0:
			w.runes, w.units = w.runes+1, w.units+1
		case b >= 0xF0: // beyond the basic plane
			w.runes, w.units = w.runes+1, w.units+2
		}
	}
	return w
}

// markEvery is the distance of marks, in bytes. Lines that are no longer need none.
const markEvery = 1 << 10

// widthTo returns the width of a part of the text. Where it is long, it is counted from the marks near its ends: many look-ups
// on one long line must not each read the line.
func (f *File) widthTo(from, to int) width {
	if to-from <= markEvery {
		return widthOf(f.Text[from:to])
	}
	f.once.Do(f.mark)
	a, b := f.fromStart(from), f.fromStart(to)
	return width{b.runes - a.runes, b.units - a.units}
}

func (f *File) fromStart(to int) width {
	n := to / markEvery
	w := widthOf(f.Text[n*markEvery : to])
	return width{f.marks[n].runes + w.runes, f.marks[n].units + w.units}
}

// mark notes the width of the text up to each mark.
func (f *File) mark() {
	f.marks = make([]width, 1, 1+len(f.Text)/markEvery)
	for at := markEvery; at <= len(f.Text); at += markEvery {
		w, last := widthOf(f.Text[at-markEvery:at]), f.marks[len(f.marks)-1]
		f.marks = append(f.marks, width{last.runes + w.runes, last.units + w.units})
	}
}
