package events_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// The benchmark of the decider: go test ./engine/events -run '^$' -bench Decide
//
// Events of eight columns (action 3, data 200, recipient 20, purpose 50, age 80, country 40, consent 2, objection 2 different values), a tenth of all
// cells but the actions null, in no order, are decided by a synthetic policy of 1,000 norms, warm, on one core. The floor adds up the codes of the same columns.

const benchMapping = `columns: {action: op, data: field, recipient: to, purpose: why}
given: {age: age, country: cc, consent: consented, objection: objected}
`

const (
	benchBatch   = 1 << 16
	benchBatches = 4 // LICET_BENCH_BATCHES says another number
)

// A stream is events for the benchmark.
type stream struct {
	r      *rand.Rand
	policy *generate.Synthetic
	dicts  [5]*events.Dictionary
	places [5]map[string]int32
	zipf   [5]*rand.Zipf
	kind   string
	combos int
	all    [][4]int32
}

func newStream(s *generate.Synthetic, kind string) *stream {
	x := &stream{r: rand.New(rand.NewPCG(1, 2)), policy: s, kind: kind}
	for i, c := range []struct {
		prefix string
		n      int
	}{{"", 0}, {"data", 200}, {"recipient", 20}, {"purpose", 50}, {"country", 40}} {
		d := &events.Dictionary{}
		if c.n == 0 {
			d.Values = []string{"share", "sell", "provide"}
		}
		for k := range c.n {
			d.Values = append(d.Values, fmt.Sprintf("%s-%d", c.prefix, k))
		}
		x.dicts[i], x.places[i] = d, map[string]int32{}
		for k, v := range d.Values {
			x.places[i][v] = int32(k)
		}
		x.zipf[i] = rand.NewZipf(x.r, 1.1, 1, uint64(len(d.Values)-1))
	}
	return x
}

// code draws a value of a column of names.
func (x *stream) code(i int) int32 {
	switch {
	case i > 0 && x.r.IntN(10) == 0:
		return -1
	case x.kind == "zipf":
		return int32(x.zipf[i].Uint64())
	}
	return int32(x.r.IntN(len(x.dicts[i].Values)))
}

// batch draws a batch.
func (x *stream) batch(first int64) *events.Batch {
	b := &events.Batch{First: first, Rows: benchBatch, Columns: make([]events.Vector, 8)}
	b.Columns[4].Nulls = make([]uint64, benchBatch/64)
	for i, c := range []int{0, 1, 2, 3, 5} {
		b.Columns[c].Dictionary = x.dicts[i]
	}
	for i := range benchBatch {
		names := [5]int32{x.code(0), x.code(1), x.code(2), x.code(3), x.code(4)}
		if x.combos > 0 {
			for len(x.all) < x.combos {
				x.all = append(x.all, [4]int32{int32(x.r.IntN(3)), int32(x.r.IntN(200)), int32(x.r.IntN(20)), int32(x.r.IntN(50))})
			}
			q := x.all[x.r.IntN(len(x.all))]
			for k := range q {
				if names[k] >= 0 {
					names[k] = q[k]
				}
			}
		}
		if x.kind == "about" {
			q := x.policy.Question(0)
			for k, name := range []string{q.Action, q.Data, q.Recipient, q.Purpose} {
				if names[k] >= 0 {
					names[k] = x.places[k][name]
				}
			}
		}
		for k, c := range []int{0, 1, 2, 3, 5} {
			b.Columns[c].Codes = append(b.Columns[c].Codes, names[k])
		}
		age := int64(x.r.IntN(80))
		if x.kind == "distinct" {
			age = x.r.Int64()
		}
		if x.r.IntN(10) == 0 {
			b.Columns[4].Nulls[i/64] |= 1 << (i % 64)
		}
		b.Columns[4].Numbers = append(b.Columns[4].Numbers, age)
		for _, c := range []int{6, 7} {
			t := events.Tri(1 + x.r.IntN(2))
			if x.r.IntN(10) == 0 {
				t = events.Null
			}
			b.Columns[c].YesNo = append(b.Columns[c].YesNo, t)
		}
	}
	return b
}

func BenchmarkDecide(b *testing.B) {
	norms := setting("LICET_BENCH_RULES", 1_000)
	for _, kind := range []string{"uniform", "about", "zipf", "distinct"} {
		b.Run(kind, func(b *testing.B) {
			s := generate.NewSynthetic(norms)
			bound := bind(b, load(b, s.Text()), benchMapping)
			x := newStream(s, kind)
			var batches []*events.Batch
			for i := range setting("LICET_BENCH_BATCHES", benchBatches) {
				batches = append(batches, x.batch(int64(i)*benchBatch))
			}
			d, tally := bound.NewDecider(), bound.NewTally()
			start := spent()
			for _, batch := range batches {
				if err := d.Decide(batch, tally); err != nil {
					b.Fatal(err)
				}
			}
			first := spent() - start
			for range 2 { // tuples are found anew where a column has got more values
				for _, batch := range batches {
					_ = d.Decide(batch, tally)
				}
			}
			b.ReportAllocs()
			b.ResetTimer()
			before := spent()
			for i := 0; b.Loop(); i++ {
				if err := d.Decide(batches[i%len(batches)], tally); err != nil {
					b.Fatal(err)
				}
			}
			rows, took := float64(b.N)*benchBatch, float64(spent()-before)
			b.ReportMetric(took/rows, "cpu-ns/row")
			b.ReportMetric(float64(first.Nanoseconds())/float64(len(batches)*benchBatch), "first-cpu-ns/row")
			b.ReportMetric(took/rows/floor(batches), "ratio")
			b.ReportMetric(0, "ns/op")
			b.Logf("%v %s", tally.Answers(), bound.Size())
		})
	}
}

// setting reads a number from the environment.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// sum is what the floor comes to, so that it is not left out.
var sum int64

// floor returns how many nanoseconds it takes to add up the codes of a row.
func floor(batches []*events.Batch) float64 {
	start := spent()
	for _, b := range batches {
		for c := range b.Columns {
			v := &b.Columns[c]
			for _, x := range v.Codes {
				sum += int64(x)
			}
			for _, x := range v.Numbers {
				sum += x
			}
			for _, x := range v.YesNo {
				sum += int64(x)
			}
		}
	}
	return float64(spent()-start) / float64(len(batches)*benchBatch)
}

// spent is the processor time that the process has used, which other processes do not add to.
func spent() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
