package compile

import (
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A group is nodes of one dimension that no item tells apart. Where data may be treated as something under a
// condition, its signature tells what the nodes belong to; elsewhere it is empty.
type group struct {
	nodes     []model.NodeID
	signature string
}

// groups divides the nodes that are asked about in a dimension, or that an open one may have. The groups are
// in the order of their first nodes.
func (d *divider) groups(dim model.Dim, items []item) []group {
	nodes := d.asked[dim].nodes
	conditional := dim == model.Data && len(d.p.treats) > 0
	if len(nodes) == 1 && !conditional {
		return []group{{nodes: nodes}}
	}
	named := d.named(dim, items)
	if len(named) == 0 && dim != model.Action {
		return []group{{nodes: nodes}}
	}
	if dim != model.Action && !conditional && d.cheaperFromAbove(dim, named) {
		return d.groupsFromAbove(dim, named)
	}
	d.work -= len(nodes)
	var out []group
	byKey := map[string]int{}
	for _, n := range nodes {
		key := string(d.above(dim, n, named))
		i, ok := byKey[key]
		if !ok {
			i = len(out)
			byKey[key] = i
			out = append(out, group{})
			if conditional {
				out[i].signature = key
			}
		}
		out[i].nodes = append(out[i].nodes, n)
	}
	return out
}

// named returns the nodes of a dimension that items name, or that decide what belongs to what, sorted.
func (d *divider) named(dim model.Dim, items []item) []model.NodeID {
	var out []model.NodeID
	for _, it := range items {
		out = append(append(out, it.scope[dim].In...), it.scope[dim].Except...)
	}
	if dim == model.Data && len(d.p.treats) > 0 {
		out = append(append(out, d.q.Scope[dim].In...), d.q.Scope[dim].Except...)
		for i := range d.p.Policy.Treats {
			t := &d.p.Policy.Treats[i]
			out = append(append(out, t.Data...), t.Class)
		}
	}
	return sorted(out)
}

// above returns, as bytes, the named nodes that a node lies beneath; of actions, also the parts they take.
func (d *divider) above(dim model.Dim, n model.NodeID, named []model.NodeID) []byte {
	var key []byte
	for _, a := range d.p.Policy.Graph(dim).Above(n) {
		if _, ok := slices.BinarySearch(named, a); ok {
			key = binary.LittleEndian.AppendUint32(key, uint32(a))
		}
	}
	if _, itself := slices.BinarySearch(named, n); itself && dim == model.Data && len(d.p.treats) > 0 {
		key = append(key, 1) // whatever is treated as not belonging to it, a node is itself
	}
	if dim == model.Action {
		key = binary.LittleEndian.AppendUint16(key, uint16(d.p.takes(n)))
	}
	return key
}

// signature tells what data belong to, as far as the items and the question's conditions go.
func (d *divider) signature(dim model.Dim, n model.NodeID, items []item) string {
	if len(d.p.treats) == 0 {
		return ""
	}
	return string(d.above(dim, n, d.named(dim, items)))
}

// cheaperFromAbove reports whether fewer nodes lie beneath the named ones than are asked about.
func (d *divider) cheaperFromAbove(dim model.Dim, named []model.NodeID) bool {
	count := 0
	for _, n := range named {
		count += len(d.p.Policy.Graph(dim).Beneath(n))
	}
	return d.asked[dim].everything && count < len(d.asked[dim].nodes)
}

// groupsFromAbove divides all nodes of a dimension by going down from the named ones.
func (d *divider) groupsFromAbove(dim model.Dim, named []model.NodeID) []group {
	g := d.p.Policy.Graph(dim)
	keys := map[model.NodeID][]byte{}
	for _, a := range named {
		for _, n := range g.Beneath(a) {
			d.work--
			keys[n] = binary.LittleEndian.AppendUint32(keys[n], uint32(a))
		}
	}
	byKey := map[string][]model.NodeID{}
	for n, key := range keys {
		byKey[string(key)] = append(byKey[string(key)], n)
	}
	var out []group
	for _, nodes := range byKey {
		slices.Sort(nodes)
		out = append(out, group{nodes: nodes})
	}
	if rest := d.others(dim, keys); len(rest) > 0 {
		out = append(out, group{nodes: rest})
	}
	slices.SortFunc(out, func(a, b group) int { return int(a.nodes[0] - b.nodes[0]) })
	return out
}

// others returns the asked nodes that are not among the keys.
func (d *divider) others(dim model.Dim, keys map[model.NodeID][]byte) []model.NodeID {
	nodes := d.asked[dim].nodes
	d.work -= len(nodes)
	out := make([]model.NodeID, 0, len(nodes)-len(keys))
	for _, n := range nodes {
		if _, ok := keys[n]; !ok {
			out = append(out, n)
		}
	}
	return out
}
