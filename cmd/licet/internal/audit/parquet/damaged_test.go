package parquet_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"runtime/metrics"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// TestDamagedFiles changes files here and there: each is read, or refused with a message, and neither fails nor takes the memory of
// the machine.
func TestDamagedFiles(t *testing.T) {
	files, changes := 60, 150
	if testing.Short() {
		files = 15
	}
	refused, read := 0, 0
	for seed := range files {
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		w := random(t, r, 1+r.IntN(800))
		for range changes {
			damaged := damage(r, w.file)
			before := allocated()
			err := readAll(damaged)
			if errors.Is(err, parquet.ErrPanic) {
				t.Errorf("seed %d: %v", seed, err)
			}
			if used := allocated() - before; used > 1<<30 {
				t.Errorf("seed %d: %d bytes for a file of %d: %v", seed, used, len(damaged), err)
			}
			if err != nil {
				refused++
			} else {
				read++
			}
		}
	}
	if refused < files || read < files {
		t.Errorf("%d files were refused and %d read: that tests little", refused, read)
	}
}

// allocated returns how many bytes were allocated since the process began.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// damage changes some bytes, or cuts some out. Half of the time this is in the description at the end.
func damage(r *rand.Rand, file []byte) []byte {
	out := bytes.Clone(file)
	from := 0
	if r.IntN(2) == 0 {
		from = len(out) / 2
	}
	for range 1 + r.IntN(3) {
		at := from + r.IntN(len(out)-from)
		switch r.IntN(4) {
		case 0:
			out[at] ^= 1 << r.IntN(8)
		case 1:
			out[at] = byte(r.IntN(256))
		case 2:
			out[at] = 0xFF
		default:
			n := min(1+r.IntN(8), len(out)-at)
			for i := range n {
				out[at+i] = byte(r.IntN(256))
			}
		}
	}
	if r.IntN(8) == 0 {
		out = out[:r.IntN(len(out))]
	}
	return out
}

// mostBatches is how many batches of a file are read: a few bytes may well say that a column has a billion rows of one value.
const mostBatches = 100

func readAll(file []byte) error {
	f, err := parquet.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return err
	}
	var columns []parquet.Column
	for _, c := range f.Columns() {
		if c.Kind != parquet.Other {
			columns = append(columns, c)
		}
	}
	left := mostBatches
	for g := range min(f.Groups(), 100) {
		if err := readGroup(f, g, columns, &left); err != nil {
			return err
		}
	}
	return nil
}

func readGroup(f *parquet.File, group int, columns []parquet.Column, left *int) error {
	if f.Rows(group) == 0 || len(columns) == 0 {
		return nil
	}
	r, err := f.Reader(parquet.Range{Group: group, First: f.Rows(group) / 3, Rows: f.Rows(group) - f.Rows(group)/3}, columns)
	if err != nil {
		return err
	}
	defer r.Close()
	b := events.Batch{Columns: make([]events.Vector, len(columns))}
	for ; *left > 0; *left-- {
		if err := r.Next(&b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		for c := range b.Columns {
			for row := range b.Rows {
				cellText(&b.Columns[c], row)
			}
		}
	}
	return nil
}

// FuzzFile reads what is hardly a file.
func FuzzFile(f *testing.F) {
	for seed := range 20 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		f.Add(random(f, r, 1+r.IntN(50)).file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if err := readAll(file); errors.Is(err, parquet.ErrPanic) {
			t.Error(err)
		}
	})
}
