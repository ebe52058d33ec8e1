package analysis

import (
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// What a change in a sentence about everything comes to is a hundred thousand boxes, of a few hundred lists of names each in one dimension. So
// boxes are joined by the numbers of their lists, and what is found out about a list is found out once.

// A list is some names of one dimension, by where they are kept: lists are never changed.
type list struct {
	first *model.NodeID
	count int
}

func listOf(nodes []model.NodeID) list {
	if len(nodes) == 0 {
		return list{}
	}
	return list{&nodes[0], len(nodes)}
}

// lists gives equal lists of names one number.
type lists struct {
	known  map[list]int32
	equal  map[string]int32
	all    [][]model.NodeID
	inside map[[2]list]bool // whether one lies within another
	plain  [model.DimCount]map[list]bool
}

func newLists() *lists {
	l := &lists{known: map[list]int32{}, equal: map[string]int32{}, inside: map[[2]list]bool{}}
	for d := range l.plain {
		l.plain[d] = map[list]bool{}
	}
	return l
}

func (l *lists) number(nodes []model.NodeID) int32 {
	at := listOf(nodes)
	if i, ok := l.known[at]; ok {
		return i
	}
	var key []byte
	for _, n := range nodes {
		key = binary.AppendUvarint(key, uint64(n))
	}
	i, ok := l.equal[string(key)]
	if !ok {
		i = int32(len(l.all))
		l.equal[string(key)] = i
		l.all = append(l.all, nodes)
	}
	l.known[at] = i
	return i
}

// union returns the number of all names of some lists.
func (l *lists) union(numbers []int32) int32 {
	if len(numbers) == 1 {
		return numbers[0]
	}
	var nodes []model.NodeID
	for _, i := range numbers {
		nodes = append(nodes, l.all[i]...)
	}
	slices.Sort(nodes)
	return l.number(slices.Compact(nodes))
}

// A shape is a box by the numbers of its lists.
type shape [model.DimCount]int32

func (l *lists) shape(box *compile.Box) (out shape) {
	for d, nodes := range box {
		out[d] = l.number(nodes)
	}
	return out
}

// joinOrder is the order in which boxes are joined that differ in one dimension.
var joinOrder = []model.Dim{model.Data, model.For, model.To, model.From, model.In, model.Of, model.Action, model.Actor}

// joined returns as few boxes as joining one dimension after the other makes.
func (l *lists) joined(boxes []compile.Box) []compile.Box {
	shapes := make([]shape, len(boxes))
	for i := range boxes {
		shapes[i] = l.shape(&boxes[i])
	}
	for before := -1; before != len(shapes); {
		before = len(shapes)
		for _, d := range joinOrder {
			shapes = l.joinIn(shapes, d)
		}
	}
	out := make([]compile.Box, len(shapes))
	for i := range shapes {
		for d, k := range shapes[i] {
			out[i][d] = l.all[k]
		}
	}
	return out
}

// joinIn joins those that differ in one dimension only.
func (l *lists) joinIn(shapes []shape, d model.Dim) []shape {
	var out []shape
	var own [][]int32
	at := make(map[shape]int, len(shapes))
	for _, s := range shapes {
		but := s
		but[d] = 0
		i, ok := at[but]
		if !ok {
			i = len(out)
			at[but] = i
			out, own = append(out, s), append(own, nil)
		}
		own[i] = append(own[i], s[d])
	}
	for i := range out {
		out[i][d] = l.union(own[i])
	}
	return out
}

// liesIn reports whether a box lies in another.
func (c *comparer) liesIn(inner compile.Box, outer *compile.Box) bool {
	for d := range inner {
		if !c.lists.within(inner[d], outer[d]) {
			return false
		}
	}
	return true
}

// within reports whether all names of a list are in another.
func (l *lists) within(inner, outer []model.NodeID) bool {
	if len(inner) > len(outer) {
		return false
	}
	key := [2]list{listOf(inner), listOf(outer)}
	in, ok := l.inside[key]
	if !ok {
		in = !slices.ContainsFunc(inner, func(n model.NodeID) bool { _, is := slices.BinarySearch(outer, n); return !is })
		l.inside[key] = in
	}
	return in
}
