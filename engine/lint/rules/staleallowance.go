package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func staleAllowance() lint.Rule {
	return lint.Rule{Name: "stale-allowance", Category: lint.Style, Severity: lint.Warning, Last: true,
		Summary: "an allowance has expired, or there is nothing left that it allows", Check: findStaleAllowances}
}

func findStaleAllowances(c *lint.Context) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	for i, a := range p.Allowances {
		s, f := c.Allowance(i), aboutAllowance(a)
		switch {
		case !s.Known || s.Last:
			continue // which is another rule's to say
		case s.Expired:
			f.Message = fmt.Sprintf("the allowance of `%s`%s ended with %s; mend what it allowed, or let %s decide again", a.Rule, in(p, a), a.Until, who(a))
		case s.InForce && !s.Used:
			f.Message = fmt.Sprintf("`%s` finds nothing%s any more; remove the allowance", a.Rule, in(p, a))
			f.Fix = removal(c, a)
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}

// aboutAllowance returns a finding about an allowance, which is one about its clause, or about none.
func aboutAllowance(a model.Allowance) lint.Finding {
	f := lint.Finding{About: a.Rule, At: a.Pos}
	if a.Clause >= 0 {
		f.Clauses = []int{a.Clause}
	}
	return f
}

// in says what an allowance is about, behind other words.
func in(p *model.Policy, a model.Allowance) string {
	if a.Clause < 0 {
		return " outside of clauses"
	}
	return " in clause " + p.Clauses[a.Clause].ID
}

func who(a model.Allowance) string {
	if strings.TrimSpace(a.By) == "" {
		return "somebody"
	}
	return a.By
}

// removal takes an allowance out of its file, with its lines where nothing else stands on them.
func removal(c *lint.Context, a model.Allowance) *lint.Fix {
	for _, f := range c.Files() {
		if f.Name != a.Pos.File {
			continue
		}
		e := lint.Edit{File: f.Name, Line: a.Pos.Line, Column: a.Pos.Column, EndLine: a.End.Line, EndColumn: a.End.Column}
		lines := strings.Split(f.Text, "\n")
		before, behind := []rune(lines[e.Line-1])[:e.Column-1], []rune(lines[e.EndLine-1])[e.EndColumn-1:]
		if strings.TrimSpace(string(before)+string(behind)) == "" && e.EndLine < len(lines) {
			e.Column, e.EndLine, e.EndColumn = 1, e.EndLine+1, 1
		}
		return &lint.Fix{Message: "remove the allowance", Edits: []lint.Edit{e}}
	}
	return nil
}
