package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// duties lists what follows from the permissions that decide, and the duties in force that concern the same data.
func (x *explainer) duties() []Duty {
	out := []Duty{}
	p := x.e.policy
	add := func(n int, with string) {
		d := Duty{p.Clauses[p.Norms[n].Clause].ID, sentence.Capital(x.say.Norm(&p.Norms[n])) + ".", with}
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	if x.answer.decision == Permitted {
		for _, n := range x.deciding() {
			for _, then := range p.Norms[n].Then {
				add(then, "then")
			}
		}
	}
	if x.answer.decision == Permitted && x.q.Named.Has(model.Data) {
		for _, n := range x.e.dutyNorms {
			if x.concerns(n) && x.inForce(n) {
				add(n, "in force")
			}
		}
	}
	return out
}

// concerns reports whether a duty is about the same actor and the same data as the question.
func (x *explainer) concerns(n int) bool {
	norm := &x.e.policy.Norms[n]
	if norm.Scope[model.Data].IsAny() && !norm.Stated.Has(model.Data) || x.norms[n] != nil && x.norms[n].decides {
		return false
	}
	for _, d := range []model.Dim{model.Actor, model.Data, model.Of, model.From} {
		if !x.q.Open.Has(d) && !overlap(x.e.policy.Graph(d), norm.Scope[d], x.q.Scope[d]) {
			return false
		}
	}
	return true
}

// inForce reports whether the conditions of a duty are so. Consent for what is asked may not be consent for the duty's own act.
func (x *explainer) inForce(n int) bool {
	p, norm := x.e.program, &x.e.policy.Norms[n]
	if !slices.ContainsFunc(norm.When, asksPeople) {
		return p.Holds(norm.When, &x.known) == compile.IsTrue
	}
	scope := norm.Scope
	var asked []model.Dim
	for _, d := range []model.Dim{model.Actor, model.Data, model.Of, model.From} {
		if x.q.Open.Has(d) || x.q.Scope[d].IsAny() {
			continue
		}
		if asked = append(asked, d); scope[d].IsAny() {
			scope[d] = x.q.Scope[d]
		}
	}
	about := func(b *compile.Box) bool {
		return !slices.ContainsFunc(asked, func(d model.Dim) bool {
			return !slices.ContainsFunc(b[d], func(m model.NodeID) bool { return x.q.Scope[d].Contains(x.e.policy.Graph(d), m) })
		})
	}
	return p.HoldsOver(scope, x.q.Grants, norm.When, &x.known, about) == compile.IsTrue
}

// asksPeople reports whether a condition is about consent or an objection, which concern one act and not another.
func asksPeople(w model.Condition) bool {
	found := false
	model.Walk(w.Stated, func(c model.Cond) bool {
		switch c.(type) {
		case *model.HasConsent, *model.HasObjection:
			found = true
		}
		return !found
	})
	return found
}

// overlap reports whether two sets share a node.
func overlap(g *model.Graph, a, b model.Set) bool {
	if a.IsAny() || b.IsAny() {
		return true
	}
	in := b.In
	if b.All {
		in = []model.NodeID{model.Root}
	}
	for _, n := range in {
		for _, m := range g.Beneath(n) {
			if b.Contains(g, m) && a.Contains(g, m) {
				return true
			}
		}
	}
	return false
}
