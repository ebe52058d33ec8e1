package grammar

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Refusing says what may be refused, and what that costs: for which purposes we may require the data.
func (g *german) Refusing(norms []*model.Norm) string {
	out := ""
	for _, n := range norms {
		pl := g.plans.newPlan(n, nil)
		if one(n.Scope[model.Actor], model.You) {
			out += g.main(n, g.leads(&pl), nil, false, "")
			continue
		}
		who, _ := g.subject(n.Scope[model.Actor])
		key := map[model.Modality]string{model.May: "refusing.costs", model.MustNot: "refusing.spared"}[n.Modality]
		purposes := g.set(model.PurposeKind, n.Scope[model.For], accusative, n.Modality == model.MustNot, "any")
		out += g.g(key, who, g.may(n.Scope[model.Actor]), purposes) + g.clauses(pl.own, n.Scope[model.Of])
	}
	return g.Sentence(out)
}

func (g *german) Exclusion(x *model.Exclusion) string {
	data := g.data(act{s: x.Scope, or: true, nowhere: true}, accusative)
	return g.Sentence(g.g("exclusion", data) + g.clauses(conditionsOf(x.When), x.Scope[model.Of]))
}

func (g *german) Treat(t *model.Treat) string {
	data := g.listed(model.DataKind, t.Data, accusative, func(n noun, c kase) string { return n.owned(c, true) })
	return g.Sentence(g.g(either("treat", !t.Not), data, g.noun(model.DataKind, t.Class).heading) + g.clauses(conditionsOf(t.When), model.Only(model.You)))
}

func (g *german) Waiver(w *model.Waiver) string {
	return g.Sentence(g.g("waiver"+whose(w.Scope), g.permitted(w.Scope)) + g.clauses(conditionsOf(w.When), w.Scope[model.Of]))
}

func (g *german) Deeming(d *model.Deeming) string {
	return g.Sentence(g.g("deeming"+whose(d.Scope), g.about(d.Scope[model.Of]).all(withFact(d)), g.permitted(d.Scope)))
}

// permitted says what somebody may do, as it stands behind "dass".
func (g *german) permitted(s model.Scope) string {
	who, plural := g.g("all"), true
	if !s[model.Actor].IsAny() {
		who, plural = g.subject(s[model.Actor])
	}
	verb := g.g("may" + map[bool]string{true: ".many", false: ".one"}[plural])
	return who + " " + g.act(act{s: s, named: stated(s), or: true}) + " " + verb
}

func (g *german) Settlement(f model.FactID) string {
	s := g.p.Facts[f].Settled
	if s == nil {
		return ""
	}
	return g.Sentence(g.g("settlement", g.Day(s.On), g.Free(s.By), g.settled(f), g.Free(s.Because)))
}
