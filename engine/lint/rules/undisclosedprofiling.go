package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func undisclosedProfiling() lint.Rule {
	return lawful(lint.Rule{Name: "undisclosed-profiling", Severity: lint.Note,
		Summary: "people are profiled, and nothing says what is decided about them by it"}, findProfiling, gdpr("13(2)(f)"), pipl("24"), fadp("21(1)"))
}

// findProfiling reports the first clause that permits it, and points to the others: what is missing is one chapter.
func findProfiling(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	var norms []int
	for _, i := range permissions(p, []string{"collect", "use"}) {
		if n := &p.Norms[i]; does(p, n, "profile") || len(named(p.Graphs[model.DataKind], n.Scope[model.Data], "inferred")) > 0 {
			norms = append(norms, i)
		}
	}
	if len(norms) == 0 || c.Says("automated-decisions") {
		return nil
	}
	n := &p.Norms[norms[0]]
	return []lint.Finding{{Clauses: []int{n.Clause}, At: n.Pos, Related: elsewhere(p, n.Clause, norms),
		Message: fmt.Sprintf("clause %s lets us profile people, and nothing says whether decisions about them are automated, by what logic, and how they can refuse %s; say it in the text",
			p.Clauses[n.Clause].ID, l.cite())}}
}
