package events_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// A report is what a tally says.
type report struct {
	Rows          int64
	Answers       [events.Decisions]int64
	Groups, Bad   []*events.Group
	Systems       []*events.SystemCount
	OtherSystems  events.SystemCount
	MoreOfSystems bool
}

func reportOf(t *events.Tally) report {
	out := report{Rows: t.Rows(), Answers: t.Answers(), Groups: t.Groups(), Bad: t.Bad()}
	out.Systems, out.OtherSystems, out.MoreOfSystems = t.Systems()
	return out
}

// count counts rows as simply as can be, with the caps of a tiny Bound.
func (w *world) count(rows [][]any, outcomes []*events.Outcome, maxGroups, maxSystems int) report {
	out := report{Rows: int64(len(rows))}
	groups, systems := map[string]*events.Group{}, map[string]*events.SystemCount{}
	for i, o := range outcomes {
		key := fmt.Sprint(len(o.Clauses) > 0, o.Answer, o.Code, "\x00", o.Clauses)
		if groups[key] == nil {
			groups[key] = &events.Group{Outcome: *o}
		}
		g := groups[key]
		g.Rows++
		if len(g.Samples) < events.MaxSamples {
			g.Samples = append(g.Samples, events.Sample{Row: int64(i), Cells: rows[i]})
		}
		name := ""
		if c := len(w.columns) - 1; w.columns[c].system && rows[i][c] != nil {
			name = fmt.Sprint(rows[i][c])
		}
		if systems[name] == nil {
			systems[name] = &events.SystemCount{System: name}
		}
		tell(systems[name], o, 1)
		if o.Code == "" {
			out.Answers[o.Answer]++
		}
	}
	out.add(groups, maxGroups)
	if w.columns[len(w.columns)-1].system {
		out.addSystems(systems, maxSystems)
	}
	return out
}

func tell(s *events.SystemCount, o *events.Outcome, n int64) {
	s.Rows += n
	if o.Code != "" {
		s.Bad += n
	} else {
		s.Answer[o.Answer] += n
	}
}

// add puts groups into the order of a report, those beyond a cap together.
func (r *report) add(groups map[string]*events.Group, limit int) {
	order := slices.SortedFunc(maps.Values(groups), func(a, b *events.Group) int {
		return cmp.Or(cmp.Compare(min(len(a.Clauses), 1), min(len(b.Clauses), 1)), cmp.Compare(a.Answer, b.Answer), cmp.Compare(a.Code, b.Code), slices.Compare(a.Clauses, b.Clauses))
	})
	rest := map[string]*events.Group{}
	for i, g := range order {
		if i < limit {
			continue
		}
		key := fmt.Sprint(g.Answer, g.Code)
		o := rest[key]
		if o == nil {
			o = &events.Group{Outcome: events.Outcome{Answer: g.Answer, Code: g.Code, Clauses: []string{}}, Others: true}
			rest[key] = o
		}
		o.Rows += g.Rows
		o.Samples = append(o.Samples, g.Samples...)
		slices.SortFunc(o.Samples, func(a, b events.Sample) int { return cmp.Compare(a.Row, b.Row) })
		o.Samples = o.Samples[:min(len(o.Samples), events.MaxSamples)]
	}
	for _, g := range append(order[:min(limit, len(order))], slices.Collect(maps.Values(rest))...) {
		if g.Code != "" {
			r.Bad = append(r.Bad, g)
		} else {
			r.Groups = append(r.Groups, g)
		}
	}
	slices.SortFunc(r.Bad, func(a, b *events.Group) int {
		return cmp.Compare(slices.Index(events.BadCodes(), a.Code), slices.Index(events.BadCodes(), b.Code))
	})
	others := map[bool]int{true: 1}
	slices.SortFunc(r.Groups, func(a, b *events.Group) int {
		return cmp.Or(cmp.Compare(a.Answer, b.Answer), others[a.Others]-others[b.Others], cmp.Compare(b.Rows, a.Rows), slices.Compare(a.Clauses, b.Clauses))
	})
}

func (r *report) addSystems(systems map[string]*events.SystemCount, limit int) {
	for i, name := range slices.Sorted(maps.Keys(systems)) {
		s := systems[name]
		if i < limit {
			r.Systems = append(r.Systems, s)
			continue
		}
		r.MoreOfSystems = true
		r.OtherSystems.Rows += s.Rows
		r.OtherSystems.Bad += s.Bad
		for a := range s.Answer {
			r.OtherSystems.Answer[a] += s.Answer[a]
		}
	}
}

// asShown makes cells what samples say of them, whatever form they came in.
func asShown(r report) report {
	for _, g := range append(r.Groups, r.Bad...) {
		for i := range g.Samples {
			cells := slices.Clone(g.Samples[i].Cells)
			for c, v := range cells {
				if v != nil {
					cells[c] = fmt.Sprint(v)
				}
			}
			g.Samples[i].Cells = cells
		}
	}
	return r
}

// TestTallies counts the same rows in many ways: in batches of any size, in any order, by several workers, with a memo and with caps of any
// size. What is said of them is always the same.
func TestTallies(t *testing.T) {
	worlds := 6
	if testing.Short() {
		worlds = 3
	}
	done, capped := 0, 0
	for seed := uint64(0); done < worlds; seed++ {
		w := newWorld(t, rand.New(rand.NewPCG(7, seed)))
		if w == nil {
			continue
		}
		done++
		rows := w.rows(500)
		plain, err := w.bind(t).NewDecider().Outcomes(nil, w.batch(0, rows))
		check(t, err)
		for way := range 8 {
			b := w.bind(t)
			b.Tiny(way)
			groups, systems := b.Caps()
			want := asShown(w.count(rows, plain, groups, systems))
			if len(want.Groups) > 0 && slices.ContainsFunc(want.Groups, func(g *events.Group) bool { return g.Others }) {
				capped++
			}
			got := asShown(reportOf(w.tally(t, b, rows)))
			if d := gocmp.Diff(want, got); d != "" {
				t.Fatalf("seed %d, way %d:\n%s\n%s", seed, way, d, w.mapping())
			}
		}
	}
	if capped == 0 {
		t.Error("there were never more groups than are kept")
	}
}

// tally counts rows by two workers, in batches of any size, in any order.
func (w *world) tally(t testing.TB, b *events.Bound, rows [][]any) *events.Tally {
	var batches []*events.Batch
	for from := 0; from < len(rows); {
		to := min(len(rows), from+1+w.r.IntN(200))
		batches = append(batches, w.batch(int64(from), rows[from:to]))
		from = to
	}
	w.r.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
	work := make(chan *events.Batch, len(batches))
	for _, batch := range batches {
		work <- batch
	}
	close(work)
	tallies := []*events.Tally{b.NewTally(), b.NewTally()}
	var all sync.WaitGroup
	for _, tally := range tallies {
		all.Go(func() {
			d := b.NewDecider()
			for batch := range work {
				if err := d.Decide(batch, tally); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	tallies[0].Merge(tallies[1])
	return tallies[0]
}

// TestUnknownDecidesNothing: where cells of a row become null, an answer that remains is the same, or becomes undetermined. So does
// what has been left out of the mapping.
func TestUnknownDecidesNothing(t *testing.T) {
	compared := 0
	for seed := uint64(0); compared < 3_000; seed++ {
		w := newWorld(t, rand.New(rand.NewPCG(9, seed)))
		if w == nil {
			continue
		}
		b := w.bind(t)
		d := b.NewDecider()
		rows := w.rows(100)
		fewer := make([][]any, len(rows))
		for i, row := range rows {
			fewer[i] = slices.Clone(row)
			c := w.r.IntN(len(row))
			fewer[i][c] = nil
		}
		whole, err := d.Outcomes(nil, w.batch(0, rows))
		check(t, err)
		part, err := d.Outcomes(nil, w.batch(0, fewer))
		check(t, err)
		for i := range rows {
			if whole[i].Code != "" || part[i].Code != "" {
				continue
			}
			compared++
			if part[i].Answer != engine.Undetermined && part[i].Answer != whole[i].Answer {
				t.Fatalf("seed %d: %v is %v, and with a null, %v, it is %v\n%s", seed, rows[i], whole[i].Answer, fewer[i], part[i].Answer, w.mapping())
			}
		}
	}
}
