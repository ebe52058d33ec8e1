package lines

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// object reads a line of JSON. A column that the object does not name is null.
func (p *Parser) object(text []byte, line int64) {
	if len(bytes.TrimSpace(text)) == 0 {
		return
	}
	if err := p.members(text); err != nil {
		p.drop(Fault{line, BadJSON, err.Error()})
		return
	}
	for i, seen := range p.seen {
		if !seen {
			p.columns[i].null()
		}
	}
	p.batch.Rows++
}

func (p *Parser) members(text []byte) error {
	clear(p.seen)
	p.line.Reset(text)
	p.decoder.Reset(&p.line)
	if k := p.decoder.PeekKind(); k != '{' && k != 0 {
		return errors.New("the line is no JSON object")
	}
	if _, err := p.decoder.ReadToken(); err != nil {
		return said(err)
	}
	for p.decoder.PeekKind() != '}' {
		if err := p.member(); err != nil {
			return said(err)
		}
	}
	if _, err := p.decoder.ReadToken(); err != nil {
		return said(err)
	}
	if _, err := p.decoder.ReadToken(); err != io.EOF {
		return errors.New("something stands behind the JSON object; each object has its own line")
	}
	return nil
}

// said is an error of the library in our words.
func said(err error) error {
	var s *jsontext.SyntacticError
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		return errors.New("a name stands twice in the JSON object")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the JSON object is not closed")
	case errors.As(err, &s):
		return fmt.Errorf("no JSON, at column %d", s.ByteOffset+1)
	}
	return err
}

// member reads a name and its value.
func (p *Parser) member() error {
	raw, err := p.decoder.ReadValue()
	if err != nil {
		return err
	}
	p.cell = unquoted(p.cell, raw)
	i, ok := p.names[string(p.cell)]
	if !ok {
		return p.decoder.SkipValue()
	}
	if raw, err = p.decoder.ReadValue(); err == nil {
		p.seen[i], p.found[i] = true, true
		p.value(i, raw)
	}
	return err
}

// unquoted is a string without its quotation marks and escapes, which are known to be right.
func unquoted(buffer []byte, raw jsontext.Value) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return append(buffer[:0], raw[1:len(raw)-1]...)
	}
	out, _ := jsontext.AppendUnquote(buffer[:0], raw)
	return out
}

// value adds a cell.
func (p *Parser) value(column int, raw jsontext.Value) {
	c := &p.columns[column]
	switch raw.Kind() {
	case 'n':
		c.null()
	case '"':
		p.cell = unquoted(p.cell, raw)
		c.text(p.cell)
	case '{', '[':
		p.unfit(column, raw)
	default:
		c.text(number(raw))
	}
}

// unfit adds a cell that is neither text, number nor truth.
func (p *Parser) unfit(column int, v jsontext.Value) {
	const most = 40
	text := strings.ToValidUTF8(string(v[:min(len(v), most)]), "")
	if len(v) > most {
		text += "..."
	}
	bad := events.Cell{Row: p.batch.Rows, Column: column, Text: text}
	at := len(p.batch.Bad)
	for at > 0 && p.batch.Bad[at-1].Row == bad.Row && p.batch.Bad[at-1].Column > column {
		at--
	}
	p.batch.Bad = slices.Insert(p.batch.Bad, at, bad)
	p.columns[column].null()
}

// number writes a number that is whole as a whole number: 18.0 and 1.8e1 are 18.
func number(text []byte) []byte {
	if !bytes.ContainsAny(text, ".eE") {
		return text
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
		return text
	}
	return strconv.AppendInt(nil, int64(f), 10)
}
