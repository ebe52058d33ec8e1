package compile

import (
	"encoding/binary"
	"reflect"
	"slices"
	"strconv"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What lists many answers asks once for all that no sentence tells apart.

// Apart returns a key for every node of a dimension: nodes with the same key are told apart by no sentence that may be about
// the question, nor by its grants.
func (p *Program) Apart(q *model.Question, dim model.Dim) []string {
	d := &divider{p: p, q: &Prepared{program: p, Scope: q.Scope, Open: q.Open, Grants: q.Grants}}
	for dim := range model.Dim(model.DimCount) {
		d.asked[dim] = p.askedIn(d.q, dim)
	}
	named := d.named(dim, d.items())
	out := make([]string, p.Policy.Graph(dim).Len())
	for n := range out {
		out[n] = string(d.above(dim, model.NodeID(n), named))
	}
	return out
}

// Key is the same for two prepared questions of which everything is the same that an explanation reads: the function from facts to
// answers, the sentences about each class, and what the open parts are divided into. It serves within one process.
func (q *Prepared) Key() string {
	var key []byte
	number := func(n int) { key = binary.AppendUvarint(key, uint64(n)) }
	for dim := range q.Parts {
		number(len(q.Parts[dim]))
		for _, g := range q.Parts[dim] {
			number(len(g.Nodes))
			for _, n := range g.Nodes {
				number(int(n))
			}
		}
	}
	ids := map[*choice]int{}
	q.top.key(q, ids, number)
	if q.code == nil {
		return string(key) + "searched"
	}
	return string(key) + strconv.FormatUint(q.code.Hash(), 36)
}

// key writes the classes of a choice, and of each choice below it where it first comes up.
func (c *choice) key(q *Prepared, ids map[*choice]int, number func(int)) {
	if id, ok := ids[c]; ok {
		number(id)
		return
	}
	ids[c] = len(ids) + 1
	number(0)
	number(len(c.kids))
	for _, k := range c.kids {
		k.key(q, ids, number)
	}
	number(len(c.classes))
	for _, x := range c.classes {
		x.key(q, number)
	}
}

// key writes which sentences are about a class.
func (c *class) key(q *Prepared, number func(int)) {
	number(len(c.norms))
	for _, n := range c.norms {
		number(int(n.norm))
	}
	for _, list := range [][]int32{c.excluded, c.waivers, c.deemings} {
		number(len(list))
		for _, i := range list {
			number(int(i))
		}
	}
	number(len(c.binder.grants))
	for _, g := range c.binder.grants {
		number(slices.IndexFunc(q.Grants, func(own model.Grant) bool { return reflect.DeepEqual(own, *g.Grant) }))
	}
}

// Like reports whether two prepared questions are the same function from facts to answers.
func (q *Prepared) Like(other *Prepared) bool {
	return q.code != nil && other.code != nil && slices.Equal(q.code.Vars, other.code.Vars) && q.code.Equal(other.code)
}
