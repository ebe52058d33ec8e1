package reference

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// inScope reports whether an atom lies within a scope in every dimension. Where its action does not
// take a part, a sentence that names the part is not about it. (Whose data they are is said even where it is not
// written, so it does not count as named.)
func (d *decider) inScope(s *model.Scope, atom model.Atom) bool {
	for dim := range model.Dim(model.DimCount) {
		if !d.takes(atom, dim) {
			if !s[dim].IsAny() && dim != model.Of {
				return false
			}
			continue
		}
		if !d.in(dim, s[dim], atom[dim]) {
			return false
		}
	}
	return true
}

// holds: the atom lies within the norm's scope and its conditions are true. A duty permits its act.
func (d *decider) holds(n *model.Norm, atom model.Atom) bool {
	return d.inScope(&n.Scope, atom) && d.all(n.ActWhen(), atom)
}

// prevails reports whether norm a prevails over norm b, or over its clause.
func prevails(a, b *model.Norm) bool { return slices.Contains(a.Over, b.Clause) }

// nothingPrevails is how it is among the default norms.
func nothingPrevails(*model.Norm, *model.Norm) bool { return false }

// atom gives the answer of one atom, in the current completion.
func (d *decider) atom(atom model.Atom) outcome {
	for i := range d.policy.Exclusions {
		x := &d.policy.Exclusions[i]
		if d.takes(atom, model.Data) && d.inScope(&x.Scope, atom) && d.all(x.When, atom) {
			return outcome{answer: model.OutOfScope}
		}
	}
	var prohibits, permits, defaultProhibits, defaultPermits []*model.Norm
	for _, i := range d.norms {
		n := &d.policy.Norms[i]
		if slices.Contains(d.without, i) || !d.holds(n, atom) {
			continue
		}
		switch {
		case n.Permits() && n.Default:
			defaultPermits = append(defaultPermits, n)
		case n.Permits():
			permits = append(permits, n)
		case n.Default:
			defaultProhibits = append(defaultProhibits, n)
		default:
			prohibits = append(prohibits, n)
		}
	}
	prohibits = slices.DeleteFunc(prohibits, func(f *model.Norm) bool {
		return slices.ContainsFunc(permits, func(p *model.Norm) bool { return prevails(p, f) })
	})
	f1, p1, f2, p2 := len(prohibits) > 0, len(permits) > 0, len(defaultProhibits) > 0, len(defaultPermits) > 0
	switch {
	case f1:
		return outcome{model.Prohibited, conflict(prohibits, permits, prevails)}
	case !p1 && f2:
		return outcome{model.Prohibited, conflict(defaultProhibits, defaultPermits, nothingPrevails)}
	case p1 || p2:
		return outcome{answer: model.Permitted}
	}
	return outcome{answer: model.NotAddressed}
}

// conflict: a permission of the deciding level holds, and no prohibition says that it prevails over it. One
// that ends permissions says so of those that are not duties.
func conflict(prohibits, permits []*model.Norm, prevails func(a, b *model.Norm) bool) bool {
	return slices.ContainsFunc(permits, func(p *model.Norm) bool {
		return !slices.ContainsFunc(prohibits, func(f *model.Norm) bool {
			return prevails(f, p) || f.Ends && p.Modality == model.May
		})
	})
}

// all reports whether every condition is true for the atom.
func (d *decider) all(when []model.Condition, atom model.Atom) bool {
	for _, w := range when {
		if !d.true(w.Cond(), atom) {
			return false
		}
	}
	return true
}

// true reports whether a condition is true for the atom, in the current completion.
func (d *decider) true(c model.Cond, atom model.Atom) bool {
	switch c := c.(type) {
	case *model.AllOf:
		for _, x := range c.Conds {
			if !d.true(x, atom) {
				return false
			}
		}
		return true
	case *model.AnyOf:
		for _, x := range c.Conds {
			if d.true(x, atom) {
				return true
			}
		}
		return false
	case *model.Not:
		return !d.true(c.Cond, atom)
	case *model.Named:
		return d.true(c.Cond, atom)
	case *model.Yes:
		return d.c.yes[c.Fact]
	case *model.Compare:
		return c.Op.Holds(d.c.number[c.Fact], c.Value)
	case *model.OptionIs:
		return d.c.option[c.Fact] == c.Option
	case *model.PlaceIn:
		n := d.c.place[c.Fact]
		return n == c.Place || !c.Exact && d.policy.Graphs[model.PlaceKind].Below(n, c.Place)
	case *model.Elapsed:
		return c.Rel.Holds(d.c.happened[c.Fact], d.c.ago[c.Fact], c.Hours)
	case *model.HasConsent:
		return d.consent(c.Kind, atom)
	case *model.HasObjection:
		return d.c.objection || d.granted(true, 0, atom)
	}
	panic("reference: a condition of an unknown form")
}

// consent reports whether there is consent of a kind that covers the atom: given for all that is asked,
// or by a grant; and, where consent is not needed, or a fact counts as deemed consent, as if there were.
func (d *decider) consent(k model.ConsentKind, atom model.Atom) bool {
	if d.c.consent[k] || d.granted(false, k, atom) {
		return true
	}
	switch k {
	case model.Consent:
		for i := range d.policy.Waivers {
			w := &d.policy.Waivers[i]
			if !slices.Contains(d.unwaived, i) && d.inScope(&w.Scope, atom) && d.all(w.When, atom) {
				return true
			}
		}
	case model.DeemedConsent:
		for i := range d.policy.Deemings {
			m := &d.policy.Deemings[i]
			if d.c.yes[m.Fact] && d.inScope(&m.Scope, atom) && d.all(m.When, atom) {
				return true
			}
		}
	}
	return false
}

func (d *decider) granted(objection bool, k model.ConsentKind, atom model.Atom) bool {
	return slices.ContainsFunc(d.q.Grants, func(g model.Grant) bool {
		return g.Objection == objection && (objection || g.Kind.Implies(k)) && d.inScope(&g.Scope, atom)
	})
}
