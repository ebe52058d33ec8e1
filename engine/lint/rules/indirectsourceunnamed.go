package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func indirectSourceUnnamed() lint.Rule {
	return lawful(lint.Rule{Name: "indirect-source-unnamed", Severity: lint.Warning,
		Summary: "data are obtained from others, and the text does not say which, or from whom"}, findUnnamedSources,
		gdpr("14(1)(d)"), gdpr("14(2)(f)"), fadp("19(3)"))
}

func findUnnamedSources(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	for _, list := range byClause(p, permissions(p, collecting)) {
		for _, i := range list {
			n := &p.Norms[i]
			if missing, broken := sourceLacks(p, n, l); len(missing) > 0 {
				out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
					Message: fmt.Sprintf("clause %s lets us obtain data from others, and does not say %s %s; say it in the text, and write it here",
						p.Clauses[n.Clause].ID, strings.Join(missing, ", nor "), broken.cite())})
				break
			}
		}
	}
	return out
}

// sourceLacks returns what a permission to collect data from others does not say, and by which laws it should. That of Switzerland asks for the
// kinds of data, and not for the source.
func sourceLacks(p *model.Policy, n *model.Norm, l laws) (missing []string, broken laws) {
	from, g := n.Scope[model.From], p.Graphs[model.PartyKind]
	others := slices.DeleteFunc(slices.Clone(from.In), func(x model.NodeID) bool { return under(g, x, "data-subject") || x == model.We })
	if len(others) == 0 {
		return nil, nil
	}
	data := p.Graphs[model.DataKind]
	if slices.ContainsFunc(n.Scope[model.Data].In, func(d model.NodeID) bool { return data.Node(d).ID == "personal" }) || n.Scope[model.Data].All {
		missing, broken = append(missing, "which kinds of data"), l.saying("14(1)(d)", "19(3)")
	}
	if who, source := wideSource(g, others), l.saying("14(2)(f)"); who != "" && len(source) > 0 {
		missing, broken = append(missing, "who `"+who+"` is"), append(broken, source...)
	}
	return missing, broken
}

// wideSource returns the first of some parties that is a wide one of the standard vocabulary; "" where none is.
func wideSource(g *model.Graph, parties []model.NodeID) string {
	for _, x := range parties {
		if id := g.Node(x).ID; g.Node(x).Pos.Library != "" && slices.Contains([]string{"third-party", "unrelated-third-party", "partner", "affiliate"}, id) {
			return id
		}
	}
	return ""
}
