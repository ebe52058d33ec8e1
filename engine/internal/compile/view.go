package compile

import (
	"math/bits"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An explanation reads the same classes that the answer comes from. A View is them where something is known.

// Truth is what is known of a condition.
type Truth uint8

// The values of Truth.
const (
	IsFalse   Truth = Truth(triFalse)
	IsTrue    Truth = Truth(triTrue)
	IsUnknown Truth = Truth(triUnknown)
)

// A ClassView is one class of a question where something is known.
type ClassView struct {
	Boxes      []Box
	Ends       uint8 // the ends that some completion leads to
	Inexact    bool  // finding them took too long: these are all that may remain
	Norms      []NormView
	Exclusions []SentenceView
	Waivers    []SentenceView
	Deemings   []SentenceView
	Consent    Truth // there is consent that covers the class, whatever waivers say
}

// A NormView is a norm that is about a class.
type NormView struct {
	Norm     int
	Holds    Truth // its conditions
	Counts   Truth // it holds, and for a prohibition: no permission prevails over it
	Failed   int   // the first of its conditions that is false, else the first that is unknown; -1 where all are true
	Decisive bool  // it is of the deciding level
}

// A SentenceView is an exclusion, a waiver or a deeming that is about a class.
type SentenceView struct {
	Index int
	Holds Truth
}

// Classes calls f for every class of the question, in the order in which it was divided. What failed of norms is
// told only where it is wanted.
func (q *Prepared) Classes(k *Known, failed bool, f func(*ClassView)) {
	q.top.each(map[*choice]bool{}, func(c *class) {
		v := c.view(q.program, k)
		for i := range v.Norms {
			if n := &v.Norms[i]; failed && n.Holds != IsTrue {
				n.Failed = c.failed(q.program, k, n.Norm)
			}
		}
		if bits.OnesCount8(v.Ends) > 1 {
			v.Ends, v.Inexact = q.exactEnds(c, k)
		}
		f(v)
	})
}

// exactEnds returns the ends that some completion leads to, for one class. Where that takes too long, it
// returns all that may remain.
func (q *Prepared) exactEnds(c *class, k *Known) (ends uint8, inexact bool) {
	s := &searcher{q: q, steps: q.program.limits.Steps / 100, all: true,
		known: Known{State: slices.Clone(k.State), Partial: k.Partial}}
	s.suppose([]*class{c})
	if s.steps < 0 {
		return c.ends(q.program, k), true
	}
	return s.found, false
}

func (c *class) view(p *Program, k *Known) *ClassView {
	given := atomBinder{layout: c.binder.layout, grants: c.binder.grants}
	v := &ClassView{Boxes: c.boxes, Ends: c.ends(p, k), Consent: Truth(given.bind(&expr{op: opConsent, kind: model.Consent}).eval(k))}
	for i, x := range c.exclusions {
		v.Exclusions = append(v.Exclusions, SentenceView{int(c.excluded[i]), Truth(x.eval(k))})
	}
	for i, w := range c.waivers {
		v.Waivers = append(v.Waivers, SentenceView{int(w), Truth(c.binder.waivers[i].eval(k))})
	}
	for i, m := range c.deemings {
		v.Deemings = append(v.Deemings, SentenceView{int(m), Truth(c.binder.deemings[i].eval(k))})
	}
	var holds, counts [2][]tri
	for level, byDefault := range []bool{false, true} {
		holds[level], counts[level] = c.levelHolds(p, k, byDefault)
	}
	specific := triFalse
	for i := range c.norms {
		specific = triOr(specific, counts[0][i])
	}
	for i, h := range c.norms {
		level := 0
		if p.Policy.Norms[h.norm].Default {
			level = 1
		}
		v.Norms = append(v.Norms, NormView{
			Norm: int(h.norm), Holds: Truth(holds[level][i]), Counts: Truth(counts[level][i]),
			Failed:   -1,
			Decisive: level == 0 || specific != triTrue,
		})
	}
	return v
}

// levelHolds tells of each norm of a level whether it holds, and whether it counts.
func (c *class) levelHolds(p *Program, k *Known, byDefault bool) (holds, counts []tri) {
	holds, counts = make([]tri, len(c.norms)), make([]tri, len(c.norms))
	for i := range c.norms {
		holds[i] = triFalse
		if p.Policy.Norms[c.norms[i].norm].Default == byDefault {
			holds[i] = c.norms[i].when.eval(k)
		}
	}
	copy(counts, holds)
	for i := range c.norms {
		if n := &p.Policy.Norms[c.norms[i].norm]; !n.Permits() && !byDefault && holds[i] != triFalse {
			counts[i] = triAnd(holds[i], triNot(c.prevailed(p, n, holds)))
		}
	}
	return holds, counts
}

// failed returns the condition of a norm that keeps it from holding.
func (c *class) failed(p *Program, k *Known, norm int) int {
	unknown := -1
	for i, w := range p.Policy.Norms[norm].ActWhen() {
		switch p.bound(c, w).eval(k) {
		case triFalse:
			return i
		case triUnknown:
			if unknown < 0 {
				unknown = i
			}
		}
	}
	return unknown
}

// bound compiles one condition for the atoms of a class.
func (p *Program) bound(c *class, w model.Condition) *expr {
	e := p.Layout.condition(w.Stated)
	if w.Negated {
		e = not(e)
	}
	return c.binder.bind(e)
}

// HoldsOver tells whether conditions are true for some atom of a scope that is about what a question asks: what duties in force need,
// whose act is another than the one that is asked about. A scope that is too wide to tell is unknown.
func (p *Program) HoldsOver(scope model.Scope, grants []model.Grant, when []model.Condition, k *Known, about func(*Box) bool) Truth {
	q := &Prepared{program: p, Scope: scope, Grants: grants}
	if err := p.divide(q); err != nil {
		return IsUnknown
	}
	out := triFalse
	q.top.each(map[*choice]bool{}, func(c *class) {
		all := c.present.eval(k)
		for _, w := range when {
			all = triAnd(all, p.bound(c, w).eval(k))
		}
		for i := range c.boxes {
			if all != triFalse && about(&c.boxes[i]) {
				out = triOr(out, all)
			}
		}
	})
	return Truth(out)
}

// Holds tells whether conditions on facts are true. Without atoms, consent is that for all that is asked.
func (p *Program) Holds(when []model.Condition, k *Known) Truth {
	all := triTrue
	for _, w := range when {
		all = triAnd(all, p.bound(&class{binder: &atomBinder{layout: p.Layout}}, w).eval(k))
	}
	return Truth(all)
}

// Near calls f for the norms that are about the question in all dimensions but one.
func (p *Program) Near(q *Prepared, f func(norm int, dim model.Dim)) {
	var asked [model.DimCount]asked
	for dim := range model.Dim(model.DimCount) {
		asked[dim] = p.askedIn(q, dim)
	}
	for n := range p.norms {
		missed, count := model.Dim(0), 0
		for dim := range model.Dim(model.DimCount) {
			if !p.mayShare(dim, &p.norms[n].scope[dim], &asked[dim]) {
				if missed, count = dim, count+1; count > 1 {
					break
				}
			}
		}
		if count == 1 {
			f(n, missed)
		}
	}
}
