package diagram

// Is returns the condition that the function ends in one of the ends that accept holds for.
func (m *Manager) Is(r Ref, accept func(end Ref) bool) Ref {
	return m.is(r, accept, map[Ref]Ref{})
}

func (m *Manager) is(r Ref, accept func(end Ref) bool, memo map[Ref]Ref) Ref {
	if r < Ends {
		if accept(r) {
			return True
		}
		return False
	}
	if out, ok := memo[r]; ok {
		return out
	}
	kids := make([]Ref, m.cells[m.level[r]])
	for cell := range kids {
		kids[cell] = m.is(m.below(r, m.level[r], cell), accept, memo)
	}
	out := m.Choose(int(m.level[r]), kids)
	memo[r] = out
	return out
}

// A Cube is a condition that says of some variables which cells they are in, and nothing of the others.
type Cube map[int][]bool

// Ref returns the cube as a function.
func (m *Manager) Ref(c Cube) Ref {
	out := True
	for v := len(m.cells) - 1; v >= 0; v-- { // from the last on, so that each step adds one node
		if in, ok := c[v]; ok {
			out = m.And(m.Test(v, func(cell int) bool { return in[cell] }), out)
		}
	}
	return out
}

// Shortest returns a cube of single cells under which a condition is true, with the fewest variables on the way there; false where
// it is never true. Allowed tells which cells of a variable count; of equal ways, that through the first cells is taken.
func (m *Manager) Shortest(cond Ref, allowed func(v, cell int) bool) (Cube, bool) {
	costs := map[Ref]int{False: never, True: 0}
	if m.shortest(cond, allowed, costs) >= never {
		return nil, false
	}
	out := Cube{}
	for r := cond; r != True; {
		v := int(m.level[r])
		best, at := never, -1
		for cell, k := range m.children(r) {
			if allowed(v, cell) && costs[k] < best {
				best, at = costs[k], cell
			}
		}
		out[v] = make([]bool, m.cells[v])
		out[v][at] = true
		r = m.children(r)[at]
	}
	return out, true
}

// never is more than the number of variables on any way.
const never = 1 << 30

func (m *Manager) shortest(r Ref, allowed func(v, cell int) bool, costs map[Ref]int) int {
	if c, ok := costs[r]; ok {
		return c
	}
	best := never
	for cell, k := range m.children(r) {
		if allowed(int(m.level[r]), cell) {
			best = min(best, m.shortest(k, allowed, costs)+1)
		}
	}
	costs[r] = best
	return best
}

// Implies reports whether b is true wherever a is.
func (m *Manager) Implies(a, b Ref) bool { return m.And(a, m.Not(b)) == False }

// Len returns how many nodes the manager has made.
func (m *Manager) Len() int { return len(m.level) }

// At returns the function that r becomes where a variable has a cell.
func (m *Manager) At(r Ref, v, cell int) Ref { return m.at(r, int32(v), cell, map[Ref]Ref{}) }

func (m *Manager) at(r Ref, v int32, cell int, memo map[Ref]Ref) Ref {
	if m.level[r] > v {
		return r
	}
	if m.level[r] == v {
		return m.below(r, v, cell)
	}
	if out, ok := memo[r]; ok {
		return out
	}
	kids := make([]Ref, m.cells[m.level[r]])
	for i := range kids {
		kids[i] = m.at(m.below(r, m.level[r], i), v, cell, memo)
	}
	out := m.Choose(int(m.level[r]), kids)
	memo[r] = out
	return out
}

// Some returns the condition that a condition is true for some cell of a variable.
func (m *Manager) Some(cond Ref, v int) Ref {
	out := False
	for cell := range m.cells[v] {
		out = m.Or(out, m.At(cond, v, cell))
	}
	return out
}
