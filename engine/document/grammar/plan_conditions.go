package grammar

import (
	"reflect"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// conditionsOf sorts conditions into what must be so and what must not. Those that tell the time are not among them, but a second time.
func conditionsOf(when []model.Condition) (out conditions) {
	timed := false
	for _, w := range when {
		if w.Role == model.Timing && !timed {
			timed = true
			if timingIn(w) != nil {
				continue
			}
		}
		out.add(w.Stated, !w.Negated)
		out.prior = out.prior || strings.Contains(w.Words, "prior consent")
	}
	return out
}

// add takes a condition apart as far as that changes nothing: what is joined by `and` are several that must be so, and of what is joined
// by `or` and must not be so, none must be.
func (c *conditions) add(x model.Cond, so bool) {
	switch x := x.(type) {
	case *model.Not:
		c.add(x.Cond, !so)
		return
	case *model.AllOf:
		if so {
			c.each(x.Conds, so)
			return
		}
	case *model.AnyOf:
		if !so && len(x.Conds) > 0 {
			c.each(x.Conds, so)
			return
		}
	}
	if so {
		c.yes = append(c.yes, x)
	} else {
		c.unless = append(c.unless, x)
	}
}

func (c *conditions) each(conds []model.Cond, so bool) {
	for _, x := range conds {
		c.add(x, so)
	}
}

// timingOf returns when a norm's act happens; nil where it says nothing about that.
func timingOf(n *model.Norm) *timing {
	for _, w := range n.When {
		if w.Role != model.Timing {
			continue
		}
		t := timingIn(w)
		if d := n.Deadline; t != nil && d != nil && t.event == d.Event {
			t = &timing{relation: isDeadline, event: d.Event, hours: d.Hours, vague: d.Vague, words: w.Words}
		}
		return t
	}
	return nil
}

// timingIn returns what a condition of time says. Of a vague length it is that somebody finds it has passed, or has not.
func timingIn(w model.Condition) *timing {
	switch c := w.Stated.(type) {
	case *model.Elapsed:
		if w.Negated {
			return nil
		}
		relations := [...]relation{model.After: isAfter, model.Within: isWithin, model.MoreThan: isMoreThan, model.AtLeast: isFrom, model.Before: isBefore}
		return &timing{relation: relations[c.Rel], event: c.Fact, hours: c.Hours, words: w.Words}
	case *model.AllOf:
		if len(c.Conds) != 2 || w.Vague == "" || w.Negated {
			return nil
		}
		e, ok := c.Conds[0].(*model.Elapsed)
		if !ok {
			return nil
		}
		t := &timing{relation: isMoreThan, event: e.Fact, vague: w.Vague}
		if _, not := c.Conds[1].(*model.Not); not {
			t.relation = isWithin
		}
		return t
	}
	return nil
}

// distinct leaves out what would be said twice: conditions that are the same.
func distinct(conds []model.Cond) []model.Cond {
	var out []model.Cond
	for _, c := range conds {
		if !slices.ContainsFunc(out, func(o model.Cond) bool { return reflect.DeepEqual(o, c) }) {
			out = append(out, c)
		}
	}
	return out
}
