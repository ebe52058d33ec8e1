package sql_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/sql"
)

// TestNullPermitsNothing forgets cells: a row that is permitted with a null is permitted whatever stands there, and what is known to be
// permitted, or not, is that or undetermined with a null.
func TestNullPermitsNothing(t *testing.T) {
	forgotten, undetermined, permitted := 0, 0, 0
	for i := range 150 {
		r := rand.New(rand.NewPCG(17, uint64(i)))
		e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(generate.New(r.IntN).Policy())}}, "p.licet")
		if err != nil {
			continue
		}
		b := bind(t, e, randomMapping(r, e))
		x, err := sql.Compile(b, sql.DuckDB)
		var bad *events.BadRow
		if errors.As(err, &bad) {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			row := randomRow(r, b)
			k := r.IntN(len(row))
			c := b.Columns()[k]
			if row[k] == nil || c.Fact != model.NoFact && e.Policy().Facts[c.Fact].Settled != nil { // what is settled is known where it is null
				continue
			}
			known := x.Value(row)
			with := slices.Clone(row)
			with[k] = nil
			null := x.Value(with)
			if known == "bad" || null == "bad" {
				continue
			}
			forgotten++
			if null != known && null != "undetermined" {
				t.Fatalf("without its cell %d the row %v is %s, and with it %s", k, row, null, known)
			}
			if null != known {
				undetermined++
			}
			if null == "permitted" {
				permitted++
			}
		}
	}
	t.Logf("%d cells forgotten: %d rows became undetermined, %d stayed permitted", forgotten, undetermined, permitted)
	if forgotten < 5_000 || undetermined < 500 || permitted < 50 {
		t.Error("too few")
	}
}
