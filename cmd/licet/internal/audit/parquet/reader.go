package parquet

import (
	"errors"
	"fmt"
	"io"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// BatchRows is how many rows a batch has at most: so few that those of all columns stay in the processor's caches.
const BatchRows = 4096

// A Range is some rows of a row group: Rows of them from First on.
type Range struct {
	Group       int
	First, Rows int64
}

// A Reader reads some columns of a range of rows. It is not safe for concurrent use.
type Reader struct {
	columns []*cursor
	codec   codec
	at      Range // what is left
}

// Reader returns a reader of some columns, each of which must be of a kind. Close it.
func (f *File) Reader(at Range, columns []Column) (r *Reader, err error) {
	defer caught(&err)
	r = &Reader{at: at}
	for i := range columns {
		c := &cursor{column: columns[i]}
		c.chunk.codec = &r.codec
		err := c.open(f, at.Group)
		if err == nil && at.First > 0 {
			err = c.advance(at.First)
		}
		if err != nil {
			r.Close()
			return nil, c.placed(at.Group, err)
		}
		r.columns = append(r.columns, c)
	}
	return r, nil
}

// placed says where in a file an error is.
func (c *cursor) placed(group int, err error) error {
	if errors.Is(err, io.EOF) {
		err = errShort
	}
	return fmt.Errorf("row group %d, column `%s`: %w", group+1, c.column.Name, err)
}

// Close gives back what the reader holds.
func (r *Reader) Close() { r.codec.close() }

// Next reads the next rows into the columns of a batch, in the order of those of the reader; at the end the error is io.EOF. The batch is good until
// the next one is read.
func (r *Reader) Next(b *events.Batch) (err error) {
	defer caught(&err)
	if r.at.Rows == 0 {
		return io.EOF
	}
	n := int(min(r.at.Rows, BatchRows))
	for _, c := range r.columns {
		if err := c.more(); err != nil {
			return c.placed(r.at.Group, err)
		}
		n = min(n, c.left)
	}
	for i, c := range r.columns {
		if err := c.read(n, &b.Columns[i]); err != nil {
			return c.placed(r.at.Group, err)
		}
	}
	b.First, b.Rows, b.Bad = r.at.First, n, nil
	r.at.First += int64(n)
	r.at.Rows -= int64(n)
	return nil
}
