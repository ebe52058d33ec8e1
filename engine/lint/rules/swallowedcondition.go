package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func swallowedCondition() lint.Rule {
	return lint.Rule{Name: "swallowed-condition", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a sentence sets a condition, and another says the same without it",
		Check:   func(c *lint.Context) []lint.Finding { return buried(c, saySwallowedCondition, analysis.Redundant) }}
}

func saySwallowedCondition(p *model.Policy, d *analysis.Dead) string {
	i := swallower(p, d)
	if i < 0 {
		return ""
	}
	n, m := &p.Norms[d.Norm], &p.Norms[i]
	var words []string
	for _, w := range n.ActWhen() {
		words = append(words, w.Words)
	}
	where := fmt.Sprintf("clause %s", p.Clauses[m.Clause].ID)
	if m.Clause == n.Clause {
		where = "another sentence of the clause"
	}
	return fmt.Sprintf("the condition `%s` in clause %s limits nothing: %s %s the same without it; narrow that one in the text, or delete the condition",
		strings.Join(words, " "), p.Clauses[n.Clause].ID, where, saysOne(n))
}
