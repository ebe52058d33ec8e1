package check

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// norm binds a norm and adds what follows from it: the prohibition of `only`, the end of keeping after
// a duty's deadline, and the norm behind `then`.
func (c *checker) norm(cl *clauseDecl, s *ast.Norm) {
	n, ok := c.plainNorm(cl, s, nil)
	if !ok {
		return
	}
	first := len(cl.norms)
	stated := c.addNorm(cl, n)
	c.addOnly(cl, s, stated)
	c.addAfterDeadline(cl, s, stated)
	c.notwithstanding(cl, s, cl.norms[first:])
	if s.Then != nil {
		c.addThen(cl, s.Then, stated)
	}
}

func (c *checker) addNorm(cl *clauseDecl, n model.Norm) int {
	n.Clause = cl.index
	n.Ends = n.Modality == model.MustNot && (n.Ends || saysAfter(n.When) || needsObjection(n.When))
	c.policy.Norms = append(c.policy.Norms, n)
	i := len(c.policy.Norms) - 1
	cl.norms = append(cl.norms, i)
	return i
}

// plainNorm binds what a norm says, without what follows from it. Where only is set, that part is replaced by
// its complement, and the norm prohibits.
func (c *checker) plainNorm(cl *clauseDecl, s *ast.Norm, only *ast.Part) (model.Norm, bool) {
	scope, named, ok := c.bind.scope(scopeParts{s.Actors, s.Actions, s.Data, dimsOf(s.Parts)})
	n := model.Norm{Modality: model.Modality(s.Modal), From: -1, Default: s.Default, Scope: scope, Stated: named,
		EitherAct: s.Modal == ast.Must && s.Actions.Or, Pos: c.pos(s)}
	if only != nil {
		n.Modality, n.Origin, n.EitherAct = model.MustNot, model.ByOnly, false
	} else if !c.parts(s, named) || !c.listsAct(s) {
		ok = false
	}
	for _, p := range s.Parts {
		ok = c.part(cl, &n, p, s.Modal == ast.Must, p == only) && ok
	}
	if !ok {
		return n, false
	}
	if only != nil {
		n.Deadline = nil
	}
	if only != nil && only.Cond == nil {
		n.When = withoutAskingConsent(n.When)
	}
	n.PermitWhen = liftConsent(n.When)
	return n, c.consentHelps(s, &n, only)
}

// part binds one part of a norm, or its complement. The prohibition that `only` adds to a duty begins when the duty does.
func (c *checker) part(cl *clauseDecl, n *model.Norm, p *ast.Part, duty, complement bool) bool {
	switch p.Word {
	case "on":
		for _, b := range p.Names.Items {
			id, ok := c.bind.nodeNamed(model.BasisKind, b)
			if !ok {
				return false
			}
			n.Basis = append(n.Basis, id)
		}
	case "by":
		n.By = append(n.By, p.Text.Value)
	case "under":
		n.Under = append(n.Under, p.Text.Value)
	case "time":
		cond, ok := c.timing(cl, n, p.Time, duty)
		n.When = append(n.When, cond...)
		return ok
	case "given", "unless":
		when, ok := c.bind.when([]*ast.Part{p}, condRule)
		if ok && complement {
			when[0].Negated = !when[0].Negated
		}
		n.When = append(n.When, when...)
		return ok
	default:
		if d, _ := model.DimOfWord(p.Word); complement {
			n.Scope[d].Outside = true
		}
	}
	return true
}

// parts checks the parts of a norm as a whole.
func (c *checker) parts(s *ast.Norm, named model.Dims) bool {
	ok := true
	only, times := 0, 0
	seen := map[string]bool{}
	for _, p := range s.Parts {
		if p.Only {
			ok = c.onlyFits(s, p) && ok
			if only++; only == 2 {
				c.report(onlyOf(p), "misplaced-only", "`only` stands before one part of a sentence; take one of them away, or write two sentences")
				ok = false
			}
		}
		if p.Word == "time" {
			times++
		}
		if (p.Word == "on" || p.Word == "time") && seen[p.Word] {
			c.report(p, "duplicate-part", "a sentence has one %s", map[string]string{"on": "`on`; join the bases in one list", "time": "time; write two sentences"}[p.Word])
			ok = false
		}
		seen[p.Word] = true
	}
	if s.Modal != ast.MustNot && !named.Has(model.To) {
		ok = c.saysToWhom(s) && ok
	}
	if s.Default && len(s.Notwithstanding) > 0 {
		c.report(s, "misplaced-part", "`by default` yields to every other sentence, so it cannot be `notwithstanding` one; remove one of the two")
		ok = false
	}
	return ok
}

// onlyOf returns where the word stands.
func onlyOf(p *ast.Part) ast.At {
	return ast.At{At: source.Span{Start: p.At.At.Start, End: p.At.At.Start + len("only")}}
}

func (c *checker) onlyFits(s *ast.Norm, p *ast.Part) bool {
	if s.Modal == ast.MustNot {
		c.report(onlyOf(p), "misplaced-only", "`must not ... only` can be read in two ways; write `may ... %s`, which prohibits the rest", clipText(c.bind.words(p), maxShown))
		return false
	}
	switch p.Word {
	case "on", "by", "under", "time", "unless":
		c.report(p, "misplaced-only", "`only` stands before of, from, to, with, for, in or given")
		return false
	}
	return true
}

// saysToWhom reports a permission to give data away that does not say to whom.
func (c *checker) saysToWhom(s *ast.Norm) bool {
	g := c.policy.Graphs[model.ActionKind]
	for _, a := range s.Actions.Items {
		id, ok := g.Lookup(a.Text)
		if ok && id != model.Root && g.Node(id).Action.Takes.Has(model.To) {
			word := "to"
			if g.Node(id).Action.With {
				word = "with"
			}
			c.report(a, "missing-recipient", "a permission to %s must say to whom: `%s` and a party, or `%s anyone`", a.Text, word, word)
			return false
		}
		if ok && id == model.Root {
			c.report(a, "missing-recipient", "a permission for any action includes giving data away, and must say to whom; name the actions")
			return false
		}
	}
	return true
}

// listsAct checks the list of actions: `and` and `or` mean different things in a duty.
func (c *checker) listsAct(s *ast.Norm) bool {
	if s.Modal == ast.Must && s.Actions.And && s.Actions.Or {
		c.report(s.Actions, "mixed-list", "`and` and `or` stand in one list of duties; write two sentences")
		return false
	}
	return true
}

// timing binds when an act happens. A duty's `within` is its deadline: the duty begins with the event, and
// does not end when it is missed.
func (c *checker) timing(cl *clauseDecl, n *model.Norm, t *ast.Time, duty bool) ([]model.Condition, bool) {
	id, f := c.bind.eventNamed(t.Event)
	if f == nil {
		return nil, false
	}
	if f.Type != model.Event && c.contested[t.Event.Text] {
		return nil, false
	}
	if f.Type != model.Event {
		c.bind.noEvent(t, f)
		return nil, false
	}
	test := &model.Elapsed{Fact: id, Rel: model.After}
	out := model.Condition{Role: model.Timing, Stated: test, Words: c.bind.words(t)}
	c.noteLength(t.Length)
	switch {
	case t.Rel == ast.Before:
		test.Rel = model.Before
	case t.Length == nil:
	case t.Rel == ast.Within && duty:
		n.Deadline = &model.Deadline{Event: id, Hours: t.Length.Hours}
		if t.Length.Vague != nil {
			n.Deadline.Vague = t.Length.Vague.Value
			out.Vague = n.Deadline.Vague
		}
	case t.Length.Vague != nil:
		return []model.Condition{c.vagueTime(cl, t, test)}, true
	default:
		test.Rel, test.Hours = relOf(t.Rel), t.Length.Hours
	}
	return []model.Condition{out}, true
}

// noteLength keeps a length of time as it is written, so that answers say "72 hours" where the policy does, and not "3 days".
func (c *checker) noteLength(d *ast.Duration) {
	if d == nil || d.Vague != nil || c.policy.Lengths[d.Hours] != "" {
		return
	}
	if c.policy.Lengths == nil {
		c.policy.Lengths = map[int64]string{}
	}
	text := fmt.Sprintf("%d %s", d.Count, d.Unit)
	if d.Count != 1 {
		text += "s"
	}
	c.policy.Lengths[d.Hours] = text
}

// vagueTime binds a vague length of time: somebody must judge whether it has passed.
func (c *checker) vagueTime(cl *clauseDecl, t *ast.Time, after *model.Elapsed) model.Condition {
	overdue := c.overdue(cl)
	if t.Rel == ast.Within {
		overdue = &model.Not{Cond: overdue}
	}
	return model.Condition{Role: model.Timing, Vague: t.Length.Vague.Value, Words: c.bind.words(t),
		Stated: &model.AllOf{Conds: []model.Cond{after, overdue}}}
}

func (c *checker) overdue(cl *clauseDecl) model.Cond {
	id, _ := c.policy.Fact(overdueID(cl.decl.ID.Text))
	return &model.Yes{Fact: id}
}

func relOf(r ast.TimeRel) model.TimeRel {
	return [...]model.TimeRel{ast.After: model.After, ast.Within: model.Within, ast.MoreThan: model.MoreThan,
		ast.Since: model.AtLeast, ast.Before: model.Before}[r]
}
