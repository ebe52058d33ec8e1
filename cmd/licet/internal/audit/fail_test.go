package audit

import (
	"context"
	"errors"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/lines"
)

// TestFirstFailure keeps the error of the first unit, in whatever order they fail; that units were stopped is none.
func TestFirstFailure(t *testing.T) {
	first, other := errors.New("first"), errors.New("other")
	for _, order := range [][]int{{1, 2, 3}, {3, 1, 2}, {2, 3, 1}} {
		p := newPipeline(context.Background(), nil, Options{})
		p.fail(0, context.Canceled)
		for _, n := range order {
			err := other
			if n == 1 {
				err = first
			}
			p.fail(n, err)
		}
		if p.failure() != first {
			t.Errorf("%v: the error is %v", order, p.failure())
		}
	}
}

// TestFaultsAddUp merges what several workers have counted.
func TestFaultsAddUp(t *testing.T) {
	all := faults{}
	for w := range 3 {
		f := faults{}
		for i := range 10 {
			f.count(0, lines.Fault{Line: int64(100*i + w), Code: lines.BadCSV})
		}
		all.merge(f)
	}
	g := all[lines.BadCSV]
	if all.rows() != 30 || len(g.samples) != 5 || g.samples[0].row != 0 || g.samples[4].row != 101 {
		t.Errorf("%+v", g)
	}
}
