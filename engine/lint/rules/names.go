package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// under reports whether a node is one of that name, or lies beneath it. Where there is no such name, it does not.
func under(g *model.Graph, n model.NodeID, id string) bool {
	above, ok := g.Lookup(id)
	return ok && g.Below(n, above)
}

// meets reports whether something of a set lies beneath the node of that name, or is it.
func meets(g *model.Graph, s model.Set, id string) bool {
	n, ok := g.Lookup(id)
	return ok && overlap(g, s, model.Only(n))
}

// overlap reports whether two sets have a node in common.
func overlap(g *model.Graph, a, b model.Set) bool {
	if a.All && b.All || a.Outside || b.Outside {
		return true
	}
	return common(g, a, b) || common(g, b, a)
}

// common reports whether something beneath what a names lies in both.
func common(g *model.Graph, a, b model.Set) bool {
	for _, n := range a.In {
		if b.Contains(g, n) && a.Contains(g, n) {
			return true
		}
		for _, m := range g.Beneath(n) {
			if a.Contains(g, m) && b.Contains(g, m) {
				return true
			}
		}
	}
	return false
}

// named returns those names of a set that lie beneath the node of that name, or are it, in their order.
func named(g *model.Graph, s model.Set, id string) []model.NodeID {
	return slices.DeleteFunc(slices.Clone(s.In), func(n model.NodeID) bool { return !under(g, n, id) || s.Outside })
}

// ids returns names as a message has them: "`email`, `phone` and 3 others".
func ids(g *model.Graph, nodes []model.NodeID) string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = "`" + g.Node(n).ID + "`"
	}
	return few(out)
}

// clauseIDs returns the ids of clauses as a message has them: "A.2, A.3 and A.9".
func clauseIDs(p *model.Policy, clauses []int) string {
	out := make([]string, len(clauses))
	for i, c := range clauses {
		out[i] = p.Clauses[c].ID
	}
	return few(out)
}

// few joins at most five strings, and says how many more there are.
func few(all []string) string {
	const most = 5
	switch n := len(all); {
	case n == 0:
		return ""
	case n == 1:
		return all[0]
	case n > most+1:
		return fmt.Sprintf("%s and %d others", strings.Join(all[:most], ", "), n-most)
	default:
		return strings.Join(all[:n-1], ", ") + " and " + all[n-1]
	}
}
