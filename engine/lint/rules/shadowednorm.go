package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func shadowedNorm() lint.Rule {
	return lint.Rule{Name: "shadowed-norm", Category: lint.Correctness, Severity: lint.Note,
		Summary: "a sentence adds nothing, because others decide all that it is about",
		Check: func(c *lint.Context) []lint.Finding {
			return buried(c, sayShadowed, analysis.Redundant, analysis.Shadowed)
		}}
}

// sayShadowed leaves out what other rules report: sentences that are the same, and those of which only the conditions add nothing.
func sayShadowed(p *model.Policy, d *analysis.Dead) string {
	n, others := &p.Norms[d.Norm], because(p, d)
	if len(others) == 0 || saysSame(p, d) || swallower(p, d) >= 0 {
		return ""
	}
	id := p.Clauses[n.Clause].ID
	if d.Fate == analysis.Shadowed {
		return fmt.Sprintf("this sentence of clause %s decides nothing: wherever it holds, %s %s; say which prevails, or delete it",
			id, clauseWord(p, others), agree(len(others), "decides", "decide"))
	}
	return fmt.Sprintf("this sentence of clause %s adds nothing, nor does it limit anything: %s already %s all of it; "+
		"narrow %s in the text, or delete this one", id, clauseWord(p, others), agree(len(others), saysOne(n), saySeveral(n)), agree(len(others), "that one", "those"))
}

func saysOne(n *model.Norm) string {
	if n.Permits() {
		return "permits"
	}
	return "prohibits"
}

func saySeveral(n *model.Norm) string {
	if n.Permits() {
		return "permit"
	}
	return "prohibit"
}

// saysSame reports whether one of the norms that decide instead says exactly what a dead norm says.
func saysSame(p *model.Policy, d *analysis.Dead) bool {
	for _, i := range d.Because {
		if normKey(&p.Norms[i]) == normKey(&p.Norms[d.Norm]) {
			return true
		}
	}
	return false
}

// swallower returns the norm without conditions that alone says what a dead norm says under a condition; -1 where there is none.
func swallower(p *model.Policy, d *analysis.Dead) int {
	if d.Fate != analysis.Redundant || len(d.Because) != 1 || len(p.Norms[d.Norm].ActWhen()) == 0 {
		return -1
	}
	if m := &p.Norms[d.Because[0]]; m.Origin == model.Stated && len(m.ActWhen()) == 0 {
		return d.Because[0]
	}
	return -1
}
