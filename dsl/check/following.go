package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What follows from a sentence is norms of their own: what `only` and `then` say, what a duty ends, and what refusing costs.

// addOnly adds the prohibition that `only` means: the same sentence with that part replaced by its complement.
func (c *checker) addOnly(cl *clauseDecl, s *ast.Norm, stated int) {
	i := slices.IndexFunc(s.Parts, func(p *ast.Part) bool { return p.Only })
	if i < 0 {
		return
	}
	if n, ok := c.plainNorm(cl, s, s.Parts[i]); ok {
		n.From = stated
		c.addNorm(cl, n)
	}
}

// addAfterDeadline adds what a duty to delete or anonymise after an event means for keeping and using the
// data: they end with its deadline. The vocabulary says which actions end which.
func (c *checker) addAfterDeadline(cl *clauseDecl, s *ast.Norm, stated int) {
	n := c.policy.Norms[stated]
	if n.Modality != model.Must {
		return
	}
	i := slices.IndexFunc(n.When, func(w model.Condition) bool { return w.Role == model.Timing })
	if i < 0 {
		return
	}
	if e, ok := n.When[i].Stated.(*model.Elapsed); ok && e.Rel == model.Before {
		return
	}
	for _, e := range c.endedBy(n) {
		out := model.Norm{Modality: model.MustNot, Origin: model.AfterDeadline, From: stated, Ends: true, Default: n.Default,
			Scope: model.AnyScope(), Stated: n.Stated, When: slices.Clone(n.When), Pos: n.Pos}
		for _, d := range []model.Dim{model.Actor, model.Data, model.Of, model.From} {
			out.Scope[d] = n.Scope[d]
		}
		out.Scope[model.Action] = model.Set{In: e.actions}
		out.When[i] = c.afterDeadline(cl, n.Deadline, n.When[i])
		for _, f := range e.unless {
			out.When = append(out.When, model.Condition{Role: model.Unless, Stated: &model.Yes{Fact: f}, Negated: true,
				Words: "unless " + c.policy.Facts[f].ID})
		}
		c.addNorm(cl, out)
	}
}

// afterDeadline returns when a duty's deadline has passed; of a duty without one, when its time has come.
func (c *checker) afterDeadline(cl *clauseDecl, d *model.Deadline, timing model.Condition) model.Condition {
	switch {
	case d == nil:
		return timing
	case d.Vague != "":
		after := &model.Elapsed{Fact: d.Event, Rel: model.After}
		timing.Stated, timing.Vague = &model.AllOf{Conds: []model.Cond{after, c.overdue(cl)}}, d.Vague
	default:
		timing.Stated, timing.Vague = &model.Elapsed{Fact: d.Event, Rel: model.MoreThan, Hours: d.Hours}, ""
	}
	return timing
}

// ended is actions that end, unless one of some facts is so.
type ended struct {
	actions []model.NodeID
	unless  []model.FactID
}

// endedBy returns the actions that doing the duty ends. Where it is done by one of several acts, an action ends only if each
// of them ends it, and every fact that lifts one of these ends lifts it.
func (c *checker) endedBy(n model.Norm) []ended {
	var out []ended
	add := func(action model.NodeID, unless []model.FactID) {
		i := slices.IndexFunc(out, func(e ended) bool { return slices.Equal(e.unless, unless) })
		if i < 0 {
			i = len(out)
			out = append(out, ended{unless: unless})
		}
		if !slices.Contains(out[i].actions, action) {
			out[i].actions = append(out[i].actions, action)
		}
	}
	acts := n.Scope[model.Action].In
	for i, a := range acts {
		for _, e := range c.policy.Graphs[model.ActionKind].Node(a).Action.Ends {
			if !n.EitherAct {
				add(e.Action, factsOf(e))
			} else if lifts, all := c.endedByEach(acts, e.Action); all && i == 0 {
				add(e.Action, lifts)
			}
		}
	}
	return out
}

// endedByEach reports whether each of some acts ends an action, and which facts lift that.
func (c *checker) endedByEach(acts []model.NodeID, action model.NodeID) (lifts []model.FactID, all bool) {
	for _, a := range acts {
		found := false
		for _, e := range c.policy.Graphs[model.ActionKind].Node(a).Action.Ends {
			if e.Action == action {
				found = true
				lifts = append(lifts, factsOf(e)...)
			}
		}
		if !found {
			return nil, false
		}
	}
	slices.Sort(lifts)
	return slices.Compact(lifts), true
}

func factsOf(e model.End) []model.FactID {
	if e.Unless == model.NoFact {
		return nil
	}
	return []model.FactID{e.Unless}
}

// addThen adds what follows for somebody: a norm of its own, which a permission's answer also names.
func (c *checker) addThen(cl *clauseDecl, s *ast.Norm, outer int) {
	if s.Modal == ast.May {
		c.report(s, "misplaced-then", "`then` says what somebody must or must not do; write a permission as a sentence of its own")
		return
	}
	n, ok := c.plainNorm(cl, s, nil)
	if !ok {
		return
	}
	n.Origin, n.From = model.Then, outer
	i := c.addNorm(cl, n)
	c.policy.Norms[outer].Then = append(c.policy.Norms[outer].Then, i)
	c.addOnly(cl, s, i)
	c.addAfterDeadline(cl, s, i)
	if s.Then != nil {
		c.addThen(cl, s.Then, i)
	}
}

// refusing binds what refusing to provide data costs.
func (c *checker) refusing(cl *clauseDecl, s *ast.Refusing) {
	g := c.policy.Graphs[model.ActionKind]
	require, ok := g.Lookup("require")
	refuse, also := g.Lookup("refuse")
	if !ok || !also {
		if !c.in.Partial && !c.inVocabulary(ast.Name{At: s.Data.Items[0].At, Text: "require"}) {
			c.report(s, "unknown-name", "`refusing` needs the actions `require` and `refuse`, which `core` has")
		}
		return
	}
	data, ok := c.bind.set(model.Data, s.Data)
	purpose, good := c.bind.set(model.For, s.For)
	costs, fine := c.bind.set(model.For, s.Costs)
	spared, right := c.bind.set(model.For, s.ButNot)
	if !ok || !good || !fine || !right {
		return
	}
	named := model.Dims(0).With(model.Actor).With(model.Action).With(model.Data)
	make := func(who, action model.NodeID, m model.Modality, purposes model.Set) int {
		n := model.Norm{Modality: m, Origin: model.ByRefusing, From: -1, Scope: model.AnyScope(), Stated: named, Pos: c.pos(s)}
		n.Scope[model.Actor], n.Scope[model.Action] = model.Only(who), model.Only(action)
		n.Scope[model.Data], n.Scope[model.Of], n.Scope[model.For] = data, model.Only(model.You), purposes
		if !purposes.IsAny() {
			n.Stated = n.Stated.With(model.For)
		}
		return c.addNorm(cl, n)
	}
	make(model.You, refuse, model.May, purpose)
	make(model.We, require, model.May, costs)
	if s.ButNot != nil {
		make(model.We, require, model.MustNot, spared)
	}
}
