package analysis

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// show returns the witness of a class of atoms with the plainest question: about the names in some norms, if it is about nothing
// less, else about names beneath which nothing lies. The norms hold for all that it asks.
func (a *Analysis) show(f *finder, box *compile.Box, told []compile.VarCell, norms ...int) (*Witness, error) {
	w, err := f.witness(a.atomOf(box, norms), told, norms...)
	if err == nil && excepted(w.Question) == 0 {
		return w, nil
	}
	other, err2 := f.witness(a.atomOf(box, nil), told, norms...)
	if err2 == nil && (err != nil || excepted(other.Question) < excepted(w.Question)) {
		return other, nil
	}
	return w, err
}

// excepted counts the names that a question takes away.
func excepted(q *model.Question) int {
	total := 0
	for d := range q.Scope {
		total += len(q.Scope[d].Except)
	}
	return total
}

// atomOf returns an atom of a box: of the names that nothing tells apart, one that the norms name, else one beneath which nothing
// lies, rather one that some norm of the policy names.
func (a *Analysis) atomOf(box *compile.Box, norms []int) model.Atom {
	var atom model.Atom
	for d, nodes := range box {
		dim := model.Dim(d)
		g := a.policy.Graph(dim)
		atom[d] = slices.MinFunc(nodes, func(x, y model.NodeID) int {
			return cmp.Or(a.rank(g, dim, x, norms)-a.rank(g, dim, y, norms), int(x-y))
		})
	}
	return atom
}

// rank orders names by how well they show a case.
func (a *Analysis) rank(g *model.Graph, dim model.Dim, n model.NodeID, norms []int) int {
	leaf := len(g.Node(n).Children) == 0
	switch {
	case dim == model.Of && n == model.You || dim == model.Actor && n == model.We:
		return 0
	case slices.ContainsFunc(norms, func(i int) bool { return slices.Contains(a.policy.Norms[i].Scope[dim].In, n) }):
		return 1
	case leaf && n != model.Root && a.named[dim.Kind()][n]:
		return 2
	case leaf && n != model.Root:
		return 3
	case n != model.Root:
		return 4
	}
	return 5
}

// namedNodes returns which names the norms of a policy name.
func namedNodes(p *model.Policy) (out [model.Kinds]map[model.NodeID]bool) {
	for k := range out {
		out[k] = map[model.NodeID]bool{}
	}
	for i := range p.Norms {
		for d := range model.Dim(model.DimCount) {
			for _, n := range p.Norms[i].Scope[d].In {
				out[d.Kind()][n] = true
			}
		}
	}
	return out
}

// common returns what lies in two scopes, by the graphs' own edges: in each dimension the widest names that lie in both.
func (a *Analysis) common(x, y *model.Scope) model.Scope {
	var out model.Scope
	for d := range model.Dim(model.DimCount) {
		out[d] = commonSet(a.policy.Graph(d), x[d], y[d])
	}
	return out
}

func commonSet(g *model.Graph, x, y model.Set) model.Set {
	switch {
	case x.IsAny():
		return y
	case y.IsAny():
		return x
	}
	in := func(n model.NodeID) bool { return x.Contains(g, n) && y.Contains(g, n) }
	var out model.Set
	for n := range model.NodeID(g.Len()) {
		if in(n) && !slices.ContainsFunc(g.Node(n).Parents, in) {
			out.In = append(out.In, n)
		}
	}
	for _, e := range append(slices.Clone(x.Except), y.Except...) {
		if slices.ContainsFunc(out.In, func(n model.NodeID) bool { return g.Below(e, n) }) {
			out.Except = append(out.Except, e)
		}
	}
	slices.Sort(out.Except)
	out.Except = slices.Compact(out.Except)
	if slices.Equal(out.In, []model.NodeID{model.Root}) {
		out.All, out.In = true, nil
	}
	return out
}

// size is about how many atoms a scope has.
func (a *Analysis) size(s *model.Scope) float64 {
	total := 1.0
	for d := range model.Dim(model.DimCount) {
		g := a.policy.Graph(d)
		count := g.Len()
		if !s[d].All {
			count = 0
			for _, n := range s[d].In {
				count += len(g.Beneath(n))
			}
		}
		total *= float64(max(count, 1))
	}
	return total
}

func sortedKeys[V any](m map[int]V) []int { return slices.Sorted(maps.Keys(m)) }
