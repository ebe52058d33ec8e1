package events_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// TestWarmRowsDoNotAllocate decides batches again that have been decided before.
func TestWarmRowsDoNotAllocate(t *testing.T) {
	s := generate.NewSynthetic(1000)
	b := bind(t, load(t, s.Text()), benchMapping)
	x := newStream(s, "uniform")
	batch := x.batch(0)
	d, tally := b.NewDecider(), b.NewTally()
	for range 3 {
		check(t, d.Decide(batch, tally))
	}
	if n := testing.AllocsPerRun(5, func() { check(t, d.Decide(batch, tally)) }); n != 0 {
		t.Errorf("%v allocations for %d rows", n, batch.Rows)
	}
}

// TestBounds decides more than may be kept.
func TestBounds(t *testing.T) {
	s := generate.NewSynthetic(1000)
	b := bind(t, load(t, s.Text()), benchMapping)
	b.Tiny(3)
	x := newStream(s, "uniform")
	d, tally := b.NewDecider(), b.NewTally()
	whole, most := x.batch(0), 0
	for from := 0; from < 8*blockRows; from += blockRows {
		check(t, d.Decide(slice(whole, from, from+blockRows), tally))
		most = max(most, b.Kept())
	}
	if limit := 4 + blockRows; most > limit || most <= 4 {
		t.Errorf("%d questions were kept; there may be %d, and what one block adds", most, 4)
	}
	if tally.Rows() != 8*blockRows {
		t.Errorf("%d rows were counted", tally.Rows())
	}
}

const blockRows = 1024

// slice returns some rows of a batch.
func slice(b *events.Batch, from, to int) *events.Batch {
	out := &events.Batch{First: b.First + int64(from), Rows: to - from}
	for _, v := range b.Columns {
		if len(v.Codes) > 0 {
			v.Codes = v.Codes[from:to]
		}
		if len(v.Numbers) > 0 {
			v.Numbers, v.Nulls = v.Numbers[from:to], v.Nulls[from/64:]
		}
		if len(v.YesNo) > 0 {
			v.YesNo = v.YesNo[from:to]
		}
		out.Columns = append(out.Columns, v)
	}
	return out
}
