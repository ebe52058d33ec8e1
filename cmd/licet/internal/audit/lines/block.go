// Package lines reads events from CSV and JSON Lines, a block of whole records at a time, into batches of columns.
//
// A Splitter cuts a text into blocks, one after the other; a Parser parses blocks, and several do so at the same time. A record that is none is
// a Fault with a code: it is never passed over in silence. Both use bounded memory whatever stands in the text; that is why the standard
// library's reader of CSV is only what the tests compare with: it reads a quotation mark that is never closed up to the end of the file.
//
//	s := lines.NewSplitter(file, lines.CSV)
//	block, err := s.Next(buffer) // io.EOF at the end
//	err = parser.Parse(block, func(b *events.Batch) error { ... }, func(f lines.Fault) { ... })
package lines

import (
	"bytes"
	"io"
)

// A Format is how events are written.
type Format uint8

// The formats.
const (
	CSV  Format = iota // RFC 4180; the first record names the columns
	TSV                // the same, with tabs between the fields
	JSON               // JSON Lines: an object on each line
)

// BlockSize is how many bytes a block has at most, and so, how long a record may be.
const BlockSize = 1 << 20

// A Block is some whole records, unless a record is longer than a block.
type Block struct {
	Line   int64 // of its beginning; the first line of a file is 1
	Text   []byte
	Within bool // it begins within a record that does not count: the rest of its first line
	Cut    bool // it is one line, or the rest of one, and that goes on
}

// A Splitter cuts a text into blocks.
type Splitter struct {
	from   io.Reader
	format Format
	line   int64
	rest   []byte // what was read, and belongs to the next block
	end    bool
	cut    bool // the block before ended within a line
}

// NewSplitter returns a splitter of a text.
func NewSplitter(from io.Reader, format Format) *Splitter {
	return &Splitter{from: from, format: format, line: 1}
}

// Next returns the next block, in a buffer of at least BlockSize bytes, which it takes over; io.EOF at the end.
func (s *Splitter) Next(buffer []byte) (Block, error) {
	text := buffer[:BlockSize]
	n := copy(text, s.rest)
	s.rest = s.rest[:0]
	if !s.end {
		more, err := fill(s.from, text[n:])
		if n += more; err != nil && err != io.EOF {
			return Block{}, err
		}
		s.end = err == io.EOF
	}
	if n == 0 {
		return Block{}, io.EOF
	}
	return s.block(text[:n]), nil
}

// fill fills a text; io.EOF where the end comes first. Unlike io.ReadFull it does not take the end of a compressed text that was cut, which is
// io.ErrUnexpectedEOF, for the end of one that is whole.
func fill(from io.Reader, text []byte) (n int, err error) {
	for idle := 0; n < len(text) && err == nil; {
		var more int
		if more, err = from.Read(text[n:]); more > 0 {
			n, idle = n+more, 0
		} else if idle++; idle > mostIdle && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}

// mostIdle is how often a reader may read nothing.
const mostIdle = 100

// block cuts a block from what was read.
func (s *Splitter) block(text []byte) Block {
	b := Block{Line: s.line, Text: text, Within: s.cut}
	if !s.end {
		at := s.boundary(text)
		if b.Cut = at == 0; b.Cut { // no line ends in it
			at = len(text)
		}
		b.Text, s.rest = text[:at], append(s.rest, text[at:]...)
	}
	s.cut = b.Cut
	s.line += int64(bytes.Count(b.Text, []byte{'\n'}))
	return b
}

// boundary returns where the last whole record of a text ends: behind the last line feed that has an even number of quotation
// marks before it. Where there is none, a mark stands astray, and the last line feed is taken; the parser sees what is wrong.
func (s *Splitter) boundary(text []byte) int {
	last := bytes.LastIndexByte(text, '\n') + 1
	if s.format == JSON || s.cut {
		return last
	}
	quotes := bytes.Count(text[:last], []byte{'"'})
	for at := last; at > 0; {
		if quotes%2 == 0 {
			return at
		}
		before := bytes.LastIndexByte(text[:at-1], '\n') + 1
		quotes -= bytes.Count(text[before:at], []byte{'"'})
		at = before
	}
	return last
}
