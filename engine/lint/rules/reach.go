package rules

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A nodes is a set of a graph's nodes, a bit for each: for rules that compare many norms with many others.
type nodes []uint64

// nodesOf returns what lies in a set. Everything outside some nodes is taken for everything.
func nodesOf(g *model.Graph, s model.Set) nodes {
	out := make(nodes, (g.Len()+63)/64)
	if s.All || s.Outside {
		for i := range out {
			out[i] = ^uint64(0)
		}
		return out
	}
	for _, n := range s.In {
		for _, m := range g.Beneath(n) {
			if s.Contains(g, m) {
				out[m/64] |= 1 << (m % 64)
			}
		}
	}
	return out
}

func (x nodes) has(n model.NodeID) bool { return x[n/64]&(1<<(n%64)) != 0 }

func (x nodes) meets(y nodes) bool {
	for i := range x {
		if x[i]&y[i] != 0 {
			return true
		}
	}
	return false
}

func (x nodes) add(y nodes) {
	for i := range x {
		x[i] |= y[i]
	}
}

// A reach is the data and the purposes of a norm.
type reach struct{ data, purposes nodes }

func reachOf(p *model.Policy, norm int) reach {
	s := &p.Norms[norm].Scope
	return reach{nodesOf(p.Graph(model.Data), s[model.Data]), nodesOf(p.Graph(model.For), s[model.For])}
}

// reaches returns those of norms.
func reaches(p *model.Policy, norms []int) []reach {
	out := make([]reach, len(norms))
	for i, n := range norms {
		out[i] = reachOf(p, n)
	}
	return out
}

// meetsAny reports whether some data and purposes of a norm are also those of one of others.
func (x reach) meetsAny(others []reach) bool {
	return slices.ContainsFunc(others, func(y reach) bool { return x.data.meets(y.data) && x.purposes.meets(y.purposes) })
}
