package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func thirdPersonData() lint.Rule {
	return lawful(lint.Rule{Name: "third-person-data", Severity: lint.Note,
		Summary: "data about other people are collected, and nothing says that they learn of it"}, findThirdPersons, gdpr("14(3)"), pipl("17"), fadp("19(5)"))
}

// findThirdPersons reports the first clause, and points to the others: what is missing is one sentence.
func findThirdPersons(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	g := p.Graphs[model.PartyKind]
	norms := slices.DeleteFunc(permissions(p, collecting), func(i int) bool { return len(named(g, p.Norms[i].Scope[model.Of], "other-person")) == 0 })
	tells := func(n model.Norm) bool {
		return n.Modality == model.Must && len(named(g, n.Scope[model.To], "other-person")) > 0
	}
	if len(norms) == 0 || slices.ContainsFunc(p.Norms, tells) || c.Says("other-people") {
		return nil
	}
	n := &p.Norms[norms[0]]
	return []lint.Finding{{Clauses: []int{n.Clause}, At: n.Pos, Related: elsewhere(p, n.Clause, norms),
		Message: fmt.Sprintf("clause %s lets us collect data about other people, and nothing says that they learn of it %s; say in the text how they are told",
			p.Clauses[n.Clause].ID, l.cite())}}
}
