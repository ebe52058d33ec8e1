package analysis

import (
	"errors"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
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
	c.quiet = true
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
		if len(tests[f]) == 0 || fact.Settled != nil || strings.Contains(fact.ID, " ") || c.alive[f] {
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
			vars := s.Vars()
			if s.Over() {
				failed = compile.ErrLimit
				return true
			}
			for _, v := range vars {
				c.alive[int(v)] = true
			}
			return !c.alive[fact]
		})
		if c.alive[fact] {
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
			slices.Sort(out)
			return out, &Undecided{Waivers: upTo(w)} // nor of those before it, which were not looked at
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

// upTo are the numbers from 0 to n.
func upTo(n int) []int {
	out := make([]int, n+1)
	for i := range out {
		out[i] = i
	}
	return out
}

// lifts reports whether some answer changes where a waiver is taken away.
func (a *Analysis) lifts(scout *compile.Scout, waiver int) (lifts bool, err error) {
	asking := slices.DeleteFunc(a.program.About(&a.policy.Waivers[waiver].Scope), func(n int) bool { return a.program.Plain(n) })
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
