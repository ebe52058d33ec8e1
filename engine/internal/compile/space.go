package compile

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Who writes down the answers to all questions at once (package sql) goes through them part by part, and not question by question: a few names
// of the first part that no sentence tells apart lead to the same place, and so do names of different parts behind which the
// same is left to say. Such a place is a Stage. It is what a question asks about as far as its parts are given: a set of lists
// of sentences, one for each way in which the atoms asked about differ. Where all parts are given, each list is a class.

// A Space is all questions to a program. Its functions are diagrams of one manager, over all variables in one order. It is not
// safe for concurrent use.
type Space struct {
	*diagram.Manager
	Vars   []int // of the layout, by the manager's variables; at the end those of grants
	p      *Program
	q      *Prepared // the grants
	order  []model.Dim
	items  []item
	apart  [model.DimCount][]model.NodeID // a node of each sort that sentences tell apart
	alike  [model.DimCount][]model.NodeID // of each node, the one of its sort
	asked  [model.DimCount]map[string]*Asked
	b      *builder
	work   int
	round  int
	all    []*sentences
	byKey  map[string]*sentences
	stages map[string]*Stage
	forms  map[string]uint32
	ids    map[item][]uint32 // the form of an item for each number of parts given
	over   map[int]bool
}

// GrantVar returns the variable that says whether a grant of a Space is given.
func (l *Layout) GrantVar(i int) int { return len(l.vars) + model.DimCount + i }

// sentences are what may be about some atoms, as far as their parts are given.
type sentences struct {
	id      int
	depth   int // how many parts are given
	items   []item
	present *expr
	taken   model.Dims
	data    group        // once data are given
	names   []*sentences // by node of the next part
	round   int          // in which it was last met
	made    bool
	end     diagram.Ref
}

// NewSpace returns the questions to a program whose parts are given in an order, which begins with the action and holds each part once. The
// grants are given where the variable of each says so. Diagrams have at most so many nodes in all, and so much work is done.
func (p *Program) NewSpace(order []model.Dim, grants []model.Grant, nodes, work int) *Space {
	s := &Space{p: p, order: order, work: work, byKey: map[string]*sentences{}, stages: map[string]*Stage{}, forms: map[string]uint32{},
		ids: map[item][]uint32{}, over: overruled(p.Policy)}
	s.q = &Prepared{program: p, Scope: model.AnyScope(), Grants: grants, varied: true}
	d := &divider{p: p, q: s.q}
	for dim := range model.Dim(model.DimCount) {
		d.asked[dim] = asked{nodes: p.all[dim.Kind()], everything: true}
	}
	s.items = d.items()
	for _, dim := range order {
		s.tell(dim)
	}
	level := map[int]int{}
	var cells []int
	for i, v := range p.order(s.q) {
		s.Vars = append(s.Vars, int(v))
		level[int(v)] = i
		if int(v) < len(p.Layout.vars) {
			cells = append(cells, p.Layout.Cells(int(v)))
		} else {
			cells = append(cells, 2)
		}
	}
	s.Manager = diagram.New(cells, nodes)
	s.b = &builder{Manager: s.Manager, p: p, level: level}
	return s
}

// order returns all variables of a program, those that stand in one condition near each other.
func (p *Program) order(q *Prepared) []int32 {
	binder := &atomBinder{layout: p.Layout}
	for i := range q.Grants {
		binder.grants = append(binder.grants, grant{&q.Grants[i], test(p.Layout.GrantVar(i), []bool{false, true})})
	}
	var vars []int32
	for v := range p.Layout.Vars() {
		vars = append(vars, int32(v))
	}
	for i := range q.Grants {
		vars = append(vars, int32(p.Layout.GrantVar(i)))
	}
	var conditions [][]int32
	for _, list := range p.lists() {
		for i := range list {
			var used []int32
			binder.bind(list[i].when).vars(func(v int) { used = append(used, int32(v)) })
			if len(used) > 0 && len(conditions) < maxOrdered {
				conditions = append(conditions, used)
			}
		}
	}
	return diagram.Order(vars, conditions)
}

// Start returns the stage of which nothing is given.
func (s *Space) Start() *Stage {
	return s.stage([]*sentences{s.intern(0, s.items, exprTrue, 1<<model.DimCount-1, group{})})
}

// Asked is what a part asks about: some nodes, each under a condition.
type Asked struct {
	nodes []model.NodeID
	in    []*expr
}

// tell finds which nodes of a part no sentence tells apart: of each, the first such node.
func (s *Space) tell(dim model.Dim) {
	d := &divider{p: s.p, q: s.q}
	named := d.named(dim, s.items)
	first := map[string]model.NodeID{}
	for _, n := range s.p.all[dim.Kind()] {
		key := string(d.above(dim, n, named))
		if _, ok := first[key]; !ok {
			first[key] = n
			s.apart[dim] = append(s.apart[dim], n)
		}
		s.alike[dim] = append(s.alike[dim], first[key])
	}
}

// Asked returns what a set of names asks about in a part: the names with all that lies beneath them. It is the same for all sets that no
// sentence tells apart.
func (s *Space) Asked(dim model.Dim, set model.Set) *Asked {
	a := &Asked{}
	var key []byte
	met := map[string]bool{}
	for _, n := range s.p.askedIn(&Prepared{program: s.p, Scope: scopeOf(dim, set)}, dim).nodes {
		in := s.p.member(dim, &set, n)
		if in.op == opFalse {
			continue
		}
		one := string(append(in.form(binary.AppendUvarint(nil, uint64(s.alike[dim][n]))), '/'))
		if !met[one] {
			met[one] = true
			a.nodes, a.in = append(a.nodes, s.alike[dim][n]), append(a.in, in)
		}
	}
	for _, one := range slices.Sorted(maps.Keys(met)) {
		key = append(key, one...)
	}
	if s.asked[dim] == nil {
		s.asked[dim] = map[string]*Asked{}
	}
	if old := s.asked[dim][string(key)]; old != nil {
		return old
	}
	s.asked[dim][string(key)] = a
	return a
}

func scopeOf(dim model.Dim, set model.Set) model.Scope {
	out := model.AnyScope()
	out[dim] = set
	return out
}

// skip passes over a part that the atoms' action does not take.
func (s *Space) skip(l *sentences, dim model.Dim) *sentences {
	if l.names == nil {
		l.names = []*sentences{s.intern(l.depth+1, without(dim, l.items), l.present, l.taken, l.data)}
	}
	return l.names[0]
}

// follow returns what may be about the atoms of a list with a node.
func (s *Space) follow(l *sentences, dim model.Dim, n model.NodeID) *sentences {
	if l.names == nil {
		l.names = make([]*sentences, s.p.Policy.Graph(dim).Len())
	}
	if l.names[n] == nil {
		s.work -= 1 + len(l.items)
		d := &divider{p: s.p, q: s.q}
		g := group{nodes: []model.NodeID{n}}
		data, taken := l.data, l.taken
		switch {
		case dim == model.Action:
			taken = s.p.takes(n)
		case dim == model.Data && s.p.treated(n):
			data = group{nodes: g.nodes, signature: fmt.Sprint(n)}
		case dim == model.Data:
			data = group{nodes: g.nodes}
		}
		l.names[n] = s.intern(l.depth+1, d.keep(dim, g, l.items), l.present, taken, data)
	}
	return l.names[n]
}

// intern returns one list for all that have the same left to say.
func (s *Space) intern(depth int, items []item, present *expr, taken model.Dims, data group) *sentences {
	for _, dim := range s.order[:depth] {
		if dim != model.Data {
			taken &^= 1 << dim
		}
	}
	key := binary.AppendUvarint([]byte{byte(depth)}, uint64(taken))
	key = append(present.form(append(key, data.signature...)), '/')
	ids := make([]uint32, 0, len(items))
	for _, it := range items {
		ids = append(ids, s.form(it, depth, data.signature != ""))
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		key = binary.AppendUvarint(key, uint64(id))
	}
	l := s.byKey[string(key)]
	if l == nil {
		l = &sentences{id: len(s.all), depth: depth, items: items, present: present, taken: taken, data: data}
		s.byKey[string(key)] = l
		s.all = append(s.all, l)
	}
	return l
}

// form returns a number that is the same for sentences that say the same about atoms whose first parts are given. Where data may be
// treated as something, what a sentence says depends on what it says of data.
func (s *Space) form(it item, depth int, treated bool) uint32 {
	key := item{list: it.list, index: it.index}
	ids := s.ids[key]
	if ids == nil {
		for i := range len(s.order) + 1 {
			ids = append(ids, s.number(s.formOf(it, i, false)))
		}
		for i := range len(s.order) + 1 {
			ids = append(ids, s.number(s.formOf(it, i, true)))
		}
		s.ids[key] = ids
	}
	if treated {
		depth += len(s.order) + 1
	}
	return ids[depth]
}

func (s *Space) formOf(it item, depth int, treated bool) string {
	out := fmt.Sprint(it.list, "/")
	switch it.list {
	case listNorm:
		out += normForm(&s.p.Policy.Norms[it.index], s.over)
	case listGrant:
		out += fmt.Sprint(it.index)
	}
	if it.list != listGrant {
		out += string(s.p.lists()[it.list][it.index].when.form(nil))
	}
	for i, dim := range s.order {
		if i >= depth || treated && dim == model.Data {
			x := &it.scope[dim]
			out += fmt.Sprint("/", dim, x.All, x.Outside, x.In, x.Except)
		}
	}
	return out
}

func (s *Space) number(form string) uint32 {
	id, ok := s.forms[form]
	if !ok {
		id = uint32(len(s.forms))
		s.forms[form] = id
	}
	return id
}
