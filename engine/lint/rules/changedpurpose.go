package rules

import (
	"slices"
	"sync"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// purposeChanges tells of what data are used for whether it is what they are collected for.
type purposeChanges struct {
	c         *lint.Context
	gathering func() *meeting // the sentences by which data are collected or kept
}

func newPurposeChanges(c *lint.Context) purposeChanges {
	return purposeChanges{c, sync.OnceValue(func() *meeting { return gatheringIn(c.Policy()) })}
}

func gatheringIn(p *model.Policy) *meeting {
	out := newMeeting(p)
	for i := range p.Norms {
		if m := &p.Norms[i]; m.Origin == model.Stated && !m.Default && m.Permits() && byUs(m) && does(p, m, "collect", "store") {
			out.add(i)
		}
	}
	return out
}

// between reports whether the case of a prohibition is that data are used for another purpose than that of collecting them, and a permission lets
// that happen: then it says the opposite of the prohibition, which is no limit of it.
func (x purposeChanges) between(f, n *model.Norm) bool {
	return n.Stated.Has(model.For) && x.isCase(f) && slices.ContainsFunc(n.Scope[model.Data].In, func(d model.NodeID) bool { return x.gatheredForOthers(n, d) })
}

// isCase reports whether all that a prohibition names as its case are facts that are called a change of purpose.
func (x purposeChanges) isCase(f *model.Norm) bool {
	p, called := x.c.Policy(), 0
	for _, w := range f.When {
		if w.Role == model.Unless {
			continue
		}
		yes, is := w.Stated.(*model.Yes)
		if !is || w.Negated || !namesAny(x.c, "other-purpose", []string{p.Facts[yes.Fact].Labels.In(p.Language)}) {
			return false
		}
		called++
	}
	return called > 0
}

// gatheredForOthers reports whether some data are collected for purposes that are said, and neither collected without one nor, they or what holds
// them, collected or kept for a purpose of a permission.
func (x purposeChanges) gatheredForOthers(n *model.Norm, data model.NodeID) bool {
	p, collected := x.c.Policy(), false
	g := p.Graphs[model.DataKind]
	for _, i := range x.gathering().near(model.Only(data)) {
		m := &p.Norms[i]
		if !overlap(g, m.Scope[model.Data], model.Only(data)) {
			continue
		}
		said := m.Stated.Has(model.For)
		if said && overlap(p.Graphs[model.PurposeKind], m.Scope[model.For], n.Scope[model.For]) {
			return false
		}
		if does(p, m, "collect") && slices.ContainsFunc(m.Scope[model.Data].In, func(d model.NodeID) bool { return g.Below(d, data) }) {
			if !said {
				return false
			}
			collected = true
		}
	}
	return collected
}
