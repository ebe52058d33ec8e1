package events

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A SystemCount is how many rows of a system had each answer.
type SystemCount struct {
	System string // "" where the cell is null
	Rows   int64
	Bad    int64
	Answer [Decisions]int64 // by engine.Decision
}

// systems counts rows by who reported them.
type systems struct {
	column int // -1 where none is mapped
	limit  int
	places map[string]int32
	counts []systemRow // the first is of all those beyond the cap
	names  []string
	last   string // where there were too many: the last that is kept
	more   bool

	dict *Dictionary // whose texts seen goes by
	seen []int32     // of each text of it, the place; -1 where it is not known. The first is of null
	rows []int32     // of a block
}

// A systemRow is one system's rows by the kind of their outcomes.
type systemRow [kindBad + 1]int64

func newSystems(b *Bound) systems {
	s := systems{column: -1, limit: b.bounds.systems, places: map[string]int32{}, counts: make([]systemRow, 1), names: make([]string, 1)}
	if n := len(b.columns); n > 0 && b.columns[n-1].Role == System {
		s.column, s.rows = n-1, make([]int32, blockRows)
	}
	return s
}

// Systems returns the rows by system, in alphabetical order; and those of all systems beyond MaxSystems, if there were more. Without
// a column for it there are none.
func (t *Tally) Systems() (list []*SystemCount, others SystemCount, more bool) {
	s := &t.systems
	s.prune(1)
	for name, place := range s.places {
		list = append(list, s.counts[place].of(name))
	}
	slices.SortFunc(list, func(a, b *SystemCount) int { return cmp.Compare(a.System, b.System) })
	return list, *s.counts[0].of(""), s.more
}

func (r *systemRow) of(name string) *SystemCount {
	out := &SystemCount{System: name, Bad: r[kindBad], Rows: r[kindBad]}
	for k := range out.Answer {
		out.Answer[k] = r[k]
		out.Rows += r[k]
	}
	return out
}

func (r *systemRow) add(other *systemRow) {
	for k := range r {
		r[k] += other[k]
	}
}

// begin looks at the dictionary of a batch.
func (s *systems) begin(batch *Batch) {
	if s.column < 0 {
		return
	}
	v := &batch.Columns[s.column]
	if len(v.Codes) == 0 || v.Dictionary == s.dict && len(s.seen) == len(v.Dictionary.Values)+1 {
		return
	}
	s.dict, s.seen = v.Dictionary, s.seen[:0]
	for range len(v.Dictionary.Values) + 1 {
		s.seen = append(s.seen, -1)
	}
}

// count counts a block.
func (s *systems) count(v *view, b *block) {
	if s.column < 0 {
		return
	}
	s.find(b)
	for i, o := range b.outcomes[:b.n] {
		s.counts[s.rows[i]][v.kinds[o]&kindBad]++
	}
}

// find finds the systems of a block.
func (s *systems) find(b *block) {
	v := &b.batch.Columns[s.column]
	if len(v.Codes) == 0 || len(b.batch.Bad) > 0 {
		for i := range b.n {
			s.rows[i] = s.place(systemName(b.batch.cell(b.from+i, s.column)))
		}
		return
	}
	for i, c := range v.Codes[b.from : b.from+b.n] {
		place := int32(-1)
		if uint(c+1) < uint(len(s.seen)) {
			place = s.seen[c+1]
		}
		if place < 0 {
			place = s.place(systemName(v.cell(b.from + i)))
			if uint(c+1) < uint(len(s.seen)) {
				s.seen[c+1] = place
			}
		}
		s.rows[i] = place
	}
}

// systemName says a cell as the name of a system.
func systemName(cell any) string {
	if cell == nil {
		return ""
	}
	name := fmt.Sprint(cell)
	return name[:min(len(name), maxSampled)]
}

// place returns where a system is counted.
func (s *systems) place(name string) int32 {
	if p, ok := s.places[name]; ok {
		return p
	}
	if s.more && name > s.last {
		return 0
	}
	p := int32(len(s.counts))
	name = strings.Clone(name)
	s.places[name] = p
	s.counts, s.names = append(s.counts, systemRow{}), append(s.names, name)
	return p
}

// add adds rows of a system.
func (s *systems) add(name string, rows *systemRow) {
	place := s.place(name) // first, since it may move the counts
	s.counts[place].add(rows)
}

// end ends a batch.
func (s *systems) end() { s.prune(keptTimes) }

// prune counts those beyond the cap together, where there are more than so many times as many. As for groups, those that are among the first in
// the end were so at every time.
func (s *systems) prune(times int) {
	if len(s.places) > times*s.limit {
		s.cut(slices.Sorted(slices.Values(s.names[1:]))[s.limit-1])
	}
}

// cut counts those behind a name together.
func (s *systems) cut(last string) {
	s.last, s.more, s.dict = last, true, nil
	old, names := s.counts, s.names
	s.counts, s.names = []systemRow{old[0]}, make([]string, 1)
	clear(s.places)
	for i, name := range names[1:] {
		s.add(name, &old[1+i])
	}
}

// merge adds what others have counted.
func (s *systems) merge(other *systems) {
	for i, name := range other.names[1:] {
		s.add(name, &other.counts[1+i])
	}
	s.counts[0].add(&other.counts[0])
	if other.more && (!s.more || other.last < s.last) {
		s.cut(other.last)
	}
	s.prune(keptTimes)
}
