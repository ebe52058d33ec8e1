package engine

import (
	"encoding/binary"
	"maps"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// maxAtoms bounds how many atoms of a question are told apart in its parts.
const maxAtoms = 20_000

// partRow is parts of a question that have the same answer.
type partRow struct {
	nodes   [model.DimCount][]model.NodeID
	answer  model.Answer
	clauses []string
}

// parts lists the answers of the question's parts, where they differ, by the dimensions that matter.
func (x *explainer) parts() []PartAnswer {
	if x.uniform() {
		return []PartAnswer{}
	}
	t := newTiles(x.classes)
	atoms, order := t.atoms()
	if len(order) == 0 {
		return []PartAnswer{}
	}
	first := atoms[order[0]].answer
	if !slices.ContainsFunc(order, func(a model.Atom) bool { return atoms[a].answer != first }) {
		return []PartAnswer{}
	}
	matters := mattering(atoms, order)
	out := []PartAnswer{}
	for _, row := range x.rows(t, atoms, order, matters) {
		out = append(out, x.partAnswer(row, matters))
	}
	return out
}

// uniform reports whether every class leads to the same ends, or to the same answer, so that no parts can differ.
func (x *explainer) uniform() bool {
	if len(x.classes) == 0 {
		return true
	}
	ends := x.classes[0].Ends
	first, _ := compile.Verdict(ends)
	return !slices.ContainsFunc(x.classes, func(c *compile.ClassView) bool {
		a, _ := compile.Verdict(c.Ends)
		return c.Ends != ends && (a != first || a == Undetermined)
	})
}

// tiles are the classes of a question with, in each dimension, one node for all that no class tells apart.
type tiles struct {
	classes []*compile.ClassView
	boxes   [][]compile.Box                                 // of each class, of first nodes only
	nodes   [model.DimCount]map[model.NodeID][]model.NodeID // by the first of them
}

func newTiles(classes []*compile.ClassView) *tiles {
	t := &tiles{classes: classes, boxes: make([][]compile.Box, len(classes))}
	var first [model.DimCount]map[model.NodeID]model.NodeID
	for d := range model.DimCount {
		first[d] = t.divide(d)
	}
	for i, c := range classes {
		for _, box := range c.Boxes {
			var small compile.Box
			for d, nodes := range box {
				for _, n := range nodes {
					if first[d][n] == n {
						small[d] = append(small[d], n)
					}
				}
			}
			t.boxes[i] = append(t.boxes[i], small)
		}
	}
	return t
}

// divide groups the nodes of a dimension by the boxes that they are in.
func (t *tiles) divide(d int) (first map[model.NodeID]model.NodeID) {
	in := map[model.NodeID][]byte{}
	box := uint64(0)
	for _, c := range t.classes {
		for i := range c.Boxes {
			box++
			for _, n := range c.Boxes[i][d] {
				in[n] = binary.AppendUvarint(in[n], box)
			}
		}
	}
	first, t.nodes[d] = make(map[model.NodeID]model.NodeID, len(in)), map[model.NodeID][]model.NodeID{}
	byKey := map[string]model.NodeID{}
	for _, n := range slices.Sorted(maps.Keys(in)) {
		f, ok := byKey[string(in[n])]
		if !ok {
			f = n
			byKey[string(in[n])] = f
		}
		first[n] = f
		t.nodes[d][f] = append(t.nodes[d][f], n)
	}
	return first
}

// atomAnswer is what one atom is answered with, over everything that the question leaves open.
type atomAnswer struct {
	ends    uint8
	answer  model.Answer
	classes []*compile.ClassView
}

// atoms returns the answer of every atom of first nodes; none where there are too many to tell apart.
func (t *tiles) atoms() (map[model.Atom]*atomAnswer, []model.Atom) {
	out := map[model.Atom]*atomAnswer{}
	var order []model.Atom
	for i, c := range t.classes {
		for _, box := range t.boxes[i] {
			size := 1
			for _, nodes := range box {
				size *= max(len(nodes), 1)
			}
			if size > maxAtoms || len(out)+size > maxAtoms {
				return nil, nil
			}
			eachAtom(box, func(a model.Atom) {
				at := out[a]
				if at == nil {
					at = &atomAnswer{}
					out[a] = at
					order = append(order, a)
				}
				at.ends |= c.Ends &^ (1 << compile.EndAbsent)
				at.classes = append(at.classes, c)
			})
		}
	}
	for _, at := range out {
		at.answer, _ = compile.Verdict(at.ends)
	}
	slices.SortFunc(order, func(a, b model.Atom) int { return slices.Compare(a[:], b[:]) })
	return out, order
}

func eachAtom(box compile.Box, f func(model.Atom)) {
	var atom model.Atom
	var walk func(d int)
	walk = func(d int) {
		if d == model.DimCount {
			f(atom)
			return
		}
		if len(box[d]) == 0 {
			walk(d + 1)
		}
		for _, n := range box[d] {
			atom[d] = n
			walk(d + 1)
		}
	}
	walk(0)
}

// mattering returns the dimensions in which two atoms that differ only there have different answers.
func mattering(atoms map[model.Atom]*atomAnswer, order []model.Atom) model.Dims {
	var out model.Dims
	for d := range model.Dim(model.DimCount) {
		seen := map[model.Atom]model.Answer{}
		for _, a := range order {
			without := a
			without[d] = -1
			if old, ok := seen[without]; ok && old != atoms[a].answer {
				out = out.With(d)
				break
			}
			seen[without] = atoms[a].answer
		}
	}
	return out
}

// mergeOrder is the order in which rows that differ in one dimension are joined.
var mergeOrder = []model.Dim{model.Data, model.For, model.To, model.From, model.In, model.Of, model.Action, model.Actor}

// rows groups atoms by what matters: as few rows as joining one dimension after the other makes.
func (x *explainer) rows(t *tiles, atoms map[model.Atom]*atomAnswer, order []model.Atom, matters model.Dims) []partRow {
	var rows []partRow
	byKey := map[string]int{}
	for _, a := range order {
		at := atoms[a]
		row := partRow{answer: at.answer}
		for d := range model.Dim(model.DimCount) {
			if matters.Has(d) {
				row.nodes[d] = t.nodes[d][a[d]]
			}
		}
		key := row.key(model.DimCount)
		if i, ok := byKey[key]; ok {
			rows[i].clauses = union(rows[i].clauses, x.atomClauses(at))
			continue
		}
		byKey[key] = len(rows)
		row.clauses = x.atomClauses(at)
		rows = append(rows, row)
	}
	for _, d := range mergeOrder {
		if matters.Has(d) {
			rows = mergeRows(rows, d)
		}
	}
	slices.SortStableFunc(rows, func(a, b partRow) int { return int(b.answer) - int(a.answer) })
	return rows
}

// key is the same for rows that have the same answer and nodes, but for those of one dimension.
func (r *partRow) key(but int) string {
	key := []byte{byte(r.answer)}
	for d, nodes := range r.nodes {
		if d == but {
			continue
		}
		key = binary.AppendUvarint(key, uint64(len(nodes)))
		for _, n := range nodes {
			key = binary.AppendUvarint(key, uint64(n))
		}
	}
	return string(key)
}

func mergeRows(rows []partRow, d model.Dim) []partRow {
	var out []partRow
	byKey := map[string]int{}
	for _, row := range rows {
		key := row.key(int(d))
		i, ok := byKey[key]
		if !ok {
			byKey[key] = len(out)
			out = append(out, row)
			continue
		}
		out[i].nodes[d] = append(slices.Clip(out[i].nodes[d]), row.nodes[d]...)
		slices.Sort(out[i].nodes[d])
		out[i].nodes[d] = slices.Compact(out[i].nodes[d])
		out[i].clauses = union(out[i].clauses, row.clauses)
	}
	return out
}

func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(slices.Clip(a), s)
		}
	}
	slices.Sort(a)
	return a
}

// atomClauses returns the clauses that decide an atom.
func (x *explainer) atomClauses(at *atomAnswer) []string {
	y := *x
	y.answer = Answer{decision: at.answer}
	y.classes = at.classes
	var norms []int
	for _, c := range at.classes {
		decides := y.decidesIn(c, false)
		for _, v := range c.Norms {
			if decides(v) && !slices.Contains(norms, v.Norm) {
				norms = append(norms, v.Norm)
			}
		}
	}
	slices.Sort(norms)
	return y.clauses(norms)
}

func (x *explainer) partAnswer(row partRow, matters model.Dims) PartAnswer {
	ids := func(d model.Dim) []string {
		if !matters.Has(d) || slices.Equal(row.nodes[d], []model.NodeID{model.Root}) && !x.q.Scope[d].All {
			return nil
		}
		var out []string
		for _, n := range row.nodes[d] {
			out = append(out, x.e.policy.Graph(d).Node(n).ID)
		}
		return out
	}
	return PartAnswer{
		Actor: ids(model.Actor), Action: ids(model.Action), Data: ids(model.Data), Of: ids(model.Of), From: ids(model.From),
		Recipient: ids(model.To), Purpose: ids(model.For), Place: ids(model.In),
		Answer: row.answer.String(), Clauses: row.clauses,
	}
}
