package diagram

import "math/bits"

// A Code is a finished diagram: one array of words in which every node stands after the nodes that
// lead to it. It is immutable and safe for concurrent use.
//
// A node is its variable, the number of its cells, and for each cell an end or the place of a node.
type Code struct {
	words []uint32
	root  uint32
	Vars  []int32 // the variables that the function depends on, in the order of the diagram
}

// Unsure is the state of a variable of which not exactly one cell is known.
const Unsure uint16 = 0xFFFF

const (
	nodeHeader = 2
	firstNode  = Ends
)

// Flatten returns a function as code. Variable v of the manager becomes names[v].
func (m *Manager) Flatten(root Ref, names []int32) *Code {
	if root < Ends {
		return &Code{root: uint32(root)}
	}
	order := m.topological(root)
	place := make(map[Ref]uint32, len(order))
	at := uint32(firstNode)
	for _, r := range order {
		place[r] = at
		at += nodeHeader + uint32(m.cells[m.level[r]])
	}
	c := &Code{words: make([]uint32, at), root: firstNode}
	seen := map[int32]bool{}
	for _, r := range order {
		w := c.words[place[r]:]
		v := m.level[r]
		w[0], w[1] = uint32(names[v]), uint32(m.cells[v])
		for i, k := range m.children(r) {
			if k < Ends {
				w[nodeHeader+i] = uint32(k)
			} else {
				w[nodeHeader+i] = place[k]
			}
		}
		if !seen[v] {
			seen[v] = true
			c.Vars = append(c.Vars, names[v])
		}
	}
	return c
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
	for n >= firstNode {
		v := c.words[n]
		if int(v) >= len(state) || state[v] == Unsure {
			return n, false
		}
		n = c.words[n+nodeHeader+uint32(state[v])]
	}
	return n, true
}

// stackWords is the size of codes whose marks fit on the stack.
const stackWords = 4096

// Reach returns the set of ends, as bits, that some completion of a state leads to, from a node on.
// Of a variable that the state is unsure of, the cells that left has are possible; all where it has none.
func (c *Code) Reach(from uint32, state []uint16, left map[int][]bool) (ends uint8) {
	if from < firstNode {
		return 1 << from
	}
	var buffer [stackWords / 64]uint64
	marks := buffer[:]
	if len(c.words) > stackWords {
		marks = make([]uint64, len(c.words)/64+1)
	}
	marks[from/64] |= 1 << (from % 64)
	for i := int(from / 64); i < len(marks); i++ {
		for marks[i] != 0 {
			n := uint32(i*64 + bits.TrailingZeros64(marks[i]))
			marks[i] &^= 1 << (n % 64)
			v, cells := c.words[n], c.words[n+1]
			kids := c.words[n+nodeHeader : n+nodeHeader+cells]
			if int(v) < len(state) && state[v] != Unsure {
				kids = kids[state[v] : state[v]+1]
			}
			var possible []bool
			if len(kids) > 1 && left != nil {
				possible = left[int(v)]
			}
			for cell, k := range kids {
				if possible != nil && !possible[cell] {
					continue
				}
				if k < firstNode {
					ends |= 1 << k
				} else {
					marks[k/64] |= 1 << (k % 64)
				}
			}
		}
	}
	return ends
}

// A Node is a node of a code, for those who read its structure.
type Node struct {
	Place uint32
	Var   uint32
	Kids  []uint32 // ends, or places
}

// Root returns the place of the first node, or an end.
func (c *Code) Root() uint32 { return c.root }

// Nodes returns the nodes, each before those it leads to.
func (c *Code) Nodes() []Node {
	var out []Node
	for at := uint32(firstNode); int(at) < len(c.words); {
		cells := c.words[at+1]
		out = append(out, Node{at, c.words[at], c.words[at+nodeHeader : at+nodeHeader+cells]})
		at += nodeHeader + cells
	}
	return out
}

// IsEnd reports whether a place is an end.
func IsEnd(place uint32) bool { return place < Ends }
