package sqltest

import (
	"errors"
	"math"
	"runtime"
	"sync"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// bad is what an expression says of a row that is no question.
const bad = "bad"

// expect returns what the engine says of each row. Equal rows are asked once.
func expect(t *testing.T, bound *events.Bound, rows *table) []string {
	out := make([]string, rows.len())
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { expectSome(t, bound, rows, out, w*len(out)/workers, (w+1)*len(out)/workers) })
	}
	wg.Wait()
	return out
}

func expectSome(t *testing.T, bound *events.Bound, rows *table, out []string, from, to int) {
	known := map[string]string{}
	key := make([]byte, 2*len(rows.columns))
	cells := make([]any, len(rows.columns))
	for r := from; r < to; r++ {
		for i := range rows.columns {
			c := rows.rows[i][r]
			key[2*i], key[2*i+1] = byte(c), byte(c>>8)
			cells[i] = asEvent(rows.cell(i, r))
		}
		said, ok := known[string(key)]
		if !ok {
			var err error
			if said, err = decide(bound, cells); err != nil {
				t.Errorf("row %d (%s): %v", r, rows.describe(r), err)
				return
			}
			known[string(key)] = said
		}
		out[r] = said
	}
}

// asEvent returns a cell as package events has it: a number is whole or, as anything else that is not one of its types, wrong.
func asEvent(cell any) any {
	if x, ok := cell.(float64); ok && math.Abs(x) < 1<<62 && x == math.Trunc(x) {
		return int64(x)
	}
	return cell
}

// decide asks the engine about a row.
func decide(bound *events.Bound, cells []any) (string, error) {
	q, err := bound.Question(cells)
	var no *events.BadRow
	switch {
	case errors.As(err, &no):
		return bad, nil
	case err != nil:
		return "", err
	}
	a, err := bound.Engine().DecideQuestion(q)
	switch {
	case errors.Is(err, engine.ErrNothing):
		return bad, nil
	case err != nil:
		return "", err
	}
	return a.Decision().String(), nil
}
