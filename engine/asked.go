package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// asked says the question again, in names.
func (x *explainer) asked() Asked {
	out := Asked{Actor: x.names(model.Actor), Action: x.names(model.Action), Given: x.given(), NothingElse: x.q.NothingElse}
	if x.q.Named.Has(model.Data) {
		out.Data = x.nameList(model.Data)
	}
	set := func(d model.Dim, to *any) {
		if x.q.Named.Has(d) {
			*to = x.names(d)
		}
	}
	set(model.Of, &out.Of)
	set(model.From, &out.From)
	set(model.To, &out.Recipient)
	set(model.For, &out.Purpose)
	set(model.In, &out.Place)
	for d := range model.Dim(model.DimCount) {
		if except := x.q.Scope[d].Except; len(except) > 0 {
			if out.Except == nil {
				out.Except = map[string][]string{}
			}
			for _, n := range except {
				out.Except[d.String()] = append(out.Except[d.String()], x.e.policy.Graph(d).Node(n).ID)
			}
		}
	}
	return out
}

func (x *explainer) nameList(d model.Dim) []string { return nodeIDs(x.e.policy.Graph(d), x.q.Scope[d]) }

// nodeIDs returns the names of a set, but for its exceptions.
func nodeIDs(g *model.Graph, s model.Set) []string {
	out := []string{}
	if s.All {
		out = append(out, g.Node(model.Root).ID)
	}
	for _, n := range s.In {
		out = append(out, g.Node(n).ID)
	}
	return out
}

// fields returns the question in parts, as its JSON form is.
func (x *explainer) fields() dsl.Fields {
	f := dsl.Fields{Values: x.given(), NothingElse: x.q.NothingElse}
	for d := range model.Dim(model.DimCount) {
		if d == model.Actor || d == model.Action || x.q.Named.Has(d) {
			f.Dims[d] = x.nameList(d)
		}
		f.Except[d] = nodeIDs(x.e.policy.Graph(d), model.Set{In: x.q.Scope[d].Except})
	}
	return f
}

func (x *explainer) names(d model.Dim) any { return one(x.nameList(d)) }

// given says what the question gives, in a form that can be asked again.
func (x *explainer) given() map[string]any {
	out := map[string]any{}
	for f, k := range x.q.Facts {
		out[x.e.policy.Facts[f].ID] = x.knownValue(f, k)
	}
	for k := range model.ConsentKind(model.ConsentKinds) {
		if t := x.q.Consent[k]; t != model.Unknown {
			out[k.String()] = t == model.Sure
		}
	}
	if x.q.Objection != model.Unknown {
		out["objection"] = x.q.Objection == model.Sure
	}
	x.givenGrants(out)
	return out
}

// givenGrants adds the consents and objections that cover a part only.
func (x *explainer) givenGrants(out map[string]any) {
	for _, objection := range []bool{false, true} {
		name, all := "consent", x.q.Consent[model.Consent]
		if objection {
			name, all = "objection", x.q.Objection
		}
		var list []any
		for _, g := range x.q.Grants {
			if covered := all == model.Sure && (objection || g.Kind == model.Consent); g.Objection == objection && !covered {
				list = append(list, x.grantValue(&g))
			}
		}
		if all == model.Sure && len(list) > 0 {
			list = x.coverAll(list)
		}
		if len(list) > 0 {
			out[name] = list
		}
	}
}

// grantValue says what a consent or an objection covers.
func (x *explainer) grantValue(g *model.Grant) map[string]any {
	m := map[string]any{}
	if !g.Objection && g.Kind != model.Consent {
		m["kind"] = strings.TrimSuffix(g.Kind.String(), " consent")
	}
	for d := model.Action; d < model.Dim(model.DimCount); d++ {
		s := g.Scope[d]
		if s.IsAny() && d != model.Of || d == model.Of && slices.Equal(s.In, []model.NodeID{model.You}) {
			continue
		}
		m[d.String()] = one(nodeIDs(x.e.policy.Graph(d), s))
	}
	return m
}

// knownValue is what a question says of a fact, as a value.
func (x *explainer) knownValue(f model.FactID, k model.Known) any {
	fact := &x.e.policy.Facts[f]
	switch fact.Type {
	case model.YesNo:
		return k.Yes
	case model.Number:
		return numberValue(k)
	case model.OneOf:
		var left, out []string
		for i, ok := range k.Options {
			if ok {
				left = append(left, fact.Options[i])
			} else {
				out = append(out, "not "+fact.Options[i])
			}
		}
		if len(left) == 1 {
			return left[0]
		}
		return one(out)
	case model.AtPlace:
		return x.placesValue(k.Places)
	}
	return eventValue(k)
}

func numberValue(k model.Known) any {
	free := model.Known{Min: -1 << 63, Max: 1<<63 - 1}
	switch {
	case k.Min == k.Max:
		return k.Min
	case k.Max == free.Max:
		return ">= " + itoa(k.Min)
	case k.Min == free.Min:
		return "<= " + itoa(k.Max)
	}
	return []any{">= " + itoa(k.Min), "<= " + itoa(k.Max)}
}

func eventValue(k model.Known) any {
	switch {
	case !k.Happened:
		return false
	case k.Min == k.Max:
		return hoursValue(k.Min)
	case k.Min == 0 && k.Max == 1<<63-1:
		return true
	case k.Min == 0:
		return map[string]any{"within": hoursValue(k.Max)}
	case k.Max == 1<<63-1:
		return map[string]any{"more_than": hoursValue(k.Min - 1)}
	}
	return []any{map[string]any{"more_than": hoursValue(k.Min - 1)}, map[string]any{"within": hoursValue(k.Max)}}
}

// placesOf returns the places of a cell.
func (x *explainer) placesOf(f model.FactID, cell int) []model.NodeID {
	var out []model.NodeID
	for n := range model.NodeID(x.e.policy.Graphs[model.PlaceKind].Len()) {
		if x.e.program.Layout.PlaceCell(int(f), n) == cell {
			out = append(out, n)
		}
	}
	return out
}

// A placeTest is one of the tests that together leave just some places.
type placeTest struct {
	place  model.NodeID
	not    bool
	within bool
}

// placeTests describes a set of places: the smallest ones that all of them lie in, and what must be taken away.
func placeTests(g *model.Graph, places []model.NodeID) []placeTest {
	if len(places) == 1 && places[0] != model.Root {
		return []placeTest{{place: places[0]}}
	}
	has := func(list []model.NodeID, n model.NodeID) bool { _, ok := slices.BinarySearch(list, n); return ok }
	left := g.Beneath(model.Root)
	var out []placeTest
	for n := model.NodeID(g.Len()) - 1; n > model.Root; n-- {
		around := func(a model.NodeID) bool {
			return !slices.ContainsFunc(places, func(p model.NodeID) bool { return !g.Below(p, a) })
		}
		if around(n) && !slices.ContainsFunc(g.Node(n).Children, around) {
			out = append(out, placeTest{place: n, within: true})
			left = slices.DeleteFunc(slices.Clone(left), func(m model.NodeID) bool { return !g.Below(m, n) })
		}
	}
	for n := model.Root; int(n) < g.Len(); n++ {
		if !has(left, n) || has(places, n) {
			continue
		}
		within := !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { return has(places, m) })
		out = append(out, placeTest{place: n, not: true, within: within})
		left = slices.DeleteFunc(slices.Clone(left), func(m model.NodeID) bool { return m == n || within && g.Below(m, n) })
	}
	return out
}

// placesValue says a set of places as a value.
func (x *explainer) placesValue(places []model.NodeID) any {
	var out []string
	for _, t := range placeTests(x.e.policy.Graphs[model.PlaceKind], places) {
		text := x.e.policy.Graphs[model.PlaceKind].Node(t.place).ID
		if t.within {
			text = "in " + text
		}
		if t.not {
			text = "not " + text
		}
		out = append(out, text)
	}
	return one(out)
}

// sayPlaces says a set of places: "in the European Union, but not in Germany".
func (x *explainer) sayPlaces(places []model.NodeID) string {
	var is, not []string
	for _, t := range placeTests(x.e.policy.Graphs[model.PlaceKind], places) {
		text := x.say.Node(model.PlaceKind, t.place)
		if t.within {
			text = "in " + text
		}
		if t.not {
			not = append(not, text)
		} else {
			is = append(is, text)
		}
	}
	switch {
	case len(not) == 0:
		return sentence.List(is, "and")
	case len(is) == 0:
		return "not " + sentence.List(not, "or")
	}
	return sentence.List(is, "and") + ", but not " + sentence.List(not, "or")
}

// sayNumber says a range of numbers.
func sayNumber(k model.Known) string {
	free := model.Known{Min: -1 << 63, Max: 1<<63 - 1}
	switch {
	case k.Min == k.Max:
		return itoa(k.Min)
	case k.Max == free.Max:
		return "at least " + itoa(k.Min)
	case k.Min == free.Min:
		return "at most " + itoa(k.Max)
	}
	return itoa(k.Min) + " to " + itoa(k.Max)
}

// sayTime says when an event happened.
func sayTime(k model.Known, event string) string {
	open := k.Max == 1<<63-1
	switch {
	case !k.Happened:
		return "before " + event
	case k.Min == k.Max:
		return sentence.Hours(k.Min) + " after " + event
	case k.Min == 0 && open:
		return "after " + event
	case k.Min == 0:
		return "within " + sentence.Hours(k.Max) + " after " + event
	case open:
		return "more than " + sentence.Hours(k.Min-1) + " after " + event
	}
	return "more than " + sentence.Hours(k.Min-1) + " and at most " + sentence.Hours(k.Max) + " after " + event
}

// knownCells is what is known of a number or an event that is in one of a row of cells.
func (x *explainer) knownCells(f model.FactID, first, last int) model.Known {
	k := x.e.policy.Unrestricted(f)
	l := x.e.program.Layout
	if x.e.policy.Facts[f].Type == model.Event {
		if k.Happened, k.NotYet = first > 0, first == 0; k.NotYet {
			return k
		}
		first, last = first-1, last-1
	}
	if low, _, ok, _ := l.Bounds(int(f), first); ok {
		k.Min = low
	}
	if _, high, _, ok := l.Bounds(int(f), last); ok {
		k.Max = high
	}
	return k
}

// hoursValue is a length of time in JSON.
func hoursValue(h int64) map[string]any {
	if h%24 == 0 {
		return map[string]any{"days": h / 24}
	}
	return map[string]any{"hours": h}
}

func one(list []string) any {
	if len(list) == 1 {
		return list[0]
	}
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
