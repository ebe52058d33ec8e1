package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An act is something that is done, and how it is denied: by "nicht", or, of something done to anybody, by "niemand".
type act struct {
	s        model.Scope
	named    model.Dims
	or       bool
	prohibit bool
	some     bool      // it is denied, but not by itself
	only     bool      // it is done only if something is so
	none     model.Dim // the dimension that is denied, where nowhere is set
	nowhere  bool
	it       string // what stands for the data; "" for their names
}

// act is what is done, with the infinitive at its end: "Ihre E-Mail-Adresse nicht an Dritte weitergeben".
func (g *german) act(x act) string {
	x.nowhere = true
	for _, d := range []model.Dim{model.In, model.From, model.To, model.Data} {
		if x.prohibit && x.it == "" && x.named.Has(d) && g.deniable(x, d) {
			x.none, x.nowhere = d, false
		}
	}
	var shared, phrases []string
	for _, a := range x.s[model.Action].In {
		if label := g.node(model.ActionKind, a); strings.ContainsAny(label, "{[") {
			phrases = append(phrases, g.phrase(label, x))
		} else {
			shared = append(shared, label)
		}
	}
	if x.s[model.Action].All {
		shared = append(shared, g.node(model.ActionKind, model.Root))
	}
	if len(shared) > 0 {
		data := ""
		if x.named.Has(model.Data) {
			data = g.data(x, accusative) + " "
		}
		phrases = append([]string{data + g.denied(x) + g.parts(x, nil) + g.List(shared, x.or)}, phrases...)
	}
	out := g.List(phrases, x.or && !x.prohibit) // each is denied by itself
	if except := x.s[model.Action].Except; len(except) > 0 {
		names := make([]string, len(except))
		for i, a := range except {
			names[i] = g.Name(model.ActionKind, a)
		}
		out += g.g("except.action", g.List(names, false))
	}
	return out
}

// deniable reports whether an act can be denied by saying that it is done to no one, and each of its verbs says so.
func (g *german) deniable(x act, d model.Dim) bool {
	switch {
	case !x.s[d].All:
		return false
	case d == model.From:
		return !x.s[d].IsAny() && g.collects(x.s[model.Action])
	case d == model.Data:
		return !slices.ContainsFunc(x.s[model.Action].In, func(a model.NodeID) bool {
			label := g.node(model.ActionKind, a)
			return strings.ContainsAny(label, "{[") && !has(label, "data") || strings.Contains(label, "{data:")
		})
	}
	return true
}

// denied is the word that denies an act, with a space behind it.
func (g *german) denied(x act) string {
	switch {
	case x.only:
		return g.g("only.then") + " "
	case !x.prohibit || !x.nowhere:
		return ""
	}
	return g.g("not") + " "
}

// phrase is an act whose label says where its parts stand. What it does not place stands behind an object, or before the verb.
func (g *german) phrase(label string, x act) string {
	placed := map[model.Dim]bool{}
	for d := range model.Dim(model.DimCount) {
		placed[d] = d.Word() != "" && has(label, d.Word())
	}
	rest := g.denied(x) + g.parts(x, placed)
	if has(label, "not") {
		rest = g.parts(x, placed)
	}
	said := fill(label, func(name, form string) (string, bool) {
		d, isPart := model.DimOfWord(name)
		switch {
		case name == "not":
			return g.denied(x), true
		case name == "data" && !x.named.Has(model.Data), name != "data" && (!isPart || !x.named.Has(d)):
			return "", false
		case name == "data" && form == "dat":
			return g.data(x, dative), true
		case name == "data" && form == "gen":
			return g.genitive(x), true
		case name == "data":
			out := strings.TrimSuffix(g.data(x, accusative)+" "+rest, " ")
			rest = ""
			return out, true
		case form == "into":
			return g.into(x), true
		}
		return g.set(d.Kind(), x.s[d], caseOf(form), x.or, x.how(d)), true
	})
	if i := strings.LastIndexByte(said, ' ') + 1; rest != "" && !startsBare(label) { // before the verb
		return said[:i] + rest + said[i:]
	}
	return rest + said
}

// startsBare reports whether a label has no object of its own, so that "nicht" stands before all of it.
func startsBare(label string) bool { return !strings.Contains(label, "{data") }

// into is a country as the goal of a transfer: "nach Deutschland", "in die Schweiz".
func (g *german) into(x act) string {
	set := x.s[model.In]
	if len(set.In) == 1 && !set.All && !set.Outside && g.noun(model.PlaceKind, set.In[0]).gender == "" {
		return g.g("into.name", g.set(model.PlaceKind, set, accusative, x.or, x.how(model.In)))
	}
	return g.g("into", g.set(model.PlaceKind, set, accusative, x.or, x.how(model.In)))
}

// how tells how anything in a dimension is said.
func (x act) how(d model.Dim) string {
	switch {
	case d == x.none && !x.nowhere:
		return "no"
	case x.prohibit || x.some:
		return "some"
	}
	return "any"
}

// parts are the recipient, purpose and place that no label places, each with a space behind it.
func (g *german) parts(x act, placed map[model.Dim]bool) string {
	out := ""
	for _, d := range []model.Dim{model.To, model.For, model.In} {
		if !x.named.Has(d) || placed[d] || x.it != "" {
			continue
		}
		c := accusative
		if d == model.In {
			c = dative
		}
		out += g.g(d.String(), g.set(d.Kind(), x.s[d], c, x.or, x.how(d))) + " "
	}
	return out
}
