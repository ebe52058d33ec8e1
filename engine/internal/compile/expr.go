package compile

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An expr is a condition over variables and their cells.
type expr struct {
	op   op
	v    int    // of test
	in   []bool // of test: the cells that make it true
	args []*expr
	kind model.ConsentKind // of consent
}

type op uint8

const (
	opTrue op = iota
	opFalse
	opTest
	opAnd
	opOr
	opNot
	opConsent // consent of a kind: what it tests depends on the atom, see bindConsent
	opObjects // an objection, likewise
)

var exprTrue, exprFalse = &expr{op: opTrue}, &expr{op: opFalse}

func and(args ...*expr) *expr { return join(opAnd, exprFalse, exprTrue, args) }

func or(args ...*expr) *expr { return join(opOr, exprTrue, exprFalse, args) }

// join combines: one zero decides, units do nothing.
func join(o op, zero, unit *expr, args []*expr) *expr {
	kept := make([]*expr, 0, len(args))
	for _, a := range args {
		if a.op == zero.op {
			return zero
		}
		if a.op != unit.op {
			kept = append(kept, a)
		}
	}
	switch len(kept) {
	case 0:
		return unit
	case 1:
		return kept[0]
	}
	return &expr{op: o, args: kept}
}

func not(a *expr) *expr {
	switch a.op {
	case opTrue:
		return exprFalse
	case opFalse:
		return exprTrue
	case opNot:
		return a.args[0]
	}
	return &expr{op: opNot, args: []*expr{a}}
}

// test returns the condition that a variable is in one of some cells.
func test(v int, in []bool) *expr {
	some, all := false, true
	for _, x := range in {
		some, all = some || x, all && x
	}
	switch {
	case all:
		return exprTrue
	case !some:
		return exprFalse
	}
	return &expr{op: opTest, v: v, in: in}
}

// conditions compiles the conditions of a sentence, which must all hold.
func (l *Layout) conditions(when []model.Condition) *expr {
	args := make([]*expr, len(when))
	for i, w := range when {
		args[i] = l.condition(w.Stated)
		if w.Negated {
			args[i] = not(args[i])
		}
	}
	return and(args...)
}

func (l *Layout) condition(c model.Cond) *expr {
	switch c := c.(type) {
	case *model.AllOf:
		return and(l.each(c.Conds)...)
	case *model.AnyOf:
		return or(l.each(c.Conds)...)
	case *model.Not:
		return not(l.condition(c.Cond))
	case *model.Named:
		return l.condition(c.Cond)
	case *model.HasConsent:
		return &expr{op: opConsent, kind: c.Kind}
	case *model.HasObjection:
		return &expr{op: opObjects}
	}
	v := int(model.FactOf(c))
	return test(v, l.cellsOf(v, c))
}

func (l *Layout) each(conds []model.Cond) []*expr {
	out := make([]*expr, len(conds))
	for i, c := range conds {
		out[i] = l.condition(c)
	}
	return out
}

// consentTest returns the condition that the consent given for all that is asked is of a kind.
func (l *Layout) consentTest(k model.ConsentKind) *expr {
	if k == model.DeemedConsent {
		return test(l.Deemed, []bool{false, true})
	}
	in := make([]bool, l.Cells(l.Consent))
	for cell := range in {
		in[cell] = l.HasKind(cell, k)
	}
	return test(l.Consent, in)
}

// needsAtom reports whether the condition tests consent or an objection.
func (e *expr) needsAtom() bool {
	if e.op == opConsent || e.op == opObjects {
		return true
	}
	for _, a := range e.args {
		if a.needsAtom() {
			return true
		}
	}
	return false
}

// vars adds the variables that the condition tests.
func (e *expr) vars(add func(v int)) {
	if e.op == opTest {
		add(e.v)
	}
	for _, a := range e.args {
		a.vars(add)
	}
}

// tri is a truth value: bit 1 it may be false, bit 2 it may be true.
type tri uint8

const (
	triFalse   tri = 1
	triTrue    tri = 2
	triUnknown tri = 3
)

func triNot(a tri) tri { return a>>1 | a<<1&3 }

func triAnd(a, b tri) tri { return (a|b)&triFalse | a&b&triTrue }

func triOr(a, b tri) tri { return a&b&triFalse | (a|b)&triTrue }

// eval tells what a condition is where k is known.
func (e *expr) eval(k *Known) tri {
	switch e.op {
	case opTrue:
		return triTrue
	case opFalse:
		return triFalse
	case opTest:
		return k.test(e.v, e.in)
	case opNot:
		return triNot(e.args[0].eval(k))
	case opAnd:
		out := triTrue
		for _, a := range e.args {
			if out = triAnd(out, a.eval(k)); out == triFalse {
				break
			}
		}
		return out
	case opOr:
		out := triFalse
		for _, a := range e.args {
			if out = triOr(out, a.eval(k)); out == triTrue {
				break
			}
		}
		return out
	}
	panic("compile: a consent that no atom has bound")
}

// unknownVar returns a variable that the condition tests and k is unsure of; -1 where there is none.
func (e *expr) unknownVar(k *Known) int {
	if e.op == opTest {
		if k.test(e.v, e.in) == triUnknown {
			return e.v
		}
		return -1
	}
	for _, a := range e.args {
		if a.eval(k) == triUnknown {
			if v := a.unknownVar(k); v >= 0 {
				return v
			}
		}
	}
	return -1
}
