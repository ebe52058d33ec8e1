package reference

import "github.com/seed-90f8eabc/licet/dsl/model"

// A Case is one atom in one completion.
type Case struct {
	Atom model.Atom
	d    *decider
}

// Holds reports whether a norm holds in the case.
func (c *Case) Holds(norm int) bool { return c.d.holds(&c.d.policy.Norms[norm], c.Atom) }

// Answer returns what the atom is in the case, as if some norms were not there.
func (c *Case) Answer(without ...int) (a model.Answer, conflict bool) {
	c.d.without = without
	o := c.d.atom(c.Atom)
	c.d.without = nil
	return o.answer, o.conflict
}

// AnswerUnwaived returns what the atom is in the case, as if some waivers were not there.
func (c *Case) AnswerUnwaived(waivers ...int) model.Answer {
	c.d.unwaived = waivers
	o := c.d.atom(c.Atom)
	c.d.unwaived = nil
	return o.answer
}

// EachCase calls f for every atom of a policy, one of each set that all scopes treat alike, in every completion. The error is ErrLimit
// where some atom has more completions than the limits allow.
func EachCase(p *model.Policy, limits Limits, f func(*Case)) error {
	return eachAtom(p, limits, func(d *decider, unknowns []unknown, atom model.Atom) {
		d.complete(unknowns, func() { f(&Case{atom, d}) })
	})
}

// Matters returns the names of what changes the answer of some atom, as Result.Needs has them.
func Matters(p *model.Policy, limits Limits) (map[string]bool, error) {
	out := map[string]bool{}
	err := eachAtom(p, limits, func(d *decider, unknowns []unknown, atom model.Atom) {
		var answers []outcome
		d.complete(unknowns, func() { answers = append(answers, d.atom(atom)) })
		for _, name := range needs(unknowns, answers) {
			out[name] = true
		}
	})
	return out, err
}

// eachAtom calls f for every atom, with what is unknown of it.
func eachAtom(p *model.Policy, limits Limits, f func(d *decider, unknowns []unknown, atom model.Atom)) error {
	var err error
	var atom model.Atom
	newDecider(p, &model.Question{Policy: p, Scope: model.AnyScope()}, limits).atoms(0, &atom, func() {
		if err != nil {
			return
		}
		d := newDecider(p, exactly(p, atom), limits)
		unknowns := d.unknowns()
		if _, ok := d.total(unknowns); !ok {
			err = ErrLimit
			return
		}
		f(d, unknowns, atom)
	})
	return err
}

// exactly asks about an atom, with what lies beneath it.
func exactly(p *model.Policy, atom model.Atom) *model.Question {
	q := &model.Question{Policy: p, Scope: model.AnyScope()}
	for d, n := range atom {
		if n != model.Root {
			q.Scope[d] = model.Only(n)
		}
	}
	return q
}
