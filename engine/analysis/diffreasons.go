package analysis

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// restsOn finds changed norms and exclusions on which an answer rests that stayed the same, and that in the other version rests on nothing of the
// same clause.
func (c *comparer) restsOn(s *compile.Swept, j *compile.Joint, l *leaf) {
	for _, x := range c.changed.sentences {
		if c.scopeOf(x) == nil || !s.About(x) {
			continue
		}
		if when := c.restsNow(s, j, x); when != diagram.False {
			if told, ok := c.told(j, when); ok {
				l.rests = append(l.rests, resting{x, told})
			} else {
				c.rested = false
			}
		}
	}
}

// restsNow returns when an answer that both versions give rests on a sentence in one of them, and on nothing of its clause in the other.
func (c *comparer) restsNow(s *compile.Swept, j *compile.Joint, x compile.Sentence) diagram.Ref {
	other := 1 - x.Program
	when := j.And(decides(j, x), j.Is(j.Ends[other], func(end diagram.Ref) bool { return compile.Answer(uint32(end)) == c.gives(x) }))
	for _, m := range s.Sentences(other, x.List) {
		y := compile.Sentence{Program: other, List: x.List, Index: m}
		if when != diagram.False && c.sameClause(x, y) {
			when = j.And(when, j.Not(decides(j, y)))
		}
	}
	return when
}

// decides returns when a norm or an exclusion decides.
func decides(j *compile.Joint, x compile.Sentence) diagram.Ref {
	if x.List == compile.InExclusions {
		return j.Excludes(x.Program, x.Index)
	}
	return j.Decides(x.Program, x.Index)
}

// gives returns the answer that a norm or an exclusion gives where it decides.
func (c *comparer) gives(x compile.Sentence) model.Answer {
	switch {
	case x.List == compile.InExclusions:
		return model.OutOfScope
	case c.v[x.Program].alike.Norms[x.Index].Permits():
		return model.Permitted
	}
	return model.Prohibited
}

// clauseOf returns the clause of a norm or an exclusion.
func (c *comparer) clauseOf(x compile.Sentence) int {
	if x.List == compile.InExclusions {
		return c.v[x.Program].alike.Exclusions[x.Index].Clause
	}
	return c.v[x.Program].alike.Norms[x.Index].Clause
}

// clauseID returns the id of the clause of a sentence: that of the new version, where the clause was renamed.
func (c *comparer) clauseID(x compile.Sentence) string { return c.v[x.Program].clauses[c.clauseOf(x)] }

func (c *comparer) sameClause(x, y compile.Sentence) bool { return c.clauseID(x) == c.clauseID(y) }

// reasons tells what answers rest on now, where they stayed the same: one row for each clause.
func (c *comparer) reasons() ([]Change, error) {
	var out []Change
	said, told := map[string]bool{}, c.answered()
	for _, l := range c.order {
		for _, r := range l.rests {
			if id := c.clauseID(r.on); !told[r.on] && !said[id] {
				row, err := c.reason(r, widestOf(l.boxes))
				if err != nil {
					return nil, err
				}
				if row == nil {
					c.rested = false
					continue
				}
				said[id] = true
				out = append(out, *row)
			}
		}
	}
	return out, nil
}

// widestOf returns the box with most actions.
func widestOf(boxes []compile.Box) *compile.Box {
	best := &boxes[0]
	for i := range boxes {
		if len(boxes[i][model.Action]) > len(best[model.Action]) {
			best = &boxes[i]
		}
	}
	return best
}

// reason tells that an answer rests, or rested, on a sentence; nil where that cannot be shown.
func (c *comparer) reason(r resting, box *compile.Box) (*Change, error) {
	var holds [2][]int
	if r.on.List == compile.InNorms {
		holds[r.on.Program] = []int{r.on.Index}
	}
	pair, err := c.example(box, r.told, holds, func(before, after model.Answer) bool { return before == after })
	if err != nil || pair == nil {
		return nil, err
	}
	row := &Change{Direction: Reason, Text: c.sayReason(r.on)}
	c.show(row, pair)
	return row, nil
}

// answered returns the changed sentences that have changed some answer, and so have a row already.
func (c *comparer) answered() map[compile.Sentence]bool {
	out := map[compile.Sentence]bool{}
	for _, l := range c.order {
		for _, i := range l.causes {
			if len(l.changes) > 0 {
				out[c.changed.sentences[i]] = true
			}
		}
	}
	return out
}

// sayReason says what became of the clause of a sentence on which an answer rests.
func (c *comparer) sayReason(x compile.Sentence) string {
	id := c.clauseID(x)
	in := func(side int) bool {
		return slices.ContainsFunc(c.changed.sentences, func(y compile.Sentence) bool {
			return y.Program == side && c.scopeOf(y) != nil && c.clauseID(y) == id
		})
	}
	says := strings.TrimSuffix(c.saySentence(x), " ("+c.v[x.Program].alike.Clauses[c.clauseOf(x)].ID+")") + "."
	switch {
	case !slices.Contains(c.v[oldSide].clauses, id):
		return "Clause " + id + " is new, and the answer is the same: " + says
	case !slices.Contains(c.v[newSide].clauses, id):
		return "Clause " + id + " is gone, and the answer is the same without it: " + says
	case x.Program == oldSide:
		return "Clause " + id + " no longer says this, and the answer is the same: " + says
	case in(oldSide):
		return "Clause " + id + " says something else, and the answer is the same: " + says
	}
	return "Clause " + id + " says more than it did, and the answer is the same: " + says
}
