package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A NameChange is a name of the vocabulary, or a fact, that is not what it was.
type NameChange struct {
	Kind string // data, purpose, party, action, place, fact
	Name string
	What string // new, gone, moved, renamed, label, settled, or other
	Text string // as a sentence
}

// names tells what became of names. Bases decide nothing and are left out.
func (c *comparer) names() []NameChange {
	out := []NameChange{}
	for k := range model.Kind(model.Kinds) {
		if k == model.BasisKind {
			continue
		}
		for n := range model.NodeID(c.v[newSide].alike.Graphs[k].Len()) {
			if what, text := c.nameChange(k, n); what != "" {
				out = append(out, NameChange{k.String(), c.v[newSide].alike.Graphs[k].Node(n).ID, what, text})
			}
		}
	}
	for f := range model.FactID(len(c.v[newSide].alike.Facts)) {
		if what, text := c.factChange(f); what != "" {
			out = append(out, NameChange{"fact", c.v[newSide].alike.Facts[f].ID, what, text})
		}
	}
	return out
}

func (c *comparer) nameChange(k model.Kind, n model.NodeID) (what, text string) {
	old, new := c.v[oldSide].alike.Graphs[k].Node(n), c.v[newSide].alike.Graphs[k].Node(n)
	called := fmt.Sprintf("%s `%s` (%s)", k, new.ID, shortName(new.Labels, new.ID))
	switch {
	case !c.v[oldSide].has[k][n]:
		return "new", called + " is new" + c.beneath(newSide, k, new)
	case !c.v[newSide].has[k][n]:
		return "gone", fmt.Sprintf("%s `%s` (%s) is gone", k, old.ID, shortName(old.Labels, old.ID)) + c.beneath(oldSide, k, old)
	case !slices.Equal(slices.Sorted(slices.Values(old.Parents)), slices.Sorted(slices.Values(new.Parents))):
		return "moved", called + " belongs to " + c.parents(newSide, k, new) + ", and no longer to " + c.parents(oldSide, k, old)
	case new.Action != nil && n != model.Root && old.Action.Takes != new.Action.Takes:
		return "other", called + " takes other parts than it did"
	case old.ID != new.ID:
		return "renamed", called + " was called `" + old.ID + "`"
	case shortName(old.Labels, old.ID) != shortName(new.Labels, new.ID):
		return "label", fmt.Sprintf("%s `%s` is called \"%s\", and no longer \"%s\"", k, new.ID, shortName(new.Labels, new.ID), shortName(old.Labels, old.ID))
	}
	return "", ""
}

// beneath says what a name that only one version has belongs to.
func (c *comparer) beneath(side int, k model.Kind, n *model.Node) string {
	if slices.Equal(n.Parents, []model.NodeID{model.Root}) {
		return ""
	}
	return ": it belongs to " + c.parents(side, k, n)
}

func (c *comparer) parents(side int, k model.Kind, n *model.Node) string {
	var out []string
	for _, p := range n.Parents {
		if p == model.Root {
			return "nothing else"
		}
		node := c.v[side].alike.Graphs[k].Node(p)
		out = append(out, shortName(node.Labels, node.ID))
	}
	return words.List(out, "and")
}

func (c *comparer) factChange(f model.FactID) (what, text string) {
	old, new := &c.v[oldSide].alike.Facts[f], &c.v[newSide].alike.Facts[f]
	called := fmt.Sprintf("the fact `%s` (%s)", new.ID, shortName(new.Labels, new.ID))
	switch {
	case !c.v[oldSide].hasF[f]:
		return "new", called + " is new"
	case !c.v[newSide].hasF[f]:
		return "gone", fmt.Sprintf("the fact `%s` (%s) is gone", old.ID, shortName(old.Labels, old.ID))
	case c.contested(int(f)):
		return "settled", called + settledNow(new)
	case !slices.Equal(c.options(oldSide, f), c.options(newSide, f)):
		return "other", called + " is one of " + strings.Join(c.options(newSide, f), ", ") + ", and no longer of " + strings.Join(c.options(oldSide, f), ", ")
	case old.Judgement != new.Judgement || old.By != new.By:
		return "other", called + " is decided otherwise than it was"
	case c.v[oldSide].facts[f] != c.v[newSide].facts[f]:
		if strings.HasPrefix(new.ID, "overdue ") {
			return "", "" // its clause was renamed
		}
		return "renamed", called + " was called `" + c.v[oldSide].facts[f] + "`"
	case shortName(old.Labels, old.ID) != shortName(new.Labels, new.ID):
		return "label", fmt.Sprintf("the fact `%s` is called \"%s\", and no longer \"%s\"", new.ID, shortName(new.Labels, new.ID), shortName(old.Labels, old.ID))
	}
	return "", ""
}

// options returns the options that one version gives a fact.
func (c *comparer) options(side int, f model.FactID) []string {
	p := c.v[side].policy
	for i := range p.Facts {
		if p.Facts[i].ID == c.v[side].facts[f] {
			return p.Facts[i].Options
		}
	}
	return nil
}

// settledNow says what is decided of a judgement.
func settledNow(f *model.Fact) string {
	s := f.Settled
	switch {
	case s == nil:
		return " is no longer decided by the policy"
	case f.Type == model.OneOf:
		return fmt.Sprintf(" is now decided: %s, by %s", f.Options[s.Option], s.By)
	case s.Yes:
		return " is now decided: yes, by " + s.By
	}
	return " is now decided: no, by " + s.By
}
