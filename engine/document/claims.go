package document

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// A cell of a table says that something may be done under some conditions. Its claims are that it is permitted where they are so and
// nothing else is, all names of the row together; and, for each of the conditions, that it is not permitted where that one is not
// so, unless another sentence permits it. So the engine denies a cell with a name too many, or a condition too few or too many.

// claims returns the claims of a permission that some sentences of the policy give; not ok where the engine does not confirm them: then
// it cannot stand in a table.
func (b *builder) claims(n *model.Norm, refs []Ref) (out []Claim, ok bool) {
	sure := literals(n.ActWhen())
	scope, stated := n.Scope, n.Stated
	asked := b.ask(scope, stated, sure)
	for _, unless := range []bool{false, true} {
		if !permitted(asked) {
			scope, stated = b.spared(n, unless)
			asked = b.ask(scope, stated, sure)
		}
	}
	if !permitted(asked) {
		return nil, false
	}
	out = append(out, *asked)
	narrow := scope
	for d := range narrow {
		if !narrow[d].All && !narrow[d].Outside && len(narrow[d].In) > 1 {
			narrow[d].In = narrow[d].In[:1]
		}
	}
	for i := range sure {
		other := append([]literal{}, sure...)
		other[i].so = !other[i].so
		switch c := b.ask(narrow, stated, other); {
		case c == nil:
		case !permitted(c):
			out = append(out, *c)
		case !b.alsoPermitted(narrow, refs):
			return nil, false
		}
	}
	return out, true
}

func permitted(c *Claim) bool { return c != nil && c.Answer == model.Permitted.String() }

// alsoPermitted reports whether sentences other than some permit something of a scope.
func (b *builder) alsoPermitted(scope model.Scope, refs []Ref) bool {
	for i := range b.p.Norms {
		if n := &b.p.Norms[i]; n.Permits() && !slices.Contains(refs, b.normRef(i)) && b.overlap(&scope, &n.Scope) {
			return true
		}
	}
	return false
}

// overlap reports whether two scopes may have something in common.
func (b *builder) overlap(x, y *model.Scope) bool {
	for d := range model.Dim(model.DimCount) {
		g, v, w := b.p.Graph(d), x[d], y[d]
		if v.All || w.All || v.Outside || w.Outside {
			continue
		}
		if !slices.ContainsFunc(v.In, func(a model.NodeID) bool {
			return slices.ContainsFunc(w.In, func(c model.NodeID) bool { return g.Below(a, c) || g.Below(c, a) })
		}) {
			return false
		}
	}
	return true
}

// spared returns the scope of a permission without what other sentences forbid outright, or also unless something is so; they are said
// beside it: "we may disclose", where selling, which is one way to do so, is forbidden.
func (b *builder) spared(n *model.Norm, unless bool) (model.Scope, model.Dims) {
	scope, stated := n.Scope, n.Stated
	for i := range b.p.Norms {
		k := &b.p.Norms[i]
		if k.Modality != model.MustNot || k.Default || k.Origin == model.ByOnly || len(k.When) > 0 && !(unless && allUnless(k.When)) || !b.overlap(&scope, &k.Scope) {
			continue
		}
		for _, d := range []model.Dim{model.Action, model.Data, model.For, model.To, model.From, model.In} {
			if b.allTake(scope[model.Action], d) && b.spare(&scope, d, k.Scope[d]) {
				stated = stated.With(d)
				break
			}
		}
	}
	for i := range b.p.Exclusions {
		x := &b.p.Exclusions[i]
		if when, never := b.assumed(x.When); !never && len(when) == 0 && b.allTake(scope[model.Action], model.Data) && b.spare(&scope, model.Data, x.Scope[model.Data]) {
			stated = stated.With(model.Data)
		}
	}
	return scope, stated
}

// allUnless reports whether conditions are all of the kind that lifts something.
func allUnless(when []model.Condition) bool {
	return !slices.ContainsFunc(when, func(w model.Condition) bool { return !w.Negated })
}

// allTake reports whether a question about some actions may name a part.
func (b *builder) allTake(actions model.Set, d model.Dim) bool {
	g := b.p.Graphs[model.ActionKind]
	return d == model.Action || !slices.ContainsFunc(actions.In, func(a model.NodeID) bool { return !g.Node(a).Action.Takes.Has(d) })
}

// spare takes a forbidden set out of a wider one; not ok where it is none.
func (b *builder) spare(scope *model.Scope, d model.Dim, forbidden model.Set) bool {
	set := &scope[d]
	if forbidden.All && len(forbidden.Except) > 0 && set.IsAny() {
		*set = model.Set{In: forbidden.Except}
		return true
	}
	if forbidden.All || forbidden.Outside {
		return false
	}
	g := b.p.Graph(d)
	var out []model.NodeID
	for _, f := range forbidden.In {
		if set.Contains(g, f) && !slices.Contains(set.In, f) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return false
	}
	set.Except = slices.Concat(set.Except, out)
	return true
}

func literals(when []model.Condition) []literal {
	var out []literal
	for _, w := range when {
		out = append(out, literal{w.Stated, !w.Negated})
	}
	return out
}

// ask asks the engine about a scope where some literals are so and nothing else is; nil where they cannot be.
func (b *builder) ask(scope model.Scope, stated model.Dims, given []literal) *Claim {
	for _, way := range ways(given) {
		s, ok := b.set(way)
		if !ok {
			continue
		}
		q := b.question(scope, stated)
		q.Facts, q.Consent, q.Objection, q.NothingElse = s.facts, s.consent, s.objection, true
		a, err := b.e.DecideQuestion(q)
		if err != nil {
			return nil
		}
		return &Claim{analysis.Sentence(q), a.String()}
	}
	return nil
}

// question asks about a scope.
func (b *builder) question(scope model.Scope, stated model.Dims) *model.Question {
	const always = 1<<model.Actor | 1<<model.Action
	q := &model.Question{Policy: b.p, Scope: scope, Named: stated | always}
	taken := b.p.Taken(scope[model.Action])
	if scope[model.Of].IsAny() || onlyIn(scope[model.Of], model.You) && !stated.Has(model.Of) {
		q.Named &^= 1 << model.Of
	}
	q.Open = taken &^ q.Named &^ (always | 1<<model.Of)
	return q
}
