package events_test

import (
	"testing"

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
