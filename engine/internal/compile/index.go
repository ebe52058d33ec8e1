package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Norms are found by scope: for each of three dimensions, by the nodes that they name there. A question
// looks in the dimension that leaves the fewest.

const indexed = 3

var indexedDims = [indexed]model.Dim{model.Data, model.For, model.To}

func (p *Program) makeIndex() {
	for i, dim := range indexedDims {
		p.index[i] = map[model.NodeID][]int32{}
		for n := range p.norms {
			s := &p.norms[n].scope[dim]
			if s.All || s.Outside {
				p.index[i][model.Root] = append(p.index[i][model.Root], int32(n))
				continue
			}
			for _, in := range s.In {
				p.index[i][in] = append(p.index[i][in], int32(n))
			}
		}
	}
}

// candidates returns the norms that may meet what is asked, in order.
func (p *Program) candidates(asked *[model.DimCount]asked) []int32 {
	best, found := -1, len(p.norms)+1
	for i, dim := range indexedDims {
		if asked[dim].everything {
			continue
		}
		count := 0
		for _, n := range asked[dim].around {
			count += len(p.index[i][n])
		}
		if count < found {
			best, found = i, count
		}
	}
	var out []int32
	if best < 0 || found > len(p.norms) {
		out = make([]int32, len(p.norms))
		for i := range out {
			out[i] = int32(i)
		}
	} else {
		for _, n := range asked[indexedDims[best]].around {
			out = append(out, p.index[best][n]...)
		}
		slices.Sort(out)
		out = slices.Compact(out)
	}
	return slices.DeleteFunc(out, func(n int32) bool { return !p.meets(p.norms[n].scope, asked) })
}

// asked is what a question asks about in one dimension, or leaves open.
type asked struct {
	nodes      []model.NodeID // sorted
	around     []model.NodeID // the nodes above, below and among them, of which one must be named by what meets them
	everything bool           // the whole graph
}

// meets reports whether a scope and a question may share an atom. It may say so wrongly; classes are exact.
func (p *Program) meets(s *model.Scope, asked *[model.DimCount]asked) bool {
	for dim := range model.Dim(model.DimCount) {
		if !p.mayShare(dim, &s[dim], &asked[dim]) {
			return false
		}
	}
	return true
}

// wideSet is how many nodes are looked at one by one.
const wideSet = 64

func (p *Program) mayShare(dim model.Dim, s *model.Set, a *asked) bool {
	if s.All && len(s.Except) == 0 || s.Outside || len(a.nodes) > wideSet && (s.All || a.everything) {
		return true
	}
	if dim == model.Data && (!p.plainTreat || len(p.treats) > 0 && len(s.Except) > 0) {
		return true // what belongs to what depends on facts
	}
	g := p.Policy.Graph(dim)
	if len(a.nodes) > wideSet {
		return slices.ContainsFunc(s.In, func(n model.NodeID) bool { _, ok := slices.BinarySearch(a.around, n); return ok })
	}
	for _, n := range a.nodes {
		if s.Contains(g, n) {
			return true
		}
	}
	// an action that does not take the part has none of its nodes; a sentence that names none may still be about it
	return dim != model.Actor && dim != model.Action && (dim == model.Of || s.IsAny())
}

// askedIn finds the nodes of a dimension that may be asked about.
func (p *Program) askedIn(q *Prepared, dim model.Dim) asked {
	g := p.Policy.Graph(dim)
	s := q.Scope[dim]
	conditional := dim == model.Data && !p.plainTreat
	if q.Alone.Has(dim) {
		return p.askedAlone(g, s, conditional)
	}
	if q.Open.Has(dim) || s.IsAny() || s.Outside || conditional && !p.single(g, s) {
		return asked{nodes: p.all[dim.Kind()], everything: true}
	}
	var a asked
	in := s.In
	if s.All {
		in = rootOnly
	}
	for _, n := range in {
		a.nodes = append(a.nodes, g.Beneath(n)...)
	}
	if len(in) > 1 {
		a.nodes = sorted(a.nodes)
	}
	for _, n := range a.nodes {
		a.around = append(a.around, g.Above(n)...)
	}
	a.around = sorted(a.around)
	if len(s.Except) > 0 && (dim != model.Data || len(p.treats) == 0) {
		a.nodes = slices.DeleteFunc(a.nodes, func(n model.NodeID) bool { return !s.Contains(g, n) })
	}
	a.everything = conditional
	return a
}

// askedAlone is what is asked of nodes that stand for themselves alone.
func (p *Program) askedAlone(g *model.Graph, s model.Set, conditional bool) asked {
	a := asked{nodes: sorted(slices.Clone(s.In)), everything: conditional}
	if s.All {
		a.nodes = rootOnly
	}
	for _, n := range a.nodes {
		a.around = append(a.around, g.Above(n)...)
	}
	a.around = sorted(a.around)
	return a
}

// single reports whether the set is one node that nothing lies beneath, by any edge.
func (p *Program) single(g *model.Graph, s model.Set) bool {
	if len(s.In) != 1 || s.All || len(s.Except) > 0 || len(g.Node(s.In[0]).Children) > 0 {
		return false
	}
	return !slices.ContainsFunc(p.Policy.Treats, func(t model.Treat) bool { return !t.Not && g.Below(t.Class, s.In[0]) })
}

func sorted(nodes []model.NodeID) []model.NodeID {
	slices.Sort(nodes)
	return slices.Compact(nodes)
}
