package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// maxNear bounds how many norms that miss the question by one part are named.
const maxNear = 8

// considered lists the norms that are about the question and did not decide; where nothing addresses it, also
// those that miss it by one part.
func (x *explainer) considered() []Considered {
	out := []Considered{}
	for _, n := range x.order {
		if s := x.norms[n]; !s.decides {
			out = append(out, x.consider(n, s))
		}
	}
	if x.answer.decision == NotAddressed {
		out = append(out, x.near()...)
	}
	return out
}

func (x *explainer) consider(n int, s *normState) Considered {
	norm := &x.e.policy.Norms[n]
	out := Considered{Clause: x.e.policy.Clauses[norm.Clause].ID, Modality: norm.Modality.String()}
	switch {
	case s.view.Failed >= 0:
		w := norm.ActWhen()[s.view.Failed]
		out.Failed, out.Unknown = w.Words, s.view.Holds == compile.IsUnknown
		out.Why = effect(norm) + x.needsPart(w, out.Unknown)
	case s.view.Holds != compile.IsTrue:
		out.Failed, out.Unknown = x.say.Source(model.Data, norm.Scope[model.Data]), s.view.Holds == compile.IsUnknown
		out.Why = effect(norm) + " for " + x.say.Data(norm.Scope) + ", and whether these data belong to that depends on the case"
	default:
		out.Failed = x.outweighed(norm)
		out.Why = effect(norm) + ", but " + out.Failed
	}
	out.Why = sentence.Capital(out.Why)
	return out
}

// effect says what a norm does to what is asked.
func effect(n *model.Norm) string {
	verb := [...]string{model.May: "permits it", model.Must: "requires it", model.MustNot: "prohibits it"}[n.Modality]
	if n.Default {
		return verb + " by default"
	}
	return verb
}

// needsPart says which condition a norm lacks.
func (x *explainer) needsPart(w model.Condition, unknown bool) string {
	state := "is not so"
	if unknown {
		state = "is not known"
	}
	switch {
	case w.Role == model.Timing:
		return ", but only " + x.say.Timing(w) + ", which " + state
	case w.Negated && unknown:
		return ", unless " + x.say.Cond(w.Stated, true) + ", which is not known"
	case w.Negated:
		return ", but not here, because " + x.say.Cond(w.Stated, true)
	}
	return ", but only if " + x.say.Cond(w.Stated, true) + ", which " + state
}

// outweighed says why a norm that holds does not decide.
func (x *explainer) outweighed(n *model.Norm) string {
	others := x.clauses(x.deciding())
	list := sentence.List(others, "and")
	switch {
	case x.answer.decision == OutOfScope:
		return list + " puts these data outside the policy"
	case len(others) == 0:
		return "other parts of the question are not as it says"
	case n.Default:
		return "yields to " + list
	case n.Permits() && x.answer.decision == Prohibited:
		return "what " + list + " says stands against it"
	case n.Permits():
		return "decides only a part of the question"
	}
	return "yields to " + list
}

// near lists norms that are about the question in all parts but one, permissions first. That the action is another one is
// too far: every norm about the same data would be near.
func (x *explainer) near() []Considered {
	var may, other []Considered
	p := x.e.policy
	x.e.program.Near(x.prepared, func(n int, dim model.Dim) {
		norm := &p.Norms[n]
		if dim == model.Action || norm.Origin == model.ByOnly {
			return
		}
		c := Considered{Clause: p.Clauses[norm.Clause].ID, Modality: norm.Modality.String(), Failed: x.say.Source(dim, norm.Scope[dim])}
		c.Why = sentence.Capital(x.missed(norm, dim))
		switch {
		case norm.Permits():
			may = append(may, c)
		case norm.Modality == model.MustNot:
			other = append(other, c)
		}
	})
	all := append(may, other...)
	return all[:min(len(all), maxNear)]
}

// missed says which part of a norm is about something else.
func (x *explainer) missed(n *model.Norm, dim model.Dim) string {
	verb := [...]string{model.May: "permits", model.Must: "requires", model.MustNot: "prohibits"}[n.Modality]
	switch dim {
	case model.Actor:
		return verb + " it to " + x.say.Set(model.PartyKind, n.Scope[dim], "and") + ", who are somebody else"
	case model.Data, model.Of:
		return verb + " it for other data: " + x.say.Data(n.Scope)
	case model.From:
		return verb + " it only for data " + x.say.Part(n.Scope, dim)
	case model.To:
		return verb + " it only " + x.say.Part(n.Scope, dim)
	case model.For:
		return verb + " it only " + x.say.Part(n.Scope, dim)
	}
	return verb + " it only " + x.say.Part(n.Scope, dim)
}

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
	if x.answer.decision == Permitted || x.answer.decision == NotAddressed {
		for _, n := range x.e.dutyNorms {
			if x.concerns(n) && x.prepared.HoldsFor(&x.known, p.Norms[n].When) == compile.IsTrue {
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
