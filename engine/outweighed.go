package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A reason is why a norm that holds does not decide. The first of them that is so somewhere is said.
type reason uint8

const (
	yields reason = iota
	stopped
	mayYield
	mayBeStopped
	excluded
	mayBeExcluded
	reasons
)

// outweighed says why a norm that holds does not decide: what stands against it in the classes of atoms that it is about; where nothing
// does, it is about a part of the question only.
func (x *explainer) outweighed(n int) (failed, why string) {
	norm := &x.e.policy.Norms[n]
	var against [reasons][]int // clauses
	decides := false           // a part
	for _, h := range x.norms[n].held {
		r, clauses := x.against(h.class, h.norm)
		if r == reasons {
			decides = true
			continue
		}
		against[r] = append(against[r], clauses...)
	}
	for r, clauses := range against {
		if len(clauses) > 0 {
			text := reason(r).say(x.clauseList(clauses), decides)
			return text, effect(norm) + ", but " + text
		}
	}
	if !x.wider(norm) {
		return "other parts of the question are not as it says", effect(norm) + ", but other parts of the question are not as it says"
	}
	return "only a part of the question", effect(norm) + " in part: " + x.say.Actor(norm.Scope) + " " + norm.Modality.String() + " " + x.say.Act(norm.Scope, norm.Stated, "or")
}

func (r reason) say(clauses string, partly bool) string {
	data := "these data are"
	if partly {
		data = "a part of these data is"
	}
	switch r {
	case yields:
		return "yields to " + clauses
	case stopped:
		return "is outweighed by " + clauses
	case mayYield:
		return "may yield to " + clauses
	case mayBeStopped:
		return "may be outweighed by " + clauses
	case excluded:
		return "by " + clauses + " " + data + " outside the policy"
	}
	return "it is not known whether by " + clauses + " " + data + " outside the policy"
}

// against tells what keeps a norm that holds from deciding, in one class.
func (x *explainer) against(c *compile.ClassView, v *compile.NormView) (reason, []int) {
	norms := x.e.policy.Norms
	norm := &norms[v.Norm]
	find := func(truth compile.Truth, test func(o *model.Norm, v *compile.NormView) bool) []int {
		var out []int
		for i := range c.Norms {
			if o := &c.Norms[i]; o.Counts == truth && o.Norm != v.Norm && test(&norms[o.Norm], o) {
				out = append(out, norms[o.Norm].Clause)
			}
		}
		return out
	}
	prevails := func(o *model.Norm, _ *compile.NormView) bool {
		return o.Permits() != norm.Permits() && !norm.Default && !o.Default && slices.Contains(o.Over, norm.Clause)
	}
	specific := func(o *model.Norm, _ *compile.NormView) bool { return norm.Default && !o.Default }
	opposed := func(o *model.Norm, v *compile.NormView) bool { return norm.Permits() && !o.Permits() && v.Decisive }
	for _, r := range []struct {
		reason reason
		truth  compile.Truth
		test   func(*model.Norm, *compile.NormView) bool
	}{
		{yields, compile.IsTrue, prevails}, {yields, compile.IsTrue, specific}, {stopped, compile.IsTrue, opposed},
		{mayYield, compile.IsUnknown, prevails}, {mayYield, compile.IsUnknown, specific}, {mayBeStopped, compile.IsUnknown, opposed},
	} {
		if found := find(r.truth, r.test); len(found) > 0 {
			return r.reason, found
		}
	}
	for _, r := range []struct {
		reason reason
		truth  compile.Truth
	}{{excluded, compile.IsTrue}, {mayBeExcluded, compile.IsUnknown}} {
		var found []int
		for _, e := range c.Exclusions {
			if e.Holds == r.truth {
				found = append(found, x.e.policy.Exclusions[e.Index].Clause)
			}
		}
		if len(found) > 0 {
			return r.reason, found
		}
	}
	return reasons, nil
}

// clauseList names clauses, each once.
func (x *explainer) clauseList(clauses []int) string {
	slices.Sort(clauses)
	var ids []string
	for _, c := range slices.Compact(clauses) {
		ids = append(ids, x.e.policy.Clauses[c].ID)
	}
	return sentence.List(ids, "and")
}

// wider reports whether the question is about more than a norm is.
func (x *explainer) wider(norm *model.Norm) bool {
	for d := range model.Dim(model.DimCount) {
		g := x.e.policy.Graph(d)
		asked := x.q.Scope[d].In
		if x.q.Open.Has(d) || x.q.Scope[d].All {
			asked = []model.NodeID{model.Root}
		}
		for _, a := range asked {
			if !norm.Scope[d].IsAny() && slices.ContainsFunc(g.Beneath(a), func(m model.NodeID) bool { return !norm.Scope[d].Contains(g, m) }) {
				return true
			}
		}
	}
	return false
}
