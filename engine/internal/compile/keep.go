package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// As a dimension is divided, each of its groups keeps the sentences that may be about it. Where thousands of sentences name thousands
// of nodes, asking each sentence about each group is most of the work, though hardly any is about it. So they are
// turned round: for each node, the sentences that name it; a group asks those of the nodes that it lies beneath.

// fewPairs is how many pairs of a sentence and a group are looked at one by one.
const fewPairs = 512

// A keeper finds the items that may be about a group of one dimension. It is valid for one list of items.
type keeper struct {
	d     *divider
	dim   model.Dim
	items []item
	named map[model.NodeID][]int32 // where the items are that name a node as what they are about; nil where all are looked at
	any   []int32                  // those that are about everything, or everything but something
}

// keeper returns a keeper for some groups.
func (d *divider) keeper(dim model.Dim, items []item, groups int) *keeper {
	k := &keeper{d: d, dim: dim, items: items}
	if groups*len(items) <= fewPairs {
		return k
	}
	k.named = map[model.NodeID][]int32{}
	for i, it := range items {
		s := &it.scope[dim]
		if s.All || s.Outside {
			k.any = append(k.any, int32(i))
			continue
		}
		for _, n := range s.In {
			k.named[n] = append(k.named[n], int32(i))
		}
	}
	return k
}

// keep returns the items that may be about atoms with the nodes of a group, in their order.
func (k *keeper) keep(g group) []item {
	if k.named == nil {
		return k.d.keep(k.dim, g, k.items)
	}
	places := slices.Clone(k.any)
	for _, b := range k.d.p.mayLieIn(k.dim, g.nodes[0]) {
		places = append(places, k.named[b]...)
	}
	slices.Sort(places)
	places = slices.Compact(places)
	out := make([]item, 0, len(places))
	for _, i := range places {
		if k.d.p.mayContain(k.dim, &k.items[i].scope[k.dim], g.nodes[0]) {
			out = append(out, k.items[i])
		}
	}
	return out
}

// mayContain reports whether a node is in a set, under some condition at least.
func (p *Program) mayContain(dim model.Dim, s *model.Set, n model.NodeID) bool {
	if s.IsAny() {
		return true
	}
	if dim != model.Data || !p.treated(n) {
		return s.Contains(p.Policy.Graph(dim), n)
	}
	return p.member(dim, s, n).op != opFalse
}

// treated reports whether the policy treats data as belonging to something, or not, under a condition.
func (p *Program) treated(n model.NodeID) bool { return len(p.underTreats) > 0 && p.underTreats[n] }

// findTreated finds the data that a sentence treats as something.
func (p *Program) findTreated() {
	if len(p.Policy.Treats) == 0 {
		return
	}
	g := p.Policy.Graphs[model.DataKind]
	p.underTreats = make([]bool, g.Len())
	for i := range p.Policy.Treats {
		for _, x := range p.Policy.Treats[i].Data {
			for _, n := range g.Beneath(x) {
				p.underTreats[n] = true
			}
		}
	}
}

// mayLieIn returns the nodes that a node lies beneath, and those that it may under some condition.
func (p *Program) mayLieIn(dim model.Dim, n model.NodeID) []model.NodeID {
	g := p.Policy.Graph(dim)
	out := g.Above(n)
	if dim != model.Data || !p.treated(n) {
		return out
	}
	used := make([]bool, len(p.treats))
	for more := true; more; {
		more = false
		for i := range p.Policy.Treats {
			t := &p.Policy.Treats[i]
			if used[i] || t.Not || !slices.ContainsFunc(t.Data, func(x model.NodeID) bool { _, in := slices.BinarySearch(out, x); return in }) {
				continue
			}
			used[i], more = true, true
			out = sorted(append(slices.Clone(out), g.Above(t.Class)...))
		}
	}
	return out
}
