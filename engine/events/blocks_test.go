package events_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine/events"
)

// TestABatchOfManyBlocks decides the same rows in one batch that is taken in two steps, and in batches of a few rows each. Most rows are met many times, so that what is
// kept answers them; in some, a cell that looks like the others could not be read.
func TestABatchOfManyBlocks(t *testing.T) {
	done, bad := 0, 0
	for seed := uint64(0); done < 16; seed++ {
		w := newWorld(t, rand.New(rand.NewPCG(5, seed)))
		if w == nil {
			continue
		}
		b := w.bind(t)
		b.Tiny(done % 8)
		done++
		w.seldom = 0 // so that columns need not be texts
		different, rows := w.rows(4), make([][]any, blockRows+200)
		for i := range 80 { // in one cell unlike one of them, so that a cell in the wrong row makes a row that is known, too
			row := slices.Clone(different[i%4])
			c := w.r.IntN(len(row))
			row[c] = w.cell(&w.columns[c])
			different = append(different, row)
		}
		for i := range rows {
			rows[i] = different[w.r.IntN(len(different))]
		}
		batch := func(from, to int) *events.Batch {
			out := w.batch(int64(from), rows[from:to])
			for i := range rows[from:to] {
				if (from+i)%37 == 0 {
					out.Bad = append(out.Bad, events.Cell{Row: i, Column: 0, Text: unreadable})
				}
			}
			return out
		}
		d, one, many := b.NewDecider(), b.NewTally(), b.NewTally()
		var want []*events.Outcome
		for from := 0; from < len(rows); from += 100 {
			few := batch(from, min(from+100, len(rows)))
			check(t, d.Decide(few, many))
			want = append(want, outcomes(t, d, []*events.Batch{few}, 1)...)
		}
		whole := batch(0, len(rows))
		check(t, d.Decide(whole, one))
		got := outcomes(t, d, []*events.Batch{whole}, 1)
		if i := differ(got, want); i >= 0 {
			t.Fatalf("seed %d, row %d, %v: decided %v, and among few %v\n%s", seed, i, rows[i], got[i], want[i], w.mapping())
		}
		if x := gocmp.Diff(asShown(reportOf(many)), asShown(reportOf(one))); x != "" {
			t.Fatalf("seed %d:\n%s\n%s", seed, x, w.mapping())
		}
		for _, o := range got[blockRows:] {
			if o.Code == events.WrongType {
				bad++
			}
		}
	}
	if bad < 50 {
		t.Errorf("only %d rows behind the first block had a cell that could not be read", bad)
	}
}

// TestColumnsOfManyBlocks is the same for columns of numbers, and of yes and no.
func TestColumnsOfManyBlocks(t *testing.T) {
	b := bind(t, load(t, shop), "columns: {action: {always: use}, data: {always: email}, purpose: {always: marketing}}\ngiven: {age: a, consent: c, objection: o}\nnothing_else: true\n")
	whole := &events.Batch{Rows: blockRows + 256, Columns: make([]events.Vector, 3)}
	age, consent, objection := &whole.Columns[0], &whole.Columns[1], &whole.Columns[2]
	age.Nulls = make([]uint64, whole.Rows/64)
	for i := range whole.Rows {
		age.Numbers = append(age.Numbers, int64(i%29))
		if i%5 == 0 {
			age.Nulls[i/64] |= 1 << (i % 64)
		}
		consent.YesNo = append(consent.YesNo, events.Tri(i%3))
		objection.YesNo = append(objection.YesNo, events.No)
	}
	d := b.NewDecider()
	var parts []*events.Batch
	for from := 0; from < whole.Rows; from += 64 {
		parts = append(parts, slice(whole, from, from+64))
	}
	want, got := outcomes(t, d, parts, 1), outcomes(t, d, []*events.Batch{whole}, 1)
	if i := differ(got, want); i >= 0 {
		t.Fatalf("row %d: decided %v, and among few %v", i, got[i], want[i])
	}
}
