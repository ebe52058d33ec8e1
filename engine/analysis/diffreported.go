package analysis

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// What a sentence reports decides nothing: its basis, how a right is used, which safeguard there is. But an answer gives it as its reason, and people
// are told of it, so a change of it is one of reason, and one that they must be told of.

func sameReported(a, b *model.Norm) bool {
	return slices.Equal(slices.Sorted(slices.Values(a.Basis)), slices.Sorted(slices.Values(b.Basis))) && slices.Equal(a.By, b.By) && slices.Equal(a.Under, b.Under)
}

// maxShownReported is how many of these changes are shown with an example.
const maxShownReported = 20

// reported tells of sentences that report something else than they did.
func (c *comparer) reported() ([]Change, error) {
	var out []Change
	for _, pair := range append(slices.Clone(c.changed.pairs), c.kindred()...) {
		a, b := &c.v[oldSide].alike.Norms[pair[oldSide]], &c.v[newSide].alike.Norms[pair[newSide]]
		if b.Origin != model.Stated && b.Origin != model.Then || sameReported(a, b) {
			continue
		}
		row := Change{Direction: Reason, Tell: true, Text: c.sayReported(a, b), OldNorms: pair[oldSide:newSide:newSide], NewNorms: pair[newSide:]}
		row.Before = map[model.Modality]string{model.May: "permitted", model.Must: "duty", model.MustNot: "prohibited"}[b.Modality]
		row.After = row.Before
		if b.Modality != model.Must && len(out) < maxShownReported {
			example, err := c.bothDecide(pair)
			if err != nil {
				return nil, err
			}
			if example != nil {
				row.Witness = example.sides[newSide]
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// kindred pairs changed norms of one clause that are about the same, under other conditions.
func (c *comparer) kindred() (out [][2]int) {
	old := map[string][]int{}
	for _, x := range c.changed.sentences {
		if x.List == compile.InNorms && x.Program == oldSide {
			old[c.kinForm(x)] = append(old[c.kinForm(x)], x.Index)
		}
	}
	for _, x := range c.changed.sentences {
		if x.List != compile.InNorms || x.Program != newSide {
			continue
		}
		if key := c.kinForm(x); len(old[key]) > 0 {
			out = append(out, [2]int{old[key][0], x.Index})
			old[key] = old[key][1:]
		}
	}
	return out
}

// kinForm is the same for norms of one clause that are about the same.
func (c *comparer) kinForm(x compile.Sentence) string {
	n := &c.v[x.Program].alike.Norms[x.Index]
	return fmt.Sprint(c.clauseID(x), "\x00", n.Modality, n.Origin, scopeForm(&n.Scope))
}

// bothDecide returns a case that two norms decide, each in its version; nil where there is none, or none is found in bounds.
func (c *comparer) bothDecide(pair [2]int) (out *pairCase, err error) {
	s := compile.NewSweep(c.programs...)
	s.About = &compile.Sentence{Program: newSide, List: compile.InNorms, Index: pair[newSide]}
	_ = s.Each(func(s *compile.Swept) bool {
		j, ok := s.Joint(c.limits.Nodes)
		if !ok {
			return true
		}
		when := j.And(j.Decides(oldSide, pair[oldSide]), j.Decides(newSide, pair[newSide]))
		if told, ok := c.told(j, when); ok && when != diagram.False {
			out, err = c.example(&s.Box, told, [2][]int{pair[:newSide], pair[newSide:]}, func(before, after model.Answer) bool { return before == after })
		}
		return out == nil && err == nil
	})
	return out, err
}

// sayReported says what a sentence reports now, and what it did.
func (c *comparer) sayReported(a, b *model.Norm) string {
	text := words.Capital(words.New(c.v[newSide].alike).Norm(b))
	if was, is := c.bases(oldSide, a), c.bases(newSide, b); was != is {
		text += sayInstead("the basis", was, is)
	}
	if was, is := quoted(a.By), quoted(b.By); was != is {
		text += sayInstead("the way to do so", was, is)
	}
	if was, is := quoted(a.Under), quoted(b.Under); was != is {
		text += sayInstead("the safeguard", was, is)
	}
	return text + "."
}

func sayInstead(what, was, is string) string {
	switch {
	case was == "":
		return "; " + what + " is now named: " + is
	case is == "":
		return "; " + what + " is no longer named: it was " + was
	}
	return "; " + what + " is now " + is + ", and no longer " + was
}

func (c *comparer) bases(side int, n *model.Norm) string {
	if len(n.Basis) == 0 {
		return ""
	}
	return words.New(c.v[side].alike).Set(model.BasisKind, model.Set{In: slices.Sorted(slices.Values(n.Basis))}, "and")
}

func quoted(texts []string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = "\"" + t + "\""
	}
	return words.List(out, "and")
}
