package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func impossibleCondition() lint.Rule {
	return lint.Rule{Name: "impossible-condition", Category: lint.Correctness, Severity: lint.Error,
		Summary: "the conditions of a sentence cannot be true together, so that it never holds",
		Check:   func(c *lint.Context) []lint.Finding { return buried(c, sayImpossible, analysis.Impossible) }}
}

func sayImpossible(p *model.Policy, d *analysis.Dead) string {
	n := &p.Norms[d.Norm]
	id, words := p.Clauses[n.Clause].ID, conditionWords(n, d.Conditions)
	switch {
	case words == "":
		return fmt.Sprintf("this sentence of clause %s never holds: its conditions cannot be true together; mend them, or delete it", id)
	case len(d.Conditions) == 1:
		return fmt.Sprintf("this sentence of clause %s never holds: %s cannot be true; mend it, or delete the sentence", id, words)
	}
	return fmt.Sprintf("this sentence of clause %s never holds: %s cannot be true together; mend one, or write two sentences", id, words)
}
