package analysis

import (
	"errors"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// An IdleFact is a fact, event or judgement that conditions test, and that changes no answer.
type IdleFact struct {
	Fact    model.FactID
	Clauses []int // those whose sentences test it
	Settled bool  // it would be tested in earnest if the policy had settled a judgement otherwise
}

// IdleFacts returns the facts that sentences test, and on which no answer to any question depends, in the order of their
// declaration. What the policy has settled is not among them, nor is the passing of vague times. A fact of which it
// cannot be said is in the error, an Undecided; what was found is returned with it.
func (a *Analysis) IdleFacts() ([]IdleFact, error) {
	c := a.newCoroner()
	for _, n := range a.inquests() { // most facts are met on the way
		if err := c.norm(n); err != nil {
			return nil, err
		}
	}
	tests, tested := a.tests(), a.program.Tested()
	var out []IdleFact
	open := Undecided{}
	for f := range a.policy.Facts {
		fact := &a.policy.Facts[f]
		if len(tests[f]) == 0 || fact.Settled != nil || strings.Contains(fact.ID, " ") || c.alive[int32(f)] {
			continue
		}
		switch idle, err := c.idle(f, tests[f]); {
		case errors.Is(err, compile.ErrLimit):
			open.Facts = append(open.Facts, f)
		case err != nil:
			return nil, err
		case idle:
			out = append(out, IdleFact{model.FactID(f), clausesOf(tests[f]), !tested[f]})
		}
	}
	return out, open.orNil()
}

// A test is a sentence that tests a fact: what it is about, and where it stands.
type test struct {
	about  *compile.Sentence
	clause int
}

// tests returns the sentences that test each fact.
func (a *Analysis) tests() [][]test {
	out := make([][]test, len(a.policy.Facts))
	add := func(list compile.List, index, clause int, when []model.Condition) {
		for _, w := range when {
			model.Walk(w.Stated, func(c model.Cond) bool {
				if f := model.FactOf(c); f != model.NoFact {
					out[f] = append(out[f], test{&compile.Sentence{List: list, Index: index}, clause})
				}
				return true
			})
		}
	}
	p := a.policy
	for i := range p.Norms {
		add(compile.InNorms, i, p.Norms[i].Clause, p.Norms[i].ActWhen())
	}
	for i := range p.Exclusions {
		add(compile.InExclusions, i, p.Exclusions[i].Clause, p.Exclusions[i].When)
	}
	for i := range p.Waivers {
		add(compile.InWaivers, i, p.Waivers[i].Clause, p.Waivers[i].When)
	}
	for i := range p.Deemings {
		m := &p.Deemings[i]
		add(compile.InDeemings, i, m.Clause, append([]model.Condition{{Stated: &model.Yes{Fact: m.Fact}}}, m.When...))
	}
	for i := range p.Treats {
		add(anything, i, p.Treats[i].Clause, p.Treats[i].When)
	}
	for f := range out {
		out[f] = slices.CompactFunc(out[f], func(x, y test) bool { return *x.about == *y.about })
	}
	return out
}

// anything is the list of what is not about a scope: data may be treated as anything.
const anything compile.List = 255

func clausesOf(tests []test) []int {
	var out []int
	for _, t := range tests {
		out = append(out, t.clause)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// idle reports whether no answer depends on a fact that these sentences test.
func (c *coroner) idle(fact int, tests []test) (bool, error) {
	for _, t := range tests {
		var failed error
		about := t.about
		if about.List == anything {
			about = nil
		}
		err := c.scout.Walk(about, nil, func(r *compile.Region) bool {
			s, err := r.Study()
			if err != nil {
				failed = err
				return true
			}
			for _, v := range s.Vars() {
				c.alive[v] = true
			}
			return !c.alive[int32(fact)]
		})
		if c.alive[int32(fact)] {
			return false, nil
		}
		if err = errors.Join(err, failed); err != nil {
			return false, err
		}
	}
	return true, nil
}

// IdleWaivers returns the waivers that lift nothing, as indices: no answer changes where all of them are taken away. Of several
// that lift the same, the first is not idle. A policy of which it cannot be said is an error, an Undecided.
func (a *Analysis) IdleWaivers() ([]int, error) {
	scout := a.program.NewScout()
	var out []int
	for w := len(a.policy.Waivers) - 1; w >= 0; w-- {
		lifts, err := a.lifts(scout, w)
		if errors.Is(err, compile.ErrLimit) {
			return out, &Undecided{Waivers: []int{w}}
		}
		if err != nil {
			return nil, err
		}
		if !lifts {
			out = append(out, w)
			scout.Skip(compile.InWaivers, w)
		}
	}
	slices.Sort(out)
	return out, nil
}

// lifts reports whether some answer changes where a waiver is taken away.
func (a *Analysis) lifts(scout *compile.Scout, waiver int) (lifts bool, err error) {
	asking := slices.DeleteFunc(a.program.About(&a.policy.Waivers[waiver].Scope), func(n int) bool { return !a.program.TestsConsent(n) })
	asks := func(about func(compile.Sentence) bool) bool {
		return slices.ContainsFunc(asking, func(n int) bool { return about(*aNorm(n)) })
	}
	var failed error
	err = scout.Walk(&compile.Sentence{List: compile.InWaivers, Index: waiver}, asks, func(r *compile.Region) bool {
		if !slices.Contains(r.Waivers(), waiver) {
			return true
		}
		with, without, err := r.StudyWithout(compile.InWaivers, waiver)
		if err != nil {
			failed = err
		}
		lifts = lifts || err == nil && with != without
		return !lifts
	})
	if lifts {
		return true, nil
	}
	return false, errors.Join(err, failed)
}

// A Swallow is an exclusion that contains all data that the norms of the policy are about: where it holds, the policy says nothing
// of your data.
type Swallow struct {
	Exclusion int
	Witness   *Witness // out of scope, though a norm holds
}

// Swallows returns the exclusions that contain everything the policy governs, if only under a condition, in their order.
func (a *Analysis) Swallows() ([]Swallow, error) {
	var out []Swallow
	for i := range a.policy.Exclusions {
		first, all := a.within(&a.policy.Exclusions[i].Scope)
		if !all {
			continue
		}
		w, err := a.excludedCase(i, first)
		if err != nil {
			return nil, err
		}
		if w != nil {
			out = append(out, Swallow{i, w})
		}
	}
	return out, nil
}

// within reports whether all that norms are about, of your data, lies in the scope of an exclusion, and the first such norm.
func (a *Analysis) within(x *model.Scope) (first int, all bool) {
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

// excludedCase finds a case in which a norm and an exclusion hold; nil where there is none.
func (a *Analysis) excludedCase(exclusion, norm int) (*Witness, error) {
	var w *Witness
	var failed error
	f := &finder{p: a.policy, program: a.program}
	err := a.program.NewScout().Walk(aNorm(norm), nil, func(r *compile.Region) bool {
		s, err := r.Study()
		if err != nil {
			failed = err
			return true
		}
		both := s.HoldsWith(norm, s.Excludes(exclusion))
		told, ok := a.program.Layout.Smallest(s.Code(both), nil, isTrue)
		if both == diagram.False || !ok {
			return true
		}
		w, failed = a.show(f, &r.Box, told, norm)
		return w == nil
	})
	if w != nil {
		return w, nil
	}
	return nil, errors.Join(err, failed)
}
