package engine

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// choices returns what a question may say so that a variable is in one of some cells, each way of saying it as items; none where no
// question can say it.
func (x *explainer) choices(v varCells) [][]item {
	yes := v.cells[0] == compile.CellYes
	name := x.varName(v.v)
	switch {
	case v.v.Part:
		return single(x.partChoices(v.v.Dim, v.cells))
	case v.v.Consent:
		return x.consentChoices(v.cells)
	case v.v.Deemed:
		return [][]item{{{key: name, value: yes, is: []string{sentence.Consent(model.DeemedConsent, yes)}}}}
	case v.v.Objects:
		return [][]item{{{key: name, value: yes, is: []string{sentence.Objection(yes)}}}}
	}
	return single(x.factChoices(v.v.Fact, name, v.cells))
}

// single returns each item as a way of its own.
func single(items []item) [][]item {
	out := make([][]item, len(items))
	for i := range items {
		out[i] = items[i : i+1 : i+1]
	}
	return out
}

// consentChoices says exactly which consent there is. What need not be said is left out when it is asked.
func (x *explainer) consentChoices(cells []int) [][]item {
	var out [][]item
	for _, cell := range cells {
		var has, not []item
		for k := model.ExplicitConsent; k < model.DeemedConsent; k++ {
			switch {
			case x.e.program.Layout.HasKind(cell, k):
				has = append(has, consentItem(k, true))
			case cell == 0 || !slices.ContainsFunc(x.q.Grants, func(g model.Grant) bool { return !g.Objection && g.Kind == k }):
				not = append(not, consentItem(k, false))
			}
		}
		all := consentItem(model.Consent, cell > 0)
		if grants, ok := x.given()["consent"].([]any); ok && cell > 0 { // they are not taken back
			all.value = x.coverAll(grants)
		}
		out = append(out, slices.Concat([]item{all}, has, not)) // a kind that need not be said is left out before consent as such
	}
	return out
}

func consentItem(k model.ConsentKind, yes bool) item {
	return item{key: k.String(), value: yes, kind: k, asks: true, yes: yes}
}

// coverAll puts a consent to everything before the consents to something that a question gives.
func (x *explainer) coverAll(grants []any) []any {
	all := map[string]any{model.Of.String(): x.e.policy.Graph(model.Of).Node(model.Root).ID}
	return append([]any{all}, grants...)
}

// partChoices returns nodes of an open part that can be asked about: with each, everything beneath it is in the cells. Where the
// cells hold what the policy does not name, one node stands for all, and the words say which it must not be.
func (x *explainer) partChoices(d model.Dim, cells []int) []item {
	in := map[model.NodeID]bool{}
	for _, c := range cells {
		for _, n := range x.prepared.Parts[d][c].Nodes {
			in[n] = true
		}
	}
	g := x.e.policy.Graph(d)
	whole := wholly(g, in)
	var out []item
	for n := model.Root + 1; int(n) < g.Len(); n++ {
		if !in[n] || !whole(n) || slices.ContainsFunc(g.Node(n).Parents, func(p model.NodeID) bool { return p != model.Root && whole(p) }) {
			continue
		}
		out = append(out, item{key: d.String(), value: g.Node(n).ID, part: true, dim: d, what: partWord(d) + " is", is: []string{x.nodeName(d, n)}})
		if in[model.Root] || len(out) == maxNamed {
			break
		}
	}
	if in[model.Root] && len(out) > 0 {
		out[0].is = []string{x.outside(d, in, out[0].is[0])}
	}
	return out
}

// nodeName is the label of a node in a sentence.
func (x *explainer) nodeName(d model.Dim, n model.NodeID) string {
	return x.say.Set(d.Kind(), model.Set{In: []model.NodeID{n}}, "or")
}

// outside says of a set with the root what is not in it, if that is little; else, that it is what the policy does not name, with
// an example.
func (x *explainer) outside(d model.Dim, in map[model.NodeID]bool, example string) string {
	g := x.e.policy.Graph(d)
	var out []string
	for n := range model.NodeID(g.Len()) {
		if in[n] || slices.ContainsFunc(g.Above(n), func(a model.NodeID) bool { return a != n && !in[a] }) {
			continue
		}
		if out = append(out, x.nodeName(d, n)); len(out) > 3 || slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { return in[m] }) {
			return "none that the policy names here, such as " + example
		}
	}
	return "anything but " + sentence.List(out, "or")
}

// wholly tells of nodes whether they and all beneath them are in a set, each looked at once.
func wholly(g *model.Graph, in map[model.NodeID]bool) func(model.NodeID) bool {
	known := map[model.NodeID]bool{}
	var whole func(n model.NodeID) bool
	whole = func(n model.NodeID) bool {
		if w, ok := known[n]; ok {
			return w
		}
		known[n] = in[n] && !slices.ContainsFunc(g.Node(n).Children, func(c model.NodeID) bool { return !whole(c) })
		return known[n]
	}
	return whole
}

// partWord says what an open part is.
func partWord(d model.Dim) string {
	return map[model.Dim]string{model.Data: "what is asked about", model.From: "the source of the data", model.To: "the recipient",
		model.For: "the purpose", model.In: "the place"}[d]
}

// factChoices says that a fact is in one of some cells. Numbers and times that lie side by side are one range.
func (x *explainer) factChoices(f model.FactID, name string, cells []int) []item {
	fact := &x.e.policy.Facts[f]
	out := func(value any, what, is string) item {
		return item{key: name, value: value, what: what, is: []string{is}}
	}
	var items []item
	switch label := x.say.Fact(f); fact.Type {
	case model.YesNo:
		yes := cells[0] == compile.CellYes
		return []item{out(yes, "", x.say.Cond(&model.Yes{Fact: f}, yes))}
	case model.OneOf:
		is := " is"
		if fact.Judgement {
			is = " is taken to be"
		}
		for _, c := range cells {
			items = append(items, out(fact.Options[c], label+is, "\""+fact.Options[c]+"\""))
		}
	case model.AtPlace:
		for _, c := range cells {
			places := x.placesOf(f, c)
			it := out(x.placesValue(places), label+" is", x.sayPlaces(places))
			if strings.Contains(it.is[0], "not ") { // with "or", it would not be plain to what that belongs
				it.what, it.is[0] = "", it.what+" "+it.is[0]
			}
			items = append(items, it)
		}
	default:
		for _, run := range compile.Runs(cells, fact.Type == model.Event) {
			k := x.knownCells(f, run[0], run[1])
			if fact.Type == model.Number {
				items = append(items, out(numberValue(k), label+" is", sayNumber(k)))
			} else {
				items = append(items, out(eventValue(k), "it is", x.sayTime(k, label)))
			}
		}
	}
	return items
}
