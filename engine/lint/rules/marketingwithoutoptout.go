package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func marketingWithoutOptOut() lint.Rule {
	return lawful(lint.Rule{Name: "marketing-without-opt-out", Severity: lint.Warning,
		Summary: "data may be used for marketing without consent, and nothing says that people can refuse"}, findMarketing,
		gdpr("21(2)"), pipl("24"), law{"china", "Advertising Law", "43"})
}

// findMarketing reports the first clause that permits it, and points to the others: one sentence that is missing mends all.
func findMarketing(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	refused := reaches(p, refusals(c))
	norms := slices.DeleteFunc(permissions(p, []string{"use", "disclose"}), func(i int) bool {
		n := &p.Norms[i]
		return !markets(p, n) || needsConsent(p, n) || endsByObjection(p, n) ||
			reachOf(p, i).meetsAny(refused)
	})
	if len(norms) == 0 || c.SaysInProse("opt-out") {
		return nil
	}
	n := &p.Norms[norms[0]]
	return []lint.Finding{{Clauses: clausesOf(p, norms), At: n.Pos, Related: elsewhere(p, n.Clause, norms),
		Message: fmt.Sprintf("clause %s permits marketing, and nothing says that people can refuse it %s; say how in the text, and encode it, as in: you may object personal for "+
			"marketing by \"...\"", p.Clauses[n.Clause].ID, l.cite())}}
}

// markets reports whether a norm names a purpose that is marketing, or that has some beneath it.
func markets(p *model.Policy, n *model.Norm) bool {
	return len(n.Scope[model.For].In) > 0 && meets(p.Graphs[model.PurposeKind], n.Scope[model.For], "marketing")
}

// refusals returns the norms by which people can refuse, and those that end something where they do.
func refusals(c *lint.Context) []int {
	p := c.Policy()
	var out []int
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Modality == model.May && byYou(n) && (does(p, n, "object", "withdraw") || namesAny(c, "opt-out", labelsOf(p, n))) ||
			n.Modality == model.MustNot && byUs(n) && fails(p, n.When, withoutObjection) {
			out = append(out, i)
		}
	}
	return out
}

func withoutObjection(c model.Cond) model.Tri {
	if _, ok := c.(*model.HasObjection); ok {
		return model.No
	}
	return model.Unknown
}
