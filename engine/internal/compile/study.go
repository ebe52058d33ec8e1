package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Study is what the sentences about one region come to, as diagrams of one manager. It is valid until its scout studies
// another region.
type Study struct {
	b        *builder
	r        *Region
	names    []int32
	norms    []held
	holds    []diagram.Ref // by place in norms
	excluded diagram.Ref
	made     *level2 // what all norms come to, once somebody has asked for it: it may be large
}

// studier keeps what studies use again.
type studier struct{ m *diagram.Manager }

// level2 is what both levels come to.
type level2 struct {
	counts                 []diagram.Ref // of prohibitions: they hold, and no permission prevails over them
	f1, p1, f2, p2, answer diagram.Ref
	specific               diagram.Ref // the answer, as if there were no default norms
}

// Study makes the diagrams of a region. The error is ErrLimit.
func (r *Region) Study() (*Study, error) { return r.study(r.class, r.class) }

// StudyWithout makes the diagrams of a region as if one sentence were not there, too: then Answer is compared with AnswerWithout.
func (r *Region) StudyWithout(what List, index int) (with, without diagram.Ref, err error) {
	less := slices.DeleteFunc(slices.Clone(r.items), func(it item) bool { return it.list == uint8(what) && int(it.index) == index })
	other := r.of(less)
	s, err := r.study(r.class, other)
	if err != nil {
		return 0, 0, err
	}
	with = s.all().answer
	s.fill(other)
	without = s.all().answer
	if s.b.Over() {
		return 0, 0, ErrLimit
	}
	return with, without, nil
}

// study makes the diagrams of a class, over the variables of two.
func (r *Region) study(c, other *class) (*Study, error) {
	p := r.s.p
	top := &choice{classes: []*class{c}}
	if other != c {
		top.classes = append(top.classes, other)
	}
	names, cells := p.variables(&Prepared{program: p, top: top})
	if r.s.study.m == nil {
		r.s.study.m = diagram.New(cells, p.limits.Nodes)
	}
	r.s.study.m.Reset(cells, p.limits.Nodes)
	b := &builder{Manager: r.s.study.m, p: p, level: map[int]int{}}
	for i, v := range names {
		b.level[int(v)] = i
	}
	s := &Study{b: b, r: r, names: names}
	s.fill(c)
	r.s.left -= 20 + 2*len(c.norms) + b.Len()/2
	if b.Over() {
		return nil, ErrLimit
	}
	return s, nil
}

func (s *Study) fill(c *class) {
	s.norms, s.excluded = c.norms, diagram.False
	for _, x := range c.exclusions {
		s.excluded = s.b.Or(s.excluded, s.b.expr(x))
	}
	s.holds = make([]diagram.Ref, len(c.norms))
	for i, h := range c.norms {
		s.holds[i] = s.b.expr(h.when)
	}
	s.made = nil
}

// all is what all norms come to.
func (s *Study) all() *level2 {
	if s.made == nil {
		l := s.levels(-1)
		s.r.s.left -= s.b.Len() / 2
		s.made = &l
	}
	return s.made
}

// count is when a prohibition holds, and no permission prevails over it.
func (s *Study) count(i, skip int) diagram.Ref {
	if s.norm(i).Default {
		return s.holds[i]
	}
	return s.b.And(s.holds[i], s.b.Not(s.prevailed(i, skip)))
}

func (s *Study) norm(i int) *model.Norm { return &s.b.p.Policy.Norms[s.norms[i].norm] }

// levels is what the norms come to, but for the one at a place.
func (s *Study) levels(skip int) level2 {
	l := level2{counts: make([]diagram.Ref, len(s.norms)), f1: diagram.False, p1: diagram.False, f2: diagram.False, p2: diagram.False}
	for i := range s.norms {
		l.counts[i] = diagram.False
		if i == skip || s.holds[i] == diagram.False {
			continue
		}
		switch n := s.norm(i); {
		case n.Permits() && n.Default:
			l.p2 = s.b.Or(l.p2, s.holds[i])
		case n.Permits():
			l.p1 = s.b.Or(l.p1, s.holds[i])
		case n.Default:
			l.counts[i] = s.count(i, skip)
			l.f2 = s.b.Or(l.f2, l.counts[i])
		default:
			l.counts[i] = s.count(i, skip)
			l.f1 = s.b.Or(l.f1, l.counts[i])
		}
	}
	r := s.b.Ite(l.p2, diagram.Ref(EndPermitted), diagram.Ref(EndNotAddressed))
	r = s.b.Ite(l.f2, diagram.Ref(EndProhibited), r)
	l.answer, l.specific = s.above(&l, r), s.above(&l, diagram.Ref(EndNotAddressed))
	return l
}

// above is what exclusions and specific norms make of what is so without them.
func (s *Study) above(l *level2, r diagram.Ref) diagram.Ref {
	r = s.b.Ite(l.p1, diagram.Ref(EndPermitted), r)
	r = s.b.Ite(l.f1, diagram.Ref(EndProhibited), r)
	return s.b.Ite(s.excluded, diagram.Ref(EndOutOfScope), r)
}

// prevailed is when a specific permission, but the one at a place, prevails over a prohibition.
func (s *Study) prevailed(f, skip int) diagram.Ref {
	out := diagram.False
	for j := range s.norms {
		if n := s.norm(j); j != skip && n.Permits() && !n.Default && slices.Contains(n.Over, s.norm(f).Clause) {
			out = s.b.Or(out, s.holds[j])
		}
	}
	return out
}

// place returns where a norm stands in the region; -1 where it cannot hold there.
func (s *Study) place(norm int) int {
	return slices.IndexFunc(s.norms, func(h held) bool { return int(h.norm) == norm })
}

// Conflict returns when a prohibition and a permission of one level both hold and decide, with nothing that says which prevails.
func (s *Study) Conflict(prohibition, permission int) diagram.Ref {
	i, j := s.place(prohibition), s.place(permission)
	if i < 0 || j < 0 {
		return diagram.False
	}
	f, p := s.norm(i), s.norm(j)
	out := s.b.And(s.count(i, -1), s.holds[j])
	if f.Default {
		out = s.b.And(out, s.b.Not(s.b.Or(s.all().f1, s.all().p1)))
	}
	for k := range s.norms {
		if g := s.norm(k); !g.Permits() && g.Default == p.Default && settles(g, p, p.Default) {
			out = s.b.And(out, s.b.Not(s.count(k, -1)))
		}
	}
	return s.b.And(out, s.b.Not(s.excluded))
}

// Code returns one of the study's functions by itself.
func (s *Study) Code(f diagram.Ref) *diagram.Code { return s.b.Flatten(f, s.names) }

// Over reports whether the diagrams became too large: then what was asked since is wrong.
func (s *Study) Over() bool { return s.b.Over() }

// Vars returns the variables that the answers of the region depend on.
func (s *Study) Vars() []int32 { return s.Code(s.all().answer).Vars }

// Decides reports whether a norm changes an answer in the region, or a specific norm would if there were no default norms: those are
// meant to yield to it.
func (s *Study) Decides(norm int) bool {
	i := s.place(norm)
	if i < 0 {
		return false
	}
	less := s.levels(i)
	return less.answer != s.all().answer || !s.norm(i).Default && less.specific != s.all().specific
}

// A Share is what becomes of a norm in one region in which it decides nothing.
type Share struct {
	Holds      bool  // it can hold there
	InScope    bool  // it can hold there, and no exclusion does
	Prohibited bool  // it can hold there, and what it is about is prohibited
	Permitted  bool  // likewise, permitted
	Alone      []int // the norms of which each suffices for it not to decide
	Together   []int // the norms that do, together; of those that suffice alone, one
	Excluded   []int // the exclusions because of which, where it holds, nothing is in scope
}

// Share tells what becomes of a norm that decides nothing in the region.
func (s *Study) Share(norm int) Share {
	var out Share
	i := s.place(norm)
	if i < 0 || s.holds[i] == diagram.False {
		return out
	}
	out.Holds = true
	left := s.b.And(s.holds[i], s.b.Not(s.excluded))
	if out.InScope = left != diagram.False; !out.InScope {
		out.Excluded = s.r.Exclusions()
		return out
	}
	ends := s.b.Ite(left, s.all().answer, diagram.Ref(EndAbsent))
	reach := s.Code(ends).Reach(s.Code(ends).Root(), s.b.p.unsure(), nil)
	out.Prohibited, out.Permitted = reach&(1<<EndProhibited) != 0, reach&(1<<EndPermitted) != 0
	s.because(i, left, &out)
	return out
}

// because finds the norms that keep another one from deciding.
func (s *Study) because(i int, left diagram.Ref, out *Share) {
	rest := left
	for _, j := range s.order(i) {
		why := s.keeps(j, i)
		if s.b.And(left, s.b.Not(why)) == diagram.False {
			out.Alone = append(out.Alone, int(s.norms[j].norm))
		}
		if less := s.b.And(rest, s.b.Not(why)); less != rest {
			rest = less
			out.Together = append(out.Together, int(s.norms[j].norm))
		}
	}
	if len(out.Alone) > 0 {
		out.Together = out.Alone[:1]
	}
}

// order returns the places of the other norms, those of the norm's own modality first.
func (s *Study) order(i int) []int {
	var same, other []int
	for j := range s.norms {
		switch {
		case j == i:
		case s.norm(j).Permits() == s.norm(i).Permits():
			same = append(same, j)
		default:
			other = append(other, j)
		}
	}
	return append(same, other...)
}

// keeps is when the norm at j keeps the one at i from deciding.
func (s *Study) keeps(j, i int) diagram.Ref {
	n, m := s.norm(j), s.norm(i)
	switch {
	case n.Permits() && m.Permits() && (!n.Default || m.Default):
		return s.holds[j]
	case n.Permits() && !m.Permits() && (m.Default && !n.Default || slices.Contains(n.Over, m.Clause) && !n.Default && !m.Default):
		return s.holds[j]
	case !n.Permits() && (!n.Default || m.Default):
		return s.all().counts[j]
	}
	return diagram.False
}

// unsure is a state in which nothing is known.
func (p *Program) unsure() []uint16 {
	out := make([]uint16, p.Layout.Vars())
	for i := range out {
		out[i] = diagram.Unsure
	}
	return out
}

// Excludes is when an exclusion puts the region out of scope.
func (s *Study) Excludes(exclusion int) diagram.Ref {
	i := slices.Index(s.r.Exclusions(), exclusion)
	if i < 0 {
		return diagram.False
	}
	return s.b.expr(s.r.class.exclusions[i])
}

// Holds is when a norm holds in the region, and no exclusion does.
func (s *Study) Holds(norm int) diagram.Ref {
	i := s.place(norm)
	if i < 0 {
		return diagram.False
	}
	return s.b.And(s.holds[i], s.b.Not(s.excluded))
}

// Permitted is when a norm holds in the region, and the answer is permitted.
func (s *Study) Permitted(norm int) diagram.Ref {
	permitted := s.b.Is(s.all().answer, func(end diagram.Ref) bool { return end == diagram.Ref(EndPermitted) })
	return s.HoldsWith(norm, permitted)
}

// HoldsWith is when a norm and another condition hold.
func (s *Study) HoldsWith(norm int, and diagram.Ref) diagram.Ref {
	i := s.place(norm)
	if i < 0 {
		return diagram.False
	}
	return s.b.And(s.holds[i], and)
}
