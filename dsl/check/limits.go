package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What a policy tells apart, and the ways in which data may come to be treated as something, are bounded: what is compiled
// from them grows with both.

const (
	maxCells = 4_000 // values of one fact that conditions, or its own list, tell apart
	maxPaths = 1_000 // ways through the conditional classes of data
)

func (c *checker) limits() {
	c.cellLimits()
	c.pathLimits()
}

// cellLimits reports facts with too many values that matter.
func (c *checker) cellLimits() {
	told := make([]map[int64]bool, len(c.policy.Facts))
	c.policy.EachCondition(func(x model.Cond) {
		f := model.FactOf(x)
		if f == model.NoFact {
			return
		}
		if told[f] == nil {
			told[f] = map[int64]bool{}
		}
		switch x := x.(type) {
		case *model.Compare:
			told[f][x.Value] = true
		case *model.Elapsed:
			told[f][x.Hours] = true
		case *model.PlaceIn:
			told[f][int64(x.Place)] = true
		}
	})
	for i := range c.policy.Facts {
		f := &c.policy.Facts[i]
		if n := max(len(f.Options), len(told[i])); n > maxCells {
			if d := c.facts[f.ID]; d != nil {
				c.reportAt(d.at, "limit", "`%s` has %d values that make a difference; a fact has at most %d", f.ID, n, maxCells)
			}
		}
	}
}

// pathLimits reports `treat` sentences that lead to each other in too many ways.
func (c *checker) pathLimits() {
	left := maxPaths
	var walk func(class model.NodeID, seen []int)
	walk = func(class model.NodeID, seen []int) {
		g := c.policy.Graphs[model.DataKind]
		for i := range c.policy.Treats {
			t := &c.policy.Treats[i]
			if left < 0 || t.Not || slices.Contains(seen, i) || !slices.ContainsFunc(t.Data, func(x model.NodeID) bool { return g.Below(class, x) }) {
				continue
			}
			left--
			walk(t.Class, append(slices.Clip(seen), i))
		}
	}
	for i := range c.policy.Treats {
		t := &c.policy.Treats[i]
		if walk(t.Class, []int{i}); left < 0 {
			at := c.clauses[c.policy.Clauses[t.Clause].ID].at
			c.reportAt(at, "limit", "`treat` sentences lead to each other in more than %d ways; name the classes that matter with `is`", maxPaths)
			return
		}
	}
}
