package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Whether conditions can hold, by themselves.

// CanHoldUnsettled reports whether the conditions of a norm can be true by themselves, if the policy had settled nothing.
func (p *Program) CanHoldUnsettled(norm int) bool {
	b := &atomBinder{layout: p.Layout}
	return p.possible(b.bind(p.Layout.conditions(p.Policy.Norms[norm].ActWhen())))
}

// Tested returns the variables of facts that some sentence tests, where the policy has not settled what makes them matter to it.
func (p *Program) Tested() []bool {
	out := make([]bool, p.Layout.Vars())
	note := func(e *expr) { e.vars(func(v int) { out[v] = true }) }
	for _, list := range p.lists() {
		for i := range list {
			note(list[i].when)
		}
	}
	for _, e := range p.treats {
		note(e)
	}
	return out
}

// CanHold reports whether the conditions of norms can be true together by themselves, whatever is waived or counts as deemed consent.
func (p *Program) CanHold(norms ...int) bool {
	b := &atomBinder{layout: p.Layout}
	if len(p.waivers) > 0 {
		b.waivers = []*expr{exprTrue}
	}
	if len(p.deemings) > 0 {
		b.deemings = []*expr{exprTrue}
	}
	strict := &atomBinder{layout: p.Layout}
	all := make([]*expr, len(norms))
	for i, n := range norms {
		if p.Policy.Norms[n].Permits() { // more consent never lets a prohibition hold
			all[i] = b.bind(p.norms[n].when)
		} else {
			all[i] = strict.bind(p.norms[n].when)
		}
	}
	return p.possible(and(all...))
}

// fewLooks is how long a case is looked for before a diagram is made.
const fewLooks = 1_000

// possible reports whether a bound condition can be true. One that is too large to tell may be.
func (p *Program) possible(e *expr) bool {
	if e.op == opTrue || e.op == opFalse {
		return e.op == opTrue
	}
	found, certain, _ := p.solve(fewLooks, e)
	if certain {
		return found != nil
	}
	b, _ := p.building(e)
	return b.expr(e) != diagram.False || b.Over()
}

// CanHoldWithoutExceptions reports whether the conditions of a norm can be true by themselves, but for those behind `unless`.
func (p *Program) CanHoldWithoutExceptions(norm int) bool {
	var given []model.Condition
	for _, w := range p.Policy.Norms[norm].ActWhen() {
		if w.Role != model.Unless {
			given = append(given, w)
		}
	}
	k := Known{State: p.Layout.Start(false)}
	b := &atomBinder{layout: p.Layout}
	return p.possible(b.bind(p.Layout.conditions(given)).where(&k))
}

// Impossible returns conditions of a norm, as indices of its ActWhen, that cannot be true together with what the policy has settled, and of
// which none can be left out.
func (p *Program) Impossible(norm int) []int {
	when := p.Policy.Norms[norm].ActWhen()
	k := Known{State: p.Layout.Start(false)}
	b := &atomBinder{layout: p.Layout}
	can := func(list []int) bool {
		var some []model.Condition
		for _, i := range list {
			some = append(some, when[i])
		}
		return p.possible(b.bind(p.Layout.conditions(some)).where(&k))
	}
	var out []int
	for i := range when {
		out = append(out, i)
	}
	for i := len(out) - 1; i >= 0; i-- {
		if less := slices.Delete(slices.Clone(out), i, i+1); !can(less) {
			out = less
		}
	}
	return out
}

// Plain reports whether a norm tests neither consent nor an objection.
func (p *Program) Plain(norm int) bool { return !p.norms[norm].needsAtom }

// When returns the condition of a plain norm as a function of facts; nil where it is too large.
func (p *Program) When(norm int) *diagram.Code { return p.code(p.norms[norm].when) }

func (p *Program) code(e *expr) *diagram.Code {
	b, names := p.building(e)
	r := b.expr(e)
	if b.Over() {
		return nil
	}
	return b.Flatten(r, names)
}

// building returns a builder for one condition.
func (p *Program) building(e *expr) (*builder, []int32) {
	top := &choice{classes: []*class{{norms: []held{{when: e}}, present: exprTrue}}}
	names, cells := p.variables(&Prepared{program: p, top: top})
	b := &builder{Manager: diagram.New(cells, p.limits.Nodes), p: p, level: map[int]int{}}
	for i, v := range names {
		b.level[int(v)] = i
	}
	return b, names
}

// AlwaysHold reports whether each of some norms holds for all that the question is about, in every completion of what is known.
func (q *Prepared) AlwaysHold(k *Known, norms []int) bool {
	all := true
	q.top.each(map[*choice]bool{}, func(c *class) {
		if c.present.eval(k) == triFalse {
			return
		}
		for _, n := range norms {
			i := slices.IndexFunc(c.norms, func(h held) bool { return int(h.norm) == n })
			all = all && i >= 0 && q.program.always(c.norms[i].when, k)
		}
	})
	return all
}

// always reports whether a condition is true in every completion of what is known.
func (p *Program) always(e *expr, k *Known) bool {
	code := p.code(e)
	return code != nil && code.Reach(code.Root(), k.State, k.Partial) == 1<<diagram.True
}
