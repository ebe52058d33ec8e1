package events

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine"
)

// A Tally counts the answers of rows. It belongs to one goroutine, and is bounded in memory whatever it counts: several are merged into
// one. What it says does not depend on how the rows were divided into batches or among tallies, nor on their order.
type Tally struct {
	bound   *Bound
	groups  map[groupKey]*Group
	bad     map[string]*Group
	systems map[string]*SystemCount
	others  SystemCount // those of systems beyond the cap
	dropped bool
}

// Caps of a Tally.
const (
	MaxSamples = 5     // rows that a Group keeps: those with the lowest numbers
	MaxSystems = 1_000 // systems that are counted apart: the first in alphabetical order
)

type groupKey struct {
	answer  engine.Decision
	clauses string
}

// A Group is rows with one answer that rests on the same clauses, or bad rows with one code.
type Group struct {
	Answer  engine.Decision // the zero Decision of bad rows
	Clauses []string        // the ids of the clauses that decide, each once, in the policy's order; none where nothing decides
	Code    string          // of bad rows
	Rows    int64
	Samples []Sample // by row
}

// A Sample is one row.
type Sample struct {
	Row   int64
	Cells []any // of Bound.Columns: nil, a string, an int64 or a bool
}

// A SystemCount is how many rows of a system had each answer.
type SystemCount struct {
	System string // "" where the cell is null, or no system is mapped
	Rows   int64
	Bad    int64
	Answer [Decisions]int64 // by engine.Decision
}

// Decisions is how many values engine.Decision has, the zero one included.
const Decisions = int(engine.Undetermined) + 1

// NewTally returns an empty tally.
func (b *Bound) NewTally() *Tally {
	return &Tally{bound: b, groups: map[groupKey]*Group{}, bad: map[string]*Group{}, systems: map[string]*SystemCount{}}
}

// Rows returns how many rows were counted, the bad ones included.
func (t *Tally) Rows() int64 {
	var n int64
	for _, g := range t.groups {
		n += g.Rows
	}
	for _, g := range t.bad {
		n += g.Rows
	}
	return n
}

// Answers returns how many rows had each answer, by engine.Decision. Bad rows are not among them.
func (t *Tally) Answers() (out [Decisions]int64) {
	for _, g := range t.groups {
		out[g.Answer] += g.Rows
	}
	return out
}

// Groups returns the rows by answer and deciding clauses: the answers in the order of engine.Decision, of each the largest group first.
func (t *Tally) Groups() []*Group {
	return slices.SortedFunc(maps.Values(t.groups), func(a, b *Group) int {
		return cmp.Or(cmp.Compare(a.Answer, b.Answer), cmp.Compare(b.Rows, a.Rows), slices.Compare(a.Clauses, b.Clauses))
	})
}

// Bad returns the bad rows by code, in the order of BadCodes; of codes that no row has, nothing.
func (t *Tally) Bad() []*Group {
	var out []*Group
	for _, c := range BadCodes() {
		if g := t.bad[c]; g != nil {
			out = append(out, g)
		}
	}
	return out
}

// Systems returns the rows by system, in alphabetical order; and those of all systems beyond MaxSystems, if there were more.
func (t *Tally) Systems() (list []*SystemCount, others SystemCount, more bool) {
	for _, name := range slices.Sorted(maps.Keys(t.systems)) {
		list = append(list, t.systems[name])
	}
	return list, t.others, t.dropped
}

// Merge adds what another tally of the same Bound has counted. The other is not to be used afterwards.
func (t *Tally) Merge(other *Tally) {
	for k, g := range other.groups {
		t.groups[k] = merged(t.groups[k], g)
	}
	for k, g := range other.bad {
		t.bad[k] = merged(t.bad[k], g)
	}
	for _, s := range other.systems {
		t.system(s.System, func(c *SystemCount) { c.add(s) })
	}
	t.others.add(&other.others)
	t.dropped = t.dropped || other.dropped
}

func merged(a, b *Group) *Group {
	if a == nil {
		return b
	}
	a.Rows += b.Rows
	for _, s := range b.Samples {
		a.sample(s.Row, func() []any { return s.Cells })
	}
	return a
}

func (c *SystemCount) add(other *SystemCount) {
	c.Rows += other.Rows
	c.Bad += other.Bad
	for i := range c.Answer {
		c.Answer[i] += other.Answer[i]
	}
}

// sample keeps a row, if it is among those with the lowest numbers.
func (g *Group) sample(row int64, cells func() []any) {
	at, _ := slices.BinarySearchFunc(g.Samples, row, func(s Sample, row int64) int { return cmp.Compare(s.Row, row) })
	if at >= MaxSamples {
		return
	}
	g.Samples = slices.Insert(g.Samples, at, Sample{row, cells()})
	g.Samples = g.Samples[:min(len(g.Samples), MaxSamples)]
}

// system calls f for the count of a system. Of more than MaxSystems, the last ones in alphabetical order are counted together.
func (t *Tally) system(name string, f func(*SystemCount)) {
	c := t.systems[name]
	if c == nil {
		c = &SystemCount{System: strings.Clone(name)}
		t.systems[c.System] = c
	}
	f(c)
	if len(t.systems) > MaxSystems {
		last := slices.Max(slices.Collect(maps.Keys(t.systems)))
		t.others.add(t.systems[last])
		delete(t.systems, last)
		t.dropped = true
	}
}

// group returns the group of an answer.
func (t *Tally) group(r engine.Ruling) *Group {
	clauses := t.bound.engine.Clauses(r)
	key := groupKey{r.Answer.Decision(), strings.Join(clauses, "\x00")}
	g := t.groups[key]
	if g == nil {
		g = &Group{Answer: key.answer, Clauses: clauses}
		t.groups[key] = g
	}
	return g
}

func (t *Tally) badGroup(name string) *Group {
	g := t.bad[name]
	if g == nil {
		g = &Group{Code: name, Clauses: []string{}}
		t.bad[name] = g
	}
	return g
}
