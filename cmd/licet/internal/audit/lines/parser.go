package lines

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// batchRows is how many rows a batch has at most.
const batchRows = 4096

// byteOrder may stand at the beginning of a text.
var byteOrder = []byte("\uFEFF")

// A Parser reads the records of blocks of one file, or of files with the same first record. It is not safe for concurrent use.
type Parser struct {
	columns []column
	batch   events.Batch
	emit    func(*events.Batch) error
	fault   func(Fault)

	comma  byte
	fields []int // of CSV: the column of each field, -1 where it is not wanted
	cell   []byte

	names   map[string]int // of JSON: the columns by their names
	decoder *jsontext.Decoder
	line    bytes.Reader
	seen    []bool // in this object
	found   []bool // in any
}

// NewParser returns a parser of a format that reads some columns. Of CSV, the first record says which field is which.
func NewParser(format Format, columns, header []string) *Parser {
	p := &Parser{columns: make([]column, len(columns)), names: map[string]int{}, comma: comma(format), seen: make([]bool, len(columns)), found: make([]bool, len(columns))}
	for i, name := range columns {
		p.names[name] = i
	}
	if format == JSON {
		p.decoder = jsontext.NewDecoder(&p.line)
		return p
	}
	for _, name := range header {
		i, ok := p.names[name]
		if ok {
			p.found[i] = true
		} else {
			i = -1
		}
		p.fields = append(p.fields, i)
	}
	return p
}

func comma(format Format) byte {
	if format == TSV {
		return '\t'
	}
	return ','
}

// Found tells of each column whether some record had it, if only as null. It must not be changed.
func (p *Parser) Found() []bool { return p.found }

// Parse reads the records of a block. It gives batches of rows to emit, whose numbers are those of the lines, and records that are none to
// fault. A batch is good until emit returns.
func (p *Parser) Parse(b Block, emit func(*events.Batch) error, fault func(Fault)) error {
	p.emit, p.fault = emit, fault
	text, line := b.Text, b.Line
	if line == 1 {
		text = bytes.TrimPrefix(text, byteOrder)
	}
	switch {
	case b.Within:
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			return nil
		}
		text, line = text[end+1:], line+1
	case b.Cut:
		fault(Fault{Line: line, Code: TooLong, Message: "the line is longer than 1 MiB"})
		return nil
	}
	p.begin(line)
	for len(text) > 0 {
		n, lines, err := p.record(text, line)
		if err != nil {
			return err
		}
		text, line = text[n:], line+lines
	}
	return p.flush(line)
}

// record reads a record, and returns how many bytes and lines it takes.
func (p *Parser) record(text []byte, line int64) (size int, lines int64, err error) {
	end := endOfLine(text, 0)
	first := trimmed(text[:end])
	if len(first) == 0 {
		return end, 1, nil
	}
	if err := p.at(line); err != nil {
		return 0, 0, err
	}
	switch {
	case p.decoder != nil:
		p.object(first, line)
	case bytes.IndexByte(first, '"') < 0:
		p.plain(first, line)
	default:
		end, lines = p.quoted(text, line)
		return end, lines, nil
	}
	return end, 1, nil
}

// begin begins a batch.
func (p *Parser) begin(line int64) {
	for i := range p.columns {
		p.columns[i].begin()
	}
	p.batch.First, p.batch.Rows, p.batch.Bad = line, 0, p.batch.Bad[:0]
}

// at makes sure that the next row of the batch is that of a line.
func (p *Parser) at(line int64) error {
	if p.batch.Rows < batchRows && p.batch.First+int64(p.batch.Rows) == line {
		return nil
	}
	return p.flush(line)
}

// flush gives the batch away, and begins another one.
func (p *Parser) flush(line int64) error {
	var err error
	if p.batch.Rows > 0 {
		p.batch.Columns = p.batch.Columns[:0]
		for i := range p.columns {
			p.batch.Columns = append(p.batch.Columns, p.columns[i].vector())
		}
		err = p.emit(&p.batch)
	}
	p.begin(line)
	return err
}

// drop takes back the cells of a row that turned out to be none.
func (p *Parser) drop(f Fault) {
	for i := range p.columns {
		c := &p.columns[i]
		c.codes = c.codes[:min(len(c.codes), p.batch.Rows)]
	}
	for n := len(p.batch.Bad); n > 0 && p.batch.Bad[n-1].Row == p.batch.Rows; n-- {
		p.batch.Bad = p.batch.Bad[:n-1]
	}
	p.fault(f)
}
