package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// notes says what the answer rests on beside its clauses.
func (x *explainer) notes() []string {
	var out []string
	out = append(out, x.settledNotes()...)
	p := x.e.policy
	waived, deemed := map[int]bool{}, map[int]bool{}
	for _, c := range x.classes {
		for _, w := range c.Waivers {
			waived[w.Index] = waived[w.Index] || w.Holds == compile.IsTrue
		}
		for _, m := range c.Deemings {
			deemed[m.Index] = deemed[m.Index] || m.Holds == compile.IsTrue
		}
	}
	for i := range p.Waivers {
		if waived[i] {
			w := &p.Waivers[i]
			out = append(out, p.Clauses[w.Clause].ID+" says that consent is not needed here"+x.conditions(w.When)+"; that permits nothing by itself.")
		}
	}
	for i := range p.Deemings {
		if deemed[i] {
			m := &p.Deemings[i]
			out = append(out, p.Clauses[m.Clause].ID+" counts it as deemed consent that "+x.say.Fact(m.Fact)+". Deemed consent is not consent.")
		}
	}
	if x.answer.conflict {
		out = append(out, "The policy contradicts itself here: a permission holds as well ("+
			x.heldPermissions()+"), and nothing says which prevails.")
	}
	if x.q.NothingElse {
		if closed := x.closedNote(); closed != "" {
			out = append(out, closed)
		}
	}
	if note := todoNote(x.e.policy); note != "" {
		out = append(out, note)
	}
	return out
}

// todoNote says that a policy is not whole; "" where it is.
func todoNote(p *model.Policy) string {
	var ids []string
	for i := range p.Clauses {
		if c := &p.Clauses[i]; len(c.Todos) > 0 {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	if n := len(ids) - shownTodos; n > 1 {
		ids = append(ids[:shownTodos], fmt.Sprintf("%d more", n))
	}
	return "Not yet encoded in full: " + sentence.List(ids, "and") + "; what is missing may change this answer."
}

// shownTodos is how many clauses that are not yet encoded a note names.
const shownTodos = 5

// heldPermissions returns the clauses of the permissions that hold against a prohibition, and of which nothing says that they
// yield to it.
func (x *explainer) heldPermissions() string {
	var clauses []int
	for _, c := range x.classes {
		if c.Ends&(1<<compile.EndConflict) == 0 {
			continue
		}
		for i := range c.Norms {
			v := &c.Norms[i]
			if n := &x.e.policy.Norms[v.Norm]; n.Permits() && v.Decisive && v.Holds == compile.IsTrue && !x.settled(c, n) {
				clauses = append(clauses, n.Clause)
			}
		}
	}
	return x.clauseList(clauses)
}

// settled reports whether a prohibition that counts says that a permission yields to it, by prevailing or by ending it.
func (x *explainer) settled(c *compile.ClassView, n *model.Norm) bool {
	return slices.ContainsFunc(c.Norms, func(v compile.NormView) bool {
		o := &x.e.policy.Norms[v.Norm]
		return !o.Permits() && v.Counts == compile.IsTrue && (!n.Default && slices.Contains(o.Over, n.Clause) || o.Ends && n.Modality == model.May)
	})
}

// settledNotes says which decisions of the policy's authors the answer rests on: those without which it would, or might, be
// another.
func (x *explainer) settledNotes() []string {
	var out []string
	p := x.e.policy
	for f := range p.Facts {
		s := p.Facts[f].Settled
		if s == nil {
			continue
		}
		if _, said := x.q.Facts[model.FactID(f)]; said {
			out = append(out, x.settledText(f)+" The question asks as if that were open.")
			continue
		}
		known := x.known.With(x.e.program.Layout, compile.Change{})
		known.State[f] = diagram.Unsure
		if y, err := x.asking(x.q, known); err == nil && y.answer != x.answer {
			out = append(out, "This rests on a decision: "+x.settledText(f))
		}
	}
	return out
}

func (x *explainer) settledText(f int) string {
	fact := &x.e.policy.Facts[f]
	s := fact.Settled
	var what string
	if fact.Type == model.OneOf {
		what = x.say.Fact(model.FactID(f)) + " is read as \"" + fact.Options[s.Option] + "\""
	} else {
		what = x.say.Cond(&model.Yes{Fact: model.FactID(f)}, s.Yes)
	}
	return what + ", decided by " + s.By + " on " + s.On + ", because " + strings.TrimSuffix(s.Because, ".") + "."
}

// closedNote says what `nothing else` set to no, of what the norms about the question mention.
func (x *explainer) closedNote() string {
	open := x.e.open
	seen := map[int]bool{}
	var names []string
	for _, v := range x.prepared.Vars() {
		if v.Part || seen[v.Index()] {
			continue
		}
		seen[v.Index()] = true
		i := v.Index()
		if open[i] == diagram.Unsure && x.known.State[i] == 0 && !x.mentioned(v) {
			names = append(names, x.closedName(v))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "\"Nothing else\" set to no: " + strings.Join(names, ", ") + "."
}

// mentioned reports whether the question says something of a variable itself.
func (x *explainer) mentioned(v compile.Var) bool {
	switch {
	case v.Consent:
		for k := range model.DeemedConsent {
			if x.q.Consent[k] != model.Unknown {
				return true
			}
		}
		return false
	case v.Deemed:
		return x.q.Consent[model.DeemedConsent] != model.Unknown
	case v.Objects:
		return x.q.Objection != model.Unknown
	}
	f := x.e.policy.Facts[v.Fact]
	_, ok := x.q.Facts[v.Fact]
	return ok || f.Type != model.YesNo && f.Type != model.Event
}

// closedName names a variable that `nothing else` set to no. Consent may be given for a part all the same.
func (x *explainer) closedName(v compile.Var) string {
	if slices.ContainsFunc(x.q.Grants, func(g model.Grant) bool { return v.Objects && g.Objection || v.Consent && !g.Objection }) {
		return "any other " + x.varName(v)
	}
	return x.varName(v)
}
