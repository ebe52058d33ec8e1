package cli

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// lintJSON is the result of `licet lint -o json`.
type lintJSON struct {
	Format   string            `json:"format"`
	Policy   *engine.PolicyRef `json:"policy"`   // of the first of policies; null where it does not load
	Findings []findingJSON     `json:"findings"` // of all policies, without those that are accepted
	Policies []lintedJSON      `json:"policies"`
	Stats    []ruleStats       `json:"stats,omitempty"` // with --stats, of all policies
	Diff     string            `json:"diff,omitempty"`  // with --diff
}

type lintedJSON struct {
	Path      string            `json:"path"`
	Policy    *engine.PolicyRef `json:"policy"`   // null where it does not load
	Findings  int               `json:"findings"` // how many of them are this policy's
	Allowed   []findingJSON     `json:"allowed"`  // that the policy accepts
	Baseline  int               `json:"baseline"` // how many the baseline knows
	Gone      int               `json:"gone"`     // how many the baseline knows that no longer occur
	Undecided []undecidedJSON   `json:"undecided"`
	Problems  []problemJSON     `json:"problems"` // why it does not load
	Error     string            `json:"error,omitempty"`
}

type undecidedJSON struct {
	Rule  string `json:"rule"`
	Error string `json:"error"`
}

type findingJSON struct {
	Rule     string        `json:"rule"`
	Category string        `json:"category"`
	Severity string        `json:"severity"`
	Message  string        `json:"message"`
	Clauses  []string      `json:"clauses"` // the one to mend first
	About    string        `json:"about"`   // what tells it from others of the rule in the clause; may be empty
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	Length   int           `json:"length"`  // in characters; 0 where it is not known
	Witness  *shownCase    `json:"witness"` // null where no case shows it
	Related  []relatedJSON `json:"related"`
	Fix      *fixJSON      `json:"fix"`  // null where it is not certain
	Path     string        `json:"path"` // of the policy, as in policies
	Allowed  *allowedJSON  `json:"allowed,omitempty"`
}

// shownCase is a case that shows a finding.
type shownCase struct {
	Question engine.Asked `json:"question"`
	Sentence string       `json:"sentence"`
	Answer   string       `json:"answer"`
	Conflict bool         `json:"conflict"`
}

type fixJSON struct {
	Message string     `json:"message"`
	Edits   []editJSON `json:"edits"`
}

// editJSON replaces what begins at a place, and ends just before another, by a text.
type editJSON struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	EndLine int    `json:"end_line"`
	EndCol  int    `json:"end_column"`
	Text    string `json:"text"`
}

type allowedJSON struct {
	Because string `json:"because"`
	By      string `json:"by"`
	Until   string `json:"until"`
}

// ruleStats counts the findings of a rule.
type ruleStats struct {
	Rule     string `json:"rule"`
	Findings int    `json:"findings"`
	Accepted int    `json:"allowed"`
	Known    int    `json:"baseline"`
}

// lintOf is the JSON of findings.
func lintOf(f *lintFlags, all []*linted) lintJSON {
	out := lintJSON{Format: "licet.lint/1", Findings: []findingJSON{}, Policies: []lintedJSON{}}
	for _, l := range all {
		out.Policies = append(out.Policies, l.json())
		if l.err != nil {
			continue
		}
		for _, x := range l.fresh {
			out.Findings = append(out.Findings, l.findingJSON(x))
		}
		if f.stats {
			out.Stats = append(out.Stats, l.stats()...)
		}
		out.Diff += l.diff
	}
	out.Policy = out.Policies[0].Policy
	return out
}

func (l *linted) json() lintedJSON {
	out := lintedJSON{Path: l.path, Allowed: []findingJSON{}, Undecided: []undecidedJSON{}, Problems: []problemJSON{}}
	if l.err != nil {
		out.Error = l.err.Error()
		var problems diag.List
		errors.As(l.err, &problems)
		for _, p := range problems {
			out.Problems = append(out.Problems, problemOf(p))
		}
		return out
	}
	out.Policy = refOf(l.policy)
	out.Findings, out.Baseline, out.Gone = len(l.fresh), len(l.known), l.gone.Total()
	for _, x := range l.result.Accepted {
		j := l.findingJSON(x.Finding)
		a := l.policy.Allowances[x.Allowance]
		j.Allowed = &allowedJSON{a.Because, a.By, a.Until}
		out.Allowed = append(out.Allowed, j)
	}
	for _, u := range l.result.Undecided {
		out.Undecided = append(out.Undecided, undecidedJSON{u.Rule, u.Err.Error()})
	}
	return out
}

func (l *linted) findingJSON(x lint.Finding) findingJSON {
	out := findingJSON{Rule: x.Rule, Category: string(x.Category), Severity: x.Severity.String(), Message: x.Message, Clauses: l.ids(x.Clauses),
		About: x.About, File: l.at.path(x.At.File), Line: x.At.Line, Column: x.At.Column, Length: x.Length, Related: []relatedJSON{}, Path: l.path}
	if w := x.Witness; w != nil {
		out.Witness = &shownCase{w.Asked(), w.Sentence(), w.Answer.String(), w.Conflict}
	}
	for _, r := range x.Related {
		out.Related = append(out.Related, relatedJSON{r.Message, l.pathOf(r.At), r.At.Line, r.At.Column})
	}
	if x.Fix != nil {
		out.Fix = &fixJSON{x.Fix.Message, []editJSON{}}
		for _, e := range x.Fix.Edits {
			out.Fix.Edits = append(out.Fix.Edits, editJSON{l.at.path(e.File), e.Line, e.Column, e.EndLine, e.EndColumn, e.Text})
		}
	}
	return out
}

// pathOf names the file of a place; that of a vocabulary that is used as that has it: "core/data.licet".
func (l *linted) pathOf(at model.Pos) string {
	if at.Library != "" {
		return at.File
	}
	return l.at.path(at.File)
}

// stats counts the findings of each rule that is in force.
func (l *linted) stats() []ruleStats {
	n := map[string]*ruleStats{}
	out := make([]ruleStats, 0, len(l.result.Rules))
	for _, s := range l.result.Rules {
		if s.Severity != lint.Off {
			out = append(out, ruleStats{Rule: s.Rule.Name})
		}
	}
	for i := range out {
		n[out[i].Rule] = &out[i]
	}
	for _, x := range l.fresh {
		n[x.Rule].Findings++
	}
	for _, x := range l.known {
		n[x.Rule].Known++
	}
	for _, x := range l.result.Accepted {
		n[x.Rule].Accepted++
	}
	return out
}
