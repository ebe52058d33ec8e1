package events

import (
	"errors"
	"fmt"

	"github.com/seed-90f8eabc/licet/engine"
)

// A Decider decides batches. It belongs to one goroutine; those of one Bound share what they have found out.
type Decider struct {
	bound *Bound
}

// NewDecider returns a decider.
func (b *Bound) NewDecider() *Decider { return &Decider{bound: b} }

// Decide answers each row of a batch, and counts the answers in a tally of the same Bound. The error says what is wrong with the batch
// itself, which is then not counted: a wrong number of columns, or of cells. A bad row is no error.
func (d *Decider) Decide(batch *Batch, into *Tally) error {
	if err := d.bound.check(batch, into); err != nil {
		return err
	}
	row := make([]any, len(batch.Columns))
	bad := batch.Bad
	for i := range batch.Rows {
		batch.row(row, i)
		for len(bad) > 0 && bad[0].Row == i {
			row[bad[0].Column] = unreadable(bad[0].Text)
			bad = bad[1:]
		}
		r, err := d.bound.Answer(row)
		into.count(batch.First+int64(i), row, r, err)
	}
	return nil
}

// unreadable is a cell that the reader could not make out.
type unreadable string

// row copies the cells of a row.
func (b *Batch) row(to []any, i int) {
	for c := range b.Columns {
		to[c] = b.Columns[c].cell(i)
	}
}

// check says what is wrong with a batch.
func (b *Bound) check(batch *Batch, into *Tally) error {
	if into.bound != b {
		return errors.New("the tally was made by another Bound; make it with NewTally of the one that decides")
	}
	if len(batch.Columns) != len(b.columns) {
		return fmt.Errorf("a batch has %d columns, as Columns says, and not %d", len(b.columns), len(batch.Columns))
	}
	for i := range batch.Columns {
		if !batch.Columns[i].valid(batch.Rows) {
			return fmt.Errorf("the column `%s` has not one value for each of %d rows, in one form", b.columns[i].Name, batch.Rows)
		}
	}
	for i, c := range batch.Bad {
		last := Cell{Row: -1}
		if i > 0 {
			last = batch.Bad[i-1]
		}
		if c.Row < last.Row || c.Row == last.Row && c.Column <= last.Column || c.Row >= batch.Rows || c.Column < 0 || c.Column >= len(batch.Columns) {
			return errors.New("the bad cells of a batch are not those of its rows and columns, in their order")
		}
	}
	return nil
}

// count counts one row.
func (t *Tally) count(number int64, row []any, r engine.Ruling, err error) {
	var bad *BadRow
	g := (*Group)(nil)
	if errors.As(err, &bad) {
		g = t.badGroup(bad.Code)
	} else {
		g = t.group(r)
	}
	g.Rows++
	g.sample(number, func() []any { return cells(row) })
	t.system(t.bound.systemOf(row), func(c *SystemCount) {
		c.Rows++
		if bad != nil {
			c.Bad++
		} else {
			c.Answer[r.Answer.Decision()]++
		}
	})
}

// cells copies a row for a sample.
func cells(row []any) []any {
	out := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case unreadable:
			out[i] = string(v)
		case badIndex:
			out[i] = string(v)
		default:
			out[i] = v
		}
	}
	return out
}

// systemOf returns the system of a row; "" where it says none.
func (b *Bound) systemOf(row []any) string {
	if n := len(b.columns); n > 0 && b.columns[n-1].Role == System {
		switch v := row[n-1].(type) {
		case string:
			return v
		case nil:
			return ""
		default:
			return fmt.Sprint(v)
		}
	}
	return ""
}
