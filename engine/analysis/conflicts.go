package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A Conflict is a prohibition and a permission, or duty, of one level that can both hold and decide for the same atom and facts, while
// nothing says which prevails: neither a clause, nor that the prohibition ends permissions, nor another permission that
// prevails over the prohibition, nor an exclusion. Those of one pair of clauses are one Conflict.
type Conflict struct {
	Prohibition, Permission int // norms: those that the witness shows
	Pairs                   []Pair
	Scope                   model.Scope // what both are about: of the pair that is about the most
	Witness                 *Witness    // prohibited, as a conflict
}

// A Pair is a prohibition and a permission, as indices of norms.
type Pair struct{ Prohibition, Permission int }

// Conflicts returns the conflicts of the policy, in the order of their prohibitions and then of their permissions. A pair of which
// cannot be said whether it is in conflict is in the error, an Undecided; the conflicts that were found are returned with it.
func (a *Analysis) Conflicts() ([]Conflict, error) {
	c := &collider{a: a, finder: &finder{p: a.policy, program: a.program}, scout: a.program.NewScout(), byClauses: map[Pair]int{}}
	for f := range a.policy.Norms {
		if err := c.prohibition(f); err != nil {
			return nil, err
		}
	}
	c.leave()
	slices.SortStableFunc(c.found, func(x, y Conflict) int {
		return cmp.Or(x.Prohibition-y.Prohibition, x.Permission-y.Permission)
	})
	return c.found, c.open.orNil()
}

// A collider looks for conflicts.
type collider struct {
	a         *Analysis
	finder    *finder
	scout     *compile.Scout
	found     []Conflict
	byClauses map[Pair]int // where the conflict of two clauses is
	open      Undecided
	shown     int   // what the cases have cost, see maxShown
	pairs     int   // how many pairs were looked at
	beyond    []int // prohibitions that were not looked at
}

// maxPairs bounds how many pairs of norms about the same are looked at. Beyond it, those that nothing settles are not decided; and where there are
// as many of these again, no permission is.
const maxPairs = 1_000_000

// maxShown bounds what finding and replaying cases may cost, as the sum of the norms about each, and a part of all: where a thousand norms are about one
// thing, a million pairs of them may be in conflict, and nobody reads on after the first hundreds.
const maxShown = 500_000

// maxBetter is how many more regions are looked at for a case of a pair with fewer facts.
const maxBetter = 8

// A pending is a permission that may be in conflict with the prohibition that is looked at.
type pending struct {
	norm  int
	found bool
	told  []compile.VarCell
	box   compile.Box
	about int // how many norms are about it
	tries int
}

// prohibition finds what is in conflict with one norm.
func (c *collider) prohibition(f int) error {
	norms := c.a.policy.Norms
	if norms[f].Permits() || !c.a.program.CanHold(f) {
		return nil
	}
	if c.pairs > 2*maxPairs {
		c.beyond = append(c.beyond, f)
		return nil
	}
	spent := c.shown >= c.a.shown || c.pairs > maxPairs
	candidates := map[int]*pending{}
	about := c.a.program.About(&norms[f].Scope)
	for _, p := range about {
		if norms[p].Permits() && norms[p].Default == norms[f].Default && !settled(&norms[f], &norms[p]) && (spent || c.a.program.CanHold(f, p)) {
			candidates[p] = &pending{norm: p}
		}
	}
	if c.pairs += len(about); len(candidates) == 0 {
		return nil
	}
	if spent {
		c.open.add(append(sortedKeys(candidates), f)...)
		return nil
	}
	left, err := c.walk(f, candidates)
	if err != nil {
		return err
	}
	return c.report(f, candidates, left)
}

// leave adds what was not looked at to what is not decided.
func (c *collider) leave() {
	if len(c.beyond) == 0 {
		return
	}
	c.open.add(c.beyond...)
	for p := range c.a.policy.Norms {
		if c.a.policy.Norms[p].Permits() {
			c.open.add(p)
		}
	}
}

// settled reports whether the policy says which of two norms prevails, wherever both hold.
func settled(f, p *model.Norm) bool {
	if f.Ends && p.Modality == model.May {
		return true
	}
	return !f.Default && (slices.Contains(p.Over, f.Clause) || slices.Contains(f.Over, p.Clause))
}

// walk looks at the regions of a prohibition. It returns whether it came to a bound.
func (c *collider) walk(f int, candidates map[int]*pending) (bound bool, err error) {
	left := sortedKeys(candidates)
	about := f
	if len(left) == 1 {
		about = c.a.program.Narrower(f, left[0])
	}
	wants := func(about func(compile.Sentence) bool) bool {
		return about(*aNorm(f)) && slices.ContainsFunc(left, func(p int) bool { return about(*aNorm(p)) })
	}
	err = c.scout.Walk(aNorm(about), wants, func(r *compile.Region) bool {
		s, e := r.Study()
		if e != nil {
			bound = true
			return true
		}
		for _, p := range r.Norms() {
			if x := candidates[p]; x != nil && x.tries <= maxBetter {
				c.try(r, s, f, x)
				bound = bound || s.Over()
			}
		}
		left = slices.DeleteFunc(left, func(p int) bool { return candidates[p].tries > maxBetter })
		return len(left) > 0
	})
	if errors.Is(err, compile.ErrLimit) {
		return true, nil
	}
	return bound, err
}

// try looks for a case of one pair in a region.
func (c *collider) try(r *compile.Region, s *compile.Study, f int, x *pending) {
	code := s.Code(s.Conflict(f, x.norm))
	told, ok := c.a.program.Layout.Smallest(code, nil, isTrue)
	if s.Over() || !ok {
		return
	}
	if !x.found || len(told) < len(x.told) {
		x.found, x.told, x.box, x.about = true, told, r.Box, len(r.Norms())
	}
	if x.tries++; len(x.told) <= 1 {
		x.tries = maxBetter + 1
	}
}

// isTrue accepts the end of conditions that are true.
func isTrue(end uint32) bool { return end == 1 }

// report adds the conflicts that were found for a prohibition.
func (c *collider) report(f int, candidates map[int]*pending, bound bool) error {
	norms := c.a.policy.Norms
	for _, p := range sortedKeys(candidates) {
		x := candidates[p]
		if !x.found {
			if bound {
				c.open.add(f, p)
			}
			continue
		}
		key := Pair{norms[f].Clause, norms[p].Clause}
		scope := c.a.common(&norms[f].Scope, &norms[p].Scope)
		if i, ok := c.byClauses[key]; ok {
			known := &c.found[i]
			known.Pairs = append(known.Pairs, Pair{f, p})
			if c.a.size(&scope) > c.a.size(&known.Scope) {
				known.Scope = scope
			}
			continue
		}
		if c.shown += x.about + len(norms)/50; c.shown > c.a.shown {
			c.open.add(f, p)
			continue
		}
		w, err := c.a.show(c.finder, &x.box, x.told, p, f)
		if errors.Is(err, errNotAsked) || errors.Is(err, compile.ErrLimit) {
			c.open.add(f, p)
			continue
		}
		if err != nil {
			return err
		}
		if !w.Conflict {
			return fmt.Errorf("%w: %s: no conflict", ErrReplay, w.Sentence())
		}
		c.byClauses[key] = len(c.found)
		c.found = append(c.found, Conflict{f, p, []Pair{{f, p}}, scope, w})
	}
	return nil
}

// aNorm is a norm as a sentence.
func aNorm(n int) *compile.Sentence { return &compile.Sentence{List: compile.InNorms, Index: n} }
