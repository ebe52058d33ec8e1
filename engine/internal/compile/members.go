package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// member returns when a node is in a set. Only data can belong to something under a condition.
func (p *Program) member(dim model.Dim, s *model.Set, n model.NodeID) *expr {
	if s.IsAny() {
		return exprTrue
	}
	if dim != model.Data || !p.treated(n) {
		if s.Contains(p.Policy.Graph(dim), n) {
			return exprTrue
		}
		return exprFalse
	}
	in := exprFalse
	if s.All {
		in = exprTrue
	}
	for _, b := range s.In {
		in = or(in, p.below(n, b))
	}
	for _, b := range s.Except {
		in = and(in, not(p.below(n, b)))
	}
	if s.Outside {
		return not(in)
	}
	return in
}

// below returns when data n belong to class b: where a path leads there, unless the policy treats them as not belonging.
func (p *Program) below(n, b model.NodeID) *expr {
	if n == b {
		return exprTrue
	}
	out := p.reach(n, b, nil)
	for i := range p.Policy.Treats {
		t := &p.Policy.Treats[i]
		if !t.Not || t.Class != b || out.op == opFalse {
			continue
		}
		for _, x := range t.Data {
			out = and(out, not(and(p.reach(n, x, nil), p.treats[i])))
		}
	}
	return out
}

// reach returns when a path leads from n up to b, by edges of the graph and by conditional ones.
func (p *Program) reach(n, b model.NodeID, seen []int) *expr {
	g := p.Policy.Graphs[model.DataKind]
	if g.Below(n, b) {
		return exprTrue
	}
	out := exprFalse
	for i := range p.Policy.Treats {
		t := &p.Policy.Treats[i]
		if t.Not || slices.Contains(seen, i) || !slices.ContainsFunc(t.Data, func(x model.NodeID) bool { return g.Below(n, x) }) {
			continue
		}
		out = or(out, and(p.treats[i], p.reach(t.Class, b, append(slices.Clip(seen), i))))
	}
	return out
}

// class makes the class of atoms about which exactly these items are.
func (w *walker) class(items []item, present *expr, taken model.Dims) *class {
	p := w.p
	b := &atomBinder{layout: p.Layout}
	c := &class{present: present, binder: b}
	when := func(s *sentence, scope *model.Scope) *expr {
		in := exprTrue
		if taken.Has(model.Data) && len(w.data.nodes) > 0 {
			in = p.member(model.Data, &scope[model.Data], w.data.nodes[0])
		}
		if s == nil {
			return in
		}
		return and(in, s.when)
	}
	for _, it := range items {
		switch it.list {
		case listWaiver:
			b.waivers = append(b.waivers, when(&p.waivers[it.index], it.scope))
		case listDeeming:
			b.deemings = append(b.deemings, when(&p.deemings[it.index], it.scope))
		case listGrant:
			in := when(nil, it.scope)
			if w.q.varied {
				in = and(test(p.Layout.GrantVar(int(it.index)), []bool{false, true}), in)
			}
			b.grants = append(b.grants, grant{&w.q.Grants[it.index], in})
		}
	}
	for i := range b.waivers { // conditions of waivers and deemings may test an objection
		b.waivers[i] = b.bind(b.waivers[i])
	}
	for i := range b.deemings {
		b.deemings[i] = b.bind(b.deemings[i])
	}
	for _, it := range items {
		switch it.list {
		case listNorm:
			s := &p.norms[it.index]
			e := when(s, it.scope)
			if s.needsAtom {
				e = b.bind(e)
			}
			if e.op != opFalse {
				c.hold(p, held{it.index, e})
			}
		case listExclusion:
			if taken.Has(model.Data) {
				c.exclusions = append(c.exclusions, b.bind(when(&p.exclusions[it.index], it.scope)))
				c.excluded = append(c.excluded, it.index)
			}
		case listWaiver:
			c.waivers = append(c.waivers, it.index)
		case listDeeming:
			c.deemings = append(c.deemings, it.index)
		}
	}
	return c
}

// hold adds a norm to a class.
func (c *class) hold(p *Program, h held) {
	n, place := &p.Policy.Norms[h.norm], int32(len(c.norms))
	c.norms = append(c.norms, h)
	switch {
	case n.Permits() && len(n.Over) > 0:
		c.overs = append(c.overs, place)
	case !n.Permits() && (len(n.Over) > 0 || n.Ends):
		c.settlers = append(c.settlers, place)
	}
}

// An atomBinder says what consent and objection mean for the atoms of one class.
type atomBinder struct {
	layout   *Layout
	waivers  []*expr
	deemings []*expr
	grants   []grant
}

type grant struct {
	*model.Grant
	when *expr
}

// bind replaces consent and objection by what they test.
func (b *atomBinder) bind(e *expr) *expr {
	switch e.op {
	case opConsent:
		out := b.layout.consentTest(e.kind)
		for _, g := range b.grants {
			if !g.Objection && g.Kind.Implies(e.kind) {
				out = or(out, g.when)
			}
		}
		switch e.kind {
		case model.Consent:
			out = or(append(slices.Clip(b.waivers), out)...)
		case model.DeemedConsent:
			out = or(append(slices.Clip(b.deemings), out)...)
		}
		return out
	case opObjects:
		out := test(b.layout.Objects, []bool{false, true})
		for _, g := range b.grants {
			if g.Objection {
				out = or(out, g.when)
			}
		}
		return out
	case opAnd:
		return and(b.all(e.args)...)
	case opOr:
		return or(b.all(e.args)...)
	case opNot:
		return not(b.bind(e.args[0]))
	}
	return e
}

func (b *atomBinder) all(args []*expr) []*expr {
	out := make([]*expr, len(args))
	for i, a := range args {
		out[i] = b.bind(a)
	}
	return out
}
