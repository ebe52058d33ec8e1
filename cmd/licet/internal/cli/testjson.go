package cli

import (
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

// testsJSON is the result of `licet test -o json`. A test is never skipped in silence: `result` is pass or fail.
type testsJSON struct {
	Format   string            `json:"format"`
	Policy   *engine.PolicyRef `json:"policy"` // of the first of policies; null where it does not load
	Cases    []caseJSON        `json:"cases"`  // of all policies
	Policies []testedJSON      `json:"policies"`
}

type caseJSON struct {
	Name     string   `json:"name"`
	Result   string   `json:"result"`
	Expected string   `json:"expected"`
	Got      string   `json:"got"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Path     string   `json:"path"` // of the policy, as in policies
	Question string   `json:"question"`
	Notes    []string `json:"notes"`
	Error    string   `json:"error,omitempty"` // why it could not be run
}

type testedJSON struct {
	Path   string            `json:"path"`
	Policy *engine.PolicyRef `json:"policy"` // null where it does not load
	Passed int               `json:"passed"`
	Failed int               `json:"failed"`
	Cover  *coverJSON        `json:"cover,omitempty"`
	Error  string            `json:"error,omitempty"` // why it does not load
}

type coverJSON struct {
	Percent int             `json:"percent"`
	Total   int             `json:"total"`
	Missing []uncoveredJSON `json:"missing"`
	Never   []uncoveredJSON `json:"never"` // what can decide no question, and is not counted
}

type uncoveredJSON struct {
	Clause   string `json:"clause"`
	Modality string `json:"modality"`
	Says     string `json:"says"`
	Follows  string `json:"follows,omitempty"`
	Ask      string `json:"ask,omitempty"` // a question that it decides
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// testsOf is the JSON of tests.
func testsOf(all []tested) testsJSON {
	out := testsJSON{Format: "licet.test/1", Cases: []caseJSON{}, Policies: []testedJSON{}}
	for _, t := range all {
		p := testedJSON{Path: t.path}
		if t.err != nil {
			p.Error = t.err.Error()
			out.Policies = append(out.Policies, p)
			continue
		}
		out.Cases = append(out.Cases, t.cases()...)
		policy := t.report.Engine.Policy()
		p.Policy = refOf(policy)
		p.Failed = t.report.Failed()
		p.Passed = len(t.report.Results) - p.Failed
		if t.showCover {
			p.Cover = t.coverJSON()
		}
		out.Policies = append(out.Policies, p)
	}
	out.Policy = out.Policies[0].Policy
	return out
}

func (t *tested) cases() []caseJSON {
	var out []caseJSON
	for _, r := range t.report.Results {
		c := caseJSON{Name: r.Name, Result: "fail", Expected: r.Expected, Got: r.Got, File: t.at.path(r.Pos.File), Line: r.Pos.Line,
			Path: t.path, Question: r.Asked, Notes: []string{}}
		if r.Passed() {
			c.Result = "pass"
		}
		if r.Err != nil {
			c.Error = r.Err.Error()
		}
		c.Notes = append(c.Notes, r.Notes...)
		out = append(out, c)
	}
	return out
}

func (t *tested) coverJSON() *coverJSON {
	c := t.cover
	return &coverJSON{c.Percent(), c.Total, t.uncovered(c.Missing), t.uncovered(c.Never)}
}

func (t *tested) uncovered(list []policytest.Uncovered) []uncoveredJSON {
	out := []uncoveredJSON{}
	for _, u := range list {
		out = append(out, uncoveredJSON{u.Clause, u.Modality, u.Says, u.Follows, u.Ask, t.at.path(u.File), u.Line})
	}
	return out
}
