package engine_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// The benchmarks of the engine: go test ./engine -run '^$' -bench . -benchtime 1s
//
// Each runs over synthetic policies of 10 to 100,000 rules (LICET_BENCH_RULES limits them), and the floor runs in the same
// process: a look-up in a Go map keyed by a struct of four strings, which is the least that answering a question in
// strings can cost. What counts is the ratio to it. README.md has the figures.

const questionCount = 10_000

// bench is one synthetic policy with its questions and facts.
type bench struct {
	engine    *engine.Engine
	questions []engine.Question
	inner     []engine.Question
	draws     []draw
	age       engine.Fact
	country   engine.Fact
	places    []engine.Value
}

// draw is one set of facts; the last four are unknown in a third of the stream with unknown facts.
type draw struct {
	age                                    int32
	question, place                        uint16
	consent, objection                     bool
	noConsent, noObjection, noAge, noWhere bool
}

var benches = map[int]*bench{}

func sizes() []int {
	limit := 100_000
	if n, err := strconv.Atoi(os.Getenv("LICET_BENCH_RULES")); err == nil {
		limit = n
	}
	return slices.DeleteFunc([]int{10, 100, 1_000, 10_000, 100_000}, func(n int) bool { return n > limit })
}

func setUp(b *testing.B, n int) *bench {
	if x := benches[n]; x != nil {
		return x
	}
	s := generate.NewSynthetic(n)
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(s.Text())}}, "p.licet")
	if err != nil {
		b.Fatal(err)
	}
	x := &bench{engine: e}
	for range questionCount {
		q, w := s.Question(0), s.Question(30)
		x.questions = append(x.questions, engine.Question{Action: q.Action, Data: q.Data, Recipient: q.Recipient, Purpose: q.Purpose})
		x.inner = append(x.inner, engine.Question{Action: w.Action, Data: w.Data, Recipient: w.Recipient, Purpose: w.Purpose})
	}
	if x.age, err = e.Fact("age"); err != nil {
		b.Fatal(err)
	}
	if x.country, err = e.Fact("country"); err != nil {
		b.Fatal(err)
	}
	for _, name := range s.Countries() {
		v, err := e.Value(x.country, name)
		if err != nil {
			b.Fatal(err)
		}
		x.places = append(x.places, v)
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for range drawn {
		x.draws = append(x.draws, draw{int32(r.IntN(80)), uint16(r.IntN(questionCount)), uint16(r.IntN(len(x.places))),
			r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(3) == 0, r.IntN(3) == 0, r.IntN(3) == 0, r.IntN(3) == 0})
	}
	benches[n] = x
	return x
}

const drawn = 1 << 15

// at returns a draw: questions come in random order.
func (x *bench) at(i int) *draw { return &x.draws[i&(drawn-1)] }

// set puts a draw of facts into f, as a service would from its own values.
func (x *bench) set(f *engine.Facts, d *draw) {
	f.SetConsent(d.consent)
	f.SetObjection(d.objection)
	_ = f.SetNumber(x.age, int64(d.age))
	_ = f.Set(x.places[d.place])
}

// setSome leaves a third of the facts unknown.
func (x *bench) setSome(f *engine.Facts, d *draw) {
	f.Reset()
	if !d.noConsent {
		f.SetConsent(d.consent)
	}
	if !d.noObjection {
		f.SetObjection(d.objection)
	}
	if !d.noAge {
		_ = f.SetNumber(x.age, int64(d.age))
	}
	if !d.noWhere {
		_ = f.Set(x.places[d.place])
	}
}

func eachSize(b *testing.B, f func(b *testing.B, x *bench)) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			x := setUp(b, n)
			b.ResetTimer()
			f(b, x)
		})
	}
}

type fourStrings struct{ action, data, recipient, purpose string }

// BenchmarkRatios compares the floor, decisions in strings and prepared decisions, by turns in one run, so that what else the
// machine does falls on all three alike. It reports medians.
func BenchmarkRatios(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) {
		floor, decide, prepared := x.floor(), x.decide(b), x.prepared(b)
		const turn = 100_000
		var times [3][]float64
		for b.Loop() {
			for i, run := range []func(n int){floor, decide, prepared} {
				start := time.Now()
				run(turn)
				times[i] = append(times[i], float64(time.Since(start).Nanoseconds())/turn)
			}
		}
		for i := range times {
			slices.Sort(times[i])
		}
		median := func(i int) float64 { return times[i][len(times[i])/2] }
		b.ReportMetric(median(0), "floor-ns")
		b.ReportMetric(median(1), "decide-ns")
		b.ReportMetric(median(2), "prepared-ns")
		b.ReportMetric(median(1)/median(0), "decide/floor")
		b.ReportMetric(median(2)/median(0), "prepared/floor")
		b.ReportMetric(0, "ns/op")
	})
}

// floor returns what looks up n of the questions in a Go map.
func (x *bench) floor() func(n int) {
	m := map[fourStrings]int{}
	keys := make([]fourStrings, len(x.questions))
	for i, q := range x.questions {
		keys[i] = fourStrings{q.Action, q.Data, q.Recipient, q.Purpose}
		// what is asked comes from elsewhere than what is stored
		m[fourStrings{strings.Clone(q.Action), strings.Clone(q.Data), strings.Clone(q.Recipient), strings.Clone(q.Purpose)}] = i
	}
	at, sum := 0, 0
	return func(n int) {
		for range n {
			at++
			sum += m[keys[x.at(at).question]]
		}
	}
}

// decide returns what asks n of the questions in strings, warm: every question has been asked before, with other facts.
func (x *bench) decide(b *testing.B) func(n int) {
	f := x.engine.NewFacts()
	ask := func(q engine.Question) {
		if _, err := x.engine.Decide(q, f); err != nil {
			b.Fatal(err)
		}
	}
	for _, q := range x.questions {
		ask(q)
	}
	at := 0
	return func(n int) {
		for range n {
			at++
			d := x.at(at)
			x.set(f, d)
			ask(x.questions[d.question])
		}
	}
}

// prepared returns what asks n of the questions prepared, of which only the facts vary.
func (x *bench) prepared(b *testing.B) func(n int) {
	f := x.engine.NewFacts()
	all := make([]*engine.Prepared, len(x.questions))
	for i, q := range x.questions {
		var err error
		if all[i], err = x.engine.Prepare(q); err != nil {
			b.Fatal(err)
		}
	}
	at := 0
	return func(n int) {
		for range n {
			at++
			d := x.at(at)
			x.set(f, d)
			if _, err := all[d.question].Decide(f); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkFloor, BenchmarkDecide and BenchmarkPrepared are the three apart, for a profiler, and for what they allocate.
func BenchmarkFloor(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) { runWarm(b, x.floor()) })
}

func BenchmarkDecide(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) { runWarm(b, x.decide(b)) })
}

func BenchmarkPrepared(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) { runWarm(b, x.prepared(b)) })
}

func runWarm(b *testing.B, run func(n int)) {
	b.ReportAllocs()
	b.ResetTimer()
	run(b.N)
}

// BenchmarkStream asks a mixed stream, warm: three in ten names are inner nodes, and a third of the facts are unknown.
func BenchmarkStream(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) {
		f := x.engine.NewFacts()
		for _, q := range x.inner {
			if _, err := x.engine.Decide(q, f); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportAllocs()
		b.ResetTimer()
		undetermined := 0
		for i := 0; b.Loop(); i++ {
			d := x.at(i)
			x.setSome(f, d)
			a, err := x.engine.Decide(x.inner[d.question], f)
			if err != nil {
				b.Fatal(err)
			}
			if a.Decision() == engine.Undetermined {
				undetermined++
			}
		}
		b.ReportMetric(100*float64(undetermined)/float64(b.N), "%undetermined")
	})
}

// BenchmarkFirst asks each question for the first time, in a new engine.
func BenchmarkFirst(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) {
		var e *engine.Engine
		var f *engine.Facts
		for i := 0; b.Loop(); i++ {
			if i%questionCount == 0 {
				b.StopTimer()
				e = engine.New(x.engine.Policy())
				f = e.NewFacts()
				b.StartTimer()
			}
			if _, err := e.Decide(x.questions[i%questionCount], f); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkTail reports the 99th percentile of warm decisions in strings.
func BenchmarkTail(b *testing.B) {
	eachSize(b, func(b *testing.B, x *bench) {
		f := x.engine.NewFacts()
		for _, q := range x.questions {
			if _, err := x.engine.Decide(q, f); err != nil {
				b.Fatal(err)
			}
		}
		const batch = 16 // the clock is too coarse for one
		var times []time.Duration
		b.ResetTimer()
		for i := 0; b.Loop(); i++ {
			start := time.Now()
			for j := range batch {
				d := x.at(i*batch + j)
				x.set(f, d)
				if _, err := x.engine.Decide(x.questions[d.question], f); err != nil {
					b.Fatal(err)
				}
			}
			if len(times) < 1_000_000 {
				times = append(times, time.Since(start))
			}
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds())/batch, "p99-ns")
	})
}

// BenchmarkLoad goes from text to an engine.
func BenchmarkLoad(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			text := []byte(generate.NewSynthetic(n).Text())
			fsys := fstest.MapFS{"p.licet": {Data: text}}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := engine.Load(fsys, "p.licet"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
