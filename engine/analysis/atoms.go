package analysis

import (
	"cmp"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// maxAtoms is how many atoms of a box are tried as an example of it.
const maxAtoms = 4

// atoms returns atoms of a box, those first that are the plainest examples of it: names beneath which nothing lies, data of the one
// who asks, and other parties than the two between whom the policy is. Names that are preferred come before others.
func (f *finder) atoms(box *compile.Box, prefer func(model.Dim, model.NodeID) bool) []model.Atom {
	out := []model.Atom{{}}
	for d := range model.Dim(model.DimCount) {
		if len(box[d]) == 0 {
			continue
		}
		var more []model.Atom
		for _, n := range f.plainNodes(d, box[d], prefer) {
			for _, a := range out {
				if a[d] = n; d > model.Action && !f.takes(a).Has(d) {
					a[d] = model.Root
				}
				if !slices.Contains(more, a) {
					more = append(more, a)
				}
			}
		}
		out = more[:min(len(more), maxAtoms)]
	}
	return out
}

// listed prefers the names that a question lists.
func listed(q *model.Question) func(model.Dim, model.NodeID) bool {
	return func(d model.Dim, n model.NodeID) bool { return slices.Contains(q.Scope[d].In, n) }
}

// plainNodes returns the two plainest nodes of some.
func (f *finder) plainNodes(d model.Dim, nodes []model.NodeID, prefer func(model.Dim, model.NodeID) bool) []model.NodeID {
	g := f.p.Graph(d)
	rank := func(n model.NodeID) int {
		r := 8
		switch {
		case d == model.Of && n == model.You, d == model.Actor && n == model.We:
			r = 0
		case n == model.Root:
			r = 32
		case d.Kind() == model.PartyKind && (n == model.We || n == model.You):
			r = 16
		}
		if len(g.Node(n).Children) > 0 {
			r += 4
		}
		if prefer != nil && prefer(d, n) {
			r -= 5
		}
		return r
	}
	var out []model.NodeID
	for range min(2, len(nodes)) {
		left := slices.DeleteFunc(slices.Clone(nodes), func(n model.NodeID) bool { return slices.Contains(out, n) })
		out = append(out, slices.MinFunc(left, func(a, b model.NodeID) int { return cmp.Compare(rank(a), rank(b)) }))
	}
	return out
}
