package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func swallowedProhibition() lint.Rule {
	return lint.Rule{Name: "swallowed-prohibition", Category: lint.Correctness, Severity: lint.Error,
		Summary: "a prohibition prohibits nothing, because its exceptions together leave nothing of it",
		Check:   func(c *lint.Context) []lint.Finding { return buried(c, saySwallowed, analysis.Swallowed) }}
}

func saySwallowed(p *model.Policy, d *analysis.Dead) string {
	n := &p.Norms[d.Norm]
	id, others := p.Clauses[n.Clause].ID, because(p, d)
	if len(others) == 0 {
		return fmt.Sprintf("clause %s prohibits nothing: in every case one of its own exceptions holds%s; narrow them in the text, or delete the prohibition",
			id, prefixed(" (", conditionWords(n, d.Conditions), ")"))
	}
	if n.Default {
		return fmt.Sprintf("clause %s prohibits nothing by default: %s %s everything that it is about; delete it, or narrow what is permitted",
			id, clauseWord(p, others), agree(len(others), "permits", "permit"))
	}
	return fmt.Sprintf("clause %s prohibits nothing: %s %s over it, and %s everything that it is about; delete it, or narrow what is permitted",
		id, clauseWord(p, others), agree(len(others), "prevails", "prevail"), agree(len(others), "permits", "permit"))
}

// prefixed puts something around a text that is not empty.
func prefixed(before, text, after string) string {
	if text == "" {
		return ""
	}
	return before + text + after
}
