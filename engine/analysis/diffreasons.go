package analysis

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// restsOn finds changed norms on which an answer rests that stayed the same, and that in the other version rests on no norm of the same clause
// with the same words.
func (c *comparer) restsOn(s *compile.Swept, j *compile.Joint, l *leaf) {
	for _, x := range c.changed.sentences {
		if x.List != compile.InNorms || !s.About(x) {
			continue
		}
		if when := c.restsNow(s, j, x.Program, x.Index); when != diagram.False {
			if told, ok := c.told(j, when); ok {
				l.rests = append(l.rests, resting{x.Program, x.Index, told})
			}
		}
	}
}

// restsNow returns when an answer that both versions give rests on a norm in one of them, and on nothing of the kind in the other.
func (c *comparer) restsNow(s *compile.Swept, j *compile.Joint, side, norm int) diagram.Ref {
	p, other := c.v[side].alike, 1-side
	n := &p.Norms[norm]
	answer := model.Prohibited
	if n.Permits() {
		answer = model.Permitted
	}
	when := j.And(j.Decides(side, norm), j.Is(j.Ends[other], func(end diagram.Ref) bool { return compile.Answer(uint32(end)) == answer }))
	for _, m := range s.Norms(other) {
		if when != diagram.False && c.sameWords(side, norm, m) {
			when = j.And(when, j.Not(j.Decides(other, m)))
		}
	}
	return when
}

// sameWords reports whether a norm of one version and one of the other stand in a clause of the same name and words.
func (c *comparer) sameWords(side, norm, other int) bool {
	p, q := c.v[side].alike, c.v[1-side].alike
	a, b := &p.Clauses[p.Norms[norm].Clause], &q.Clauses[q.Norms[other].Clause]
	return a.ID == b.ID && a.Quote() == b.Quote()
}

// reasons tells what answers rest on now, where they stayed the same: one row for each clause.
func (c *comparer) reasons() ([]Change, error) {
	var out []Change
	said := map[[2]string]bool{}
	tell := func(side, norm int, box *compile.Box, told []compile.VarCell) error {
		key := c.clausePair(side, norm)
		if said[key] {
			return nil
		}
		var holds [2][]int
		holds[side] = []int{norm}
		pair, err := c.example(box, told, holds, func(before, after model.Answer) bool { return before == after })
		if err != nil || pair == nil {
			return err
		}
		said[key] = true
		row := Change{Direction: Reason, Text: c.sayReason(side, norm)}
		c.show(&row, pair)
		out = append(out, row)
		return nil
	}
	told := c.answered()
	for _, l := range c.order {
		for _, r := range l.rests {
			if told[compile.Sentence{Program: r.side, List: compile.InNorms, Index: r.norm}] {
				continue
			}
			if err := tell(r.side, r.norm, &l.boxes[0], r.told); err != nil {
				return nil, err
			}
		}
	}
	for _, pair := range c.changed.reworded {
		if said[c.clausePair(newSide, pair[1])] {
			continue
		}
		var failed error
		s := compile.NewSweep(c.programs...)
		s.About, s.Left, s.Work = &compile.Sentence{Program: newSide, List: compile.InNorms, Index: pair[1]}, c.left, c.work
		err := s.Each(func(s *compile.Swept) bool {
			j, ok := s.Joint(c.limits.Nodes)
			if !ok {
				return true
			}
			when := c.restsNow(s, j, newSide, pair[1])
			if when == diagram.False {
				return true
			}
			if told, ok := c.told(j, when); ok {
				failed = tell(newSide, pair[1], &s.Box, told)
			}
			return failed == nil && !said[c.clausePair(newSide, pair[1])]
		})
		c.decided = c.decided && err == nil
		if c.left, c.work = s.Left, s.Work; failed != nil {
			return nil, failed
		}
	}
	return out, nil
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

// clausePair is what is told once: the clause of a norm, and that of the other version that takes its place.
func (c *comparer) clausePair(side, norm int) [2]string {
	p := c.v[side].alike
	id := p.Clauses[p.Norms[norm].Clause].ID
	if _, ok := c.v[1-side].policy.Clause(id); ok {
		return [2]string{id, id}
	}
	for _, pair := range c.changed.reworded {
		if pair[side] == norm {
			q := c.v[1-side].alike
			return [2]string{id, q.Clauses[q.Norms[pair[1-side]].Clause].ID}
		}
	}
	return [2]string{id, ""}
}

// sayReason says what became of the clause of a norm on which an answer rests.
func (c *comparer) sayReason(side, norm int) string {
	p := c.v[side].alike
	n := &p.Norms[norm]
	says := words.New(p).Norm(n)
	id := p.Clauses[n.Clause].ID
	pair := c.clausePair(side, norm)
	switch {
	case pair[1] == "" && side == newSide:
		return "Clause " + id + " is new, and changes no answer here: " + says + "."
	case pair[1] == "":
		return "Clause " + id + " is gone, and the answer is the same without it: " + says + "."
	case pair[0] != pair[1] && side == newSide:
		return "Clause " + pair[1] + " is now " + id + ": " + says + "."
	case pair[0] != pair[1]:
		return "Clause " + id + " is now " + pair[1] + ": " + says + "."
	}
	old, _ := c.v[oldSide].policy.Clause(id)
	new, _ := c.v[newSide].policy.Clause(id)
	if c.v[oldSide].policy.Clauses[old].Quote() != c.v[newSide].policy.Clauses[new].Quote() {
		return "Clause " + id + " has other words, and the answer is the same: " + says + "."
	}
	if side == newSide {
		return "Clause " + id + " says more than it did, and the answer is the same: " + says + "."
	}
	return "Clause " + id + " no longer says this, and the answer is the same: " + says + "."
}
