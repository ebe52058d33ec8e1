package review

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// changesView is what changed against another version.
type changesView struct {
	Version, Digest string
	Equivalent      bool
	Decided         bool
	Rested          bool
	Groups          []changeGroup
	Names           []string
	Gone            []goneClause
	Count           int
}

type changeGroup struct {
	Heading, Kind string
	Rows          []changeRow
}

type changeRow struct {
	Text, Before, After, Question string
	Tell                          bool
	Old, New                      []ref // the clauses that decide it; of the old version without a place in the page
}

// goneClause is a clause that this version no longer has.
type goneClause struct{ ID, Quote string }

// changes returns what changed; nil where the policy is compared with none.
func (b *builder) changes() *changesView {
	if b.in.Against == nil {
		return nil
	}
	d, old := b.in.Against.Difference, b.in.Against.Engine.Policy()
	v := &changesView{Version: old.Version, Digest: old.Digest, Equivalent: d.Equivalent(), Decided: d.Decided, Rested: d.Rested, Count: len(d.Changes)}
	for _, g := range []struct {
		is      analysis.Direction
		heading string
	}{{analysis.Looser, "Looser"}, {analysis.Stricter, "Stricter"}, {analysis.Reason, "The same answer, for another reason"}} {
		group := changeGroup{Heading: g.heading, Kind: g.is.String()}
		for i := range d.Changes {
			if d.Changes[i].Direction == g.is {
				group.Rows = append(group.Rows, b.change(&d.Changes[i]))
			}
		}
		if len(group.Rows) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	for _, n := range d.Names {
		v.Names = append(v.Names, n.Text)
	}
	for i := range old.Clauses {
		if _, still := b.p.Clause(old.Clauses[i].ID); !still {
			v.Gone = append(v.Gone, goneClause{old.Clauses[i].ID, old.Clauses[i].Quote()})
		}
	}
	return v
}

func (b *builder) change(c *analysis.Change) changeRow {
	words := func(s string) string { return strings.ReplaceAll(s, "-", " ") }
	r := changeRow{Text: c.Text, Before: words(c.Before), After: words(c.After), Tell: c.Tell}
	if c.Witness != nil {
		r.Question = c.Witness.Sentence()
	}
	old := b.in.Against.Engine.Policy()
	for _, n := range c.OldNorms {
		r.Old = addRef(r.Old, ref{ID: old.Clauses[old.Norms[n].Clause].ID})
	}
	for _, x := range c.OldExclusions {
		r.Old = addRef(r.Old, ref{ID: old.Clauses[old.Exclusions[x].Clause].ID})
	}
	for _, n := range c.NewNorms {
		r.New = addRef(r.New, b.ref(b.p.Norms[n].Clause))
	}
	for _, x := range c.NewExclusions {
		r.New = addRef(r.New, b.ref(b.p.Exclusions[x].Clause))
	}
	return r
}

func addRef(list []ref, r ref) []ref {
	if slices.Contains(list, r) {
		return list
	}
	return append(list, r)
}
