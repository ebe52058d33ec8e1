package grammar

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Refusing says what may be refused, and what that costs: we may require the data for it, and for what follows `but not` must not.
func (e *english) Refusing(norms []*model.Norm) string {
	var parts []string
	for i, n := range norms {
		pl := e.plans.newPlan(n, nil)
		if i == 0 {
			parts = append(parts, e.main(&pl))
			continue
		}
		joint := ", but " + e.subject(n)
		if i > 1 {
			joint = ", and " + n.Modality.String()
		}
		parts = append(parts, joint, e.requiring(n), e.comma(pl.own, e.holder(n.Scope[model.Of])))
	}
	return e.Sentence(phrase(parts...))
}

// requiring says what data may be required for, where they have been named: who reads that they may refuse, and then that we may require,
// takes it for a contradiction.
func (e *english) requiring(n *model.Norm) string {
	set := n.Scope[model.Data]
	_, plural := e.data(set, n.Scope[model.Of], "and")
	it := "it"
	if plural {
		it = "them"
	}
	return phrase("make", it, "a condition for", e.set(model.PurposeKind, n.Scope[model.For], e.mannerOf(n).joint))
}

func (e *english) Exclusion(x *model.Exclusion) string {
	data, _ := e.data(x.Scope[model.Data], x.Scope[model.Of], "or")
	from := ""
	if !x.Scope[model.From].IsAny() {
		from = "obtained from " + e.recipients(x.Scope[model.From], "or")
	}
	return e.Sentence(phrase("this policy does not cover", data, from, e.comma(conditionsOf(x.When), e.holder(x.Scope[model.Of]))))
}

func (e *english) Treat(t *model.Treat) string {
	data, plural := e.items(t.Data, true, "and")
	count := map[bool]map[bool]string{
		true:  {true: "do not count as", false: "does not count as"},
		false: {true: "count as", false: "counts as"},
	}[t.Not][plural]
	return e.Sentence(phrase(data, count, e.node(model.DataKind, t.Class), e.comma(conditionsOf(t.When), "you")))
}

func (e *english) Waiver(w *model.Waiver) string {
	whose := "your consent"
	if e.holder(w.Scope[model.Of]) != "you" {
		whose = "the consent of the person concerned"
	}
	return e.Sentence(phrase(whose, "is not needed", e.scope(&w.Scope), e.comma(conditionsOf(w.When), e.holder(w.Scope[model.Of]))))
}

// scope says what is done, by somebody if that is said.
func (e *english) scope(s *model.Scope) string {
	n := &model.Norm{Scope: *s, Modality: model.MustNot}
	pl := e.plans.newPlan(n, nil)
	m := e.mannerOf(n)
	who := ""
	if !s[model.Actor].IsAny() {
		who = "for " + e.parties(s[model.Actor].In, "or")
	}
	return phrase(who, "to", e.act(&pl, m))
}

func (e *english) Deeming(d *model.Deeming) string {
	when := conditionsOf(d.When)
	when.yes = append([]model.Cond{&model.Yes{Fact: d.Fact}}, when.yes...)
	return e.Sentence(phrase(e.front(when, e.holder(d.Scope[model.Of])), "this counts as deemed consent", e.scope(&d.Scope)))
}

func (e *english) Settlement(f model.FactID) string {
	fact := &e.p.Facts[f]
	s := fact.Settled
	if s == nil {
		return ""
	}
	what := "that " + e.say.Cond(&model.Yes{Fact: f}, true)
	switch {
	case fact.Type == model.OneOf:
		what = "that " + e.fact(f) + " is to be taken as \"" + e.value(f, s.Option) + "\""
	case !s.Yes:
		what = "that " + e.say.Cond(&model.Yes{Fact: f}, false)
	}
	return e.Sentence(phrase("on "+e.Day(s.On)+",", e.Free(s.By), "decided", what+", because", e.Free(s.Because)))
}
