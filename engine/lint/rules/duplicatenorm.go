package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func duplicateNorm() lint.Rule {
	return lint.Rule{Name: "duplicate-norm", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a sentence says again exactly what another says", Check: findDuplicateNorms}
}

func findDuplicateNorms(c *lint.Context) []lint.Finding {
	p := c.Policy()
	first := map[string]int{}
	var out []lint.Finding
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin != model.Stated {
			continue // it is as often there as what it follows from
		}
		key := normKey(n)
		j, again := first[key]
		if !again {
			first[key] = i
			continue
		}
		m := &p.Norms[j]
		f := lint.Finding{Clauses: []int{n.Clause}, At: n.Pos, Related: []lint.Related{{Message: "the first one", At: m.Pos}}}
		f.Message = fmt.Sprintf("clause %s says this twice; remove one of the sentences", p.Clauses[n.Clause].ID)
		if n.Clause != m.Clause {
			f.Clauses = append(f.Clauses, m.Clause)
			f.Message = fmt.Sprintf("clause %s says exactly this already; say it once in the text, or tell the two apart", p.Clauses[m.Clause].ID)
		}
		out = append(out, f)
	}
	return out
}

// normKey writes all that a norm says, so that two with one key say the same.
func normKey(n *model.Norm) string {
	var b strings.Builder
	fmt.Fprint(&b, n.Modality, n.Default, n.Scope, n.EitherAct, n.Over, n.Basis, n.By, n.Under)
	for _, w := range n.When {
		fmt.Fprint(&b, w.Negated, w.Vague, condKey(w.Stated))
	}
	if n.Deadline != nil {
		fmt.Fprint(&b, *n.Deadline)
	}
	fmt.Fprint(&b, len(n.Then))
	return b.String()
}

// condKey writes a condition, without the names of terms.
func condKey(c model.Cond) string {
	switch c := c.(type) {
	case *model.AllOf:
		return "all" + condKeys(c.Conds)
	case *model.AnyOf:
		return "any" + condKeys(c.Conds)
	case *model.Not:
		return "not(" + condKey(c.Cond) + ")"
	case *model.Named:
		return condKey(c.Cond)
	}
	return fmt.Sprintf("%T%v", c, c)
}

func condKeys(list []model.Cond) string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = condKey(c)
	}
	return "(" + strings.Join(out, ",") + ")"
}
