package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func unreasonedAllowance() lint.Rule {
	return lint.Rule{Name: "unreasoned-allowance", Category: lint.Style, Severity: lint.Warning, Last: true,
		Summary: "an allowance does not say why, or who answers for it", Check: findUnreasonedAllowances}
}

func findUnreasonedAllowances(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, a := range c.Policy().Allowances {
		missing := ""
		switch {
		case strings.TrimSpace(a.Because) == "":
			missing = "why it is acceptable: because \"...\""
		case strings.TrimSpace(a.By) == "":
			missing = "who answers for it: by \"...\""
		default:
			continue
		}
		f := aboutAllowance(a)
		f.Message = fmt.Sprintf("the allowance of `%s` does not say %s", a.Rule, missing)
		out = append(out, f)
	}
	return out
}
