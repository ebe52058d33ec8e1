package lines

import (
	"bytes"
	"errors"
	"fmt"
)

// plain reads a record without quotation marks.
func (p *Parser) plain(text []byte, line int64) {
	count := 0
	for {
		field, rest, more := bytes.Cut(text, []byte{p.comma})
		if count < len(p.fields) {
			p.field(count, field)
		}
		count++
		if !more {
			break
		}
		text = rest
	}
	p.finish(count, line)
}

// field adds a cell, where its column is wanted. An empty field is null.
func (p *Parser) field(n int, field []byte) {
	i := p.fields[n]
	switch {
	case i < 0:
	case len(field) == 0:
		p.columns[i].null()
	default:
		p.columns[i].text(field)
	}
}

// finish ends a record.
func (p *Parser) finish(fields int, line int64) {
	if fields != len(p.fields) {
		p.drop(Fault{line, ColumnCount, fmt.Sprintf("fields: %d; the first line names %d", fields, len(p.fields))})
		return
	}
	p.batch.Rows++
}

// quoted reads a record that has quotation marks in its first line. A record that is none ends where its mistake stands; but of a
// mark that is not closed in all of the block only the first line is lost, since one mark astray must not cost the rows behind it.
func (p *Parser) quoted(text []byte, line int64) (size int, lines int64) {
	r := record{text: text, comma: p.comma, cell: p.cell}
	count := 0
	err := r.fields(func(field []byte) {
		if count < len(p.fields) {
			p.field(count, field)
		}
		count++
	})
	p.cell = r.cell
	size, lines = r.at, int64(bytes.Count(text[:r.at], []byte{'\n'}))
	switch {
	case errors.Is(err, errOpen):
		size, lines = endOfLine(text, 0), 1
		p.drop(Fault{line, BadCSV, err.Error()})
	case err != nil:
		p.drop(Fault{line, BadCSV, err.Error()})
	default:
		p.finish(count, line)
	}
	return size, lines
}

var (
	errOpen  = errors.New("a quotation mark is opened and not closed")
	errAfter = errors.New("a quoted field goes on behind its closing quotation mark; a mark within a field is written twice")
	errBare  = errors.New("a quotation mark stands in a field that does not begin with one; quote the whole field, and write the mark twice")
)

// A record reads the fields of one record.
type record struct {
	text  []byte
	comma byte
	at    int // how much was read
	cell  []byte
}

// fields reads the fields, and the end of the line.
func (r *record) fields(f func(field []byte)) error {
	for {
		var more bool
		var err error
		if r.at < len(r.text) && r.text[r.at] == '"' {
			more, err = r.quoted(f)
		} else {
			more, err = r.bare(f)
		}
		if err != nil || !more {
			r.at = endOfLine(r.text, r.at)
			return err
		}
	}
}

// bare reads a field without quotation marks.
func (r *record) bare(f func([]byte)) (more bool, err error) {
	end := endOfLine(r.text, r.at)
	field := trimmed(r.text[r.at:end])
	if i := bytes.IndexByte(field, r.comma); i >= 0 {
		field, more = field[:i], true
	}
	if bytes.IndexByte(field, '"') >= 0 {
		return false, errBare
	}
	f(field)
	r.at += len(field)
	if more {
		r.at++
	}
	return more, nil
}

// quoted reads a field in quotation marks.
func (r *record) quoted(f func([]byte)) (more bool, err error) {
	r.cell = r.cell[:0]
	r.at++
	for {
		i := bytes.IndexByte(r.text[r.at:], '"')
		if i < 0 {
			return false, errOpen
		}
		r.add(r.text[r.at : r.at+i])
		r.at += i + 1
		rest := r.text[r.at:]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			r.cell = append(r.cell, '"')
			r.at++
		case len(rest) > 0 && rest[0] == r.comma:
			r.at++
			f(r.cell)
			return true, nil
		case len(trimmed(rest[:endOfLine(rest, 0)])) == 0:
			f(r.cell)
			return false, nil
		default:
			return false, errAfter
		}
	}
}

// add adds to the cell. The ends of lines in it are line feeds alone.
func (r *record) add(text []byte) {
	for {
		i := bytes.Index(text, []byte("\r\n"))
		if i < 0 {
			r.cell = append(r.cell, text...)
			return
		}
		r.cell = append(append(r.cell, text[:i]...), '\n')
		text = text[i+2:]
	}
}

// endOfLine returns where the line at a place ends, behind its line feed.
func endOfLine(text []byte, at int) int {
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// trimmed is a line without its end.
func trimmed(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\r'})
}

// Header takes the first record, which names the columns, from the first block of a file.
func Header(format Format, b Block) (names []string, rest Block, err error) {
	if b.Cut {
		return nil, b, errors.New("its first line, which must name the columns, is longer than 1 MiB")
	}
	if bytes.HasPrefix(b.Text, []byte("\xFF\xFE")) || bytes.HasPrefix(b.Text, []byte("\xFE\xFF")) {
		return nil, b, errors.New("it is written in UTF-16; write it in UTF-8")
	}
	b.Text = bytes.TrimPrefix(b.Text, byteOrder)
	for len(b.Text) > 0 && len(trimmed(b.Text[:endOfLine(b.Text, 0)])) == 0 {
		b.Text, b.Line = b.Text[endOfLine(b.Text, 0):], b.Line+1
	}
	if len(b.Text) == 0 {
		return nil, b, errors.New("it is empty; its first line must name the columns")
	}
	r := record{text: b.Text, comma: comma(format)}
	if err := r.fields(func(field []byte) { names = append(names, string(field)) }); err != nil {
		return nil, b, fmt.Errorf("line %d, which must name the columns: %w", b.Line, err)
	}
	b.Line += int64(bytes.Count(b.Text[:r.at], []byte{'\n'}))
	b.Text = b.Text[r.at:]
	return names, b, nil
}
