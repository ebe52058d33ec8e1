package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func touchingDeadlines() lint.Rule {
	return lint.Rule{Name: "touching-deadlines", Category: lint.Correctness, Severity: lint.Note,
		Summary: "data may be kept up to the very moment at which they must be gone", Check: findTouchingDeadlines}
}

func findTouchingDeadlines(c *lint.Context) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	for i := range p.Norms {
		n := &p.Norms[i]
		t := elapsed(n, model.Within)
		if n.Modality != model.May || n.Origin != model.Stated || t == nil || !c.Own(n.Pos) {
			continue
		}
		if f := endsAt(p, n, t); f != nil {
			out = append(out, lint.Finding{Clauses: uniq(f.Clause, n.Clause), At: n.Pos,
				Message: fmt.Sprintf("at the very end of this time clause %s permits what clause %s has ended; let that begin later: `more than` the same time after `%s`",
					p.Clauses[n.Clause].ID, p.Clauses[f.Clause].ID, p.Facts[t.Fact].ID),
				Related: []lint.Related{{Message: "it ends here", At: f.Pos}}})
		}
	}
	return out
}

// endsAt returns what a duty to delete prohibits from the last moment of a permission on; nil where there is none.
func endsAt(p *model.Policy, n *model.Norm, t *model.Elapsed) *model.Norm {
	for i := range p.Norms {
		f := &p.Norms[i]
		if f.Origin != model.AfterDeadline {
			continue
		}
		if e := elapsed(f, model.AtLeast); e != nil && e.Fact == t.Fact && e.Hours == t.Hours && together(p, n, f) {
			return f
		}
	}
	return nil
}

// elapsed returns the time of a norm, if it is one of that relation.
func elapsed(n *model.Norm, rel model.TimeRel) *model.Elapsed {
	for _, w := range n.When {
		if e, ok := w.Stated.(*model.Elapsed); ok && w.Role == model.Timing && !w.Negated && e.Rel == rel {
			return e
		}
	}
	return nil
}
