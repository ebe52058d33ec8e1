package analysis

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// sayCause says of a change in many cases what was said, and what is said now.
func (c *comparer) sayCause(t *transition, causes []int) string {
	is := map[model.Answer]string{model.Permitted: "permitted", model.Prohibited: "prohibited", model.OutOfScope: "outside the policy",
		model.NotAddressed: "not addressed"}
	lead := "Some of what was " + is[t.before] + " is now " + is[t.after]
	was, now := c.said(oldSide, causes), c.said(newSide, causes)
	switch {
	case slices.Equal(was, now):
		return lead + ", since names in it stand for something else (see the names that changed): " + nameSome(now, "and") + "."
	case len(was) == 0:
		return lead + ", since the policy now says: " + nameSome(now, "and") + "."
	case len(now) == 0:
		return lead + ", since the policy no longer says: " + nameSome(was, "and") + "."
	}
	return lead + ". The policy said: " + nameSome(was, "and") + ". It now says: " + nameSome(now, "and") + "."
}

// said returns what a version says, of the sentences that changed.
func (c *comparer) said(side int, causes []int) []string {
	var out []string
	for _, i := range causes {
		if x := c.changed.sentences[i]; x.Program == side {
			if text := c.saySentence(x); !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// saySentence says one sentence, with its clause.
func (c *comparer) saySentence(x compile.Sentence) string {
	p := c.v[x.Program].alike
	say := words.New(p)
	conditions := func(when []model.Condition) string {
		var b strings.Builder
		for _, w := range when {
			b.WriteString(", " + say.Condition(w))
		}
		return b.String()
	}
	const all = 1<<model.Data | 1<<model.From | 1<<model.To | 1<<model.For | 1<<model.In
	act := func(s model.Scope) string {
		named := model.Dims(all)
		for d := model.Data; d < model.Dim(model.DimCount); d++ {
			if s[d].IsAny() {
				named &^= 1 << d
			}
		}
		return say.Act(s, named, "or")
	}
	switch x.List {
	case compile.InNorms:
		n := &p.Norms[x.Index]
		return say.Norm(n) + " (" + p.Clauses[n.Clause].ID + ")"
	case compile.InExclusions:
		e := &p.Exclusions[x.Index]
		return "this policy does not cover " + say.Data(e.Scope) + conditions(e.When) + " (" + p.Clauses[e.Clause].ID + ")"
	case compile.InWaivers:
		w := &p.Waivers[x.Index]
		return "consent is not needed to " + act(w.Scope) + conditions(w.When) + " (" + p.Clauses[w.Clause].ID + ")"
	}
	d := &p.Deemings[x.Index]
	return "the policy deems you to have consented, if " + say.Cond(&model.Yes{Fact: d.Fact}, true) + ", when we " + act(d.Scope) + conditions(d.When) + " (" + p.Clauses[d.Clause].ID + ")"
}
