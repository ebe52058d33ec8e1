package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

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
func (x *explainer) sayTime(k model.Known, event string) string {
	if !k.Happened {
		return "before " + event
	}
	return x.say.Times(k.Min, k.Max, event)
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
