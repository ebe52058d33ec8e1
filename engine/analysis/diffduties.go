package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A duty permits its act, and what it permits and prohibits is compared as everything is. But that somebody must do something, and by when, is
// no answer to a question; it is compared here, sentence by sentence.

// duties tells of duties that are new, gone, or other than they were.
func (c *comparer) duties() []Change {
	lone := c.loneDuties()
	var out []Change
	for _, i := range lone[oldSide] {
		old := &c.v[oldSide].alike.Norms[i]
		at := slices.IndexFunc(lone[newSide], func(k int) bool { return scopeForm(&c.v[newSide].alike.Norms[k].Scope) == scopeForm(&old.Scope) })
		if at < 0 {
			out = append(out, c.duty(i, -1))
			continue
		}
		out = append(out, c.duty(i, lone[newSide][at]))
		lone[newSide] = slices.Delete(lone[newSide], at, at+1)
	}
	for _, i := range lone[newSide] {
		out = append(out, c.duty(-1, i))
	}
	return out
}

// loneDuties returns the duties that only one version has as they are.
func (c *comparer) loneDuties() (lone [2][]int) {
	var forms [2]map[string]int
	for side := range c.v {
		forms[side] = map[string]int{}
		for i := range c.v[side].alike.Norms {
			if n := &c.v[side].alike.Norms[i]; n.Modality == model.Must {
				forms[side][dutyForm(n)]++
			}
		}
	}
	for side := range c.v {
		left := map[string]int{}
		for form, count := range forms[1-side] {
			left[form] = count
		}
		for i := range c.v[side].alike.Norms {
			n := &c.v[side].alike.Norms[i]
			if n.Modality != model.Must {
				continue
			}
			if left[dutyForm(n)]--; left[dutyForm(n)] < 0 {
				lone[side] = append(lone[side], i)
			}
		}
	}
	return lone
}

// ending reports whether some cases are told by a duty already: they are of doing what ends the keeping of data, as deleting does, and only
// duties to do so changed. That a duty permits its act is nothing that somebody gains by it.
func (c *comparer) ending(l *leaf, lone [2][]int) bool {
	for _, i := range l.causes {
		x := c.changed.sentences[i]
		if x.List != compile.InNorms || !slices.Contains(lone[x.Program], x.Index) {
			return false
		}
	}
	for _, box := range l.boxes {
		if slices.ContainsFunc(box[model.Action], func(a model.NodeID) bool { return !c.ends(a) }) {
			return false
		}
	}
	return true
}

// ends reports whether an action ends others in a version that has it.
func (c *comparer) ends(action model.NodeID) bool {
	for side := range c.v {
		id := c.v[side].alike.Graphs[model.ActionKind].Node(action).ID
		if n, ok := c.v[side].policy.Graphs[model.ActionKind].Lookup(id); ok && action != model.Root && len(c.v[side].policy.Graphs[model.ActionKind].Node(n).Action.Ends) > 0 {
			return true
		}
	}
	return false
}

// duty tells of a duty that is gone, new, or another; -1 is none.
func (c *comparer) duty(old, new int) Change {
	out := Change{Before: "no-duty", After: "no-duty"}
	var was, is string
	var actor model.Set
	if old >= 0 {
		n := &c.v[oldSide].alike.Norms[old]
		was, actor = words.New(c.v[oldSide].alike).Norm(n), n.Scope[model.Actor]
		out.Before, out.OldNorms = "duty", []int{old}
	}
	if new >= 0 {
		n := &c.v[newSide].alike.Norms[new]
		is, actor = words.New(c.v[newSide].alike).Norm(n), n.Scope[model.Actor]
		out.After, out.NewNorms = "duty", []int{new}
	}
	yours := slices.Equal(actor.In, []model.NodeID{model.You})
	switch {
	case new < 0:
		out.Direction, out.Text, out.Tell = Looser, "This is no longer a duty: "+was+".", !yours
	case old < 0:
		out.Direction, out.Text, out.Tell = Stricter, "This is a new duty: "+is+".", yours
	default:
		out.Direction = laxer(&c.v[oldSide].alike.Norms[old], &c.v[newSide].alike.Norms[new])
		out.Text, out.Tell = "A duty changed: "+is+". It was: "+was+".", yours || out.Direction != Stricter
	}
	return out
}

// laxer compares two duties to do the same: one with more conditions, or a later deadline, is laxer. Where that cannot be told, it is neither.
func laxer(old, new *model.Norm) Direction {
	a, b := forms(old.When), forms(new.When)
	if later, ok := laterStart(old.When, new.When); ok && old.Deadline == nil && new.Deadline == nil {
		return map[bool]Direction{true: Looser, false: Stricter}[later]
	}
	in := func(x, y []string) bool {
		return !slices.ContainsFunc(x, func(s string) bool { return !slices.Contains(y, s) })
	}
	fewer, more := in(b, a), in(a, b)
	later, sooner := deadlines(old.Deadline, new.Deadline)
	switch {
	case more && !sooner:
		return Looser
	case fewer && !later:
		return Stricter
	}
	return Reason
}

// laterStart reports whether a duty begins later than it did, where that is the only thing that changed.
func laterStart(old, new []model.Condition) (later, ok bool) {
	if len(old) != len(new) {
		return false, false
	}
	changed := 0
	for i := range old {
		if slices.Equal(forms(old[i:i+1]), forms(new[i:i+1])) {
			continue
		}
		a, isA := old[i].Stated.(*model.Elapsed)
		b, isB := new[i].Stated.(*model.Elapsed)
		if !isA || !isB || old[i].Negated || new[i].Negated || a.Fact != b.Fact || a.Rel != b.Rel || a.Rel != model.MoreThan && a.Rel != model.AtLeast {
			return false, false
		}
		changed, later = changed+1, b.Hours > a.Hours
	}
	return later, changed == 1
}

// deadlines compares two deadlines: whether the new one is, or may be, later, and sooner.
func deadlines(old, new *model.Deadline) (later, sooner bool) {
	switch {
	case old == nil && new == nil:
		return false, false
	case old == nil:
		return false, true
	case new == nil:
		return true, false
	case old.Event != new.Event || old.Vague != "" || new.Vague != "":
		same := *old == *new
		return !same, !same
	}
	return new.Hours > old.Hours, new.Hours < old.Hours
}

// dutyForm is the same for duties that are.
func dutyForm(n *model.Norm) string {
	form := scopeForm(&n.Scope) + strings.Join(forms(n.When), "\x00") + fmt.Sprint(n.EitherAct, n.Default)
	if n.Deadline != nil {
		form += fmt.Sprint(*n.Deadline)
	}
	return form
}

// forms returns conditions in a form that is the same where they are, sorted. The clause that a vague length of time stands in does not count.
func forms(when []model.Condition) []string {
	out := make([]string, len(when))
	for i, w := range when {
		out[i] = fmt.Sprint(w.Negated, w.Vague, condForm(w.Stated))
	}
	slices.Sort(out)
	return out
}

func condForm(c model.Cond) string {
	each := func(list []model.Cond) string {
		out := make([]string, len(list))
		for i, x := range list {
			out[i] = condForm(x)
		}
		slices.Sort(out)
		return strings.Join(out, ",")
	}
	switch c := c.(type) {
	case *model.AllOf:
		return "all(" + each(c.Conds) + ")"
	case *model.AnyOf:
		return "any(" + each(c.Conds) + ")"
	case *model.Not:
		return "not(" + condForm(c.Cond) + ")"
	case *model.Named:
		return condForm(c.Cond)
	}
	return fmt.Sprintf("%T%v", c, c)
}
