package audit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	pq "github.com/parquet-go/parquet-go"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit/parquet"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// The benchmark of the audit: LICET_BENCH_EVENTS=20000000 go test ./cmd/licet/internal/audit -run '^$' -bench Audit -benchtime 5x
//
// It writes a Parquet file of events of eight columns (action 3, data 200, recipient 20, purpose 50, age 80, country 40, consent 2 and objection 2
// different values), in no order, a tenth of all cells but the actions null, dictionary-encoded and compressed with snappy, in row groups of half a
// million rows, to LICET_BENCH_FILE, if that is set and not there. The four names of an event are one of 5,000 combinations, as the systems of
// a company do some thousands of different things; LICET_BENCH_DIFFERENT says another number, 0 that all combinations are equally likely, which are
// 600,000. Most such combinations no norm is about; LICET_BENCH_ABOUT=1 draws each from a norm instead: its names, or for each of them, half of the time,
// one right beneath it. It audits the file on all cores by a policy of 1,000 norms, which has decided nothing before, and again, where it has. By turns with that
// it reads the same columns and does nothing with them.

const benchMapping = `columns: {action: op, data: field, recipient: to, purpose: why}
given: {age: age, country: cc, consent: consented, objection: objected}
`

// benchPolicy draws a policy of some norms, four fifths of which permit, under up to three conditions, and the others prohibit, with
// exceptions, over trees of names. With it come the numbers of the names of each norm, by column.
func benchPolicy(norms int) (text string, about []map[string]int) {
	r := rand.New(rand.NewPCG(1, uint64(norms)))
	var b strings.Builder
	b.WriteString("policy bench \"A policy for a benchmark\" { version \"1\" }\n" +
		"action share \"share\" takes to, for { sell \"sell\" }\naction provide \"provide\" takes to, for\n" +
		"fact age number \"your age\"\nfact country place \"your country\"\n")
	for _, k := range []benchColumn{{"", "data", 200}, {"", "party", 20}, {"", "purpose", 50}, {"", "place", 40}} {
		for i := range k.n {
			fmt.Fprintf(&b, "%s %s-%d \"%s %d\"", k.prefix, k.prefix, i, k.prefix, i)
			if parent := i/5 - 1; parent >= 0 {
				fmt.Fprintf(&b, " is %s-%d", k.prefix, parent)
			}
			b.WriteByte('\n')
		}
	}
	for i := range norms {
		modal, word, most := "may", "given", 4
		if r.IntN(5) == 0 {
			modal, word, most = "must not", "unless", 2
		}
		conditions := []string{"consent", "no objection", fmt.Sprintf("country in place-%d", r.IntN(40)), fmt.Sprintf("age >= %d", 12+r.IntN(3)*3)}
		r.Shuffle(len(conditions), func(i, j int) { conditions[i], conditions[j] = conditions[j], conditions[i] })
		names := map[string]int{}
		for _, c := range benchNames {
			names[c.name] = r.IntN(c.n)
		}
		about = append(about, names)
		fmt.Fprintf(&b, "clause R.%d { we %s %s data-%d to party-%d for purpose-%d", i, modal, benchActions[names["op"]], names["field"], names["to"], names["why"])
		if n := r.IntN(most); n > 0 || most == 2 {
			fmt.Fprintf(&b, " %s %s", word, strings.Join(conditions[:max(n, 1)], " and "))
		}
		b.WriteString(" }\n")
	}
	return b.String(), about
}

// The columns of names.
var (
	benchNames   = []benchColumn{{"op", "", 3}, {"field", "data", 200}, {"to", "party", 20}, {"why", "purpose", 50}}
	benchActions = []string{"share", "sell", "provide"}
)

// bindText binds a mapping to a policy.
func bindText(t testing.TB, policy, mapping string) *events.Bound {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(policy)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	m, err := events.Read("events.yaml", []byte(mapping))
	if err != nil {
		t.Fatal(err)
	}
	b, err := m.Bind(e)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// benchFile writes the events. Where about has something, their names are drawn from it.
func benchFile(t testing.TB, rows int, about []map[string]int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.parquet")
	if kept := os.Getenv("LICET_BENCH_FILE"); kept != "" { // it takes longer to write than to audit
		if path = kept; exists(kept) {
			return path
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	group := pq.Group{}
	columns := append(slices.Clone(benchNames), []benchColumn{{"age", "", 80}, {"cc", "place", 40}, {"consented", "", 2}, {"objected", "", 2}}...)
	slices.SortFunc(columns, func(a, b benchColumn) int { return strings.Compare(a.name, b.name) })
	for _, c := range columns {
		group[c.name] = pq.Optional(pq.Compressed(c.node(), &pq.Snappy))
	}
	w := pq.NewWriter(f, pq.NewSchema("events", group), pq.MaxRowsPerRowGroup(500_000), pq.PageBufferSize(1<<20))
	r := rand.New(rand.NewPCG(2, uint64(rows)))
	things := benchThings(r, columns, setting("LICET_BENCH_DIFFERENT", 5_000), about)
	values := make([][]pq.Value, len(columns))
	for i, c := range columns {
		values[i] = c.values()
	}
	batch := make([]pq.Row, 1000)
	for written := 0; written < rows; written += len(batch) {
		for i := range batch {
			batch[i] = batch[i][:0]
			for k, n := range things(r) {
				v, level := values[k][n], 1
				if columns[k].name != "op" && r.IntN(10) == 0 {
					v, level = pq.Value{}, 0
				}
				batch[i] = append(batch[i], v.Level(0, level, k))
			}
		}
		if _, err := w.WriteRows(batch[:min(len(batch), rows-written)]); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

type benchColumn struct {
	name, prefix string
	n            int
}

func (c benchColumn) node() pq.Node {
	switch c.name {
	case "age":
		return pq.Encoded(pq.Int(32), &pq.RLEDictionary)
	case "consented", "objected":
		return pq.Leaf(pq.BooleanType)
	}
	return pq.Encoded(pq.String(), &pq.RLEDictionary)
}

// values returns the values of a column.
func (c benchColumn) values() (out []pq.Value) {
	for n := range c.n {
		switch {
		case c.name == "op":
			out = append(out, pq.ByteArrayValue([]byte(benchActions[n])))
		case c.name == "age":
			out = append(out, pq.Int32Value(int32(n)))
		case c.prefix == "":
			out = append(out, pq.BooleanValue(n == 0))
		default:
			out = append(out, pq.ByteArrayValue(fmt.Appendf(nil, "%s-%d", c.prefix, n)))
		}
	}
	return out
}

// benchThings returns what draws the values of an event, by their numbers: the names from so many combinations, or any where that is 0.
func benchThings(r *rand.Rand, columns []benchColumn, different int, about []map[string]int) func(*rand.Rand) []int {
	draw := func(r *rand.Rand) []int {
		out := make([]int, len(columns))
		for k, c := range columns {
			out[k] = r.IntN(c.n)
		}
		if len(about) > 0 {
			benchAbout(r, out, columns, about[r.IntN(len(about))])
		}
		return out
	}
	if different == 0 {
		return draw
	}
	things := make([][]int, different)
	for i := range things {
		things[i] = draw(r)
	}
	row := make([]int, len(columns))
	return func(r *rand.Rand) []int {
		thing := things[r.IntN(different)]
		for k, c := range columns {
			row[k] = r.IntN(c.n)
			if slices.Contains(benchNames, c) {
				row[k] = thing[k]
			}
		}
		return row
	}
}

// benchAbout puts the names of a norm into a row, or those right beneath them: see benchPolicy for where these are.
func benchAbout(r *rand.Rand, row []int, columns []benchColumn, norm map[string]int) {
	for k, c := range columns {
		n, ok := norm[c.name]
		if !ok {
			continue
		}
		if row[k] = n; c.prefix != "" && r.IntN(2) == 0 {
			if beneath := 5*(n+1) + r.IntN(5); beneath < c.n {
				row[k] = beneath
			}
		}
	}
}

// setting reads a number from the environment.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

func BenchmarkAudit(b *testing.B) {
	rows := setting("LICET_BENCH_EVENTS", 1_000_000)
	policy, about := benchPolicy(setting("LICET_BENCH_RULES", 1_000))
	if setting("LICET_BENCH_ABOUT", 0) == 0 {
		about = nil
	}
	bound := bindText(b, policy, benchMapping)
	path := benchFile(b, rows, about)
	sources, _, err := audit.Find([]string{path}, audit.Auto)
	if err != nil {
		b.Fatal(err)
	}
	workers := runtime.GOMAXPROCS(0)
	var answers [events.Decisions]int64
	run := func() {
		r, err := audit.Run(context.Background(), bound, sources, audit.Options{Workers: workers})
		if err != nil || r.Tally.Rows() != int64(rows) {
			b.Fatal(err)
		}
		answers = r.Tally.Answers()
	}
	kinds := []string{"read", "audit", "again"}
	runs := []func(){
		func() { readOnly(b, path, bound, workers) },
		func() { bound = bindText(b, policy, benchMapping); run() },
		run, // by those who have decided the same before
	}
	walls, cpus := make([]time.Duration, len(runs)), make([]time.Duration, len(runs))
	b.ResetTimer()
	for b.Loop() {
		for i, run := range runs {
			wall, cpu := time.Now(), cpuTime()
			run()
			walls[i] += time.Since(wall)
			cpus[i] += cpuTime() - cpu
		}
	}
	all := float64(rows) * float64(b.N)
	for i, kind := range kinds {
		b.ReportMetric(all/walls[i].Seconds()/1e6, kind+"-M/s")
		b.ReportMetric(float64(cpus[i])/all, kind+"-cpu-ns")
	}
	b.ReportMetric(float64(cpus[1])/float64(cpus[0]), "audit/read")
	b.ReportMetric(0, "ns/op")
	b.Logf("by engine.Decision: %v", answers)
}

// cpuTime is how long the process has been computing: what else the machine does is not in it.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// readOnly reads the columns of the mapping, and does nothing with them.
func readOnly(b *testing.B, path string, bound *events.Bound, workers int) {
	file, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		b.Fatal(err)
	}
	f, err := parquet.Open(file, info.Size())
	if err != nil {
		b.Fatal(err)
	}
	var columns []parquet.Column
	for _, c := range bound.Columns() {
		columns = append(columns, f.Columns()[slices.IndexFunc(f.Columns(), func(x parquet.Column) bool { return x.Name == c.Name })])
	}
	groups := make(chan int)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for g := range groups {
				readGroup(b, f, g, columns)
			}
		})
	}
	for g := range f.Groups() {
		groups <- g
	}
	close(groups)
	all.Wait()
}

func readGroup(b *testing.B, f *parquet.File, group int, columns []parquet.Column) {
	r, err := f.Reader(parquet.Range{Group: group, Rows: f.Rows(group)}, columns)
	if err != nil {
		b.Error(err)
		return
	}
	defer r.Close()
	batch := events.Batch{Columns: make([]events.Vector, len(columns))}
	for {
		if err := r.Next(&batch); err != nil {
			if err != io.EOF {
				b.Error(err)
			}
			return
		}
	}
}
