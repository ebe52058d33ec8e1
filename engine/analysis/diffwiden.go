package analysis

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A change is seldom to all that a changed sentence is about: where sentences that stayed decide, they did so before, and still do. To say each time
// about what they decide is exact, and unreadable: "for any purpose except marketing, customer support and 3 more, if you have not objected". So
// a row says what the changed sentences are about, and that it is so where no other sentence decides; its example is exact.

// maxExcepted is how many names are taken away in a sentence before it says less, and that other sentences count.
const maxExcepted = 2

// maxReaching is how many changed sentences are asked of each row whether they are about it: where there are more, rows say what they are.
const maxReaching = 500

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
	at := listOf(box[d])
	plain, ok := c.lists.plain[d][at]
	if !ok {
		set, exact := c.phrase(box).set(d)
		plain = exact && len(set.Except) <= maxExcepted && len(set.In) <= maxSaid
		c.lists.plain[d][at] = plain
	}
	return plain
}

// reach returns the names of a dimension that all changed sentences of a row are about, and no other changed sentence; nil where that cannot be told.
func (c *comparer) reach(box *compile.Box, d model.Dim, causes []int) []model.NodeID {
	if len(c.moved[d.Kind()]) > 0 || len(c.changed.sentences) > maxReaching {
		return nil
	}
	for i, x := range c.changed.sentences {
		if c.scopeOf(x) == nil || !slices.Contains(causes, i) && c.meets(x, box, d) {
			return nil
		}
	}
	key := fmt.Sprint(d, causes)
	out, ok := c.reaches[key]
	if !ok {
		for n := range model.NodeID(c.v[newSide].alike.Graph(d).Len()) {
			if !slices.ContainsFunc(causes, func(i int) bool { return !c.contains(c.changed.sentences[i], d, n) }) {
				out = append(out, n)
			}
		}
		c.reaches[key] = out
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
	byKey, keys := map[string][]int{}, make([]string, len(rows))
	for i := range rows {
		keys[i] = rows[i].t.ownKey()
		byKey[keys[i]] = append(byKey[keys[i]], i)
	}
	var out []changeRow
	for i := range rows {
		if same := byKey[keys[i]]; same[0] == i {
			out = append(out, c.gather(rows, same, causes)...)
		}
	}
	return out
}

// gather returns one row for some that change in the same way, or else themselves.
func (c *comparer) gather(rows []changeRow, same []int, causes []int) []changeRow {
	tried := map[shape]bool{}
	for _, seed := range same {
		wide := c.reached(rows[seed].box, causes)
		at := c.lists.shape(&wide)
		if len(same) == 1 || tried[at] || slices.ContainsFunc(same, func(i int) bool { return !c.liesIn(rows[i].box, &wide) }) {
			tried[at] = true
			continue
		}
		out := rows[seed]
		out.wide, out.more, out.cases = wide, true, casesOf(rows, append([]int{seed}, same...))
		return []changeRow{out}
	}
	out := make([]changeRow, len(same))
	for k, i := range same {
		out[k] = rows[i]
	}
	return out
}

// casesOf returns the cases of some rows, those of each way once, and those of the first row first.
func casesOf(rows []changeRow, which []int) (out []changeCase) {
	seen := map[*transition]bool{}
	for _, i := range which {
		if way := rows[i].t; !seen[way] {
			seen[way] = true
			out = append(out, rows[i].cases...)
		}
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
