package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func hollowPermission() lint.Rule {
	return lint.Rule{Name: "hollow-permission", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a permission depends on nothing but what we ourselves judge", Check: findHollowPermissions}
}

func findHollowPermissions(c *lint.Context) []lint.Finding {
	p := c.Policy()
	hollow, err := c.Analysis().Hollow()
	c.NotDecided(err)
	var out []lint.Finding
	for _, h := range hollow {
		n := &p.Norms[h.Norm]
		if h.Witness == nil || !c.Own(n.Pos) {
			continue
		}
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos, Witness: h.Witness,
			Message: fmt.Sprintf("clause %s permits whatever we ourselves judge to be so (%s), so it limits nothing; "+
				"name in the text the cases that are meant, or a test that others can check", p.Clauses[n.Clause].ID, factIDs(p, h.Judgements))})
	}
	return out
}

// factIDs returns facts as a message has them.
func factIDs(p *model.Policy, facts []model.FactID) string {
	out := make([]string, len(facts))
	for i, f := range facts {
		out[i] = "`" + p.Facts[f].ID + "`"
	}
	return few(out)
}
