package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func openDefect() lint.Rule {
	return lint.Rule{Name: "open-defect", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a sentence of the text is noted as broken or wrong, and still is", Check: findOpenDefects}
}

func findOpenDefects(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for i, cl := range c.Policy().Clauses {
		for _, d := range cl.Defects {
			out = append(out, lint.Finding{Clauses: []int{i}, About: d.Why, At: d.Pos,
				Message: fmt.Sprintf("the words of clause %s are wrong: %s; mend the text, which is for %s to do", cl.ID, d.Why, d.Owner)})
		}
	}
	return out
}
