package engine

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// SayPart says which part of a question a PartAnswer is about.
func (e *Engine) SayPart(p *PartAnswer) string {
	x := &explainer{e: e, say: sentence.New(e.policy)}
	var items []string
	for _, d := range []model.Dim{model.Actor, model.Action, model.Data, model.Of, model.From, model.To, model.For, model.In} {
		if list := p.list(d); len(list) > 0 {
			items = append(items, x.partNames(d, list))
		}
	}
	return strings.Join(items, "; ")
}

// SayNeed says what an element of Explanation.Needs stands for.
func (e *Engine) SayNeed(name string) string {
	s := sentence.New(e.policy)
	for d := range model.Dim(model.DimCount) {
		if name == d.String() {
			return map[model.Dim]string{model.Data: "which data", model.From: "where the data come from", model.To: "who receives them",
				model.For: "for what purpose", model.In: "where"}[d]
		}
	}
	if name == "objection" {
		return "whether " + sentence.Objection(true)
	}
	for k := range model.ConsentKind(model.ConsentKinds) {
		if name == k.String() {
			return "whether " + sentence.Consent(k, true)
		}
	}
	id, ok := e.policy.Fact(name)
	if !ok {
		return name
	}
	fact := &e.policy.Facts[id]
	by := ""
	if fact.Judgement {
		by = ", which somebody must decide"
		if fact.By != "" {
			by = ", which is for " + whom(fact.By) + " to decide"
		}
	}
	switch fact.Type {
	case model.YesNo:
		return "whether " + s.Fact(id) + by
	case model.Event:
		return "whether, and when, " + s.Fact(id)
	case model.OneOf:
		return s.Fact(id) + ": " + sentence.List(fact.Options, "or") + by
	}
	return s.Fact(id)
}

// whom returns a label as the object of a sentence.
func whom(label string) string {
	if label == "we" {
		return "us"
	}
	return label
}
