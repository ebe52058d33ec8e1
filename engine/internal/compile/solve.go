package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Whether some conditions can be true together is often easy to find out where their diagram, over all of their facts, would be large: a
// case is looked for by supposing one fact after the other, those first of the condition that leaves the fewest.

// A solver looks for a case in which conditions are true together.
type solver struct {
	layout *Layout
	known  Known
	steps  int // conditions that may still be looked at
}

// solve looks for a case in which all of some bound conditions are true. Where it finds none, certain tells
// whether there is none; it gives up after so many looks at a condition.
func (p *Program) solve(steps int, all ...*expr) (found *Known, certain bool, left int) {
	s := &solver{layout: p.Layout, known: Known{State: p.unsure()}, steps: steps}
	if s.hold(all) {
		return &s.known, true, s.steps
	}
	return nil, s.steps >= 0, max(s.steps, 0)
}

// hold makes conditions true, or leaves what is known as it was.
func (s *solver) hold(all []*expr) bool {
	var forced []int
	next, open, ok := s.open(all)
	for ok && next != nil {
		more, fits := s.force(open)
		forced = append(forced, more...)
		if ok = fits; !ok || len(more) == 0 {
			break
		}
		next, open, ok = s.open(open)
	}
	if ok && (next == nil || s.suppose(next, open)) {
		return true
	}
	for _, v := range forced {
		s.known.State[v] = diagram.Unsure
	}
	return false
}

// suppose tries the cells of one variable.
func (s *solver) suppose(next *expr, open []*expr) bool {
	v := s.pick(next, open)
	for _, cell := range s.order(next, v) {
		s.known.State[v] = uint16(cell)
		if s.hold(open) {
			return true
		}
		if s.steps < 0 {
			break
		}
	}
	s.known.State[v] = diagram.Unsure
	return false
}

// narrow is how few variables a condition must be about for what it forces to be looked at.
const narrow = 4

// force finds the variables of which all cells but one make some condition false, and puts them in that cell; false where there is none.
func (s *solver) force(open []*expr) (forced []int, ok bool) {
	for _, e := range open {
		if e.width(&s.known) > narrow || e.eval(&s.known) != triUnknown {
			continue
		}
		for _, v := range e.unknown(&s.known, nil) {
			if s.known.State[v] != diagram.Unsure {
				continue
			}
			switch cells := s.order(e, v); len(cells) {
			case 0:
				return forced, false
			case 1:
				s.known.State[v] = uint16(cells[0])
				forced = append(forced, v)
			}
		}
	}
	return forced, true
}

// pick returns the variable of a condition that most of the narrowest conditions are about.
func (s *solver) pick(next *expr, open []*expr) int {
	count := map[int]int{}
	width := next.width(&s.known)
	for _, e := range open {
		if e.width(&s.known) == width {
			for _, v := range e.unknown(&s.known, nil) {
				count[v]++
			}
		}
	}
	vars := next.unknown(&s.known, nil)
	return slices.MaxFunc(vars, func(a, b int) int { return count[a] - count[b] })
}

// unknown returns the variables that an unknown condition may depend on.
func (e *expr) unknown(k *Known, to []int) []int {
	if e.op == opTest {
		return append(to, e.v)
	}
	for _, a := range e.args {
		if a.eval(k) == triUnknown {
			to = a.unknown(k, to)
		}
	}
	return to
}

// open returns the conditions that are not known to be true, and of these the narrowest; false where one is known to be false. What
// a conjunction asks for stands for itself.
func (s *solver) open(all []*expr) (next *expr, open []*expr, ok bool) {
	open = make([]*expr, 0, len(all))
	narrowest := 0
	for i := 0; i < len(all); i++ {
		if s.steps--; s.steps < 0 {
			return nil, nil, false
		}
		e := all[i]
		switch e.eval(&s.known) {
		case triFalse:
			return nil, nil, false
		case triUnknown:
			if parts := e.parts(); parts != nil {
				all = append(slices.Clip(all), parts...)
				continue
			}
			open = append(open, e)
			if w := e.width(&s.known); next == nil || w < narrowest {
				next, narrowest = e, w
			}
		}
	}
	return next, open, true
}

// parts returns the conditions that must all be true so that a condition is; nil where there is only itself.
func (e *expr) parts() []*expr {
	switch {
	case e.op == opAnd:
		return e.args
	case e.op == opNot && e.args[0].op == opOr:
		out := make([]*expr, len(e.args[0].args))
		for i, a := range e.args[0].args {
			out[i] = not(a)
		}
		return out
	}
	return nil
}

// width is about how many ways are left for a condition to be true.
func (e *expr) width(k *Known) int {
	switch e.op {
	case opNot:
		return e.args[0].width(k)
	case opAnd, opOr:
		total := 0
		for _, a := range e.args {
			if a.eval(k) == triUnknown {
				total += a.width(k)
			}
		}
		return total
	}
	return 1
}

// order returns the cells of a variable, those first that make a condition true, without those that make it false.
func (s *solver) order(e *expr, v int) []int {
	var yes, open []int
	for cell := range s.layout.Cells(v) {
		s.known.State[v] = uint16(cell)
		switch e.eval(&s.known) {
		case triTrue:
			yes = append(yes, cell)
		case triUnknown:
			open = append(open, cell)
		}
	}
	s.known.State[v] = diagram.Unsure
	return append(yes, open...)
}
