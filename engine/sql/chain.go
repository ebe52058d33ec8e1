package sql

import (
	"encoding/binary"
	"slices"
)

// A chain is a function as steps, one for each column that matters. Where a row stands before a step is a number, and the cell of the
// column is read as a small number, its code; a table holds at their sum where the row stands after the step. So each column
// is read once, each step is written once, and an expression is as long as its tables, however much is shared in them.
type chain struct {
	steps []step
	first int // where a row stands before all steps
}

// A step is one column.
type step struct {
	axis  *axis
	codes []int   // by the axis's state
	bad   int     // the code of a cell that is no value; -1 where there is none
	width int     // how many codes there are
	table []int   // after the last step, the ends
	lines []place // where rows may stand before it: what the lines of its table are

	branches  []branch // how the column is read as a code
	otherwise int
}

// chainOf makes the steps of a function. False where its tables would have more entries than it may.
func chainOf(s *store, axes []*axis, root place, entries int) (*chain, bool) {
	c := &chain{}
	stand := []place{root} // where rows may stand before a step
	for _, level := range stepOrder(s, axes, root) {
		x := axes[level]
		st, next := stepOf(s, x, level, stand)
		if st.width == 1 {
			continue
		}
		if entries -= len(st.table); entries < 0 {
			return nil, false
		}
		st.branch()
		c.steps, stand = append(c.steps, st), next
	}
	c.number(stand)
	return c, true
}

// stepOrder returns the levels in their order, but first those that decide nothing, of which only bad cells matter.
func stepOrder(s *store, axes []*axis, root place) []int {
	used := make([]bool, len(axes))
	seen := map[place]bool{}
	var visit func(place)
	visit = func(p place) {
		if p < ends || seen[p] {
			return
		}
		seen[p] = true
		used[s.level[p]] = true
		for _, k := range s.kid[p] {
			visit(k)
		}
	}
	visit(root)
	var idle, out []int
	for level := range axes {
		if used[level] {
			out = append(out, level)
		} else {
			idle = append(idle, level)
		}
	}
	return append(idle, out...)
}

// stepOf makes the step of a level for the places where rows may stand before it. Its table holds, for each of them and each code, which
// of the places that are returned the row comes to.
func stepOf(s *store, x *axis, level int, stand []place) (step, []place) {
	st := step{axis: x, codes: make([]int, x.states()), bad: -1, lines: stand}
	var columns [][]place // by code: where each of stand leads
	byKey := map[string]int{}
	code := func(lead func(place) place) int {
		column := make([]place, len(stand))
		var key []byte
		for i, p := range stand {
			column[i] = lead(p)
			key = binary.AppendUvarint(key, uint64(column[i]))
		}
		i, ok := byKey[string(key)]
		if !ok {
			i = len(columns)
			byKey[string(key)] = i
			columns = append(columns, column)
		}
		return i
	}
	for state := range st.codes {
		st.codes[state] = code(func(p place) place { return s.below(p, level, state) })
	}
	if x.reading.mayBeBad() {
		st.bad = code(func(place) place { return bad })
	}
	st.width = len(columns)
	var next []place
	at := map[place]int{}
	for i := range stand {
		for _, column := range columns {
			p := column[i]
			if _, ok := at[p]; !ok {
				at[p] = len(next)
				next = append(next, p)
			}
			st.table = append(st.table, at[p])
		}
	}
	return st, next
}

// number turns the places in the tables into what is added to the next step's code, and those of the last into ends.
func (c *chain) number(last []place) {
	for i := range c.steps {
		for k, to := range c.steps[i].table {
			if i+1 < len(c.steps) {
				c.steps[i].table[k] = to * c.steps[i+1].width
			} else {
				c.steps[i].table[k] = int(last[to])
			}
		}
	}
	if len(c.steps) == 0 {
		c.first = int(last[0])
	}
}

// rows returns the rows of a step's table, one for each place where a row may stand.
func (st *step) rows() [][]int { return slices.Collect(slices.Chunk(st.table, st.width)) }

// code returns the code of a state.
func (st *step) code(state int) int {
	if state == badState {
		return st.bad
	}
	return st.codes[state]
}
