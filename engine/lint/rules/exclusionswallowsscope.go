package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func exclusionSwallowsScope() lint.Rule {
	return lint.Rule{Name: "exclusion-swallows-scope", Category: lint.Correctness, Severity: lint.Error,
		Summary: "an exclusion takes everything that the policy is about out of it", Check: findSwallowingExclusions}
}

func findSwallowingExclusions(c *lint.Context) []lint.Finding {
	p := c.Policy()
	swallows, err := c.Analysis().Swallows()
	c.NotDecided(err)
	var out []lint.Finding
	for _, s := range swallows {
		x := &p.Exclusions[s.Exclusion]
		if !c.Own(x.Pos) {
			continue
		}
		where := ""
		if len(x.When) > 0 {
			where = "where its condition holds, "
		}
		out = append(out, lint.Finding{Clauses: []int{x.Clause}, At: x.Pos, Witness: s.Witness,
			Message: fmt.Sprintf("%sclause %s takes all data that the policy is about out of it, so that no sentence of it holds; name the data that are meant",
				where, p.Clauses[x.Clause].ID)})
	}
	return out
}
