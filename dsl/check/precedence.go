package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// maxPrecedence bounds the pairs of clauses of which one prevails over the other, and of a norm and such a clause: two lists in one
// sentence make as many as their lengths multiplied.
const maxPrecedence = 1_000_000

// A precedence says that norms prevail over a clause: those of one clause, or a single one.
type precedence struct {
	clause *clauseDecl
	norm   int // -1: every norm of the clause
	over   *clauseDecl
	at     place
}

// notwithstanding records what a norm prevails over.
func (c *checker) notwithstanding(cl *clauseDecl, s *ast.Norm, norms []int) {
	for _, r := range s.Notwithstanding {
		if over, ok := c.clauseNamed(r); ok {
			for _, n := range norms {
				c.addPrecedence(precedence{cl, n, over, place{c.file, r.At.At}})
			}
		}
	}
}

func (c *checker) prevail(s *ast.Prevail) {
	c.date(s.On)
	for _, r := range s.Clauses {
		cl, ok := c.clauseNamed(r)
		if !ok {
			continue
		}
		for _, o := range s.Over {
			if c.crowded {
				return
			}
			if over, ok := c.clauseNamed(o); ok {
				c.addPrecedence(precedence{cl, -1, over, place{c.file, r.At.At}})
			}
		}
	}
}

func (c *checker) addPrecedence(p precedence) {
	switch n := len(c.edges); {
	case n < maxPrecedence:
		c.edges = append(c.edges, p)
	case !c.crowded:
		c.precedenceLimit(p)
	}
}

func (c *checker) precedenceLimit(p precedence) {
	c.crowded = true
	c.reportAt(p.at, "limit", "more than %d pairs of sentences of which one prevails over the other; a policy has at most so many", maxPrecedence)
}

// bindPrecedence gives every norm the clauses over which it prevails, and reports circles.
func (c *checker) bindPrecedence() {
	c.each(func(_ *Module, d ast.Decl, _ []string) {
		if p, ok := d.(*ast.Prevail); ok {
			c.prevail(p)
		}
	})
	if c.crowded {
		return
	}
	left := maxPrecedence
	for _, e := range c.edges {
		norms := e.clause.norms
		if e.norm >= 0 {
			norms = []int{e.norm}
		}
		if left -= len(norms); left < 0 {
			c.precedenceLimit(e)
			return
		}
		for _, n := range norms {
			c.policy.Norms[n].Over = append(c.policy.Norms[n].Over, e.over.index)
		}
	}
	for i := range c.policy.Norms {
		over := c.policy.Norms[i].Over
		slices.Sort(over)
		c.policy.Norms[i].Over = slices.Compact(over)
	}
	c.circles()
}

// circles reports clauses that prevail over each other in a circle, once for each circle found.
func (c *checker) circles() {
	next := map[int][]precedence{}
	for _, e := range c.edges {
		next[e.clause.index] = append(next[e.clause.index], e)
	}
	state := make([]uint8, len(c.policy.Clauses)) // 1 on the way, 2 done
	for start := range state {
		type step struct{ clause, edge int }
		stack := []step{{start, 0}}
		if state[start] != 0 {
			continue
		}
		state[start] = 1
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			edges := next[top.clause]
			if top.edge == len(edges) {
				state[top.clause] = 2
				stack = stack[:len(stack)-1]
				continue
			}
			e := edges[top.edge]
			top.edge++
			switch state[e.over.index] {
			case 0:
				state[e.over.index] = 1
				stack = append(stack, step{e.over.index, 0})
			case 1:
				c.reportCircle(e)
			}
		}
	}
}

func (c *checker) reportCircle(e precedence) {
	from, over := e.clause.decl.ID.Text, e.over.decl.ID.Text
	if from == over {
		c.reportAt(e.at, "circular-precedence", "clause %s cannot prevail over itself; use `unless` in the sentence that yields", from)
		return
	}
	p := c.reportAt(e.at, "circular-precedence", "clause %s prevails over %s, which prevails over it, directly or through others; remove one", from, over)
	p.Related = append(p.Related, e.over.at.related("clause "+over+" is declared here"))
}
