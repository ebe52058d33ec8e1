package grammar

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Refusing says what may be refused, and what that costs: for which purposes we may require the data.
func (c *chinese) Refusing(norms []*model.Norm) string {
	out := ""
	for _, n := range norms {
		pl := c.plans.newPlan(n, nil)
		if one(n.Scope[model.Actor], model.You) {
			out += c.lead(&pl) + c.main(n, nil, false)
			continue
		}
		key := map[model.Modality]string{model.May: "refusing.costs", model.MustNot: "refusing.spared"}[n.Modality]
		purposes := c.set(model.PurposeKind, n.Scope[model.For], n.Modality == model.MustNot)
		out += c.g(key, c.set(model.PartyKind, n.Scope[model.Actor], false), purposes, c.before(pl.own, n.Scope[model.Of]))
	}
	return c.Sentence(out)
}

func (c *chinese) Exclusion(x *model.Exclusion) string {
	return c.Sentence(c.before(conditionsOf(x.When), x.Scope[model.Of]) + c.g("exclusion", c.data(x.Scope, true)))
}

func (c *chinese) Treat(t *model.Treat) string {
	return c.Sentence(c.before(conditionsOf(t.When), model.Only(model.You)) + c.g(either("treat", !t.Not), c.list(model.DataKind, t.Data), c.node(model.DataKind, t.Class)))
}

func (c *chinese) Waiver(w *model.Waiver) string {
	return c.Sentence(c.before(conditionsOf(w.When), w.Scope[model.Of]) + c.g("waiver"+whose(w.Scope), c.done(w.Scope)))
}

// done says what is done, by somebody if that is said.
func (c *chinese) done(s model.Scope) string {
	who := ""
	if !s[model.Actor].IsAny() {
		who = c.set(model.PartyKind, s[model.Actor], true)
	}
	return who + c.act(s, stated(s), true)
}

func (c *chinese) Deeming(d *model.Deeming) string {
	return c.Sentence(c.g("deeming"+whose(d.Scope), c.about(d.Scope[model.Of]).all(withFact(d)), c.done(d.Scope)))
}

func (c *chinese) Settlement(f model.FactID) string {
	s := c.p.Facts[f].Settled
	if s == nil {
		return ""
	}
	return c.Sentence(c.g("settlement", c.Day(s.On), c.Free(s.By), c.settled(f), c.Free(s.Because)))
}
