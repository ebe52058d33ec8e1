package reference

import "github.com/seed-90f8eabc/licet/dsl/model"

// Holds reports whether a norm holds for every atom of a question, in every completion.
func Holds(p *model.Policy, q *model.Question, norm int, limits Limits) (bool, error) {
	d := newDecider(p, q, limits)
	unknowns := d.unknowns()
	if _, ok := d.total(unknowns); !ok {
		return false, ErrLimit
	}
	all, some := true, false
	d.complete(unknowns, func() {
		var atom model.Atom
		d.atoms(0, &atom, func() {
			if d.isPart(atom) {
				some, all = true, all && d.holds(&p.Norms[norm], atom)
			}
		})
	})
	return all && some, nil
}
