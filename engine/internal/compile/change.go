package compile

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// What would change an answer is read off the diagram, too. A change gives some variables other values, or unknown ones a value,
// and leaves the rest as it is: what is unknown then stays unknown, and the answer must be the same whatever it is. So a walk
// is in a set of nodes at a time: for a variable that stays unknown it goes to all of its children at once, and what it
// changes, it changes for all of them. Unknown variables that a change decides are supposed first, fewer before more.

// A Change is a smallest set of facts that, if they were so, would make the answer another one.
type Change struct {
	Cells  []VarCell
	Answer model.Answer
}

// VarCell is a variable in a cell.
type VarCell struct {
	Var  Var
	Cell int
}

const (
	maxChanges  = 16     // of the same size are listed
	maxSupposed = 3      // unknown variables are decided by one change
	maxSteps    = 20_000 // of the walks for one question
	far         = 1 << 20
)

// Changes returns the nearest changes that would make the answer one that is wanted: those that take the fewest facts, each
// counting one, whether it is known to be otherwise or unknown. What the policy has settled is not changed. Consent comes first,
// then facts in the order in which they are declared. What is known in fixed stays, where that is not nil. Where it takes
// too long, there are none.
func (q *Prepared) Changes(k, fixed *Known, wanted func(model.Answer) bool) []Change {
	if q.code == nil || diagram.IsEnd(q.code.Root()) {
		return nil
	}
	c := newChanger(q, k, wanted)
	c.fixed = fixed
	for size := 0; size <= maxSupposed && size < c.best; size++ {
		c.supposeEach(0, size)
	}
	if c.steps > maxSteps {
		return nil
	}
	slices.SortFunc(c.found, compareChanges)
	return slices.CompactFunc(c.found, func(a, b Change) bool { return compareChanges(a, b) == 0 })
}

// A changer looks for the nearest changes of one question.
type changer struct {
	q        *Prepared
	k        *Known
	fixed    *Known // what may not be changed; nil where everything may
	wanted   func(model.Answer) bool
	nodes    map[uint32]*diagram.Node
	level    map[uint32]int // of each variable
	unknown  []uint32       // variables
	supposed map[uint32]int // the cell of each that is
	memo     map[string]int // the cost from a set of nodes on, for what is supposed
	best     int
	found    []Change
	steps    int
}

func newChanger(q *Prepared, k *Known, wanted func(model.Answer) bool) *changer {
	c := &changer{q: q, k: k, wanted: wanted, nodes: map[uint32]*diagram.Node{}, level: map[uint32]int{}, supposed: map[uint32]int{}, best: far}
	nodes := q.code.Nodes(q.cells)
	for i := range nodes {
		c.nodes[nodes[i].Place] = &nodes[i]
	}
	for i, v := range q.code.Vars {
		c.level[uint32(v)] = i
		if !c.isKnown(uint32(v)) {
			c.unknown = append(c.unknown, uint32(v))
		}
	}
	return c
}

func (c *changer) isKnown(v uint32) bool {
	return int(v) < len(c.k.State) && c.k.State[v] != diagram.Unsure
}

// supposeEach supposes each cell of each choice of size unknown variables, from the given one on.
func (c *changer) supposeEach(from, size int) {
	if size == 0 {
		c.try()
		return
	}
	for i := from; i < len(c.unknown) && c.steps <= maxSteps; i++ {
		v := c.unknown[i]
		for cell := range c.q.cells(v) {
			c.supposed[v] = cell
			c.supposeEach(i+1, size-1)
		}
		delete(c.supposed, v)
	}
}

// try adds the cheapest changes with what is supposed, if none that were found are cheaper.
func (c *changer) try() {
	c.memo = map[string]int{}
	root := []uint32{c.q.code.Root()}
	total := c.cost(root) + len(c.supposed)
	if total >= far || total > c.best {
		return
	}
	if total < c.best {
		c.best, c.found = total, nil
	}
	var cells []VarCell
	for v, cell := range c.supposed {
		cells = append(cells, VarCell{c.q.program.Layout.VarOf(int(v)), cell})
	}
	c.collect(root, total-len(c.supposed), cells)
}

// cost returns how many known variables must be changed, from a set of nodes on.
func (c *changer) cost(set []uint32) int {
	v, done := c.next(set)
	if done {
		return c.endCost(set)
	}
	key := setKey(set)
	if cost, ok := c.memo[key]; ok {
		return cost
	}
	best := far
	if c.steps++; c.steps <= maxSteps {
		c.each(set, v, func(step, _ int, to []uint32) {
			best = min(best, step+c.cost(to))
		})
	}
	c.memo[key] = best
	return best
}

// next returns the first variable that a node of the set tests; done where all are ends, or one is unwanted.
func (c *changer) next(set []uint32) (v uint32, done bool) {
	first := -1
	for _, n := range set {
		if diagram.IsEnd(n) {
			if n != EndAbsent && !c.wanted(Answer(n)) {
				return 0, true
			}
			continue
		}
		if l := c.level[c.nodes[n].Var]; first < 0 || l < first {
			first, v = l, c.nodes[n].Var
		}
	}
	return v, first < 0
}

// endCost is nothing where the ends amount to one answer that is wanted.
func (c *changer) endCost(set []uint32) int {
	if a := answerOf(set); a == model.NoAnswer || a == model.Undetermined || !c.wanted(a) {
		return far
	}
	return 0
}

// answerOf returns the answer that a set of places amounts to; none where one of them is no end, or none is present.
func answerOf(set []uint32) model.Answer {
	ends := uint8(0)
	for _, n := range set {
		if !diagram.IsEnd(n) {
			return model.NoAnswer
		}
		ends |= 1 << n
	}
	a, _ := Verdict(ends &^ (1 << EndAbsent))
	return a
}

// each calls f for each way to go on at a variable: what it costs, the cell that it changes to, and where it leads.
func (c *changer) each(set []uint32, v uint32, f func(step, cell int, to []uint32)) {
	if cell, ok := c.supposed[v]; ok {
		f(0, cell, stepped(c.nodes, set, v, []int{cell}))
		return
	}
	all := c.k.cellsLeft(v, c.q.cells(v))
	if !c.isKnown(v) {
		f(0, 0, stepped(c.nodes, set, v, all))
		return
	}
	f(0, all[0], stepped(c.nodes, set, v, all))
	if c.fixed != nil && int(v) < len(c.fixed.State) && c.fixed.State[v] != diagram.Unsure {
		return
	}
	if int(v) < len(c.q.program.Policy.Facts) && c.q.program.Policy.Facts[v].Settled != nil {
		return
	}
	for cell := range c.q.cells(v) {
		if cell != all[0] {
			f(1, cell, stepped(c.nodes, set, v, []int{cell}))
		}
	}
}

// stepped returns where the nodes of a set lead for some cells of a variable.
func stepped(nodes map[uint32]*diagram.Node, set []uint32, v uint32, cells []int) []uint32 {
	var out []uint32
	for _, n := range set {
		if diagram.IsEnd(n) || nodes[n].Var != v {
			out = append(out, n)
			continue
		}
		for _, cell := range cells {
			out = append(out, nodes[n].Kids[cell])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func setKey(set []uint32) string {
	key := make([]byte, 0, 4*len(set))
	for _, n := range set {
		key = binary.LittleEndian.AppendUint32(key, n)
	}
	return string(key)
}

// collect follows every cheapest way.
func (c *changer) collect(set []uint32, left int, changed []VarCell) {
	if len(c.found) >= maxChanges {
		return
	}
	v, done := c.next(set)
	if done {
		c.add(set, changed)
		return
	}
	c.each(set, v, func(step, cell int, to []uint32) {
		if step+c.cost(to) != left {
			return
		}
		next := changed
		if step > 0 {
			next = append(slices.Clip(changed), VarCell{c.q.program.Layout.VarOf(int(v)), cell})
		}
		c.collect(to, left-step, next)
	})
}

// add adds a change.
func (c *changer) add(ends []uint32, changed []VarCell) {
	cells := slices.Clone(changed)
	slices.SortFunc(cells, func(a, b VarCell) int { return a.Var.rank() - b.Var.rank() })
	c.found = append(c.found, Change{cells, answerOf(ends)})
}

// rank orders variables as people would say them: consent and objection first, then facts, then parts.
func (v Var) rank() int {
	if v.Consent || v.Deemed || v.Objects {
		return v.index - far
	}
	return v.index
}

func compareChanges(a, b Change) int {
	return slices.CompareFunc(a.Cells, b.Cells, func(x, y VarCell) int {
		return cmp.Or(x.Var.rank()-y.Var.rank(), x.Cell-y.Cell)
	})
}

// With returns what is known after a change.
func (k *Known) With(l *Layout, c Change) Known {
	out := Known{State: slices.Clone(k.State), Partial: map[int][]bool{}}
	for v, left := range k.Partial {
		out.Partial[v] = left
	}
	for _, x := range c.Cells {
		if x.Var.index < len(out.State) {
			out.State[x.Var.index] = uint16(x.Cell)
			delete(out.Partial, x.Var.index)
		}
	}
	return out
}
