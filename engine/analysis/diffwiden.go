package analysis

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A change is seldom to all that a changed sentence is about: where sentences that stayed decide, they did so before, and still do. To say each time
// about what they decide is exact, and unreadable: "for any purpose except marketing, customer support and 3 more, if you have not objected". So
// a row says what the changed sentences are about, and that it is so where no other sentence decides; its example is exact.

// maxExcepted is how many names are taken away in a sentence before it says less, and that other sentences count.
const maxExcepted = 2

// widened returns the box of a row as far as the changed sentences go, in the dimensions in which it cannot be said in few words.
func (c *comparer) widened(box compile.Box, causes []int) (wide compile.Box, more bool) {
	for d := model.Dim(model.DimCount) - 1; d < model.Dim(model.DimCount); d-- {
		if c.plainly(&box, d) {
			continue
		}
		reach := c.reach(&box, d, causes)
		if len(reach) <= len(box[d]) {
			continue
		}
		wide := box
		wide[d] = reach
		if c.plainly(&wide, d) {
			box, more = wide, true
		}
	}
	return box, more
}

// plainly reports whether a dimension of a box can be said in few words.
func (c *comparer) plainly(box *compile.Box, d model.Dim) bool {
	set, exact := c.phrase(box).set(d)
	return exact && len(set.Except) <= maxExcepted && len(set.In) <= maxSaid
}

// reach returns the names of a dimension that all changed sentences of a row are about, and no other changed sentence; nil where that cannot be told.
func (c *comparer) reach(box *compile.Box, d model.Dim, causes []int) (out []model.NodeID) {
	if len(c.moved[d.Kind()]) > 0 {
		return nil
	}
	for i, x := range c.changed.sentences {
		if c.scopeOf(x) == nil || !slices.Contains(causes, i) && c.meets(x, box, d) {
			return nil
		}
	}
	for n := range model.NodeID(c.v[newSide].alike.Graph(d).Len()) {
		if !slices.ContainsFunc(causes, func(i int) bool { return !c.contains(c.changed.sentences[i], d, n) }) {
			out = append(out, n)
		}
	}
	return out
}

// meets reports whether a sentence is about something of a box, whatever it has in one dimension.
func (c *comparer) meets(x compile.Sentence, box *compile.Box, but model.Dim) bool {
	for d := range model.Dim(model.DimCount) {
		if d != but && !slices.ContainsFunc(box[d], func(n model.NodeID) bool { return c.contains(x, d, n) }) {
			return false
		}
	}
	return true
}

func (c *comparer) contains(x compile.Sentence, d model.Dim, n model.NodeID) bool {
	return c.scopeOf(x)[d].Contains(c.v[x.Program].alike.Graph(d), n)
}

// scopeOf returns what a norm or an exclusion is about; nil of other sentences, which say when those hold.
func (c *comparer) scopeOf(x compile.Sentence) *model.Scope {
	switch x.List {
	case compile.InNorms:
		return &c.v[x.Program].alike.Norms[x.Index].Scope
	case compile.InExclusions:
		return &c.v[x.Program].alike.Exclusions[x.Index].Scope
	}
	return nil
}

// gathered returns the rows of a group, those in one that lie together in what the changed sentences are about.
func (c *comparer) gathered(rows []changeRow, causes []int) []changeRow {
	byKey := map[string][]int{}
	for i := range rows {
		key := rows[i].t.ownKey()
		byKey[key] = append(byKey[key], i)
	}
	var out []changeRow
	for i := range rows {
		same := byKey[rows[i].t.ownKey()]
		if same[0] == i {
			out = append(out, c.gather(rows, same, causes)...)
		}
	}
	return out
}

// gather returns one row for some that change in the same way, or else themselves.
func (c *comparer) gather(rows []changeRow, same []int, causes []int) []changeRow {
	for _, seed := range same {
		wide := c.reached(rows[seed].box, causes)
		if len(same) == 1 || slices.ContainsFunc(same, func(i int) bool { return !liesIn(rows[i].box, &wide) }) {
			continue
		}
		out := rows[seed]
		out.wide, out.more, out.cases = wide, true, nil
		for _, i := range same {
			out.cases = append(out.cases, rows[i].cases...)
		}
		return []changeRow{out}
	}
	out := make([]changeRow, len(same))
	for k, i := range same {
		out[k] = rows[i]
	}
	return out
}

// reached returns a box as far as the changed sentences go, in every dimension in which that can be said in few words.
func (c *comparer) reached(box compile.Box, causes []int) compile.Box {
	for d := range model.Dim(model.DimCount) {
		wide := box
		if wide[d] = c.reach(&box, d, causes); len(wide[d]) > 0 && c.plainly(&wide, d) {
			box = wide
		}
	}
	return box
}

// sayOthers says what sentences that stayed have to do with a change.
func (c *comparer) sayOthers(t *transition, causes []int) string {
	var permits, prohibits [2]bool
	for _, i := range causes {
		if x := c.changed.sentences[i]; x.List == compile.InNorms {
			n := &c.v[x.Program].alike.Norms[x.Index]
			permits[x.Program] = permits[x.Program] || n.Permits()
			prohibits[x.Program] = prohibits[x.Program] || !n.Permits()
		}
	}
	switch {
	case t.after == model.Permitted && !permits[newSide]:
		return " (where another sentence permits it)"
	case t.after == model.Prohibited && !prohibits[newSide]:
		return " (where another sentence prohibits it)"
	case t.before == model.Permitted && !permits[oldSide]:
		return " (where another sentence permitted it)"
	case t.before == model.Prohibited && t.after != model.Permitted && !prohibits[oldSide]:
		return " (where another sentence prohibited it)"
	}
	return " (where no other sentence decides)"
}
