package diagram

import (
	"math/bits"
	"slices"
)

// A Code is a finished diagram: an array in which every node stands after the nodes that lead to
// it. It is immutable and safe for concurrent use.
//
// A node splits the cells of one variable in two. One of the manager that leads to more than two places becomes a chain of
// such nodes. So a walk does the same at every node, without a branch that a processor could guess wrong.
type Code struct {
	nodes []node // the first Ends are no nodes, so that an index less than Ends is an end
	wide  [][]bool
	root  uint32
	Vars  []int32 // the variables that the function depends on, in the order of the diagram
}

// node leads to kid[1] for the cells in mask, to kid[0] for the others. Variables with more cells than a mask has bits have
// their cells in Code.wide, and the mask is an index there.
type node struct {
	mask uint64
	v    uint32
	kid  [2]uint32
}

// Unsure is the state of a variable of which not exactly one cell is known.
const Unsure uint16 = 0xFFFF

// wideVar marks the variable of a node whose cells are in Code.wide.
const wideVar = 1 << 31

// maskBits is how many cells a mask holds.
const maskBits = 64

// Flatten returns a function as code. Variable v of the manager becomes names[v].
func (m *Manager) Flatten(root Ref, names []int32) *Code {
	if root < Ends {
		return &Code{root: uint32(root)}
	}
	order := m.topological(root)
	place := make(map[Ref]uint32, len(order))
	at := uint32(Ends)
	for _, r := range order {
		place[r] = at
		at += uint32(len(m.splits(r)))
	}
	c := &Code{nodes: make([]node, at), root: Ends}
	target := func(r Ref) uint32 {
		if r < Ends {
			return uint32(r)
		}
		return place[r]
	}
	for _, r := range order {
		v := names[m.level[r]]
		splits := m.splits(r)
		for i, s := range splits {
			n := &c.nodes[int(place[r])+i]
			c.setCells(n, uint32(v), s.cells)
			n.kid[1] = target(s.to)
			n.kid[0] = place[r] + uint32(i) + 1
			if i == len(splits)-1 {
				n.kid[0] = target(s.otherwise)
			}
		}
		if !slices.Contains(c.Vars, v) {
			c.Vars = append(c.Vars, v)
		}
	}
	return c
}

func (c *Code) setCells(n *node, v uint32, cells []bool) {
	n.v = v
	if len(cells) > maskBits {
		n.v |= wideVar
		n.mask = uint64(len(c.wide))
		c.wide = append(c.wide, cells)
		return
	}
	for cell, in := range cells {
		if in {
			n.mask |= 1 << cell
		}
	}
}

// A split is one step of a chain: some cells lead to a place, and at its end the others to another.
type split struct {
	cells         []bool
	to, otherwise Ref
}

// splits returns the chain of a node: a step for every place that it leads to but the first.
func (m *Manager) splits(r Ref) []split {
	kids := m.children(r)
	var out []split
	for cell, k := range kids {
		if k == kids[0] {
			continue
		}
		i := slices.IndexFunc(out, func(s split) bool { return s.to == k })
		if i < 0 {
			i = len(out)
			out = append(out, split{make([]bool, len(kids)), k, kids[0]})
		}
		out[i].cells[cell] = true
	}
	return out
}

// topological returns the nodes from root on, each before those it leads to: by levels.
func (m *Manager) topological(root Ref) []Ref {
	byLevel := make([][]Ref, len(m.cells))
	seen := map[Ref]bool{root: true}
	stack := []Ref{root}
	for len(stack) > 0 {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		byLevel[m.level[r]] = append(byLevel[m.level[r]], r)
		for _, k := range m.children(r) {
			if k >= Ends && !seen[k] {
				seen[k] = true
				stack = append(stack, k)
			}
		}
	}
	var out []Ref
	for _, level := range byLevel {
		out = append(out, level...)
	}
	return out
}

// Eval returns the end that a state leads to, as long as it knows every variable on the way; or where it
// does not know one, that node.
func (c *Code) Eval(state []uint16) (end uint32, done bool) {
	n := c.root
	nodes := c.nodes
	for n >= Ends {
		x := &nodes[n]
		if int(x.v) >= len(state) {
			return c.evalSlow(n, state)
		}
		cell := state[x.v]
		if cell >= maskBits {
			return c.evalSlow(n, state)
		}
		n = x.kid[x.mask>>cell&1]
	}
	return n, true
}

// evalSlow goes on where a variable is wide, open or unknown.
func (c *Code) evalSlow(n uint32, state []uint16) (end uint32, done bool) {
	for n >= Ends {
		v := c.nodes[n].v &^ wideVar
		if int(v) >= len(state) || state[v] == Unsure {
			return n, false
		}
		n = c.kid(n, int(state[v]))
	}
	return n, true
}

// kid returns where a node leads for a cell.
func (c *Code) kid(n uint32, cell int) uint32 {
	x := &c.nodes[n]
	in := x.v&wideVar == 0 && x.mask>>cell&1 == 1 || x.v&wideVar != 0 && c.wide[x.mask][cell]
	if in {
		return x.kid[1]
	}
	return x.kid[0]
}

// stackNodes is the number of nodes whose marks fit on the stack.
const stackNodes = 2048

// Reach returns the set of ends, as bits, that some completion of a state leads to, from a node on.
// Of a variable that the state is unsure of, the cells that left has are possible; all where it has none.
//
// A chain of nodes about one unknown variable is followed with the cells that come that far, so that no completion is in two cells at once.
func (c *Code) Reach(from uint32, state []uint16, left map[int][]bool) (ends uint8) {
	var buffer [stackNodes / 64]uint64
	marks := buffer[:]
	if len(c.nodes) > stackNodes {
		marks = make([]uint64, len(c.nodes)/64+1)
	}
	mark := func(k uint32) {
		if k < Ends {
			ends |= 1 << k
		} else {
			marks[k/64] |= 1 << (k % 64)
		}
	}
	mark(from)
	for i := 0; i < len(marks) && i*64 < len(c.nodes); i++ {
		for marks[i] != 0 {
			n := uint32(i*64 + bits.TrailingZeros64(marks[i]))
			marks[i] &^= 1 << (n % 64)
			v := c.nodes[n].v &^ wideVar
			if int(v) < len(state) && state[v] != Unsure {
				mark(c.kid(n, int(state[v])))
				continue
			}
			c.each(n, left[int(v)], mark)
		}
	}
	return ends
}

// each calls f for where a chain leads, for each possible cell of its variable: all, or those that are set.
func (c *Code) each(n uint32, possible []bool, f func(uint32)) {
	v := c.nodes[n].v
	if possible == nil {
		c.eachAny(n, f)
		return
	}
	if v&wideVar != 0 {
		c.eachWide(n, possible, f)
		return
	}
	var cells uint64
	for cell, ok := range possible {
		if ok {
			cells |= 1 << cell
		}
	}
	for {
		x := &c.nodes[n]
		if cells&x.mask != 0 {
			f(x.kid[1])
		}
		cells &^= x.mask
		next := x.kid[0]
		if cells == 0 {
			return
		}
		if next < Ends || c.nodes[next].v != v {
			f(next)
			return
		}
		n = next
	}
}

// eachAny is each where every cell is possible: each step of a chain has cells of its own, and so has its end.
func (c *Code) eachAny(n uint32, f func(uint32)) {
	v := c.nodes[n].v
	for ; n >= Ends && c.nodes[n].v == v; n = c.nodes[n].kid[0] {
		f(c.nodes[n].kid[1])
	}
	f(n)
}

func (c *Code) eachWide(n uint32, possible []bool, f func(uint32)) {
	v := c.nodes[n].v
	for cell := range c.wide[c.nodes[n].mask] {
		if !possible[cell] {
			continue
		}
		k := c.kid(n, cell)
		for k >= Ends && c.nodes[k].v == v {
			k = c.kid(k, cell)
		}
		f(k)
	}
}

// A Node is a node of the diagram, for those who read its structure: a whole chain.
type Node struct {
	Place uint32
	Var   uint32
	Kids  []uint32 // by cell: ends, or places
}

// Len returns the number of nodes.
func (c *Code) Len() int { return len(c.nodes) }

// Root returns the place of the first node, or an end.
func (c *Code) Root() uint32 { return c.root }

// Nodes returns the nodes, each before those it leads to. Cells tells how many cells a variable has.
func (c *Code) Nodes(cells func(v uint32) int) []Node {
	var out []Node
	for at := uint32(Ends); int(at) < len(c.nodes); {
		v := c.nodes[at].v
		n := Node{Place: at, Var: v &^ wideVar}
		end := at + 1 // of the chain: in a diagram no node leads to another of its own variable, but a step of a chain does
		for int(end) < len(c.nodes) && c.nodes[end].v == v && c.nodes[end-1].kid[0] == end {
			end++
		}
		for cell := range cells(n.Var) {
			k := c.kid(at, cell)
			for k > at && k < end {
				k = c.kid(k, cell)
			}
			n.Kids = append(n.Kids, k)
		}
		out = append(out, n)
		at = end
	}
	return out
}

// IsEnd reports whether a place is an end.
func IsEnd(place uint32) bool { return place < Ends }

// Equal reports whether two codes are the same.
func (c *Code) Equal(d *Code) bool {
	return c.root == d.root && slices.Equal(c.nodes, d.nodes) && slices.EqualFunc(c.wide, d.wide, slices.Equal[[]bool])
}

// Hash returns a number that is the same for equal codes.
func (c *Code) Hash() uint64 {
	h := uint64(c.root) + 1
	for _, n := range c.nodes {
		for _, w := range [...]uint64{n.mask, uint64(n.v), uint64(n.kid[0])<<32 | uint64(n.kid[1])} {
			h = (h ^ w) * 0x9E3779B97F4A7C15
			h ^= h >> 32
		}
	}
	return h
}
