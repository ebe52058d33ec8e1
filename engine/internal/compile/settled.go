package compile

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// NewSettled compiles a policy with what it has settled put in, as if there were nothing else that it could be: for those who
// look at all that may be. Questions that suppose otherwise ("what if") are not for it.
func NewSettled(p *model.Policy, limits Limits) *Program {
	out := New(p, limits)
	out.settle()
	return out
}

// settle puts in what the policy has settled.
func (p *Program) settle() {
	k := Known{State: p.Layout.Start(false)}
	for _, list := range [][]sentence{p.norms, p.exclusions, p.waivers, p.deemings} {
		for i := range list {
			list[i].when = list[i].when.where(&k)
		}
	}
	for i := range p.treats {
		p.treats[i] = p.treats[i].where(&k)
	}
}

// where returns what a condition becomes where something is known.
func (e *expr) where(k *Known) *expr {
	switch e.op {
	case opTest:
		switch {
		case k.State[e.v] == diagram.Unsure:
			return e
		case e.in[k.State[e.v]]:
			return exprTrue
		}
		return exprFalse
	case opNot:
		return not(e.args[0].where(k))
	case opAnd, opOr:
		args := make([]*expr, len(e.args))
		for i, a := range e.args {
			args[i] = a.where(k)
		}
		if e.op == opAnd {
			return and(args...)
		}
		return or(args...)
	}
	return e
}
