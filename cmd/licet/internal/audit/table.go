package audit

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
)

// A table is a Parquet file. It is closed when its last unit has been decided.
type table struct {
	file    int
	source  *Source
	from    *os.File
	parquet *parquet.File
	columns []parquet.Column
	rows    int64
	users   sync.WaitGroup
}

// mostRows is how many rows a unit has at most: so many that to read the pages at its edges twice costs little.
const mostRows = 1 << 20

// openParquet hands out the row groups of a file, large ones in parts.
func (p *pipeline) openParquet(file int, s *Source) error {
	t := &table{file: file, source: s}
	var err error
	if t.from, err = os.Open(s.Path); err != nil {
		return cause(err)
	}
	t.users.Add(1)
	go func() { // the units may outlive this call
		t.users.Wait()
		t.from.Close()
	}()
	defer t.users.Done()
	if t.parquet, err = parquet.Open(t.from, s.size); err != nil {
		return err
	}
	if t.columns, err = columnsOf(p.bound, t.parquet); err != nil {
		return err
	}
	for g := range t.parquet.Groups() {
		t.rows += t.parquet.Rows(g)
	}
	return p.groups(t)
}

func (p *pipeline) groups(t *table) error {
	base := int64(0)
	for g := range t.parquet.Groups() {
		rows, before := t.parquet.Rows(g), base
		parts := (rows + mostRows - 1) / mostRows
		for i := range parts {
			first, end := rows*i/parts, rows*(i+1)/parts
			at := parquet.Range{Group: g, First: first, Rows: end - first}
			t.users.Add(1)
			if err := p.send(func(w *worker) error { return w.rows(t, at, before) }); err != nil {
				t.users.Done()
				return err
			}
		}
		base += rows
	}
	return nil
}

// rows decides the rows of a range; before is how many rows are in the row groups before it.
func (w *worker) rows(t *table, at parquet.Range, before int64) (err error) {
	defer t.users.Done()
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", t.source.name(), err)
		}
	}()
	r, err := t.parquet.Reader(at, t.columns)
	if err != nil {
		return err
	}
	defer r.Close()
	for i := range w.found { // else it could not be read
		w.found[i] = true
	}
	for {
		err := r.Next(&w.batch)
		if errors.Is(err, io.EOF) {
			w.pipeline.options.Progress.Bytes.Add(int64(float64(t.source.size) * float64(at.Rows) / float64(t.rows)))
			return nil
		}
		if err != nil {
			return err
		}
		if w.pipeline.ctx.Err() != nil {
			return w.pipeline.ctx.Err()
		}
		w.batch.First += before + 1
		if err := w.decide(t.file, &w.batch); err != nil {
			return err
		}
	}
}
