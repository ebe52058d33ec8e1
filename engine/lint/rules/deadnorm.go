package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func deadNorm() lint.Rule {
	return lint.Rule{Name: "dead-norm", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a sentence changes no answer, because it is excluded, overruled, or can never apply",
		Check: func(c *lint.Context) []lint.Finding {
			return buried(c, sayDead, analysis.Inapplicable, analysis.Excluded, analysis.Overruled)
		}}
}

func sayDead(p *model.Policy, d *analysis.Dead) string {
	id, others := p.Clauses[p.Norms[d.Norm].Clause].ID, because(p, d)
	switch {
	case d.Fate == analysis.Excluded:
		return fmt.Sprintf("this sentence of clause %s decides nothing: %s %s everything that it is about out of the policy; delete it, or narrow the exclusion",
			id, clauseWord(p, others), agree(len(others), "takes", "take"))
	case d.Fate == analysis.Overruled && conflicts(p, d):
		return ""
	case d.Fate == analysis.Overruled && len(others) > 0:
		return fmt.Sprintf("this sentence of clause %s permits nothing: %s %s all of it; delete it, or narrow the prohibition",
			id, clauseWord(p, others), agree(len(others), "prohibits", "prohibit"))
	case d.Fate == analysis.Overruled:
		return fmt.Sprintf("this sentence of clause %s permits nothing: all of it is prohibited; delete it, or say which prevails", id)
	case len(others) > 0:
		return fmt.Sprintf("this sentence of clause %s never applies: where it could, %s %s the consent that it waits for to be absent; mend one of them",
			id, clauseWord(p, others), agree(len(others), "does not let", "do not let"))
	}
	return fmt.Sprintf("this sentence of clause %s never applies: nothing that it is about lets its conditions be true; mend it, or delete it", id)
}

// conflicts reports whether conflicting-norms tells of a permission that is overruled.
func conflicts(p *model.Policy, d *analysis.Dead) bool {
	n := &p.Norms[d.Norm]
	return slices.ContainsFunc(d.Because, func(i int) bool {
		f := &p.Norms[i]
		return !f.Permits() && !f.Ends && f.Default == n.Default && !slices.Contains(f.Over, n.Clause) && !limits(p, f, n)
	})
}
