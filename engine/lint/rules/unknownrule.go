package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func unknownRule() lint.Rule {
	return lint.Rule{Name: "unknown-rule", Category: lint.Correctness, Severity: lint.Error, Last: true,
		Summary: "an allowance names no rule, so that it allows nothing", Check: findUnknownRules}
}

func findUnknownRules(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for i, a := range c.Policy().Allowances {
		s, f := c.Allowance(i), aboutAllowance(a)
		switch {
		case !s.Known:
			f.Message = fmt.Sprintf("no rule is called `%s`, so this allows nothing", a.Rule)
			if near := diag.Nearest(a.Rule, slices.Values(c.Rules())); near != "" {
				f.Message += fmt.Sprintf("; did you mean `%s`?", near)
			} else {
				f.Message += "; licet rule lists them"
			}
		case s.Last:
			f.Message = fmt.Sprintf("what `%s` finds cannot be allowed; mend it, or turn the rule off in licet.yaml", a.Rule)
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}
