package engine

import (
	"cmp"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An axis is a listed dimension: its nodes, but those that cannot differ from their only parent. A node comes after those
// above it.
type axis struct {
	dim   model.Dim
	graph *model.Graph
	nodes []model.NodeID
	place map[model.NodeID]int // of every node: where on the axis it is, or the node above that stands for it
	up    [][]int              // of each place: the places next above it
	tile  []int                // of each place: a number that it shares with those that no sentence tells apart from it
	tiles int
}

func (e *Engine) newAxis(q *model.Question, d model.Dim) *axis {
	a := &axis{dim: d, graph: e.policy.Graph(d), place: map[model.NodeID]int{}}
	keys := e.program.Apart(q, d)
	all := a.fromAbove()
	numbers := map[string]int{}
	for _, n := range all {
		parents := a.graph.Node(n).Parents
		if n != model.Root && len(parents) == 1 && keys[n] == keys[parents[0]] {
			a.place[n] = a.place[parents[0]]
			continue
		}
		a.place[n] = len(a.nodes)
		a.nodes = append(a.nodes, n)
		var up []int
		for _, p := range parents {
			up = append(up, a.place[p])
		}
		slices.Sort(up)
		a.up = append(a.up, slices.Compact(up))
		number, ok := numbers[keys[n]]
		if !ok {
			number = len(numbers)
			numbers[keys[n]] = number
		}
		a.tile = append(a.tile, number)
	}
	a.tiles = len(numbers)
	return a
}

// fromAbove returns the nodes, each after those above it.
func (a *axis) fromAbove() []model.NodeID {
	out := slices.Clone(a.graph.Beneath(model.Root))
	slices.SortStableFunc(out, func(x, y model.NodeID) int {
		return cmp.Compare(len(a.graph.Above(x)), len(a.graph.Above(y)))
	})
	return out
}

// below reports whether a place is another one, or lies beneath it.
func (a *axis) below(x, y int) bool { return a.graph.Below(a.nodes[x], a.nodes[y]) }
