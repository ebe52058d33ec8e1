package parquet_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"syscall"
	"testing"

	pq "github.com/parquet-go/parquet-go"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// BenchmarkRead reads eight columns of unsorted values, a tenth of which are null, dictionary-encoded and compressed with snappy.
func BenchmarkRead(b *testing.B) {
	const rows = 1_000_000
	cardinalities := []int{3, 200, 50, 20, 2, 2, 80, 8}
	file := eightColumns(b, rows, cardinalities)
	f, err := parquet.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		b.Fatal(err)
	}
	start := cpuTime()
	for b.Loop() {
		for g := range f.Groups() {
			r, err := f.Reader(parquet.Range{Group: g, Rows: f.Rows(g)}, f.Columns())
			if err != nil {
				b.Fatal(err)
			}
			batch := events.Batch{Columns: make([]events.Vector, len(cardinalities))}
			for !errors.Is(err, io.EOF) {
				if err = r.Next(&batch); err != nil && err != io.EOF {
					b.Fatal(err)
				}
			}
			r.Close()
		}
	}
	b.ReportMetric(float64(cpuTime()-start)/float64(b.N)/rows, "cpu-ns/row")
	b.ReportMetric(float64(len(file))/rows, "bytes/row")
}

// cpuTime is how long the process has been computing: what else the machine does is not in it.
func cpuTime() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

func eightColumns(t testing.TB, rows int, cardinalities []int) []byte {
	group := pq.Group{}
	for c := range cardinalities {
		group[fmt.Sprintf("c%d", c)] = pq.Optional(pq.Compressed(pq.Encoded(pq.String(), &pq.RLEDictionary), &pq.Snappy))
	}
	var out bytes.Buffer
	to := pq.NewWriter(&out, pq.NewSchema("events", group), pq.MaxRowsPerRowGroup(500_000))
	r := rand.New(rand.NewPCG(1, 1))
	batch := make([]pq.Row, 1000)
	for range rows / len(batch) {
		for i := range batch {
			row := batch[i][:0]
			for c, n := range cardinalities {
				if v := r.IntN(n * 10); v >= n {
					row = append(row, pq.ByteArrayValue(fmt.Appendf(nil, "name-%d", v%n)).Level(0, 1, c))
				} else {
					row = append(row, pq.Value{}.Level(0, 0, c))
				}
			}
			batch[i] = row
		}
		if _, err := to.WriteRows(batch); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
