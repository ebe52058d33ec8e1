package reference

import "github.com/seed-90f8eabc/licet/dsl/model"

// Confirm answers a question, and reports whether each of some norms holds for every atom of it, in every completion.
func Confirm(p *model.Policy, q *model.Question, norms []int, limits Limits) (r Result, hold bool, err error) {
	d := newDecider(p, q, limits)
	unknowns := d.unknowns()
	if _, ok := d.total(unknowns); !ok {
		return Result{}, false, ErrLimit
	}
	var answers []outcome
	hold = true
	d.complete(unknowns, func() {
		answers = append(answers, d.question())
		hold = hold && d.allHold(norms)
	})
	r, err = summarise(unknowns, answers)
	return r, hold, err
}

// allHold reports whether norms hold for every atom, in the current completion.
func (d *decider) allHold(norms []int) bool {
	all := true
	var atom model.Atom
	d.atoms(0, &atom, func() {
		for _, n := range norms {
			all = all && (!d.isPart(atom) || d.holds(&d.policy.Norms[n], atom))
		}
	})
	return all
}
