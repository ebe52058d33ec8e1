package grammar

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Statements returns the norms of a policy, as their indices, in the groups that sentences say together: each begins with a norm
// that is written, behind which stand those that follow from it, by `only`, by a deadline and by `then`. The norms of one
// `refusing` sentence are a group. Every norm is in one group; groups stand in the order of the policy.
func Statements(p *model.Policy) [][]int {
	var out [][]int
	group := make([]int, len(p.Norms))
	for i := range p.Norms {
		n := &p.Norms[i]
		switch {
		case n.Origin == model.ByRefusing && i > 0 && p.Norms[i-1].Origin == model.ByRefusing && p.Norms[i-1].Pos == n.Pos:
			group[i] = group[i-1]
		case n.From >= 0 && n.From < i:
			group[i] = group[n.From]
		default:
			group[i] = len(out)
			out = append(out, nil)
		}
		out[group[i]] = append(out[group[i]], i)
	}
	return out
}

// oneByOne says a norm and what follows from it in sentences of their own, where a language does not say them in one.
func oneByOne(g Grammar, n *model.Norm, following []*model.Norm) string {
	out := []string{g.Norm(n)}
	for _, f := range following {
		out = append(out, g.Norm(f))
	}
	return strings.Join(out, g.Say("g.sentences"))
}
