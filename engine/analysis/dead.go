package analysis

import (
	"errors"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A norm is dead if no answer to any question changes where it is taken away. Why that is so is its Fate. A specific norm is not dead
// because default norms say the same: those yield to what may still be said, and it does not.

// A Fate is why a norm decides nothing.
type Fate uint8

// The fates of norms that decide nothing.
const (
	// Impossible: its conditions cannot be true together, by what numbers, values, times and terms mean.
	Impossible Fate = iota
	// Settled: it could hold only if the policy had settled a judgement otherwise.
	Settled
	// Inapplicable: nothing in its scope lets its conditions be true, because of waivers or of what data are treated as.
	Inapplicable
	// Excluded: wherever it holds, an exclusion holds too.
	Excluded
	// Overruled: it permits, and wherever it holds the answer is prohibited all the same.
	Overruled
	// Swallowed: it prohibits, and wherever it would, its own exceptions, or permissions that prevail over it or make it yield
	// as a default, leave nothing prohibited.
	Swallowed
	// Redundant: wherever it holds, other norms say the same.
	Redundant
	// Shadowed: wherever it holds, other norms decide, here one way and there another.
	Shadowed
)

func (f Fate) String() string {
	return [...]string{"impossible", "settled", "inapplicable", "excluded", "overruled", "swallowed", "redundant", "shadowed"}[f]
}

// A Dead is a norm that decides nothing.
type Dead struct {
	Norm       int
	Fate       Fate
	Because    []int    // the norms that decide instead: one where one does everywhere; none where its own conditions are the reason
	Exclusions []int    // the exclusions that hold wherever it does, of an excluded norm
	Conditions []int    // of an impossible, settled or self-swallowed norm: those in its ActWhen that cannot be true together
	Waivers    []int    // the waivers about what it is about, of an inapplicable norm
	Witness    *Witness // a case in which it holds and does not decide, where that shows something: overruled, swallowed, shadowed
}

// Dead returns the norms that decide nothing, in the order of the policy: all of those together could be taken away. Of several that
// say the same, the first stays. What follows from a sentence (by `only`, a deadline, `refusing`), a duty, and a sentence that says on
// which basis or how is not dead because others say the same. A norm of which it cannot be said is in the error, an Undecided;
// what was found is returned with it.
func (a *Analysis) Dead() ([]Dead, error) {
	c := a.newCoroner()
	for _, n := range a.inquests() {
		if err := c.norm(n); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(c.found, func(x, y Dead) int { return x.Norm - y.Norm })
	return c.found, c.open.orNil()
}

// inquests lists the norms, in the order in which they are looked at: the last one first, and what follows from others after what is
// stated, so that the first of those that say the same stays.
func (a *Analysis) inquests() []int {
	var stated, derived []int
	for i := len(a.policy.Norms) - 1; i >= 0; i-- {
		if a.policy.Norms[i].Origin == model.Stated {
			stated = append(stated, i)
		} else {
			derived = append(derived, i)
		}
	}
	return append(stated, derived...)
}

// A coroner looks for dead norms.
type coroner struct {
	a      *Analysis
	finder *finder
	scout  *compile.Scout
	alive  map[int]bool // variables that some answer depends on
	found  []Dead
	open   Undecided
	quiet  bool // no witnesses are wanted
}

func (a *Analysis) newCoroner() *coroner {
	return &coroner{a: a, finder: &finder{p: a.policy, program: a.program}, scout: a.program.NewScout(), alive: map[int]bool{}}
}

// An inquest is what is found out about one norm.
type inquest struct {
	norm       int
	decides    bool
	bound      bool
	holds      bool
	inScope    bool
	prohibited bool
	permitted  bool
	alone      []int // the norms of which each suffices, in all regions so far
	together   map[int]bool
	exclusions map[int]bool
	waivers    map[int]bool
	box        compile.Box
	told       []compile.VarCell
	shown      bool
}

func (c *coroner) norm(n int) error {
	if !c.a.program.CanHold(n) {
		fate := Impossible
		if c.a.program.CanHoldUnsettled(n) {
			fate = Settled
		} else if !c.a.policy.Norms[n].Permits() && c.a.program.CanHoldWithoutExceptions(n) {
			fate = Swallowed
		}
		c.bury(Dead{Norm: n, Fate: fate, Conditions: c.a.program.Impossible(n)})
		return nil
	}
	q := &inquest{norm: n, together: map[int]bool{}, exclusions: map[int]bool{}, waivers: map[int]bool{}}
	err := c.scout.Walk(aNorm(n), nil, func(r *compile.Region) bool {
		c.region(q, r)
		return !q.decides
	})
	switch {
	case q.decides:
		return nil
	case errors.Is(err, compile.ErrLimit) || q.bound:
		c.open.add(n)
		return nil
	case err != nil:
		return err
	}
	return c.close(q)
}

// region looks at a norm in one region.
func (c *coroner) region(q *inquest, r *compile.Region) {
	for _, w := range r.Waivers() {
		q.waivers[w] = true
	}
	trial, can := r.Try(q.norm)
	if !can {
		return
	}
	if q.decides = trial.Decides(q.norm); q.decides {
		for _, v := range trial.Matters(q.norm) {
			c.alive[v] = true
		}
		return
	}
	h := r.Hunt(q.norm)
	if q.decides = h.Decides(); q.decides {
		return
	}
	if !c.study(q, r, h.Sure()) && !q.decides {
		c.hunt(q, r, h)
	}
}

// study looks at a norm by the diagrams of a region; false where they are too large.
func (c *coroner) study(q *inquest, r *compile.Region, idle bool) bool {
	if r.Large() {
		return false
	}
	s, err := r.Study()
	if err != nil {
		r.SetLarge()
		return false
	}
	if q.decides = !idle && s.Decides(q.norm) && !s.Over(); q.decides {
		return true
	}
	share := s.Share(q.norm)
	told, ok := c.a.program.Layout.Smallest(s.Code(s.Holds(q.norm)), nil, isTrue)
	if s.Over() {
		r.SetLarge()
		return false
	}
	q.add(share)
	if share.InScope && ok {
		q.show(r, told)
	}
	return true
}

// hunt looks at it by its cases, where the diagrams are too large.
func (c *coroner) hunt(q *inquest, r *compile.Region, h *compile.Hunt) {
	if !h.Sure() {
		q.bound = true
		return
	}
	share, told := h.Share()
	if q.bound = q.bound || !h.Sure(); q.bound {
		return
	}
	q.add(share)
	if share.InScope {
		q.show(r, told)
	}
}

// show keeps a case of a region, if there is none yet.
func (q *inquest) show(r *compile.Region, told []compile.VarCell) {
	if !q.shown {
		q.told, q.box, q.shown = told, r.Box, true
	}
}

// add adds what becomes of the norm in a region.
func (q *inquest) add(s compile.Share) {
	if !s.Holds {
		return
	}
	for _, x := range s.Excluded {
		q.exclusions[x] = true
	}
	if q.holds = true; !s.InScope {
		return
	}
	if q.inScope {
		q.alone = slices.DeleteFunc(q.alone, func(n int) bool { return !slices.Contains(s.Alone, n) })
	} else {
		q.alone = slices.Clone(s.Alone)
	}
	q.inScope = true
	q.prohibited, q.permitted = q.prohibited || s.Prohibited, q.permitted || s.Permitted
	for _, n := range s.Together {
		q.together[n] = true
	}
}

// fate tells why the norm decides nothing.
func (q *inquest) fate(permits bool) Fate {
	switch {
	case !q.holds:
		return Inapplicable
	case !q.inScope:
		return Excluded
	case permits && !q.permitted:
		return Overruled
	case !permits && !q.prohibited:
		return Swallowed
	case q.permitted && q.prohibited:
		return Shadowed
	}
	return Redundant
}

// close reports a norm that decides nothing.
func (c *coroner) close(q *inquest) error {
	n := &c.a.policy.Norms[q.norm]
	out := Dead{Norm: q.norm, Fate: q.fate(n.Permits()), Because: sortedKeys(q.together)}
	if len(q.alone) > 0 {
		out.Because = q.alone[:1]
	}
	switch out.Fate {
	case Redundant, Shadowed:
		if !plainly(n) {
			return nil
		}
	case Excluded:
		out.Exclusions = sortedKeys(q.exclusions)
	case Inapplicable:
		out.Waivers = sortedKeys(q.waivers)
	}
	switch out.Fate {
	case Overruled, Swallowed, Shadowed:
		if c.quiet {
			break
		}
		w, err := c.a.show(c.finder, &q.box, q.told, q.norm)
		if err != nil && !errors.Is(err, errNotAsked) && !errors.Is(err, compile.ErrLimit) {
			return err
		}
		out.Witness = w
	}
	c.bury(out)
	return nil
}

// plainly reports whether a norm says nothing but that something is permitted or prohibited.
func plainly(n *model.Norm) bool {
	return (n.Origin == model.Stated || n.Origin == model.Then) && n.Modality != model.Must && len(n.Then) == 0 &&
		len(n.Basis) == 0 && len(n.By) == 0 && len(n.Under) == 0
}

func (c *coroner) bury(d Dead) {
	c.found = append(c.found, d)
	c.scout.SkipNorm(d.Norm)
}
