package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// The diagram of a question is the least of the functions of its classes, below a choice for each open part.
// Its variables are the open parts, in the order in which they are chosen, and then those of facts,
// ordered so that those of one condition stand together.

// OpenVar returns the variable of an open part in a question's code. They come after those of facts.
func (l *Layout) OpenVar(dim model.Dim) int { return len(l.vars) + int(dim) }

type builder struct {
	*diagram.Manager
	p       *Program
	level   map[int]int // of each variable
	choices map[*choice]diagram.Ref
}

// build makes the code of a question; nil where it would be too large.
func (p *Program) build(q *Prepared) *diagram.Code {
	names, cells := p.variables(q)
	q.vars = slices.Sorted(slices.Values(names))
	b := &builder{Manager: diagram.New(cells, p.limits.Nodes), p: p, level: map[int]int{}, choices: map[*choice]diagram.Ref{}}
	for i, v := range names {
		b.level[int(v)] = i
	}
	root := b.choice(q.top)
	if b.Over() {
		return nil
	}
	return b.Flatten(root, names)
}

// variables returns the variables of a question, in the order of its diagram, and their cells.
func (p *Program) variables(q *Prepared) (names []int32, cells []int) {
	for _, dim := range openOrder {
		if q.Open.Has(dim) {
			names = append(names, int32(p.Layout.OpenVar(dim)))
			cells = append(cells, len(q.Parts[dim]))
		}
	}
	var facts []int32
	var conditions [][]int32
	seen := map[int32]bool{}
	q.top.each(map[*choice]bool{}, func(c *class) {
		note := func(e *expr) {
			var used []int32
			e.vars(func(v int) {
				used = append(used, int32(v))
				if !seen[int32(v)] {
					seen[int32(v)] = true
					facts = append(facts, int32(v))
				}
			})
			if len(used) > 0 && len(conditions) < maxOrdered {
				conditions = append(conditions, used)
			}
		}
		c.conditions(note)
	})
	slices.Sort(facts)
	for _, v := range diagram.Order(facts, conditions) {
		names = append(names, v)
		cells = append(cells, p.Layout.Cells(int(v)))
	}
	return names, cells
}

// maxOrdered is how many conditions the order of variables is made from.
const maxOrdered = 2_000

// each calls f for every class, once for each choice that has it.
func (c *choice) each(seen map[*choice]bool, f func(*class)) {
	if seen[c] {
		return
	}
	seen[c] = true
	for _, k := range c.kids {
		k.each(seen, f)
	}
	for _, x := range c.classes {
		f(x)
	}
}

func (b *builder) choice(c *choice) diagram.Ref {
	if r, ok := b.choices[c]; ok {
		return r
	}
	r := diagram.Ref(EndAbsent)
	if len(c.kids) > 0 {
		kids := make([]diagram.Ref, len(c.kids))
		for i, k := range c.kids {
			kids[i] = b.choice(k)
		}
		r = b.Choose(b.level[b.p.Layout.OpenVar(c.dim)], kids)
	}
	for _, x := range c.classes {
		if r = b.Min(r, b.class(x)); r == diagram.Ref(EndProhibited) || b.Over() {
			break
		}
	}
	b.choices[c] = r
	return r
}

// class returns a class's function: section "Meaning" of the specification, as a diagram.
func (b *builder) class(c *class) diagram.Ref {
	excluded := diagram.False
	for _, x := range c.exclusions {
		excluded = b.Or(excluded, b.expr(x))
	}
	specific := b.side(c, false)
	byDefault := b.side(c, true)
	r := b.Ite(byDefault.permits, diagram.Ref(EndPermitted), diagram.Ref(EndNotAddressed))
	r = b.Ite(byDefault.prohibits, b.prohibited(byDefault), r)
	r = b.Ite(specific.permits, diagram.Ref(EndPermitted), r)
	r = b.Ite(specific.prohibits, b.prohibited(specific), r)
	r = b.Ite(excluded, diagram.Ref(EndOutOfScope), r)
	return b.Ite(b.expr(c.present), r, diagram.Ref(EndAbsent))
}

// A side is what the specific norms of a class, or the default ones, say.
type side struct {
	prohibits diagram.Ref // a prohibition holds, and no permission that prevails over it
	permits   diagram.Ref // a permission holds
	conflict  diagram.Ref // one holds of which no such prohibition says that it yields
}

func (b *builder) prohibited(s side) diagram.Ref {
	return b.Ite(s.conflict, diagram.Ref(EndConflict), diagram.Ref(EndProhibited))
}

func (b *builder) side(c *class, byDefault bool) side {
	s := side{diagram.False, diagram.False, diagram.False}
	norms := b.p.Policy.Norms
	holds := make([]diagram.Ref, len(c.norms))
	var permits, prohibits, conflicts []diagram.Ref
	for i, h := range c.norms {
		if n := &norms[h.norm]; n.Default == byDefault {
			holds[i] = b.expr(h.when)
			if n.Permits() {
				permits = append(permits, holds[i])
			}
		}
	}
	for i, h := range c.norms {
		f := &norms[h.norm]
		if f.Permits() || holds[i] == diagram.False {
			continue
		}
		if !byDefault {
			holds[i] = b.And(holds[i], b.Not(b.someOf(c, c.overs, holds, func(n *model.Norm) bool { return slices.Contains(n.Over, f.Clause) })))
		}
		prohibits = append(prohibits, holds[i])
	}
	s.permits, s.prohibits = b.orAll(permits), b.orAll(prohibits)
	if s.prohibits == diagram.False {
		return s
	}
	for i, h := range c.norms {
		if n := &norms[h.norm]; n.Permits() && holds[i] != diagram.False {
			settled := b.someOf(c, c.settlers, holds, func(f *model.Norm) bool { return settles(f, n, byDefault) })
			conflicts = append(conflicts, b.And(holds[i], b.Not(settled)))
		}
	}
	s.conflict = b.orAll(conflicts)
	return s
}

// someOf returns when one of the norms at some places that pick accepts holds.
func (b *builder) someOf(c *class, places []int32, holds []diagram.Ref, pick func(*model.Norm) bool) diagram.Ref {
	out := diagram.False
	for _, j := range places {
		if holds[j] != diagram.False && pick(&b.p.Policy.Norms[c.norms[j].norm]) {
			out = b.Or(out, holds[j])
		}
	}
	return out
}

// orAll returns when one of some conditions is true. It joins halves, so that no long intermediate results are made.
func (b *builder) orAll(refs []diagram.Ref) diagram.Ref {
	return b.half(refs, diagram.False, b.Or)
}

func (b *builder) half(refs []diagram.Ref, unit diagram.Ref, join func(x, y diagram.Ref) diagram.Ref) diagram.Ref {
	switch len(refs) {
	case 0:
		return unit
	case 1:
		return refs[0]
	}
	middle := len(refs) / 2
	return join(b.half(refs[:middle], unit, join), b.half(refs[middle:], unit, join))
}

func (b *builder) exprs(list []*expr) []diagram.Ref {
	out := make([]diagram.Ref, len(list))
	for i, e := range list {
		out[i] = b.expr(e)
	}
	return out
}

func (b *builder) expr(e *expr) diagram.Ref {
	switch e.op {
	case opTrue:
		return diagram.True
	case opFalse:
		return diagram.False
	case opTest:
		return b.Test(b.level[e.v], func(cell int) bool { return e.in[cell] })
	case opNot:
		return b.Not(b.expr(e.args[0]))
	case opAnd:
		return b.half(b.exprs(e.args), diagram.True, b.And)
	case opOr:
		return b.orAll(b.exprs(e.args))
	}
	panic("compile: a consent that no atom has bound")
}
