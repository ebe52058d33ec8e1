package rules

import (
	"cmp"
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func vagueTerm() lint.Rule {
	return lint.Rule{Name: "vague-term", Category: lint.Clarity, Severity: lint.Warning,
		Summary: "words leave open what is done, when, or to whom", Check: findVagueTerms}
}

// findVagueTerms looks at the sentences that are encoded: in those that decide nothing, vague words mislead nobody about a right.
func findVagueTerms(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, p := range c.Passages() {
		if p.As != coverage.Encoded {
			continue
		}
		for _, m := range c.Words("vague-term", p.Language).Find(p.Text) {
			advice := cmp.Or(m.Advice, "say what exactly is meant")
			out = append(out, p.Finding(fmt.Sprintf("\"%s\" leaves readers guessing; %s", m.Phrase, advice), m.Start, m.End))
		}
	}
	return out
}
