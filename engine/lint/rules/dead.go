package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// A burial tells what to say of a dead norm; "" where there is nothing worth saying.
type burial func(*model.Policy, *analysis.Dead) string

// buried returns a finding for each dead norm of one of some fates of which there is something to say, for each sentence one. What
// follows from a sentence is as it is because of that sentence, and not reported.
func buried(c *lint.Context, say burial, fates ...analysis.Fate) []lint.Finding {
	p := c.Policy()
	seen := map[model.Pos]bool{}
	var out []lint.Finding
	for _, d := range c.Dead() {
		n := &p.Norms[d.Norm]
		if !slices.Contains(fates, d.Fate) || n.Origin != model.Stated || !c.Own(n.Pos) || seen[n.Pos] {
			continue
		}
		if message := say(p, &d); message != "" {
			seen[n.Pos] = true
			out = append(out, lint.Finding{Clauses: append([]int{n.Clause}, without(because(p, &d), n.Clause)...), At: n.Pos,
				Message: message, Witness: d.Witness, Related: instead(p, &d)})
		}
	}
	return out
}

// because returns the clauses that decide instead of a dead norm, in order.
func because(p *model.Policy, d *analysis.Dead) []int {
	out := clausesOf(p, d.Because)
	for _, x := range d.Exclusions {
		out = append(out, p.Exclusions[x].Clause)
	}
	for _, w := range d.Waivers {
		out = append(out, p.Waivers[w].Clause)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func without(clauses []int, clause int) []int {
	return slices.DeleteFunc(slices.Clone(clauses), func(c int) bool { return c == clause })
}

// maxInstead is how many places are shown of what decides instead.
const maxInstead = 3

func instead(p *model.Policy, d *analysis.Dead) []lint.Related {
	var out []lint.Related
	for _, i := range d.Because {
		if len(out) < maxInstead {
			out = append(out, lint.Related{Message: fmt.Sprintf("clause %s decides it", p.Clauses[p.Norms[i].Clause].ID), At: p.Norms[i].Pos})
		}
	}
	for _, x := range d.Exclusions {
		if len(out) < maxInstead {
			out = append(out, lint.Related{Message: fmt.Sprintf("clause %s takes it out of the policy", p.Clauses[p.Exclusions[x].Clause].ID), At: p.Exclusions[x].Pos})
		}
	}
	return out
}

// conditionWords returns the conditions at some places of a norm as they are written.
func conditionWords(n *model.Norm, at []int) string {
	var out []string
	for _, i := range at {
		if w := n.ActWhen()[i].Words; w != "" && !slices.Contains(out, "`"+w+"`") {
			out = append(out, "`"+w+"`")
		}
	}
	return few(out)
}

// clauseWord is "clause A.1", or "clauses A.1 and A.2".
func clauseWord(p *model.Policy, clauses []int) string {
	if len(clauses) == 1 {
		return "clause " + clauseIDs(p, clauses)
	}
	return "clauses " + clauseIDs(p, clauses)
}

// agree returns a verb for one or several.
func agree(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}
