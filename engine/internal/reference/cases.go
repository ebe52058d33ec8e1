package reference

import "github.com/seed-90f8eabc/licet/dsl/model"

// Cases calls f for every part of what a question asks about, in every completion: with the atom, and its answer there.
func Cases(p *model.Policy, q *model.Question, limits Limits, f func(model.Atom, model.Answer)) error {
	d := newDecider(p, q, limits)
	unknowns := d.unknowns()
	if _, ok := d.total(unknowns); !ok {
		return ErrLimit
	}
	d.complete(unknowns, func() {
		var atom model.Atom
		d.atoms(0, &atom, func() {
			if d.isPart(atom) {
				f(atom, d.atom(atom).answer)
			}
		})
	})
	return nil
}
