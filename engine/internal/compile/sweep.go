package compile

import (
	"math"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What is so of all questions is found by going through classes of atoms, of one program or of several that are compiled alike, without
// asking anything. Only what is looked for is gone through: as soon as the sentences that may be about a box of atoms are not such that
// it could be there, the box is left alone.

// A Sentence names one of a program's sentences.
type Sentence struct {
	Program int // among those of the sweep
	List    List
	Index   int // in the policy
}

// List is which of a policy's lists a sentence stands in.
type List uint8

// The lists.
const (
	InNorms      = List(listNorm)
	InExclusions = List(listExclusion)
	InWaivers    = List(listWaiver)
	InDeemings   = List(listDeeming)
)

// A Sweep goes through atoms. It is used once, and not safe for concurrent use.
type Sweep struct {
	Programs []*Program
	// Question, where it is not nil, restricts the sweep to the atoms that are a part of what it asks, by the first program. What it leaves
	// open counts as asked about, whatever it is.
	Question *model.Question
	// About, where it is not nil, restricts the sweep to the atoms that lie in the scope of that sentence.
	About *Sentence
	// Wants tells of the sentences about a box of atoms whether it is to be gone through. They are those that may be about some of the
	// box; Wants must hold for them where it holds for some of them.
	Wants func(about func(Sentence) bool) bool

	Left int // how many boxes may still be met
	Work int // how many nodes may still be looked at

	parts []*divider
	nodes [model.DimCount][]model.NodeID
	split splitter
	box   Box
	data  group
	found func(*Swept) bool
	done  bool
}

// NewSweep returns a sweep of programs that are compiled alike, within the limits of one question.
func NewSweep(programs ...*Program) *Sweep {
	l := programs[0].limits
	return &Sweep{Programs: programs, Left: l.Classes, Work: l.Classes * workPerClass, Wants: func(func(Sentence) bool) bool { return true }}
}

// Each calls f for every box of atoms that is to be gone through, until it returns false. It returns ErrLimit where there are too many.
func (s *Sweep) Each(f func(*Swept) bool) error {
	s.found, s.done = f, false
	s.ask()
	items := make([][]item, len(s.parts))
	for i, d := range s.parts {
		items[i] = d.items()
	}
	s.walk(0, items, exprTrue, make([]model.Dims, len(s.parts)))
	if s.spent() {
		return ErrLimit
	}
	return nil
}

func (s *Sweep) spent() bool { return s.Left < 0 || s.Work < 0 }

// ask finds what is asked about in each dimension.
func (s *Sweep) ask() {
	scopes := []*model.Scope{}
	claim := model.AnyScope()
	var grants []model.Grant
	if s.Question != nil {
		grants = s.Question.Grants
		for d, set := range s.Question.Scope {
			if !s.Question.Open.Has(model.Dim(d)) {
				claim[d] = set
			}
		}
		scopes = append(scopes, &claim)
	}
	first := 0
	if s.About != nil {
		first = s.About.Program
		scopes = append(scopes, s.Programs[first].scope(*s.About))
	}
	var asked [model.DimCount]asked
	for d := range model.Dim(model.DimCount) {
		asked[d] = s.Programs[first].askedInAll(scopes, d)
		s.nodes[d] = asked[d].nodes
	}
	for _, p := range s.Programs {
		d := &divider{p: p, q: &Prepared{program: p, Scope: claim, Grants: grants}, left: math.MaxInt, work: math.MaxInt, asked: asked}
		if p != s.Programs[first] {
			for dim := range model.Dim(model.DimCount) {
				a := &d.asked[dim]
				a.everything = a.everything || dim == model.Data && !p.plainTreat // what belongs to what depends on facts
				a.around = p.around(dim, a.nodes, a.everything)
			}
		}
		s.parts = append(s.parts, d)
	}
}

// scope returns the scope of a sentence.
func (p *Program) scope(s Sentence) *model.Scope {
	return p.lists()[s.List][s.Index].scope
}

// around returns the nodes above, below and among some.
func (p *Program) around(dim model.Dim, nodes []model.NodeID, everything bool) []model.NodeID {
	if everything {
		return nil
	}
	var out []model.NodeID
	for _, n := range nodes {
		out = append(out, p.Policy.Graph(dim).Above(n)...)
	}
	return sorted(out)
}

// askedInAll finds the nodes of a dimension that may lie in each of some scopes.
func (p *Program) askedInAll(scopes []*model.Scope, dim model.Dim) asked {
	out := asked{nodes: p.all[dim.Kind()], everything: true}
	for _, s := range scopes {
		a := p.askedIn(&Prepared{program: p, Scope: *s}, dim)
		if a.everything && len(a.nodes) == len(p.all[dim.Kind()]) {
			continue
		}
		if out.everything {
			out = a
			continue
		}
		out.nodes = slices.DeleteFunc(slices.Clone(out.nodes), func(n model.NodeID) bool { _, ok := slices.BinarySearch(a.nodes, n); return !ok })
		out.everything = a.everything
		out.around = p.around(dim, out.nodes, out.everything)
	}
	return out
}

// wants asks whether a box about which these sentences may be is to be gone through.
func (s *Sweep) wants(items [][]item) bool {
	about := func(x Sentence) bool {
		list := items[x.Program]
		_, ok := slices.BinarySearchFunc(list, x, func(it item, x Sentence) int {
			if it.list != uint8(x.List) {
				return int(it.list) - int(x.List)
			}
			return int(it.index) - x.Index
		})
		return ok
	}
	return (s.About == nil || about(*s.About)) && s.Wants(about)
}

func (s *Sweep) walk(i int, items [][]item, present *expr, taken []model.Dims) {
	if s.done || s.spent() || !s.wants(items) {
		return
	}
	if i == len(askedOrder) {
		s.meet(items, present, taken)
		return
	}
	dim := askedOrder[i]
	some := dim == model.Action
	for _, t := range taken {
		some = some || t.Has(dim)
	}
	if !some {
		s.box[dim] = rootOnly
		if dim == model.Data {
			s.data = group{}
		}
		s.walk(i+1, each(items, func(_ int, list []item) []item { return without(dim, list) }), present, taken)
		return
	}
	groups := s.groups(dim, items, taken)
	keepers := make([]*keeper, len(items))
	for k, d := range s.parts {
		keepers[k] = d.keeper(dim, items[k], len(groups))
	}
	for _, g := range groups {
		if s.done || s.spent() {
			return
		}
		here := present
		if s.Question != nil {
			if here = and(present, s.Programs[0].member(dim, &s.parts[0].q.Scope[dim], g.nodes[0])); here.op == opFalse {
				continue
			}
		}
		s.box[dim] = g.nodes
		if dim == model.Data {
			s.data = g
		}
		takes := taken
		if dim == model.Action {
			takes = make([]model.Dims, len(taken))
			for k, p := range s.Programs {
				takes[k] = p.takes(g.nodes[0])
			}
		}
		s.walk(i+1, each(items, func(k int, list []item) []item {
			if dim != model.Action && !taken[k].Has(dim) {
				return without(dim, list)
			}
			return keepers[k].keep(g)
		}), here, takes)
	}
}

// each returns what becomes of each program's sentences.
func each(items [][]item, f func(program int, list []item) []item) [][]item {
	out := make([][]item, len(items))
	for k, list := range items {
		out[k] = f(k, list)
	}
	return out
}

// meet gives away a box of atoms.
func (s *Sweep) meet(items [][]item, present *expr, taken []model.Dims) {
	key := ""
	for k, list := range items {
		s.Left -= 1 + len(list)/itemsPerClass
		prefix := byte(0)
		if taken[k].Has(model.Data) {
			prefix = 1
		}
		key += itemsKey(prefix, list) + "/"
	}
	if slices.ContainsFunc(s.Programs, func(p *Program) bool { return len(p.Policy.Treats) > 0 }) {
		key += s.data.signature
	}
	s.done = !s.found(&Swept{Box: s.box, Key: key, sweep: s, items: items, present: present, taken: taken, data: s.data})
}
