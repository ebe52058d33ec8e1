package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func openJudgement() lint.Rule {
	return lint.Rule{Name: "open-judgement", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "what a sentence means is left open, and nobody has decided which reading holds", Check: findOpenJudgements}
}

// findOpenJudgements reports the judgements with several readings that are not settled. A judgement that is yes or no is about the world
// as a rule, and decided case by case.
func findOpenJudgements(c *lint.Context) []lint.Finding {
	p, used := c.Policy(), clausesByFact(c.Policy())
	var out []lint.Finding
	for i := range p.Facts {
		f := &p.Facts[i]
		if !f.Judgement || f.Type != model.OneOf || f.Settled != nil || !c.Own(f.Pos) || len(used[model.FactID(i)]) == 0 {
			continue
		}
		out = append(out, lint.Finding{Clauses: used[model.FactID(i)], About: f.ID, At: f.Pos, Length: len(f.ID), Related: broken(p, used[model.FactID(i)]),
			Message: fmt.Sprintf("nobody has decided which reading of `%s` holds (%s), so what depends on it stays undetermined; settle it: "+
				"%s is ... because \"...\" decided by \"...\" on DATE", f.ID, strings.Join(f.Options, ", "), f.ID)})
	}
	return out
}

// broken points to the defects that clauses note: that of the sentence is why several readings are possible.
func broken(p *model.Policy, clauses []int) []lint.Related {
	var out []lint.Related
	for _, i := range clauses {
		for _, d := range p.Clauses[i].Defects {
			out = append(out, lint.Related{Message: fmt.Sprintf("clause %s has a defect", p.Clauses[i].ID), At: d.Pos})
		}
	}
	return out
}
