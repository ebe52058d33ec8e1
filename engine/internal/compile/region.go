package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Whoever asks about all questions goes through regions: the classes of atoms that lie in the scope of one sentence, one after the
// other, until enough is known. A region is a class of exact atoms: inner names stand for themselves. Where a sentence is about
// data under a condition only (`treat`), the condition is a part of when it holds.

// A Scout goes through the regions of a program. It is not safe for concurrent use; programs are, so each goroutine has its own.
type Scout struct {
	p       *Program
	study   studier
	skipped map[item]bool
	left    int // of Limits.Scouted
	classes map[string]*class
	kept    int                // how many norms the classes have
	large   map[model.Atom]int // where diagrams were too large, and of how many norms
}

// NewScout returns a scout.
func (p *Program) NewScout() *Scout {
	return &Scout{p: p, skipped: map[item]bool{}, left: p.limits.Scouted, classes: map[string]*class{}, large: map[model.Atom]int{}}
}

// SkipNorm makes the scout pass over a norm, as if it were not there.
func (s *Scout) SkipNorm(norm int) { s.skipped[item{list: listNorm, index: int32(norm)}] = true }

// Skip makes the scout pass over a waiver or a deeming, as if it were not there.
func (s *Scout) Skip(what List, index int) {
	s.skipped[item{list: uint8(what), index: int32(index)}] = true
}

// A Region is one class of atoms.
type Region struct {
	s     *Scout
	key   string // the same for regions about which the same sentences are
	class *class
	items []item
	data  group
	taken model.Dims
	Box   Box // some of its atoms
}

// Walk calls f for each region that a sentence is about, or for all where it is nil, until f returns false. It does not go where wants, if
// it is not nil, is false for the sentences that may be there. The error is ErrLimit, also where the scout has looked at too much in all.
func (s *Scout) Walk(about *Sentence, wants func(about func(Sentence) bool) bool, f func(*Region) bool) error {
	if s.left < 0 {
		return ErrLimit
	}
	sweep := NewSweep(s.p)
	before := *sweep
	defer func() { s.left -= (before.Work-sweep.Work)/20 + 2*(before.Left-sweep.Left) + 10 }()
	sweep.About = about
	if wants != nil {
		sweep.Wants = wants
	}
	seen, spent := map[string]bool{}, false
	err := sweep.Each(func(at *Swept) bool {
		r := s.region(at)
		key := itemsKey(byte(r.taken>>model.Data&1), r.items) + r.data.signature
		if seen[key] {
			return true
		}
		seen[key] = true
		r.key = key
		r.class = s.classOf(r)
		spent = s.left < 0
		return !spent && f(r)
	})
	if spent {
		return ErrLimit
	}
	return err
}

// maxKept bounds the classes that a scout keeps, in norms: where many norms are about the same, each of them leads there again.
const maxKept = 300_000

// classOf returns the class of a region, the same for the same region.
func (s *Scout) classOf(r *Region) *class {
	if c := s.classes[r.key]; c != nil {
		return c
	}
	if s.kept += 1 + len(r.items); s.kept > maxKept {
		s.classes, s.kept = map[string]*class{}, 1+len(r.items)
	}
	s.left -= len(r.items) / 2
	c := r.of(r.items)
	s.classes[r.key] = c
	return c
}

// Large reports whether the diagrams of the region were found to be too large before, of hardly more norms than there are now.
func (r *Region) Large() bool {
	return 4*len(r.class.norms) > 3*r.s.large[r.first()] && r.s.large[r.first()] > 0
}

// SetLarge notes that they are.
func (r *Region) SetLarge() { r.s.large[r.first()] = len(r.class.norms) }

// first is one of the region's atoms.
func (r *Region) first() (out model.Atom) {
	for d, nodes := range r.Box {
		if len(nodes) > 0 {
			out[d] = nodes[0]
		}
	}
	return out
}

// region is a box of atoms without what is passed over.
func (s *Scout) region(at *Swept) *Region {
	r := &Region{s: s, items: at.items[0], taken: at.taken[0], Box: at.Box}
	if r.taken.Has(model.Data) {
		r.data = at.data
	}
	if len(s.skipped) > 0 {
		r.items = slices.DeleteFunc(slices.Clone(r.items), func(it item) bool { return s.skipped[item{list: it.list, index: it.index}] })
	}
	return r
}

// of makes the class of the region's atoms, about which just these items are.
func (r *Region) of(items []item) *class {
	d := &divider{p: r.s.p, q: &Prepared{program: r.s.p}}
	return (&walker{divider: d, data: r.data}).class(items, exprTrue, r.taken)
}

// Norms returns the norms about the region, in order. One that cannot hold there is not among them.
func (r *Region) Norms() []int {
	out := make([]int, len(r.class.norms))
	for i, h := range r.class.norms {
		out[i] = int(h.norm)
	}
	return out
}

// Exclusions, waivers and deemings that are about the region.
func (r *Region) Exclusions() []int { return ints(r.class.excluded) }

// Waivers returns those that are about the region.
func (r *Region) Waivers() []int { return ints(r.class.waivers) }

func ints(list []int32) []int {
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = int(x)
	}
	return out
}

// About returns the norms that may share an atom with a scope, in order. It may return more.
func (p *Program) About(scope *model.Scope) []int {
	var asked [model.DimCount]asked
	q := &Prepared{program: p, Scope: *scope}
	for dim := range model.Dim(model.DimCount) {
		asked[dim] = p.askedIn(q, dim)
	}
	return ints(p.candidates(&asked))
}

// Narrower returns the norm whose scope has fewer names to go through, of two.
func (p *Program) Narrower(a, b int) int {
	if p.names(p.norms[b].scope) < p.names(p.norms[a].scope) {
		return b
	}
	return a
}

// names counts the names of a scope.
func (p *Program) names(s *model.Scope) int {
	total := 0
	q := &Prepared{program: p, Scope: *s}
	for dim := range model.Dim(model.DimCount) {
		total += len(p.askedIn(q, dim).nodes)
	}
	return total
}
