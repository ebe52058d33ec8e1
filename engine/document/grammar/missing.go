package grammar

import (
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Missing are the labels that the language lacks for the policy.
func (t *tongue) Missing() []Missing {
	var out []Missing
	add := func(ok bool, kind, id string, at model.Pos, says string) {
		if !ok {
			out = append(out, Missing{kind, id, at, says})
		}
	}
	for k := range model.Kind(model.Kinds) {
		for n, node := range t.p.Graphs[k].All() {
			_, ok := t.names.Node(k, n)
			add(ok, k.String(), node.ID, node.Pos, node.Labels.In(""))
		}
	}
	for i := range t.p.Facts {
		f := &t.p.Facts[i]
		_, ok := t.names.Fact(model.FactID(i))
		add(ok || overdue(t.p, model.FactID(i)), "fact", f.ID, f.Pos, f.Labels.In(""))
		for j, value := range f.Options {
			_, ok := t.names.Value(model.FactID(i), j)
			add(ok, "value", f.ID+" "+value, f.Pos, value)
		}
	}
	for i := range t.p.Terms {
		_, ok := t.names.Term(i)
		add(ok, "term", t.p.Terms[i].ID, t.p.Terms[i].Pos, t.p.Terms[i].Labels.In(""))
	}
	for _, w := range labels.Words(t.p) {
		_, ok := t.names.Words(w)
		add(ok, "words", w, model.Pos{}, w)
	}
	_, ok := t.names.Title()
	add(ok || len(t.p.Title) == 0, "title", "", t.p.Pos, t.p.Title.In(""))
	_, ok = t.names.Controller()
	add(ok || len(t.p.Controller) == 0, "controller", "", t.p.Pos, t.p.Controller.In(""))
	return append(out, t.lackingPhrases()...)
}

// lackingPhrases are the phrases that English has and this language does not.
func (t *tongue) lackingPhrases() []Missing {
	var out []Missing
	for _, key := range t.phrases.lacks(readCatalogue("en")) {
		out = append(out, Missing{Kind: "phrase", ID: key})
	}
	return out
}
