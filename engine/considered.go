package engine

import (
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
		out = append(out, x.near(len(out) > 0)...)
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
		out.Why = effect(norm) + needsPart(x.sayIn(s.class), w, out.Unknown)
		out.Settled = x.settles(w)
	case s.view.Holds != compile.IsTrue:
		out.Failed, out.Unknown = x.say.Source(model.Data, norm.Scope[model.Data]), s.view.Holds == compile.IsUnknown
		out.Why = effect(norm) + " for " + x.say.Data(norm.Scope) + ", and whether these data belong to that depends on the case"
	default:
		out.Failed, out.Why = x.outweighed(n)
	}
	out.Why = sentence.Capital(out.Why)
	return out
}

// settles reports whether a condition is about what the policy has settled, and the question does not ask anew.
func (x *explainer) settles(w model.Condition) bool {
	f := model.FactOf(w.Stated)
	if f == model.NoFact || x.e.policy.Facts[f].Settled == nil {
		return false
	}
	_, asked := x.q.Facts[f]
	return !asked
}

// effect says what a norm does to what is asked.
func effect(n *model.Norm) string {
	verb := [...]string{model.May: "permits it", model.Must: "requires it", model.MustNot: "prohibits it"}[n.Modality]
	if n.Default {
		return verb + " by default"
	}
	return verb
}

// sayIn returns who speaks of what holds for a class: where consent is not needed, nobody is said to have given it.
func (x *explainer) sayIn(c *compile.ClassView) *sentence.Speaker {
	var waived []int
	for _, w := range c.Waivers {
		if w.Holds == compile.IsTrue {
			waived = append(waived, x.e.policy.Waivers[w.Index].Clause)
		}
	}
	if len(waived) == 0 || c.Consent == compile.IsTrue {
		return x.say
	}
	return x.say.Waived(x.e.policy.Clauses[waived[0]].ID + " says that consent is not needed here")
}

// needsPart says which condition a norm lacks.
func needsPart(say *sentence.Speaker, w model.Condition, unknown bool) string {
	state := "is not so"
	if unknown {
		state = "is not known"
	}
	switch {
	case w.Role == model.Timing:
		return ", but only " + say.Timing(w) + ", which " + state
	case w.Negated && unknown:
		return ", unless " + say.Cond(w.Stated, true) + ", which is not known"
	case w.Negated:
		return ", but not here, because " + say.Cond(w.Stated, true)
	}
	return ", but only if " + say.Cond(w.Stated, true) + ", which " + state
}

// near lists norms that are about the question in all parts but one, permissions first. That the action is another one is
// too far: every norm about the same data would be near; and so are other data, where something is said of these.
func (x *explainer) near(said bool) []Considered {
	var may, other []Considered
	p := x.e.policy
	x.e.program.Near(x.prepared, func(n int, dim model.Dim) {
		norm := &p.Norms[n]
		if dim == model.Action || said && dim == model.Data || norm.Origin == model.ByOnly {
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
		return "speaks only of what " + x.say.Actor(n.Scope) + " " + n.Modality.String() + " do"
	case model.Data, model.Of:
		return verb + " it for other data: " + x.say.Data(n.Scope)
	case model.From:
		return verb + " it only for data " + x.say.Part(n.Scope, dim)
	}
	return verb + " it only " + x.say.Part(n.Scope, dim)
}
