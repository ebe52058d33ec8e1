package grammar

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// onlyKey is the key of what `only` prohibits in one part: where data come from is said otherwise of their collection.
func (t *tongue) onlyKey(pl *plan) string {
	key := "only." + pl.only.part.String()
	if pl.only.part == model.From && t.collects(pl.norm.Scope[model.Action]) {
		key += ".collect"
	}
	return key
}

// collects reports whether all actions are to collect, which is done from somebody.
func (t *tongue) collects(actions model.Set) bool {
	g := t.p.Graphs[model.ActionKind]
	collect, ok := g.Lookup("collect")
	for _, a := range actions.In {
		ok = ok && g.Below(a, collect)
	}
	return ok && len(actions.In) > 0
}

// allWith reports whether something is done with the recipient by each action.
func (t *tongue) allWith(actions model.Set) bool {
	for _, a := range actions.In {
		if !t.p.Graphs[model.ActionKind].Node(a).Action.With {
			return false
		}
	}
	return len(actions.In) > 0
}

func (t *tongue) free(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = t.Free(w)
	}
	return out
}

// stated returns the parts of a scope that are not everything.
func stated(s model.Scope) model.Dims {
	out := model.Dims(0).With(model.Action)
	for d := range model.Dim(model.DimCount) {
		if !s[d].IsAny() {
			out = out.With(d)
		}
	}
	return out
}

// whose ends the key of a phrase about the consent of somebody other than the reader.
func whose(s model.Scope) string {
	if one(s[model.Of], model.You) {
		return ""
	}
	return ".other"
}

// withFact is what a deeming asks for: its fact, and its conditions.
func withFact(d *model.Deeming) []model.Cond {
	when := conditionsOf(d.When)
	out := append([]model.Cond{&model.Yes{Fact: d.Fact}}, when.yes...)
	for _, x := range when.unless {
		out = append(out, &model.Not{Cond: x})
	}
	return out
}

// settled says what a judgement was decided to be.
func (t *tongue) settled(f model.FactID) string {
	fact := &t.p.Facts[f]
	if fact.Type == model.OneOf {
		return t.g("settled", t.fact(f), t.value(f, fact.Settled.Option))
	}
	return t.cond(&model.Yes{Fact: f}, fact.Settled.Yes)
}
