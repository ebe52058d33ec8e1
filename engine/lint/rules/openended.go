package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func openEndedCollection() lint.Rule {
	return lawful(lint.Rule{Name: "open-ended-collection", Severity: lint.Warning,
		Summary: "the list of what is collected is left open"}, findOpenCollections, gdpr("5(1)(a), 5(1)(c)"), pipl("6, 17"), ccpa("1798.100(a)(1)"))
}

func openEndedUse() lint.Rule {
	return lawful(lint.Rule{Name: "open-ended-use", Severity: lint.Warning,
		Summary: "the list of what data are used for is left open"}, findOpenUses, gdpr("5(1)(b)"), pipl("6, 17"), ccpa("1798.100(a)(1)"),
		fadp("6(3)"))
}

func findOpenCollections(c *lint.Context, l laws) []lint.Finding {
	return openEnded(c, permissions(c.Policy(), collecting), model.Data,
		"clause %s collects %s, so that nobody can tell what is collected "+l.cite()+"; list all in the text, or say what kind of data the rest is")
}

func findOpenUses(c *lint.Context, l laws) []lint.Finding {
	return openEnded(c, permissions(c.Policy(), processing), model.For,
		"clause %s permits processing for %s, so that nobody can tell what for "+l.cite()+"; list all purposes in the text")
}

// openEnded reports the clauses whose norms reach a name that stands for what a list leaves open.
func openEnded(c *lint.Context, norms []int, dim model.Dim, message string) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	for _, list := range byClause(p, norms) {
		var open []model.NodeID
		at := -1
		for _, i := range list {
			found := openNames(c, dim.Kind(), p.Norms[i].Scope[dim])
			if len(found) > 0 && at < 0 {
				at = i
			}
			open = append(open, found...)
		}
		if at < 0 {
			continue
		}
		slices.Sort(open)
		n := &p.Norms[at]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
			Message: fmt.Sprintf(message, p.Clauses[n.Clause].ID, ids(p.Graph(dim), slices.Compact(open)))})
	}
	return out
}

// openNames returns the names in a set that the policy declares for the rest of a list: those that begin like "other". Names that
// divide all data otherwise than by kind are not looked into: whoever says `personal` lists nothing.
func openNames(c *lint.Context, k model.Kind, s model.Set) []model.NodeID {
	g := c.Policy().Graphs[k]
	all := []string{"personal", "provided", "observed", "derived", "inferred", "indirect", "public", "sensitive", "special-category", "anonymous", "pseudonymous"}
	var out []model.NodeID
	for _, in := range s.In {
		if slices.Contains(all, g.Node(in).ID) {
			continue
		}
		for _, n := range g.Beneath(in) {
			if s.Contains(g, n) && c.Own(g.Node(n).Pos) && isRest(c, g.Node(n)) {
				out = append(out, n)
			}
		}
	}
	return out
}

// isRest reports whether a name begins with `other-`, or its label with a phrase of the list `open-ended`.
func isRest(c *lint.Context, n *model.Node) bool {
	p := c.Policy()
	if strings.HasPrefix(n.ID, "other-") {
		return true
	}
	found := c.Words("open-ended", languageOf(p)).Find(n.Labels.In(p.Language))
	return len(found) > 0 && found[0].Start == 0
}
