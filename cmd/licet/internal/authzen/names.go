package authzen

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// isFact reports whether a name is one of a fact, an event, a judgement or a term of the policy, a kind of consent, or objection.
func (a *asking) isFact(name string) bool {
	p := a.engine.Policy()
	if _, ok := p.Fact(name); ok {
		return true
	}
	if _, ok := p.Term(name); ok {
		return true
	}
	return slices.Contains(people(), name)
}

// people returns the names of what people say.
func people() []string {
	out := []string{"objection"}
	for k := range model.ConsentKind(model.ConsentKinds) {
		out = append(out, k.String())
	}
	return out
}

// factNames yields everything that isFact knows.
func (a *asking) factNames(yield func(string) bool) {
	p := a.engine.Policy()
	for i := range p.Facts {
		if !yield(p.Facts[i].ID) {
			return
		}
	}
	for i := range p.Terms {
		if !yield(p.Terms[i].ID) {
			return
		}
	}
	for _, name := range people() {
		if !yield(name) {
			return
		}
	}
}

// sorted returns the keys of an object in a fixed order, so that of two faults it is always the same that is told.
func sorted(o object) []string {
	if len(o) == 0 {
		return nil
	}
	out := make([]string, 0, len(o))
	for k := range o {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
