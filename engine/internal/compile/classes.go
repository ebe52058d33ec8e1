package compile

import (
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Atoms that lie in the same scopes have the same function from facts to answers. Such a set is a class. A question is divided
// dimension by dimension: the nodes asked about fall into groups that no sentence tells apart; with
// each group, only the sentences that are about it remain; and so on. Parts that a question leaves open come first: each
// of their groups is a choice of its own, of which the answer may not depend.

// A Group is nodes of one dimension that no sentence of the question tells apart.
type Group struct {
	Nodes []model.NodeID
}

// A choice is a part that the question leaves open, with what follows from each of its groups; or, at
// the end, the classes of what is asked.
type choice struct {
	dim     model.Dim
	kids    []*choice // by the groups of Prepared.Parts[dim]
	classes []*class  // where there are no kids
}

// A class is a set of atoms that lie in the same scopes.
type class struct {
	norms      []held
	overs      []int32 // of norms, by place: the permissions that prevail over some clause
	settlers   []int32 // likewise the prohibitions to which some permission yields
	exclusions []*expr
	excluded   []int32 // which exclusions these are
	waivers    []int32
	deemings   []int32
	binder     *atomBinder
	present    *expr // when the atoms are parts of the question
	boxes      []Box // which atoms
}

// held is a norm that is about a class: when it permits or prohibits.
type held struct {
	norm int32
	when *expr
}

// A Box is the atoms that have, in each dimension, one of some nodes.
type Box [model.DimCount][]model.NodeID

// item is a sentence while a question is divided.
type item struct {
	list  uint8 // one of the list constants
	index int32
	scope *model.Scope
}

const (
	listNorm uint8 = iota
	listExclusion
	listWaiver
	listDeeming
	listGrant
)

// divider holds one question while it is divided.
type divider struct {
	p       *Program
	q       *Prepared
	asked   [model.DimCount]asked
	left    int // classes that may still be met
	work    int // nodes that may still be looked at
	choices map[string]*choice
}

// itemsPerClass is how many sentences about a class make it count as one more, since each of them is kept with it.
const itemsPerClass = 32

// workPerClass bounds how many nodes are looked at, for each class that the limits allow.
const workPerClass = 250

// workOfItem is how much work it is to look whether a sentence is about a group, beside the nodes that it names.
const workOfItem = 2

// The order in which dimensions are divided: the action first, since it says which parts there are.
var (
	openOrder  = []model.Dim{model.Data, model.For, model.To, model.From, model.In, model.Of, model.Actor}
	askedOrder = []model.Dim{model.Action, model.Data, model.For, model.To, model.From, model.In, model.Of, model.Actor}
)

// divide finds the classes of a question.
func (p *Program) divide(q *Prepared) error {
	d := &divider{p: p, q: q, left: p.limits.Classes, work: p.limits.Classes * workPerClass, choices: map[string]*choice{}}
	for dim := range model.Dim(model.DimCount) {
		d.asked[dim] = p.askedIn(q, dim)
	}
	items := d.items()
	for _, dim := range openOrder {
		if q.Open.Has(dim) {
			for _, g := range d.groups(dim, items) {
				q.Parts[dim] = append(q.Parts[dim], Group{g.nodes})
			}
		}
	}
	q.top = d.choose(0, items, opened{})
	if d.spent() {
		return ErrLimit
	}
	return nil
}

func (d *divider) spent() bool { return d.left < 0 || d.work < 0 }

// items lists the sentences that may be about the question.
func (d *divider) items() []item {
	if d.q.among != nil {
		return d.grants(d.p.among(d.q.among))
	}
	var out []item
	for _, n := range d.p.candidates(&d.asked) {
		out = append(out, item{listNorm, n, d.p.norms[n].scope})
	}
	add := func(list uint8, sentences []sentence) {
		for i := range sentences {
			if d.p.meets(sentences[i].scope, &d.asked) {
				out = append(out, item{list, int32(i), sentences[i].scope})
			}
		}
	}
	add(listExclusion, d.p.exclusions)
	add(listWaiver, d.p.waivers)
	add(listDeeming, d.p.deemings)
	return d.grants(out)
}

// grants adds the question's grants.
func (d *divider) grants(items []item) []item {
	for i := range d.q.Grants {
		items = append(items, item{listGrant, int32(i), &d.q.Grants[i].Scope})
	}
	return items
}

// opened are the groups of open parts that are looked at again when the action is known.
type opened struct {
	data group
	of   []model.NodeID // what a sentence says of it counts only for actions that take it
}

// choose divides the open parts from the i-th on.
func (d *divider) choose(i int, items []item, at opened) *choice {
	for i < len(openOrder) && !d.q.Open.Has(openOrder[i]) {
		i++
	}
	key := itemsKey(byte(i), items) + at.data.signature
	if len(at.of) > 0 {
		key += "of" + strconv.Itoa(int(at.of[0]))
	}
	if c := d.choices[key]; c != nil {
		return c
	}
	c := &choice{}
	d.choices[key] = c
	if i == len(openOrder) {
		c.classes = d.classes(items, at)
		return c
	}
	c.dim = openOrder[i]
	for _, part := range d.q.Parts[c.dim] {
		if d.left--; d.spent() {
			return c
		}
		g := group{nodes: part.Nodes}
		rest := items
		switch c.dim {
		case model.Data:
			g.signature = d.signature(model.Data, part.Nodes[0], items)
			at.data = g
			rest = d.keep(c.dim, g, items)
		case model.Of:
			at.of = g.nodes
		default:
			rest = d.keep(c.dim, g, items)
		}
		c.kids = append(c.kids, d.choose(i+1, rest, at))
	}
	return c
}

// keep returns the items that may be about atoms with the nodes of a group. An item that does not name the part
// is about every node, and also about atoms whose action does not take it.
func (d *divider) keep(dim model.Dim, g group, items []item) []item {
	out := make([]item, 0, len(items))
	for _, it := range items {
		d.work -= workOfItem + len(it.scope[dim].In) + len(it.scope[dim].Except)
		if d.p.mayContain(dim, &it.scope[dim], g.nodes[0]) {
			out = append(out, it)
		}
	}
	return out
}

// A walker goes through what is asked, dimension by dimension.
type walker struct {
	*divider
	byKey map[string]*class
	out   []*class
	box   Box
	data  group // of the atoms, asked or open
	of    []model.NodeID
}

// classes divides what is asked.
func (d *divider) classes(items []item, at opened) []*class {
	w := &walker{divider: d, byKey: map[string]*class{}, data: at.data, of: at.of}
	w.walk(0, items, exprTrue, 0)
	return w.out
}

func (w *walker) walk(i int, items []item, present *expr, taken model.Dims) {
	for i < len(askedOrder) && w.q.Open.Has(askedOrder[i]) {
		i++
	}
	if i == len(askedOrder) {
		w.meet(items, present, taken)
		return
	}
	dim := askedOrder[i]
	if dim != model.Action && !taken.Has(dim) {
		w.box[dim] = rootOnly
		w.walk(i+1, without(dim, items), present, taken)
		return
	}
	for _, g := range w.groups(dim, items) {
		if w.spent() {
			return
		}
		here := present
		if !w.q.Alone.Has(dim) {
			here = and(here, w.p.member(dim, &w.q.Scope[dim], g.nodes[0]))
		}
		if here.op == opFalse {
			continue
		}
		w.box[dim] = g.nodes
		rest, takes := w.keep(dim, g, items), taken
		switch dim {
		case model.Action:
			takes = w.p.takes(g.nodes[0])
			rest = w.withoutOpen(takes, rest)
			if len(w.of) > 0 && takes.Has(model.Of) {
				rest = w.divider.keep(model.Of, group{nodes: w.of}, rest)
			}
		case model.Data:
			w.data = g
		}
		w.walk(i+1, rest, here, takes)
	}
}

var rootOnly = []model.NodeID{model.Root}

// meet adds a box of atoms to its class.
func (w *walker) meet(items []item, present *expr, taken model.Dims) {
	w.left -= 1 + len(items)/itemsPerClass
	key := itemsKey(byte(taken>>model.Data&1), items) + w.data.signature
	c := w.byKey[key]
	if c == nil {
		c = w.class(items, present, taken)
		w.byKey[key] = c
		w.out = append(w.out, c)
	}
	c.boxes = append(c.boxes, w.box)
}

// withoutOpen drops the items that name an open part which the action does not take.
func (d *divider) withoutOpen(taken model.Dims, items []item) []item {
	for _, dim := range openOrder {
		if d.q.Open.Has(dim) && !taken.Has(dim) {
			items = without(dim, items)
		}
	}
	return items
}

// without returns the items that may be about atoms whose action does not take a part: those that do not name it.
func without(dim model.Dim, items []item) []item {
	if dim == model.Of {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return !it.scope[dim].IsAny() })
}

func (p *Program) takes(action model.NodeID) model.Dims {
	if action == model.Root {
		return 1<<model.DimCount - 1
	}
	return p.Policy.Graphs[model.ActionKind].Node(action).Action.Takes
}

func itemsKey(prefix byte, items []item) string {
	key := make([]byte, 0, 1+5*len(items))
	key = append(key, prefix)
	for _, it := range items {
		key = append(key, it.list)
		key = binary.LittleEndian.AppendUint32(key, uint32(it.index))
	}
	return string(key)
}
