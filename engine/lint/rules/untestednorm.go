package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func untestedNorm() lint.Rule {
	return lint.Rule{Name: "untested-norm", Category: lint.Correctness, Severity: lint.Note,
		Summary: "a sentence decides no test, so that nobody would notice if it changed", Check: findUntestedNorms}
}

// fewTested is the share of tested sentences, in per cent, below which one finding says so instead of one for each sentence.
const fewTested = 50

// findUntestedNorms is silent where a policy has no tests at all: then there is one thing to say, which `licet test` says.
func findUntestedNorms(c *lint.Context) []lint.Finding {
	r := c.Report()
	if r == nil || r.Found == 0 {
		return nil
	}
	cover := r.Cover()
	if share := cover.Percent(); share < fewTested && len(cover.Missing) > 2 {
		return []lint.Finding{{At: c.Policy().Pos, Length: len(c.Policy().ID),
			Message: fmt.Sprintf("the tests are decided by %d of %d sentences; licet test --cover names the others, each with a question", cover.Total-len(cover.Missing), cover.Total)}}
	}
	var out []lint.Finding
	for _, u := range cover.Missing {
		message := fmt.Sprintf("no test is decided by this sentence of clause %s (%s)", u.Clause, u.Says)
		if u.Follows != "" {
			message = fmt.Sprintf("no test is decided by what follows from this sentence of clause %s by `%s` (%s)", u.Clause, u.Follows, u.Says)
		}
		if u.Ask != "" {
			message += "; write an example, as " + u.Ask
		} else {
			message += "; write an example that it decides"
		}
		f := lint.Finding{About: u.Says, At: placeOf(c.Policy(), u.File, u.Line), Message: message}
		if n, ok := c.Policy().Clause(u.Clause); ok {
			f.Clauses = []int{n}
		}
		out = append(out, f)
	}
	return out
}

// placeOf returns where on a line the first sentence begins.
func placeOf(p *model.Policy, file string, line int) model.Pos {
	at := model.Pos{File: file, Line: line, Column: 1}
	for i := range p.Norms {
		if n := p.Norms[i].Pos; n.File == file && n.Line == line {
			return n
		}
	}
	for i := range p.Exclusions {
		if e := p.Exclusions[i].Pos; e.File == file && e.Line == line {
			return e
		}
	}
	return at
}
