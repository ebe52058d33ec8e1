package rules

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A meeting is a list of norms that are to be compared with others, by their data, so that those that have no data in common cost nothing.
type meeting struct {
	policy *model.Policy
	norms  []int
	named  map[model.NodeID][]int // by the data that they name
	wide   []int                  // those that name none, or what lies outside some
	known  map[model.NodeID][]int // what nearNode found
}

func newMeeting(p *model.Policy) *meeting {
	return &meeting{policy: p, named: map[model.NodeID][]int{}, known: map[model.NodeID][]int{}}
}

func (m *meeting) add(norm int) {
	m.norms = append(m.norms, norm)
	data := m.policy.Norms[norm].Scope[model.Data]
	if data.All || data.Outside {
		m.wide = append(m.wide, norm)
		return
	}
	for _, d := range data.In {
		m.named[d] = append(m.named[d], norm)
	}
}

// each calls f for the pairs of a norm and one of others that are worth a look and meet in every part, in order. The first look is cheap.
func (m *meeting) each(others *meeting, worth func(n, o *model.Norm) bool, f func(n, o *model.Norm)) {
	p := m.policy
	for _, i := range m.norms {
		for _, j := range others.near(p.Norms[i].Scope[model.Data]) {
			n, o := &p.Norms[i], &p.Norms[j]
			if i != j && n.Clause != o.Clause && worth(n, o) && together(p, n, o) {
				f(n, o)
			}
		}
	}
}

// near returns the norms that may have some data in common with a set, in order.
func (m *meeting) near(data model.Set) []int {
	if data.All || data.Outside {
		return m.norms
	}
	if len(data.In) == 1 {
		return m.nearNode(data.In[0])
	}
	var out []int
	for _, d := range data.In {
		out = append(out, m.nearNode(d)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// manyBeneath is how many names must lie beneath one for what is near it to be kept: to find it out again costs more than to remember it.
const manyBeneath = 4096

// nearNode returns those near one name: where two sets have something in common, a name of one lies beneath a name of the
// other, or something lies beneath both.
func (m *meeting) nearNode(d model.NodeID) []int {
	if known, ok := m.known[d]; ok {
		return known
	}
	g := m.policy.Graphs[model.DataKind]
	out := slices.Clone(m.wide)
	seen := map[model.NodeID]bool{}
	for _, below := range g.Beneath(d) {
		for _, x := range g.Above(below) {
			if !seen[x] {
				seen[x] = true
				out = append(out, m.named[x]...)
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(g.Beneath(d)) > manyBeneath {
		m.known[d] = out
	}
	return out
}

// inside reports whether all that a norm is about lies within what another is about, by the names.
func inside(p *model.Policy, n, m *model.Norm) bool {
	for dim := range model.Dim(model.DimCount) {
		if !within(p.Graph(dim), n.Scope[dim], m.Scope[dim]) {
			return false
		}
	}
	return true
}

// within reports whether a set surely lies in another.
func within(g *model.Graph, a, b model.Set) bool {
	if b.IsAny() {
		return true
	}
	if a.All || a.Outside || b.Outside {
		return false
	}
	return !slices.ContainsFunc(a.In, func(n model.NodeID) bool {
		return slices.ContainsFunc(g.Beneath(n), func(x model.NodeID) bool { return a.Contains(g, x) && !b.Contains(g, x) })
	})
}

// astride reports whether two norms that meet are no rule and its special case: each is about something that the other is not about.
func astride(p *model.Policy, n, m *model.Norm) bool { return !inside(p, n, m) && !inside(p, m, n) }

// narrower reports whether a norm is about a special case of what another is about by something else than its data: a purpose, or a recipient.
func narrower(p *model.Policy, n, m *model.Norm) bool {
	for dim := range model.Dim(model.DimCount) {
		g := p.Graph(dim)
		if dim != model.Data && within(g, n.Scope[dim], m.Scope[dim]) && !within(g, m.Scope[dim], n.Scope[dim]) {
			return true
		}
	}
	return false
}

// noReason reports whether a norm names no case in which the other would not hold as well: all its conditions, but those that are left out, are
// conditions of the other.
func noReason(n, m *model.Norm, leftOut func(model.Condition) bool) bool {
	return !slices.ContainsFunc(m.When, func(w model.Condition) bool {
		return !leftOut(w) && !slices.ContainsFunc(n.When, func(x model.Condition) bool { return x.Words == w.Words })
	})
}

func saysWhen(w model.Condition) bool { return w.Role == model.Timing }

func isNone(model.Condition) bool { return false }

// ending returns the time from which on a prohibition that follows from a duty holds; nil where it is in words.
func ending(n *model.Norm) *model.Elapsed {
	for _, rel := range []model.TimeRel{model.MoreThan, model.AtLeast, model.After} {
		if e := elapsed(n, rel); e != nil {
			return e
		}
	}
	return nil
}

// settledBetween reports whether the text says which of two norms prevails.
func settledBetween(n, m *model.Norm) bool {
	return slices.Contains(n.Over, m.Clause) || slices.Contains(m.Over, n.Clause)
}
