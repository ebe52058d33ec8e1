package events

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/seed-90f8eabc/licet/engine"
)

// A Tally counts the answers of rows. It belongs to one goroutine, and is bounded in memory whatever it counts; several are merged into
// one. What it says in the end does not depend on how the rows were divided into batches and among tallies, nor on their order.
type Tally struct {
	bound   *Bound
	groups  map[string]*Group // by the keys of their outcomes
	rest    map[uint8]*Group  // by kind: those beyond the cap
	last    string            // where there were too many groups: the last key of those that are kept
	systems systems

	memo    *memo // whose numbers the slots go by
	counted []counted
	shown   []*Group // of each outcome that has been met
}

// counted is how often an outcome has been met since it was last added to its group.
type counted struct {
	rows  int64
	below int64 // a row with a lower number is a sample
}

// Caps of a Tally.
const (
	MaxSamples = 5      // rows that a Group keeps: those with the lowest numbers
	MaxGroups  = 10_000 // groups that are kept apart: the first in the order of their answers and clauses, letter by letter
	MaxSystems = 1_000  // systems that are counted apart: the first in alphabetical order
)

// A Group is rows that come to the same: to an answer that rests on the same clauses, or to the same code of bad rows.
type Group struct {
	Outcome
	Others  bool // it is all the groups of its answer beyond MaxGroups, and Clauses says nothing
	Rows    int64
	Samples []Sample // by row
}

// A Sample is one row.
type Sample struct {
	Row   int64
	Cells []any // of Bound.Columns: nil, a string (of a long one the beginning), an int64 or a bool
}

// Decisions is how many values engine.Decision has, the zero one included.
const Decisions = int(engine.Undetermined) + 1

// NewTally returns an empty tally.
func (b *Bound) NewTally() *Tally {
	return &Tally{bound: b, groups: map[string]*Group{}, rest: map[uint8]*Group{}, systems: newSystems(b)}
}

// Rows returns how many rows were counted, the bad ones included.
func (t *Tally) Rows() int64 {
	var n int64
	t.each(func(g *Group) { n += g.Rows })
	return n
}

// Answers returns how many rows had each answer, by engine.Decision. Bad rows are not among them.
func (t *Tally) Answers() (out [Decisions]int64) {
	t.each(func(g *Group) {
		if g.Code == "" {
			out[g.Answer] += g.Rows
		}
	})
	return out
}

// Groups returns the rows by answer and deciding clauses: the answers in the order of engine.Decision, of each the largest group first, and last
// that of all the others.
func (t *Tally) Groups() []*Group {
	var out []*Group
	t.each(func(g *Group) {
		if g.Code == "" {
			out = append(out, g)
		}
	})
	slices.SortFunc(out, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(a.Answer, b.Answer), boolCompare(a.Others, b.Others), cmp.Compare(b.Rows, a.Rows), slices.Compare(a.Clauses, b.Clauses))
	})
	return out
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Bad returns the bad rows by code, in the order of BadCodes; of codes that no row has, nothing.
func (t *Tally) Bad() []*Group {
	var out []*Group
	t.each(func(g *Group) {
		if g.Code != "" {
			out = append(out, g)
		}
	})
	slices.SortFunc(out, func(a, b *Group) int {
		return cmp.Compare(slices.Index(BadCodes(), a.Code), slices.Index(BadCodes(), b.Code))
	})
	return out
}

// each calls f for every group that has rows.
func (t *Tally) each(f func(*Group)) {
	t.settle()
	t.prune(1)
	for _, g := range t.groups {
		f(g)
	}
	for _, g := range t.rest {
		f(g)
	}
}

// Merge adds what another tally of the same Bound has counted. The other is not to be used afterwards.
func (t *Tally) Merge(other *Tally) {
	t.settle()
	other.settle()
	for key, g := range other.groups {
		t.group(key, &g.Outcome).add(g)
	}
	for kind, g := range other.rest {
		t.others(kind, g).add(g)
	}
	if other.last != "" && (t.last == "" || other.last < t.last) {
		t.cut(other.last)
	}
	t.prune(keptTimes)
	t.systems.merge(&other.systems)
}

// add adds the rows of another group.
func (g *Group) add(other *Group) {
	g.Rows += other.Rows
	for _, s := range other.Samples {
		g.sample(s.Row, func() []any { return s.Cells })
	}
}

// sample keeps a row, if it is among those with the lowest numbers. It returns below which number a row still is.
func (g *Group) sample(row int64, cells func() []any) int64 {
	at, same := slices.BinarySearchFunc(g.Samples, row, func(s Sample, row int64) int { return cmp.Compare(s.Row, row) })
	if at < MaxSamples && !same {
		g.Samples = slices.Insert(g.Samples, at, Sample{row, cells()})
		g.Samples = g.Samples[:min(len(g.Samples), MaxSamples)]
	}
	if len(g.Samples) < MaxSamples {
		return math.MaxInt64
	}
	return g.Samples[MaxSamples-1].Row
}

// keptTimes is how many times the cap of groups, or of systems, there may be before those beyond it are put together.
const keptTimes = 4

// group returns the group of an outcome.
func (t *Tally) group(key string, o *Outcome) *Group {
	if g := t.groups[key]; g != nil {
		return g
	}
	if t.last != "" && key > t.last {
		return t.others(kindOf(o), &Group{Outcome: *o})
	}
	g := &Group{Outcome: *o}
	t.groups[key] = g
	return g
}

// others returns the group of those beyond the cap that are of the kind of a group.
func (t *Tally) others(kind uint8, like *Group) *Group {
	g := t.rest[kind]
	if g == nil {
		g = &Group{Outcome: Outcome{Answer: like.Answer, Code: like.Code, Clauses: []string{}}, Others: true}
		t.rest[kind] = g
	}
	return g
}

// prune puts groups together that are beyond the cap, where there are more than so many times as many. Of those that are among the first in the
// end, none was put together with others before: it was among the first at every time.
func (t *Tally) prune(times int) {
	if limit := t.bound.bounds.groups; len(t.groups) > times*limit {
		t.settle()
		t.cut(slices.Sorted(maps.Keys(t.groups))[limit-1])
	}
}

// cut puts the groups behind a key together.
func (t *Tally) cut(last string) {
	t.last = last
	for key, g := range t.groups {
		if key > last {
			t.others(kindOf(&g.Outcome), g).add(g)
			delete(t.groups, key)
		}
	}
	t.forget()
}

// forget drops what is known of the memo's numbers. All must be settled.
func (t *Tally) forget() { t.memo, t.shown, t.counted = nil, t.shown[:0], t.counted[:0] }

// settle adds what was counted to the groups.
func (t *Tally) settle() {
	for i := range t.counted {
		if n := t.counted[i].rows; n > 0 {
			t.shown[i].Rows += n
			t.counted[i].rows = 0
		}
	}
}

// count counts a block.
func (t *Tally) count(m *memo, v *view, b *block) {
	if t.memo != m {
		t.settle()
		t.forget()
		t.memo = m
	}
	for len(t.counted) < len(v.outcomes) {
		t.counted, t.shown = append(t.counted, counted{below: math.MaxInt64}), append(t.shown, nil)
	}
	number := b.batch.First + int64(b.from)
	for i, o := range b.outcomes[:b.n] {
		c := &t.counted[o]
		c.rows++
		if row := number + int64(i); row < c.below {
			t.sample(c, v, o, row, b, i)
		}
	}
	t.systems.count(v, b)
}

// sample keeps a row as a sample of its group.
func (t *Tally) sample(c *counted, v *view, o uint32, row int64, b *block, i int) {
	if t.shown[o] == nil {
		t.shown[o] = t.group(v.outcomes[o].key(), v.outcomes[o])
	}
	c.below = t.shown[o].sample(row, func() []any { return b.batch.sample(b.from + i) })
}

// end ends a batch.
func (t *Tally) end() {
	t.prune(keptTimes)
	t.systems.end()
}
