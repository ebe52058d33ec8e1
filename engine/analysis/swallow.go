package analysis

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Swallow is an exclusion that contains all data that the norms of the policy are about: where it holds, the policy says nothing
// of your data.
type Swallow struct {
	Exclusion int
	Witness   *Witness // out of scope, though a norm holds
}

// Swallows returns the exclusions that contain everything the policy governs, if only under a condition, in their order. In a policy
// that treats data as other data only an exclusion of any data is one. One of which it cannot be said is in the error, an Undecided.
func (a *Analysis) Swallows() ([]Swallow, error) {
	var out []Swallow
	open := Undecided{}
	for i := range a.policy.Exclusions {
		first, all := a.covers(&a.policy.Exclusions[i].Scope)
		if !all {
			continue
		}
		w, err := a.caseOf(first, func(s *compile.Study) diagram.Ref { return s.HoldsWith(first, s.Excludes(i)) })
		switch {
		case errors.Is(err, compile.ErrLimit):
			open.Exclusions = append(open.Exclusions, i)
		case err != nil:
			return nil, err
		case w != nil:
			out = append(out, Swallow{i, w})
		}
	}
	return out, open.orNil()
}

// covers reports whether all that norms are about, of your data, lies in the scope of an exclusion, and the first such norm.
func (a *Analysis) covers(x *model.Scope) (first int, all bool) {
	parties := a.policy.Graphs[model.PartyKind]
	if !x[model.Of].Contains(parties, model.You) || !x[model.From].IsAny() {
		return 0, false
	}
	first = -1
	for i := range a.policy.Norms {
		n := &a.policy.Norms[i]
		if !n.Stated.Has(model.Data) || !n.Scope[model.Of].Contains(parties, model.You) || !a.program.CanHold(i) {
			continue
		}
		if first < 0 {
			first = i
		}
		if !a.contains(x[model.Data], n.Scope[model.Data]) {
			return 0, false
		}
	}
	return first, first >= 0
}

// contains reports whether all data of one set lie in another, whatever the policy treats them as.
func (a *Analysis) contains(x, y model.Set) bool {
	if x.IsAny() {
		return true
	}
	g := a.policy.Graphs[model.DataKind]
	if y.All || y.Outside || len(a.policy.Treats) > 0 {
		return false
	}
	for n := range model.NodeID(g.Len()) {
		if y.Contains(g, n) && !x.Contains(g, n) {
			return false
		}
	}
	return true
}
