package model

import "slices"

// Dim is a dimension of a norm and of a question: who does what with which data of whom, from
// whom, to whom, for what, where.
type Dim uint8

// The dimensions.
const (
	Actor Dim = iota
	Action
	Data
	Of
	From
	To
	For
	In
	DimCount int = iota
)

// Kind returns the kind of vocabulary that names the dimension's values.
func (d Dim) Kind() Kind {
	return [...]Kind{PartyKind, ActionKind, DataKind, PartyKind, PartyKind, PartyKind, PurposeKind, PlaceKind}[d]
}

// String returns the dimension's name in the command's JSON.
func (d Dim) String() string {
	return [...]string{"actor", "action", "data", "of", "from", "recipient", "purpose", "place"}[d]
}

// Word returns the word that introduces the dimension in a sentence; "" for the first three.
func (d Dim) Word() string { return [...]string{"", "", "", "of", "from", "to", "for", "in"}[d] }

// DimOfWord returns the dimension that a preposition introduces.
func DimOfWord(word string) (Dim, bool) {
	if word == "with" {
		return To, true
	}
	for d := Of; d < Dim(DimCount); d++ {
		if d.Word() == word {
			return d, true
		}
	}
	return 0, false
}

// Dims is a set of dimensions.
type Dims uint16

// Has reports whether the dimension is in the set.
func (s Dims) Has(d Dim) bool { return s&(1<<d) != 0 }

// With returns the set with the dimension.
func (s Dims) With(d Dim) Dims { return s | 1<<d }

// A Set is the nodes of one dimension that a norm or a question speaks of: those beneath one
// of In (or all of the kind), but beneath none of Except; or, where Outside is set, all others.
type Set struct {
	All     bool
	In      []NodeID
	Except  []NodeID
	Outside bool
}

// Any is the set of everything of a kind.
func Any() Set { return Set{All: true} }

// Only returns the set of a node and what lies beneath it.
func Only(n NodeID) Set { return Set{In: []NodeID{n}} }

// IsAny reports whether the set is everything, without exception.
func (s Set) IsAny() bool { return s.All && len(s.Except) == 0 && !s.Outside }

// Contains reports whether a node is in the set, by the graph's own edges.
func (s Set) Contains(g *Graph, n NodeID) bool {
	return s.Holds(func(b NodeID) bool { return g.Below(n, b) })
}

// Holds reports whether a node is in the set, by a given notion of what it lies beneath.
func (s Set) Holds(below func(NodeID) bool) bool {
	in := (s.All || slices.ContainsFunc(s.In, below)) && !slices.ContainsFunc(s.Except, below)
	return in != s.Outside
}

// A Scope is a set for every dimension.
type Scope [DimCount]Set

// AnyScope is the scope of everything.
func AnyScope() Scope {
	var s Scope
	for d := range s {
		s[d] = Any()
	}
	return s
}

// An Atom is one node for every dimension. In dimensions that its action does not take it has the root.
type Atom [DimCount]NodeID

// Taken returns the parts that at least one action of a set takes.
func (p *Policy) Taken(actions Set) Dims {
	if actions.All || actions.Outside {
		return 1<<DimCount - 1
	}
	var taken Dims
	g := p.Graphs[ActionKind]
	for _, n := range actions.In {
		for _, m := range g.Beneath(n) {
			if actions.Contains(g, m) {
				taken |= g.Node(m).Action.Takes
			}
		}
	}
	return taken
}
