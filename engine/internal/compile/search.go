package compile

import (
	"math/bits"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// The search decides a question without a diagram: as long as an answer is not certain, it supposes each
// possible cell of one unknown variable in turn.

// ends returns the ends that a class may have, as far as k tells. Once k tells everything, it is one.
func (c *class) ends(p *Program, k *Known) uint8 {
	out := c.endsPresent(p, k)
	switch c.present.eval(k) {
	case triFalse:
		return 1 << EndAbsent
	case triUnknown:
		return out | 1<<EndAbsent
	}
	return out
}

func (c *class) endsPresent(p *Program, k *Known) uint8 {
	out := uint8(0)
	excluded := triFalse
	for _, x := range c.exclusions {
		excluded = triOr(excluded, x.eval(k))
	}
	if excluded&triTrue != 0 {
		out |= 1 << EndOutOfScope
	}
	if excluded == triTrue {
		return out
	}
	f1, p1, c1 := c.level(p, k, false)
	out |= prohibitedEnds(f1, c1)
	if f1 == triTrue {
		return out
	}
	if p1&triTrue != 0 {
		out |= 1 << EndPermitted
	}
	if p1 == triTrue {
		return out
	}
	f2, p2, c2 := c.level(p, k, true)
	out |= prohibitedEnds(f2, c2)
	if f2 == triTrue {
		return out
	}
	if p2&triTrue != 0 {
		out |= 1 << EndPermitted
	}
	if p2&triFalse != 0 {
		out |= 1 << EndNotAddressed
	}
	return out
}

func prohibitedEnds(f, conflict tri) uint8 {
	out := uint8(0)
	if f&triTrue != 0 {
		if conflict&triTrue != 0 {
			out |= 1 << EndConflict
		}
		if conflict&triFalse != 0 {
			out |= 1 << EndProhibited
		}
	}
	return out
}

// level tells of the specific norms, or of the default ones: whether a prohibition holds over which no holding permission
// prevails, whether a permission holds, and whether one holds against which no such prohibition is settled.
func (c *class) level(p *Program, k *Known, byDefault bool) (f, permits, conflict tri) {
	f, permits, conflict = triFalse, triFalse, triFalse
	var buffer [32]tri
	holds := buffer[:0]
	for i := range c.norms {
		if p.Policy.Norms[c.norms[i].norm].Default == byDefault {
			holds = append(holds, c.norms[i].when.eval(k))
		} else {
			holds = append(holds, triFalse)
		}
	}
	for i := range c.norms { // prohibitions over which a permission prevails do not count
		n := &p.Policy.Norms[c.norms[i].norm]
		if n.Permits() {
			permits = triOr(permits, holds[i])
			continue
		}
		if holds[i] != triFalse && !byDefault {
			holds[i] = triAnd(holds[i], triNot(c.prevailed(p, n, holds)))
		}
		f = triOr(f, holds[i])
	}
	for i := range c.norms {
		n := &p.Policy.Norms[c.norms[i].norm]
		if n.Permits() && holds[i] != triFalse {
			conflict = triOr(conflict, triAnd(holds[i], triNot(c.settled(p, n, holds, byDefault))))
		}
	}
	return f, permits, conflict
}

// prevailed tells whether a holding permission prevails over a prohibition.
func (c *class) prevailed(p *Program, f *model.Norm, holds []tri) tri {
	out := triFalse
	for _, j := range c.overs {
		if n := &p.Policy.Norms[c.norms[j].norm]; holds[j] != triFalse && slices.Contains(n.Over, f.Clause) {
			out = triOr(out, holds[j])
		}
	}
	return out
}

// settled tells whether a holding prohibition prevails over a permission, or ends it.
func (c *class) settled(p *Program, permission *model.Norm, holds []tri, byDefault bool) tri {
	out := triFalse
	for _, j := range c.settlers {
		if f := &p.Policy.Norms[c.norms[j].norm]; holds[j] != triFalse && settles(f, permission, byDefault) {
			out = triOr(out, holds[j])
		}
	}
	return out
}

// settles reports whether a prohibition says that a permission yields to it. Among default norms nothing prevails.
func settles(f, permission *model.Norm, byDefault bool) bool {
	return !byDefault && slices.Contains(f.Over, permission.Clause) || f.Ends && permission.Modality == model.May
}

// unknownVar returns a variable that the answer of the class may depend on; -1 where there is none.
func (c *class) unknownVar(k *Known) int {
	for _, x := range c.exclusions {
		if v := x.unknownVar(k); v >= 0 {
			return v
		}
	}
	for i := range c.norms {
		if v := c.norms[i].when.unknownVar(k); v >= 0 {
			return v
		}
	}
	return c.present.unknownVar(k)
}

// lesser returns the ends that the gravest of two may be.
func lesser(a, b uint8) uint8 {
	return a&(1<<bits.Len8(b)-1) | b&(1<<bits.Len8(a)-1)
}

// normsPerStep is how many norms of a class make looking at it count as one more step.
const normsPerStep = 16

// A searcher holds one search.
type searcher struct {
	q     *Prepared
	known Known
	steps int
	found uint8
	all   bool // every end is wanted, not only whether there are two answers
	seen  map[*choice]bool
}

// search returns the ends that some completion leads to. It stops when two answers are found.
func (q *Prepared) search(k *Known) (uint8, error) {
	s := &searcher{q: q, steps: q.program.limits.Steps, seen: map[*choice]bool{},
		known: Known{State: slices.Clone(k.State), Partial: k.Partial}}
	s.choice(q.top)
	if s.steps < 0 && !s.done() {
		return 0, ErrLimit
	}
	return s.found, nil
}

// done reports whether what was found is undetermined already.
func (s *searcher) done() bool {
	a, _ := Verdict(s.found &^ (1 << EndAbsent))
	return a == model.Undetermined && !s.all
}

func (s *searcher) choice(c *choice) {
	if s.seen[c] || s.done() || s.steps < 0 {
		return
	}
	s.seen[c] = true
	for _, kid := range c.kids {
		s.choice(kid)
	}
	if len(c.kids) == 0 {
		s.suppose(c.classes)
	}
}

// suppose decides classes, supposing cells of unknown variables as long as that is needed.
func (s *searcher) suppose(classes []*class) {
	if s.steps--; s.steps < 0 || s.done() {
		return
	}
	ends, undecided := uint8(1<<EndAbsent), -1
	for _, c := range classes {
		s.steps -= 1 + len(c.norms)/normsPerStep
		e := c.ends(s.q.program, &s.known)
		if bits.OnesCount8(e) > 1 && undecided < 0 {
			undecided = c.unknownVar(&s.known)
		}
		if ends = lesser(ends, e); ends == 1<<EndProhibited {
			break
		}
	}
	if bits.OnesCount8(ends) == 1 || undecided < 0 {
		s.found |= ends
		return
	}
	v := undecided
	saved := s.known.State[v]
	for cell := range s.q.program.Layout.Cells(v) {
		if s.known.Allowed(uint32(v), cell) {
			s.known.State[v] = uint16(cell)
			s.suppose(classes)
		}
	}
	s.known.State[v] = saved
}
