package rules

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func permissionWithoutPurpose() lint.Rule {
	return lint.Rule{Name: "permission-without-purpose", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a permission names no purpose, so that it permits every purpose", Check: findPermissionsWithoutPurpose}
}

// findPermissionsWithoutPurpose reports unconditional permissions of the controller. Where a condition limits what is permitted, it often
// says what it is for ("where the law requires it"), and who consents is told for what.
func findPermissionsWithoutPurpose(c *lint.Context) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin != model.Stated || n.Modality != model.May || len(n.When) > 0 || n.Stated.Has(model.For) ||
			!slices.Contains(n.Scope[model.Actor].In, model.We) || !p.Taken(n.Scope[model.Action]).Has(model.For) {
			continue
		}
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
			Message: "this sentence names no purpose, so that every purpose is permitted; say in the text what for, and write it here: for ..."})
	}
	return out
}
