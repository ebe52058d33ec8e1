// Package diagram holds decision diagrams: functions from the values of a few variables to a few
// ends, reduced, ordered and hash-consed, so that equal functions are the same diagram.
//
// Variables have several values, called cells (a yes-or-no fact has two, an age as many as the policy tells apart), so
// that no path supposes the impossible. The theory is that of binary decision diagrams (Bryant,
// "Graph-based algorithms for Boolean function manipulation", 1986), with more than two branches and ends.
//
// It knows nothing of policies.
//
//	m := diagram.New([]int{2, 3}, 20_000)
//	f := m.Ite(m.Test(0, func(c int) bool { return c == 1 }), diagram.True, m.Test(1, func(c int) bool { return c > 1 }))
//	code := m.Flatten(f, []int32{0, 1})
package diagram

import "slices"

// A Ref is a function: an end (less than Ends), or a node of its manager.
type Ref uint32

// Ends is how many ends there can be. Functions that are conditions have the ends False and True.
const Ends = 8

// The ends of conditions.
const (
	False Ref = 0
	True  Ref = 1
)

// cellsPerNode is how many branches count as one more node towards the limit.
const cellsPerNode = 16

// A Manager makes diagrams over one list of variables. It is not safe for concurrent use.
type Manager struct {
	cells  []int // of each variable, in the order of the diagram
	level  []int32
	kids   []uint32 // where a node's children begin
	child  []Ref
	unique map[uint64][]Ref
	ite    map[[3]Ref]Ref
	min    map[[2]Ref]Ref
	limit  int
	over   bool
}

// New returns a manager for variables with so many cells each, and at most limit nodes.
func New(cells []int, limit int) *Manager {
	m := &Manager{unique: map[uint64][]Ref{}, ite: map[[3]Ref]Ref{}, min: map[[2]Ref]Ref{}}
	m.Reset(cells, limit)
	return m
}

// Reset empties the manager for other variables. Its diagrams become invalid.
func (m *Manager) Reset(cells []int, limit int) {
	m.cells, m.limit, m.over = cells, limit, false
	m.level, m.kids, m.child = m.level[:0], m.kids[:0], m.child[:0]
	for range Ends {
		m.level, m.kids = append(m.level, int32(len(cells))), append(m.kids, 0)
	}
	clear(m.unique)
	clear(m.ite)
	clear(m.min)
}

// Over reports whether the limit was reached: then the diagrams made since are wrong.
func (m *Manager) Over() bool { return m.over }

// Choose returns the function that has, for each cell of a variable, the given function of the
// variables after it. The slice is not kept.
func (m *Manager) Choose(v int, kids []Ref) Ref {
	same := true
	for _, k := range kids[1:] {
		same = same && k == kids[0]
	}
	if same || m.over {
		return kids[0]
	}
	h := uint64(v)*0x9E3779B97F4A7C15 + 1
	for _, k := range kids {
		h = (h ^ uint64(k)) * 0xD6E8FEB86659FD93
		h ^= h >> 32
	}
	for _, r := range m.unique[h] {
		if m.level[r] == int32(v) && slices.Equal(m.children(r), kids) {
			return r
		}
	}
	if len(m.level)+len(m.child)/cellsPerNode >= m.limit {
		m.over = true
		return kids[0]
	}
	r := Ref(len(m.level))
	m.level = append(m.level, int32(v))
	m.kids = append(m.kids, uint32(len(m.child)))
	m.child = append(m.child, kids...)
	m.unique[h] = append(m.unique[h], r)
	return r
}

func (m *Manager) children(r Ref) []Ref {
	at := m.kids[r]
	return m.child[at : int(at)+m.cells[m.level[r]]]
}

// Test returns the condition that a variable has one of the cells that in accepts.
func (m *Manager) Test(v int, in func(cell int) bool) Ref {
	var buffer [16]Ref
	kids := buffer[:0]
	for c := range m.cells[v] {
		if in(c) {
			kids = append(kids, True)
		} else {
			kids = append(kids, False)
		}
	}
	return m.Choose(v, kids)
}

// below returns the function that r becomes where variable v has a cell.
func (m *Manager) below(r Ref, v int32, cell int) Ref {
	if m.level[r] != v {
		return r
	}
	return m.child[int(m.kids[r])+cell]
}

// Ite returns the function that is a where the condition c holds, and b elsewhere.
func (m *Manager) Ite(c, a, b Ref) Ref {
	switch {
	case c == True || m.over:
		return a
	case c == False:
		return b
	case a == b:
		return a
	case a == True && b == False:
		return c
	}
	key := [3]Ref{c, a, b}
	if r, ok := m.ite[key]; ok {
		return r
	}
	v := min(m.level[c], m.level[a], m.level[b])
	var buffer [16]Ref
	kids := buffer[:0]
	for cell := range m.cells[v] {
		kids = append(kids, m.Ite(m.below(c, v, cell), m.below(a, v, cell), m.below(b, v, cell)))
	}
	r := m.Choose(int(v), kids)
	m.ite[key] = r
	return r
}

// And is true where both conditions are.
func (m *Manager) And(a, b Ref) Ref { return m.Ite(a, b, False) }

// Or is true where one of the conditions is.
func (m *Manager) Or(a, b Ref) Ref { return m.Ite(a, True, b) }

// Not is true where the condition is not.
func (m *Manager) Not(a Ref) Ref { return m.Ite(a, False, True) }

// Min returns the function whose end is the lesser of those of a and b.
func (m *Manager) Min(a, b Ref) Ref {
	switch {
	case a == b || a == 0 || m.over:
		return a
	case b == 0:
		return b
	case a < Ends && b < Ends:
		return min(a, b)
	}
	if a > b {
		a, b = b, a
	}
	key := [2]Ref{a, b}
	if r, ok := m.min[key]; ok {
		return r
	}
	v := min(m.level[a], m.level[b])
	var buffer [16]Ref
	kids := buffer[:0]
	for cell := range m.cells[v] {
		kids = append(kids, m.Min(m.below(a, v, cell), m.below(b, v, cell)))
	}
	r := m.Choose(int(v), kids)
	m.min[key] = r
	return r
}

// Node returns the variable of a node, and the function that it becomes in each of its cells. The slice must not be changed.
func (m *Manager) Node(r Ref) (v int, kids []Ref) { return int(m.level[r]), m.children(r) }
