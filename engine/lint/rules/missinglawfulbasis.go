package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingLawfulBasis() lint.Rule {
	return lawful(lint.Rule{Name: "missing-lawful-basis", Severity: lint.Warning,
		Summary: "personal data are processed without consent, and no other lawful basis is named"}, findMissingBases, gdpr("13(1)(c)"), pipl("13"))
}

// findMissingBases reports the clause, or the policy where no clause at all names a basis.
func findMissingBases(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	norms := slices.DeleteFunc(permissions(p, processing), func(i int) bool { return hasBasis(p, &p.Norms[i]) })
	if len(norms) == 0 || c.SaysInProse("lawful-basis") {
		return nil
	}
	clauses := byClause(p, norms)
	if len(clauses) > 1 && !namesBases(p) {
		return about(p, fmt.Sprintf("no sentence says on what lawful basis personal data are processed where nobody is asked for consent %s, as in %s; "+
			"say it in the text for each purpose, and write it behind each permission: on ...", l.cite(), clauseIDs(p, clausesOf(p, norms))))
	}
	var out []lint.Finding
	for _, list := range clauses {
		n := &p.Norms[list[0]]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
			Message: fmt.Sprintf("this sentence permits processing without consent and names no lawful basis %s; say which it is in the text, and write it here: on ...",
				l.cite())})
	}
	return out
}

// hasBasis reports whether the basis of a permission is named, or plain: consent that the norm needs, and the law where an authority is given
// the data.
func hasBasis(p *model.Policy, n *model.Norm) bool {
	return len(n.Basis) > 0 || needsConsent(p, n) || len(named(p.Graphs[model.PartyKind], n.Scope[model.To], "authority")) > 0
}

func namesBases(p *model.Policy) bool {
	return slices.ContainsFunc(p.Norms, func(n model.Norm) bool { return len(n.Basis) > 0 })
}
