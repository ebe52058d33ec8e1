package compile

import (
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A sweep divides a dimension anew in every box of the dimensions before it, mostly by few names, and often by the same. So it goes
// down from the names instead of up from every node, and remembers what it has divided.

// maxSplit bounds what is remembered, in nodes.
const maxSplit = 4_000_000

// A splitter divides dimensions for one sweep.
type splitter struct {
	known [model.DimCount]map[string][]group
	size  int     // how many nodes are in what is known
	part  []int32 // of each node of the dimension that is divided, the part that it is in
}

// groups divides the nodes of a dimension into those that no sentence of any program tells apart, in the order of their first nodes.
func (s *Sweep) groups(dim model.Dim, items [][]item, taken []model.Dims) []group {
	s.Work--
	named := make([][]model.NodeID, len(items))
	var key []byte
	for k, d := range s.parts {
		if dim == model.Action || taken[k].Has(dim) {
			named[k] = d.named(dim, items[k])
		}
		key = binary.AppendUvarint(key, uint64(len(named[k])))
		for _, n := range named[k] {
			key = binary.AppendUvarint(key, uint64(n))
		}
	}
	if out, ok := s.split.known[dim][string(key)]; ok {
		return out
	}
	out := s.divided(dim, named)
	s.split.remember(dim, string(key), out, len(s.nodes[dim]))
	return out
}

// remember remembers a division. Where there is too much of them, it begins anew.
func (s *splitter) remember(dim model.Dim, key string, groups []group, nodes int) {
	if s.size += nodes + len(key); s.size > maxSplit {
		s.known, s.size = [model.DimCount]map[string][]group{}, 0
	}
	if s.known[dim] == nil {
		s.known[dim] = map[string][]group{}
	}
	s.known[dim][key] = groups
}

// divided divides the nodes of a dimension by names of each program.
func (s *Sweep) divided(dim model.Dim, named [][]model.NodeID) []group {
	nodes := s.nodes[dim]
	s.Work -= len(nodes)
	size := s.Programs[0].Policy.Graph(dim).Len()
	part := slices.Grow(s.split.part[:0], size)[:size]
	clear(part)
	s.split.part = part
	parts := int32(1)
	for k, d := range s.parts {
		g := d.p.Policy.Graph(dim)
		for _, a := range named[k] {
			parts = refine(part, g.Beneath(a), parts)
			s.Work -= len(g.Beneath(a))
		}
		if dim == model.Data && len(d.p.treats) > 0 { // whatever is treated as not belonging to it, a node is itself
			parts = refine(part, named[k], parts)
		}
		if dim == model.Action {
			parts = refineActions(d.p, part, parts)
		}
	}
	at := make([]int32, parts)
	var out []group
	for _, n := range nodes {
		p := part[n]
		if at[p] == 0 {
			out = append(out, group{signature: s.signature(dim, n, named)})
			at[p] = int32(len(out))
		}
		g := &out[at[p]-1]
		g.nodes = append(g.nodes, n)
	}
	return out
}

// refine puts those of each part that are among some nodes into a part of their own.
func refine(part []int32, among []model.NodeID, parts int32) int32 {
	own := map[int32]int32{}
	for _, n := range among {
		to, ok := own[part[n]]
		if !ok {
			to = parts
			parts++
			own[part[n]] = to
		}
		part[n] = to
	}
	return parts
}

// refineActions puts actions that take different parts into parts of their own.
func refineActions(p *Program, part []int32, parts int32) int32 {
	type takes struct {
		part  int32
		taken model.Dims
	}
	own := map[takes]int32{}
	for n := range part {
		x := takes{part[n], p.takes(model.NodeID(n))}
		to, ok := own[x]
		if !ok {
			to = parts
			parts++
			own[x] = to
		}
		part[n] = to
	}
	return parts
}

// signature tells what data belong to, in each program, where a program treats them as something under a condition.
func (s *Sweep) signature(dim model.Dim, n model.NodeID, named [][]model.NodeID) string {
	if dim != model.Data || !slices.ContainsFunc(s.Programs, func(p *Program) bool { return len(p.treats) > 0 }) {
		return ""
	}
	var key []byte
	for k, d := range s.parts {
		key = append(append(key, d.above(dim, n, named[k])...), '/')
	}
	return string(key)
}
