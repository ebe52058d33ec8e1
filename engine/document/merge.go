package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Norms become one sentence only if they are equal in everything but one list: what holds for e-mail addresses and what holds for
// telephone numbers, by the same words, holds for both by one. The union of their scopes is exactly that of the merged norm, since
// they differ in one dimension; nothing that limits a norm is in a list. Exceptions and complements are not merged.

// mostListed is how many names a merged list may have: a longer one is not read.
const mostListed = 14

// mergeable are the dimensions whose lists are merged, those that shorten a text most first.
var mergeable = [...]model.Dim{model.Data, model.For, model.To, model.Action}

// merge merges units as far as it goes, and keeps the order of the first of each.
func (b *builder) merge(units []*unit) []*unit {
	for {
		before := len(units)
		best := units
		for _, d := range mergeable {
			if shorter := b.mergeIn(units, d); len(shorter) < len(best) {
				best = shorter
			}
		}
		if units = best; len(units) == before {
			return units
		}
	}
}

// mergeIn merges the units that differ in one dimension only.
func (b *builder) mergeIn(units []*unit, d model.Dim) []*unit {
	var out []*unit
	at := map[string]int{}
	for _, u := range units {
		key, ok := b.key(u, d)
		if !ok {
			out = append(out, u)
			continue
		}
		if i, found := at[key]; found {
			if both := b.join(out[i], u, d); both != nil {
				out[i] = both
				continue
			}
		}
		at[key] = len(out)
		out = append(out, u)
	}
	return out
}

// join returns one unit for two that differ in a dimension; nil where the list would be too long.
func (b *builder) join(a, c *unit, d model.Dim) *unit {
	names := slices.Clone(a.norm.Scope[d].In)
	for _, n := range c.norm.Scope[d].In {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	if len(names) > mostListed {
		return nil
	}
	u := &unit{refs: slices.Concat(a.refs, c.refs), rank: a.rank, norm: with(a.norm, d, names)}
	u.text = func() string { return b.g.Norm(u.norm) }
	if a.only != nil {
		u.only = with(a.only, d, names)
		u.text = func() string { return b.g.Only(u.norm, u.only) }
	}
	return u
}

// with returns a norm with other names in one dimension.
func with(n *model.Norm, d model.Dim, names []model.NodeID) *model.Norm {
	out := *n
	out.Scope[d] = model.Set{In: names}
	return &out
}

// key is all of a unit but one dimension; not ok where it has no plain list there.
func (b *builder) key(u *unit, d model.Dim) (string, bool) {
	if u.norm == nil || len(u.norm.Then) > 0 || u.norm.Origin == model.Then || !plainList(u.norm.Scope[d]) {
		return "", false
	}
	if d == model.Action && (u.norm.EitherAct || b.wordless(u.norm)) {
		return "", false
	}
	key := normKey(u.norm, d) + b.under[u.norm.Clause]
	if u.only != nil {
		if !plainList(u.only.Scope[d]) {
			return "", false
		}
		key += " only " + normKey(u.only, d)
	}
	return key, true
}

// outranked names the sentences that prevail over those of each clause: norms are told apart that differ in them.
func outranked(p *model.Policy) map[int]string {
	out := map[int]string{}
	for i := range p.Norms {
		for _, c := range p.Norms[i].Over {
			out[c] += fmt.Sprint(" under ", i)
		}
	}
	return out
}

// wordless reports whether a norm's action takes no part: such actions have objects of their own and stand alone.
func (b *builder) wordless(n *model.Norm) bool {
	g := b.p.Graphs[model.ActionKind]
	return slices.ContainsFunc(n.Scope[model.Action].In, func(a model.NodeID) bool { return g.Node(a).Action.Nothing })
}

func plainList(s model.Set) bool { return !s.All && !s.Outside && len(s.Except) == 0 && len(s.In) > 0 }

// normKey writes everything that a norm says but some dimensions.
func normKey(n *model.Norm, without ...model.Dim) string {
	var w strings.Builder
	fmt.Fprint(&w, n.Modality, n.Default, n.Stated, n.EitherAct, n.Ends, n.Over, n.Basis, n.By, n.Under)
	if n.Deadline != nil {
		fmt.Fprintf(&w, " deadline %v", *n.Deadline)
	}
	for d := range model.Dim(model.DimCount) {
		if !slices.Contains(without, d) {
			fmt.Fprintf(&w, " %v%v", d, n.Scope[d])
		}
	}
	return w.String() + whenKey(n.When)
}

// whenKey writes conditions.
func whenKey(when []model.Condition) string {
	var w strings.Builder
	for _, c := range when {
		fmt.Fprintf(&w, "; %d %v %q ", c.Role, c.Negated, c.Vague)
		condKey(&w, c.Stated)
	}
	return w.String()
}

func condKey(w *strings.Builder, c model.Cond) {
	list := func(word string, conds []model.Cond) {
		w.WriteString(word + "(")
		for _, x := range conds {
			condKey(w, x)
		}
		w.WriteString(")")
	}
	switch c := c.(type) {
	case *model.AllOf:
		list("all", c.Conds)
	case *model.AnyOf:
		list("any", c.Conds)
	case *model.Not:
		list("not", []model.Cond{c.Cond})
	case *model.Named:
		fmt.Fprintf(w, "term %d", c.Term)
	default:
		fmt.Fprintf(w, "%T%v,", c, c)
	}
}
