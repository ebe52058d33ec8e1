package parquet_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// TestReadsWhatWasWritten writes files in every type, encoding and layout that another library knows, and reads them: as wholes,
// and in ranges that begin anywhere.
func TestReadsWhatWasWritten(t *testing.T) {
	files := 150
	if testing.Short() {
		files = 50
	}
	seen := map[string]int{}
	for seed := range files {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		w := random(t, r, r.IntN(9000))
		f, err := parquet.Open(bytes.NewReader(w.file), int64(len(w.file)))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		first := int64(0)
		for g := range f.Groups() {
			for at := int64(0); at < f.Rows(g); {
				n := 1 + r.Int64N(f.Rows(g)-at)
				readRange(t, seed, w, f, first, parquet.Range{Group: g, First: at, Rows: n}, seen)
				at += n
			}
			first += f.Rows(g)
		}
		if int(first) != len(w.cells[0]) {
			t.Fatalf("seed %d: %d rows, want %d", seed, first, len(w.cells[0]))
		}
	}
	for _, form := range []string{"codes", "numbers", "null"} {
		if seen[form] == 0 {
			t.Errorf("no vector came as %s", form)
		}
	}
}

func readRange(t *testing.T, seed int, w written, f *parquet.File, first int64, at parquet.Range, seen map[string]int) {
	t.Helper()
	r, err := f.Reader(at, f.Columns())
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	defer r.Close()
	b := events.Batch{Columns: make([]events.Vector, len(w.names))}
	rows := at.First
	for {
		err := r.Next(&b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if b.First != rows {
			t.Fatalf("seed %d: a batch begins with row %d, want %d", seed, b.First, rows)
		}
		for c := range b.Columns {
			seen[form(&b.Columns[c])]++
			for i := range b.Rows {
				got, want := cellText(&b.Columns[c], i), w.cells[c][first+rows+int64(i)]
				if (got == nil) != (want == nil) || got != nil && *got != *want {
					t.Fatalf("seed %d: column %d, row %d: got %s, want %s", seed, c, rows+int64(i), show(got), show(want))
				}
			}
		}
		rows += int64(b.Rows)
	}
	if rows != at.First+at.Rows {
		t.Fatalf("seed %d: read up to row %d of %+v", seed, rows, at)
	}
}

func form(v *events.Vector) string {
	switch {
	case v.Codes != nil:
		return "codes"
	case v.Numbers != nil:
		return "numbers"
	}
	return "null"
}

func cellText(v *events.Vector, row int) *string {
	switch {
	case v.Codes != nil:
		if c := v.Codes[row]; c >= 0 {
			return &v.Dictionary.Values[c]
		}
	case v.Numbers != nil:
		if len(v.Nulls) == 0 || v.Nulls[row/64]>>(row%64)&1 == 0 {
			s := strconv.FormatInt(v.Numbers[row], 10)
			return &s
		}
	}
	return nil
}

func show(s *string) string {
	if s == nil {
		return "null"
	}
	return strconv.Quote(*s)
}
