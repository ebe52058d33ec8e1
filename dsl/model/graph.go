package model

import (
	"iter"
	"slices"
)

// Kind is a kind of vocabulary. Each kind is a directed acyclic graph of its own.
type Kind uint8

// The kinds of vocabulary.
const (
	DataKind Kind = iota
	PurposeKind
	PartyKind
	ActionKind
	PlaceKind
	BasisKind
	Kinds int = iota
)

func (k Kind) String() string {
	return [...]string{"data", "purpose", "party", "action", "place", "basis"}[k]
}

// KindNamed returns the kind that declarations call so.
func KindNamed(word string) (Kind, bool) {
	for k := range Kind(Kinds) {
		if k.String() == word {
			return k, true
		}
	}
	return 0, false
}

// NodeID is the index of a node in its graph. The root, Root, stands above all others: `any`.
type NodeID int32

// Root is the node of every graph that stands for anything of its kind, named or not.
const Root NodeID = 0

// The parties that the language itself knows: the controller and the data subject.
const (
	We  NodeID = 1
	You NodeID = 2
)

// A Node is a name of a vocabulary.
type Node struct {
	ID       string
	Labels   Labels
	Parents  []NodeID // as declared; [Root] where none is
	Children []NodeID
	Inputs   []NodeID // what it is inferred from; states a fact, decides nothing
	Same     []string // equal terms elsewhere, as "dpv:EmailAddress"
	Pos      Pos
	Action   *ActionNode // of actions
}

// An ActionNode is what only actions have.
type ActionNode struct {
	Takes   Dims  // the parts it takes, its parents' included
	With    bool  // its recipient is introduced by `with` instead of `to`
	Nothing bool  // it takes no part, and no data either
	Ends    []End // what a duty to do it after an event ends, its parents' included
}

// An End is an action that a duty to do another one ends.
type End struct {
	Action NodeID
	Unless FactID // unless this fact is so; NoFact where none is named
}

// AddEnd adds an end, once.
func (a *ActionNode) AddEnd(e End) {
	if !slices.Contains(a.Ends, e) {
		a.Ends = append(a.Ends, e)
	}
}

// A Graph is one kind of vocabulary. It is immutable and safe for concurrent use.
type Graph struct {
	Kind  Kind
	nodes []Node
	byID  map[string]NodeID
	above [][]NodeID // for each node, itself and its ancestors, sorted
	below [][]NodeID // for each node, itself and what lies beneath it, sorted
}

// NewGraph closes a graph over its nodes, of which the first must be the root. Parents must be set,
// children are. It reports a node on a cycle, or more pairs of a node and an ancestor than limit.
func NewGraph(kind Kind, nodes []Node, limit int) (g *Graph, cycle NodeID, tooLarge bool) {
	g = &Graph{Kind: kind, nodes: nodes, byID: make(map[string]NodeID, len(nodes)), above: make([][]NodeID, len(nodes))}
	for i := range nodes {
		g.byID[nodes[i].ID] = NodeID(i)
		for _, p := range nodes[i].Parents {
			nodes[p].Children = append(nodes[p].Children, NodeID(i))
		}
	}
	waiting := make([]int, len(nodes))
	for i := range nodes {
		waiting[i] = len(nodes[i].Parents)
	}
	ready, done := []NodeID{Root}, 0
	for len(ready) > 0 {
		n := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		done++
		g.above[n] = g.closure(n)
		if limit -= len(g.above[n]); limit < 0 {
			return g, 0, true
		}
		for _, c := range nodes[n].Children {
			if waiting[c]--; waiting[c] == 0 {
				ready = append(ready, c)
			}
		}
	}
	if done < len(nodes) {
		for i, w := range waiting {
			if w > 0 {
				return g, g.onCycle(NodeID(i)), false
			}
		}
	}
	g.turn()
	return g, 0, false
}

// turn fills below from above.
func (g *Graph) turn() {
	g.below = make([][]NodeID, len(g.nodes))
	for n, above := range g.above {
		for _, a := range above {
			g.below[a] = append(g.below[a], NodeID(n))
		}
	}
}

func (g *Graph) closure(n NodeID) []NodeID {
	out := []NodeID{n}
	for _, p := range g.nodes[n].Parents {
		out = append(out, g.above[p]...)
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}

// onCycle walks upwards from a node that was never reached until a node comes up again.
func (g *Graph) onCycle(n NodeID) NodeID {
	seen := map[NodeID]bool{}
	for !seen[n] {
		seen[n] = true
		for _, p := range g.nodes[n].Parents {
			if g.above[p] == nil {
				n = p
				break
			}
		}
	}
	return n
}

// Len returns the number of nodes, the root included.
func (g *Graph) Len() int { return len(g.nodes) }

// Node returns a node. It must not be changed.
func (g *Graph) Node(n NodeID) *Node { return &g.nodes[n] }

// Lookup returns the node with that id.
func (g *Graph) Lookup(id string) (NodeID, bool) {
	n, ok := g.byID[id]
	return n, ok
}

// Above returns the node and all its ancestors, sorted. It must not be changed.
func (g *Graph) Above(n NodeID) []NodeID { return g.above[n] }

// Below reports whether n is the node b or lies beneath it.
func (g *Graph) Below(n, b NodeID) bool {
	_, ok := slices.BinarySearch(g.above[n], b)
	return ok
}

// All yields the nodes in the order of their declaration, the root first.
func (g *Graph) All() iter.Seq2[NodeID, *Node] {
	return func(yield func(NodeID, *Node) bool) {
		for i := range g.nodes {
			if !yield(NodeID(i), &g.nodes[i]) {
				return
			}
		}
	}
}

// Beneath returns the node and everything beneath it, sorted. It must not be changed.
func (g *Graph) Beneath(n NodeID) []NodeID { return g.below[n] }
