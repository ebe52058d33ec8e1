package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What a question gives is knowledge: each literal takes away values that a fact might have.

// know adds one given condition to a question.
func (b *binder) know(q *model.Question, c ast.Cond, negated bool) bool {
	switch c := c.(type) {
	case *ast.Brackets:
		return b.know(q, c.Cond, negated)
	case *ast.Not:
		return b.know(q, c.Cond, !negated)
	case *ast.Join:
		if c.Or != negated {
			b.eitherGiven(c)
			return false
		}
		ok := true
		for _, t := range c.Terms {
			ok = b.know(q, t, negated) && ok
		}
		return ok
	case *ast.Time:
		return b.knowTime(q, c, negated)
	case *ast.Consent:
		return b.knowConsent(q, c, negated)
	case *ast.Objection:
		return b.knowObjection(q, c, negated)
	case *ast.Overdue:
		cond := b.overdue(c)
		return cond != nil && b.knowTest(q, c, cond, negated)
	}
	cond := b.factTest(c, condRule)
	return cond != nil && b.knowTest(q, c, cond, negated)
}

// eitherGiven reports facts joined by `or`.
func (b *binder) eitherGiven(c *ast.Join) {
	if b.labels != nil && c.Or && len(c.Terms) == 2 {
		b.report(c, "not-a-fact", "with `or` these are two questions; ask with `given %s`, and then with `given %s`", b.words(c.Terms[0]), b.words(c.Terms[1]))
		return
	}
	b.report(c, "not-a-fact", "a question gives facts joined by `and`; with `or` it is two questions, so ask one for each")
}

// knowTest adds a bound condition about facts.
func (b *binder) knowTest(q *model.Question, at ast.Node, c model.Cond, negated bool) bool {
	switch c := c.(type) {
	case *model.Named:
		return b.knowTest(q, at, c.Cond, negated)
	case *model.Not:
		return b.knowTest(q, at, c.Cond, !negated)
	case *model.AllOf:
		return b.knowAll(q, at, c.Conds, negated, false)
	case *model.AnyOf:
		return b.knowAll(q, at, c.Conds, negated, true)
	case *model.Compare:
		return b.knowNumber(q, at, c, negated)
	}
	f := model.FactOf(c)
	k := b.known(q, f)
	switch c := c.(type) {
	case *model.Yes:
		if negated {
			k.Yes = false
		} else {
			k.No = false
		}
	case *model.OptionIs:
		k.Options = slices.Clone(k.Options)
		for i := range k.Options {
			k.Options[i] = k.Options[i] && (i == c.Option) != negated
		}
	case *model.PlaceIn:
		g := b.policy.Graphs[model.PlaceKind]
		k.Places = slices.DeleteFunc(slices.Clone(k.Places), func(n model.NodeID) bool {
			in := n == c.Place || !c.Exact && g.Below(n, c.Place)
			return in == negated
		})
	}
	return b.setKnown(q, at, f, k)
}

func (b *binder) knowAll(q *model.Question, at ast.Node, conds []model.Cond, negated, or bool) bool {
	if or != negated && len(conds) > 1 {
		b.report(at, "not-a-fact", "this can be so in more than one way; say which of its facts are so")
		return false
	}
	for _, x := range conds {
		if !b.knowTest(q, at, x, negated) {
			return false
		}
	}
	return true
}

func (b *binder) knowNumber(q *model.Question, at ast.Node, c *model.Compare, negated bool) bool {
	op := c.Op
	if negated {
		if op == model.Equal {
			b.report(at, "not-a-fact", "say on which side of %d it is, with < or >", c.Value)
			return false
		}
		op = [...]model.Op{model.Less: model.GreaterOrEqual, model.LessOrEqual: model.Greater, model.GreaterOrEqual: model.Less, model.Greater: model.LessOrEqual}[op]
	}
	k := b.known(q, c.Fact)
	switch op {
	case model.Less:
		k.Max = min(k.Max, c.Value-1)
	case model.LessOrEqual:
		k.Max = min(k.Max, c.Value)
	case model.Equal:
		k.Min, k.Max = max(k.Min, c.Value), min(k.Max, c.Value)
	case model.GreaterOrEqual:
		k.Min = max(k.Min, c.Value)
	case model.Greater:
		k.Min = max(k.Min, c.Value+1)
	}
	return b.setKnown(q, at, c.Fact, k)
}

// knowTime adds when an event happened. `10 days after E` is exactly so long ago in a question.
func (b *binder) knowTime(q *model.Question, t *ast.Time, negated bool) bool {
	id, f := b.eventNamed(t.Event)
	if f == nil {
		return false
	}
	if f.Type != model.Event {
		b.noEvent(t, f)
		return false
	}
	if t.Length != nil && t.Length.Vague != nil {
		b.report(t.Length, "not-a-fact", "a question gives a time in numbers, as in `10 days after %s`", f.ID)
		return false
	}
	k := b.known(q, id)
	rel := t.Rel
	if negated {
		switch rel {
		case ast.After:
			rel = ast.Before
		case ast.Before:
			rel = ast.After
		default:
			b.report(t, "not-a-fact", "say when it happened instead: `within`, `more than`, or `before %s`", f.ID)
			return false
		}
	}
	if rel == ast.Before {
		k.Happened = false
	} else {
		k.NotYet = false
	}
	switch rel {
	case ast.Within:
		k.Max = min(k.Max, t.Length.Hours)
	case ast.MoreThan:
		k.Min = max(k.Min, t.Length.Hours+1)
	case ast.Since:
		k.Min, k.Max = max(k.Min, t.Length.Hours), min(k.Max, t.Length.Hours)
	}
	return b.setKnown(q, t, id, k)
}

func (b *binder) known(q *model.Question, f model.FactID) model.Known {
	if k, ok := q.Facts[f]; ok {
		return k
	}
	return b.policy.Unrestricted(f)
}

func (b *binder) setKnown(q *model.Question, at ast.Node, f model.FactID, k model.Known) bool {
	fact := &b.policy.Facts[f]
	if !k.Possible(fact.Type) {
		b.report(at, "contradiction", "this contradicts what else the question says of `%s`; keep one of the two", fact.ID)
		return false
	}
	if q.Facts == nil {
		q.Facts = map[model.FactID]model.Known{}
	}
	q.Facts[f] = k
	return true
}

func (b *binder) knowConsent(q *model.Question, c *ast.Consent, negated bool) bool {
	kinds := b.consentKinds(c)
	if c.Grant != nil {
		if negated {
			b.report(c, "not-a-fact", "say what consent there is; what it does not cover is unknown, or missing with `nothing else`")
			return false
		}
		scope, ok := b.grantScope(c.Grant)
		for _, k := range kinds {
			q.Grants = append(q.Grants, model.Grant{Kind: k, Scope: scope})
		}
		return ok
	}
	if negated && len(kinds) > 1 {
		b.report(c, "not-a-fact", "this can be so in more than one way; say which kind of consent there is not")
		return false
	}
	for _, k := range kinds {
		if !b.setTri(&q.Consent[k], negated, c, k.String()) {
			return false
		}
	}
	return true
}

func (b *binder) knowObjection(q *model.Question, o *ast.Objection, negated bool) bool {
	if o.Grant == nil {
		return b.setTri(&q.Objection, negated, o, "objection")
	}
	if negated {
		b.report(o, "not-a-fact", "say what objection there is; what it does not cover is unknown, or missing with `nothing else`")
		return false
	}
	scope, ok := b.grantScope(o.Grant)
	q.Grants = append(q.Grants, model.Grant{Objection: true, Scope: scope})
	return ok
}

func (b *binder) setTri(t *model.Tri, negated bool, at ast.Node, what string) bool {
	value := model.Sure
	if negated {
		value = model.No
	}
	if *t != model.Unknown && *t != value {
		b.report(at, "contradiction", "the question says that there is %s and that there is none", what)
		return false
	}
	*t = value
	return true
}

func (b *binder) grantScope(g *ast.Grant) (model.Scope, bool) {
	scope, _, ok := b.scope(scopeParts{actions: g.Actions, data: g.Data, parts: g.Parts})
	return scope, ok
}

// consistent reports what a question says of consent that cannot be.
func (b *binder) consistent(q *model.Question, at ast.Node) bool {
	for k := range model.ConsentKind(model.ConsentKinds) {
		if q.Consent[k] == model.Sure && k.Implies(model.Consent) && q.Consent[model.Consent] == model.No {
			b.report(at, "contradiction", "the question says that there is %s and that there is no consent", k)
			return false
		}
	}
	for _, g := range q.Grants {
		if g.Objection && q.Objection == model.No {
			b.report(at, "contradiction", "the question says that there is an objection and that there is none")
			return false
		}
		if !g.Objection && (q.Consent[g.Kind] == model.No || g.Kind.Implies(model.Consent) && q.Consent[model.Consent] == model.No) {
			b.report(at, "contradiction", "the question says that there is %s and that there is none", g.Kind)
			return false
		}
	}
	return true
}
