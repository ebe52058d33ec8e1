package sentence

import (
	"cmp"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Names are what the names of a policy are called. They report whether there is a label; of a fact that has none, what is said is in
// quotation marks.
type Names interface {
	Node(model.Kind, model.NodeID) (string, bool)
	Fact(model.FactID) (string, bool)
	Term(int) (string, bool)
}

// own is the labels of a policy's own language; of what has none, its id.
type own struct{ p *model.Policy }

func (o own) Node(k model.Kind, n model.NodeID) (string, bool) {
	node := o.p.Graphs[k].Node(n)
	return cmp.Or(node.Labels.In(""), node.ID), len(node.Labels) > 0
}

func (o own) Fact(f model.FactID) (string, bool) {
	fact := &o.p.Facts[f]
	return cmp.Or(fact.Labels.In(""), strings.ReplaceAll(fact.ID, "-", " ")), fact.Labels.In("") != ""
}

func (o own) Term(i int) (string, bool) {
	t := &o.p.Terms[i]
	return cmp.Or(t.Labels.In(""), strings.ReplaceAll(t.ID, "-", " ")), true
}
