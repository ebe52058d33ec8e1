package compile

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// What matters to an answer is read off the diagram.

// Var tells what a variable of a question is: a fact, consent, or an open part.
type Var struct {
	Fact    model.FactID // NoFact for the others
	Consent bool
	Kind    model.ConsentKind // of consent: which kind matters
	Deemed  bool
	Objects bool
	Part    bool // an open part, Dim
	Dim     model.Dim
	index   int
}

// VarOf describes a variable.
func (l *Layout) VarOf(v int) Var {
	out := Var{Fact: model.NoFact, index: v}
	switch {
	case v >= len(l.vars):
		out.Part, out.Dim = true, model.Dim(v-len(l.vars))
	case v == l.Consent:
		out.Consent = true
	case v == l.Deemed:
		out.Deemed = true
	case v == l.Objects:
		out.Objects = true
	default:
		out.Fact = model.FactID(v)
	}
	return out
}

// cellsLeft returns the cells that a variable may be in.
func (k *Known) cellsLeft(v uint32, cells int) []int {
	if int(v) < len(k.State) && k.State[v] != diagram.Unsure {
		return []int{int(k.State[v])}
	}
	out := make([]int, 0, cells)
	for c := range cells {
		if k.Allowed(v, c) {
			out = append(out, c)
		}
	}
	return out
}

// Needs returns the variables that matter: two completions of what is known that differ only there have different
// answers. Whether a prohibition is a conflict does not count. False where the question has no diagram.
func (q *Prepared) Needs(k *Known) (vars []Var, ok bool) {
	if q.code == nil {
		return nil, false
	}
	r := restriction{ids: map[string]uint32{}, of: map[uint32]uint32{}, next: diagram.Ends}
	nodes := q.code.Nodes(q.cells)
	for i := len(nodes) - 1; i >= 0; i-- {
		r.node(&nodes[i], k)
	}
	if diagram.IsEnd(q.code.Root()) {
		return nil, true
	}
	seen := map[uint32]bool{}
	stack := []uint32{r.of[q.code.Root()]}
	found := map[uint32]bool{}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if n < diagram.Ends || seen[n] {
			continue
		}
		seen[n] = true
		found[r.vars[n]] = true
		stack = append(stack, r.kids[n]...)
	}
	for v := range found {
		if x := q.program.Layout.VarOf(int(v)); !x.Consent {
			vars = append(vars, x)
		}
	}
	vars = append(vars, r.consentKinds(q.program.Layout, seen)...)
	slices.SortFunc(vars, func(a, b Var) int { return cmp.Or(a.index-b.index, int(a.Kind)-int(b.Kind)) })
	return vars, true
}

// consentKinds returns the kinds of consent that matter: some node has different children for two cells that differ
// in that kind alone.
func (r *restriction) consentKinds(l *Layout, reached map[uint32]bool) []Var {
	var out []Var
	for _, k := range append([]model.ConsentKind{model.Consent}, l.kinds...) {
		matters := false
		for n := range reached {
			if int(r.vars[n]) != l.Consent {
				continue
			}
			cells, kids := r.cells[n], r.kids[n]
			for i, a := range cells {
				for j, b := range cells {
					matters = matters || kids[i] != kids[j] && l.differIn(a, b, k)
				}
			}
		}
		if matters {
			v := l.VarOf(l.Consent)
			v.Kind = k
			out = append(out, v)
		}
	}
	return out
}

// differIn reports whether cell b of the consent variable has one kind more than cell a.
func (l *Layout) differIn(a, b int, k model.ConsentKind) bool {
	if k == model.Consent {
		return a == 0 && b == 1
	}
	return a > 0 && b-1 == (a-1)|1<<slices.Index(l.kinds, k) && a != b
}

// cells returns how many cells a variable of the question's code has.
func (q *Prepared) cells(v uint32) int {
	if int(v) < q.program.Layout.Vars() {
		return q.program.Layout.Cells(int(v))
	}
	return len(q.Parts[int(v)-q.program.Layout.Vars()])
}

// A restriction is a diagram where something is known, reduced again.
type restriction struct {
	ids   map[string]uint32 // by variable and children
	of    map[uint32]uint32 // of each node of the code
	vars  map[uint32]uint32
	kids  map[uint32][]uint32
	cells map[uint32][]int // of the kids
	next  uint32
}

func (r *restriction) node(n *diagram.Node, k *Known) {
	var kids []uint32
	var cells []int
	key := binary.LittleEndian.AppendUint32(nil, n.Var)
	same, first := true, EndAbsent
	for _, cell := range k.cellsLeft(n.Var, len(n.Kids)) {
		to := n.Kids[cell]
		id := to
		if !diagram.IsEnd(to) {
			id = r.of[to]
		} else if to == EndConflict {
			id = EndProhibited
		}
		kids, cells = append(kids, id), append(cells, cell)
		key = binary.LittleEndian.AppendUint32(key, id)
		if id != EndAbsent { // in such a completion nothing is asked
			same = same && (first == EndAbsent || id == first)
			first = id
		}
	}
	switch {
	case same:
		r.of[n.Place] = first
	default:
		id, ok := r.ids[string(key)]
		if !ok {
			id = r.next
			r.next++
			r.ids[string(key)] = id
			if r.vars == nil {
				r.vars, r.kids, r.cells = map[uint32]uint32{}, map[uint32][]uint32{}, map[uint32][]int{}
			}
			r.vars[id], r.kids[id], r.cells[id] = n.Var, kids, cells
		}
		r.of[n.Place] = id
	}
}

// Index returns the number of a variable.
func (v Var) Index() int { return v.index }

// Vars returns the variables that some condition about the question tests, and its open parts.
func (q *Prepared) Vars() []Var {
	out := make([]Var, len(q.vars))
	for i, n := range q.vars {
		out[i] = q.program.Layout.VarOf(int(n))
	}
	return out
}
