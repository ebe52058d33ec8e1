package redline

// A group is parts of the old text that became parts of the new one: one and one, one that was divided, or several that were joined. Offsets.
type group struct {
	oldStart, oldEnd, newStart, newEnd int
	moved                              bool
}

// groups returns what became of the parts that are matched, in the order of the old text.
func (m *matcher) groups() []group {
	var out []group
	for o, n := range m.to {
		if n < 0 || len(out) > 0 && o < out[len(out)-1].oldEnd {
			continue
		}
		g := group{o, o + 1, n, n + 1, false}
		if m.old[o].Kind != Heading && m.old[o].Kind != Title && m.old[o].Words != m.new[n].Words {
			m.divided(&g)
			m.joined(&g)
		}
		out = append(out, g)
	}
	return out
}

// mostly is how much of a part makes it one of the parts that another was divided into, or that were joined to another.
const mostly = 0.6

// divided takes in the new parts beside a group that hold the rest of its old part.
func (m *matcher) divided(g *group) {
	rest := m.bags.less(m.bags.of[0][g.oldStart], m.bags.of[1][g.newStart])
	take := func(n int) bool {
		if n < 0 || n >= len(m.new) || m.from[n] >= 0 || m.new[n].Kind == Heading || !m.holds(&rest, &m.bags.of[1][n]) {
			return false
		}
		rest = m.bags.less(rest, m.bags.of[1][n])
		m.from[n] = g.oldStart
		return true
	}
	for take(g.newEnd) {
		g.newEnd++
	}
	for take(g.newStart - 1) {
		g.newStart--
	}
}

// joined takes in the old parts beside a group that became a part of its new one.
func (m *matcher) joined(g *group) {
	if g.newEnd-g.newStart > 1 {
		return
	}
	rest := m.bags.less(m.bags.of[1][g.newStart], m.bags.of[0][g.oldStart])
	take := func(o int) bool {
		if o < 0 || o >= len(m.old) || m.to[o] >= 0 || m.old[o].Kind == Heading || !m.holds(&rest, &m.bags.of[0][o]) {
			return false
		}
		rest = m.bags.less(rest, m.bags.of[0][o])
		m.to[o] = g.newStart
		return true
	}
	for take(g.oldEnd) {
		g.oldEnd++
	}
	for take(g.oldStart - 1) {
		g.oldStart--
	}
}

func (m *matcher) holds(rest, part *bag) bool {
	return part.total > 0 && m.bags.both(rest, part) >= mostly*part.total
}

// moves marks the groups that moved: the fewest words, so that the others stand in the same order in both texts. A few words by themselves that
// are elsewhere are no move.
func (m *matcher) moves(list []group) []group {
	stays := m.heaviest(list)
	for i := range list {
		list[i].moved = !stays[i]
	}
	var out []group
	for i, g := range list {
		beside := i > 0 && list[i-1].moved && follows(list[i-1], g) || i+1 < len(list) && list[i+1].moved && follows(g, list[i+1])
		if g.moved && !beside && m.words(g) < 4 {
			continue
		}
		out = append(out, g)
	}
	return out
}

// follows reports whether a group stands just behind another one in both texts.
func follows(a, b group) bool { return a.oldEnd == b.oldStart && a.newEnd == b.newStart }

// words is how many words a group has, about.
func (m *matcher) words(g group) int {
	n := 1
	for o := g.oldStart; o < g.oldEnd; o++ {
		for _, f := range m.bags.of[0][o].features {
			n += f.count
		}
	}
	return n / 2 // each word makes two features
}

// heaviest finds the groups with the most words that stand in the same order in both texts: for each, the best row that ends with it is kept in a tree
// over the new text's places (Fenwick, 1994).
func (m *matcher) heaviest(list []group) []bool {
	size := len(m.new) + 1
	tree := make([]int, size+1) // the index of the group that ends the best row up to a place, and one more
	sum, before := make([]int, len(list)+1), make([]int, len(list)+1)
	for i, g := range list {
		best := 0
		for at := g.newStart; at > 0; at -= at & -at {
			if sum[tree[at]] > sum[best] {
				best = tree[at]
			}
		}
		sum[i+1], before[i+1] = sum[best]+m.words(g)+1, best
		for at := g.newStart + 1; at <= size; at += at & -at {
			if sum[i+1] > sum[tree[at]] {
				tree[at] = i + 1
			}
		}
	}
	last := 0
	for i := range sum {
		if sum[i] > sum[last] {
			last = i
		}
	}
	out := make([]bool, len(list))
	for ; last > 0; last = before[last] {
		out[last-1] = true
	}
	return out
}
