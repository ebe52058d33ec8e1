package analysis

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A phrase says a box of atoms in words: who does what with which data.
type phrase struct {
	p     *model.Policy
	say   *words.Speaker
	box   *compile.Box
	takes model.Dims
}

func (c *comparer) phrase(box *compile.Box) *phrase {
	p := c.v[newSide].alike
	return &phrase{p: p, say: words.New(p), box: box, takes: c.takes(box)}
}

func (s *phrase) actor() string {
	set, exact := s.set(model.Actor)
	if !exact {
		return s.names(model.Actor, "and")
	}
	scope := model.AnyScope()
	scope[model.Actor] = set
	return s.say.Actor(scope)
}

// act says what is done. Whom it goes to, and for what, is said even where it is anyone and anything.
func (s *phrase) act() string {
	words := []string{s.part(model.Action, "or")}
	if s.takes.Has(model.Data) {
		words = append(words, s.data())
	}
	for _, d := range []model.Dim{model.From, model.To, model.For, model.In} {
		set, exact := s.set(d)
		if !s.takes.Has(d) || exact && set.IsAny() && (d == model.From || d == model.In) {
			continue
		}
		words = append(words, map[model.Dim]string{model.From: "obtained from", model.To: s.to(), model.For: "for", model.In: "in"}[d], s.part(d, "or"))
	}
	return strings.Join(words, " ")
}

// allOfData reports whether a box is everything that anyone may do with some data.
func (s *phrase) allOfData() bool {
	for _, d := range []model.Dim{model.Actor, model.Action, model.To, model.For, model.In} {
		if set, exact := s.set(d); !exact || !set.IsAny() {
			return false
		}
	}
	return s.takes.Has(model.Data)
}

// to is the preposition of a recipient: that of the actions, if they have the same.
func (s *phrase) to() string {
	for _, a := range s.box[model.Action] {
		if a == model.Root || !s.p.Graphs[model.ActionKind].Node(a).Action.With {
			return "to"
		}
	}
	return "with"
}

// data says whose data.
func (s *phrase) data() string {
	scope := model.AnyScope()
	var exact, of bool
	scope[model.Data], exact = s.set(model.Data)
	scope[model.Of], of = s.set(model.Of)
	few := len(scope[model.Data].In) <= maxSaid && len(scope[model.Data].Except) <= maxSaid
	if exact && of && few {
		return s.say.Data(scope)
	}
	text := s.part(model.Data, "and")
	if of && slices.Equal(s.box[model.Of], []model.NodeID{model.You}) {
		if strings.HasPrefix(text, "any ") || strings.HasPrefix(text, "your ") {
			return text + " of yours"
		}
		return "your " + text
	}
	return text + " of " + s.part(model.Of, "or")
}

func (s *phrase) part(d model.Dim, joint string) string {
	set, exact := s.set(d)
	if !exact {
		return s.names(d, joint)
	}
	if len(set.In) <= maxSaid && len(set.Except) <= maxSaid && (d != model.Action || len(set.Except) == 0) {
		return s.say.Set(d.Kind(), set, joint)
	}
	list := func(nodes []model.NodeID, joint string) string {
		var out []string
		for _, n := range nodes {
			out = append(out, s.say.Set(d.Kind(), model.Set{In: []model.NodeID{n}}, joint))
		}
		return nameSome(out, joint)
	}
	text := list(set.In, joint)
	if set.All {
		text = s.say.Set(d.Kind(), model.Any(), joint)
	}
	switch {
	case len(set.Except) == 0:
		return text
	case d == model.Action:
		return text + " (but not " + list(set.Except, "or") + ")"
	}
	return text + " except " + list(set.Except, "and")
}

// set returns the nodes of a dimension as names with what lies beneath them, but for some; false where they are not just that.
func (s *phrase) set(d model.Dim) (model.Set, bool) {
	g, in := s.p.Graph(d), s.box[d]
	has := func(n model.NodeID) bool { _, ok := slices.BinarySearch(in, n); return ok }
	var out model.Set
	for _, n := range in {
		if !slices.ContainsFunc(g.Above(n), func(a model.NodeID) bool { return a != n && has(a) }) {
			out.In = append(out.In, n)
		}
	}
	for _, top := range out.In {
		for _, n := range g.Beneath(top) {
			if !has(n) && !slices.ContainsFunc(g.Node(n).Parents, func(p model.NodeID) bool { return !has(p) && g.Below(p, top) }) {
				out.Except = append(out.Except, n)
			}
		}
	}
	slices.Sort(out.Except)
	out.Except = slices.Compact(out.Except)
	if len(out.In) == 1 && out.In[0] == model.Root {
		out.All, out.In = true, nil
	}
	if slices.ContainsFunc(out.Except, func(x model.NodeID) bool {
		return slices.ContainsFunc(out.In, func(top model.NodeID) bool { return s.onlyItself(d, top) && g.Below(x, top) })
	}) {
		return out, false
	}
	for n := range model.NodeID(g.Len()) {
		if out.Contains(g, n) != has(n) {
			return out, false
		}
	}
	return out, true
}

// onlyItself reports whether a node is in a dimension without any of what lies beneath it.
func (s *phrase) onlyItself(d model.Dim, n model.NodeID) bool {
	g := s.p.Graph(d)
	return len(g.Beneath(n)) > 1 && !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool {
		_, ok := slices.BinarySearch(s.box[d], m)
		return m != n && ok
	})
}

// names lists what a dimension has: names with all that lies beneath them, and of others what has no name of its own.
func (s *phrase) names(d model.Dim, joint string) string {
	g, in := s.p.Graph(d), s.box[d]
	whole := map[model.NodeID]bool{}
	for _, n := range in {
		whole[n] = !slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { _, ok := slices.BinarySearch(in, m); return !ok })
	}
	var out []string
	for _, n := range in {
		switch {
		case slices.ContainsFunc(g.Above(n), func(a model.NodeID) bool { return a != n && whole[a] }):
		case n == model.Root && !whole[n]: // comes first, below
		case whole[n]:
			out = append(out, s.say.Set(d.Kind(), model.Set{In: []model.NodeID{n}}, joint))
		case d == model.Action:
			out = append(out, s.say.Node(d.Kind(), n)+" in other ways")
		default:
			out = append(out, "other "+s.say.Node(d.Kind(), n))
		}
	}
	if _, ok := slices.BinarySearch(in, model.Root); ok && !whole[model.Root] {
		out = append([]string{unnamed(d.Kind())}, out...)
	}
	return nameSome(out, joint)
}

// unnamed says what of a kind has no name of its own.
func unnamed(k model.Kind) string {
	return map[model.Kind]string{model.DataKind: "other data", model.PurposeKind: "other purposes", model.PartyKind: "anyone else",
		model.ActionKind: "do anything else with", model.PlaceKind: "other places"}[k]
}
