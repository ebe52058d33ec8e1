package rules

import (
	"cmp"
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func doubtfulMay() lint.Rule {
	return lint.Rule{Name: "doubtful-may", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "a \"may\" does not say whether a thing happens, or whether it is forbidden", Check: findDoubtfulMays}
}

// findDoubtfulMays looks at the sentences that are encoded: there somebody had to choose one of the meanings.
func findDoubtfulMays(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, p := range c.Passages() {
		if p.As != coverage.Encoded {
			continue
		}
		said := map[string]bool{} // once in a sentence is enough
		for _, m := range c.Words("doubtful-may", p.Language).Find(p.Text) {
			if said[m.Phrase] {
				continue
			}
			said[m.Phrase] = true
			advice := cmp.Or(m.Advice, "say in which cases")
			out = append(out, p.Finding(fmt.Sprintf("\"%s\" does not tell readers what to expect; %s", m.Phrase, advice), m.Start, m.End))
		}
	}
	return out
}
