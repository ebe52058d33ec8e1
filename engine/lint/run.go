package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Result is what a run came to.
type Result struct {
	Rules     []Status
	Findings  []Finding  // in the order of their places, each once
	Accepted  []Accepted // findings that the policy itself allows, in the same order
	Undecided []Undecided
}

// An Accepted finding is one that an allowance of the policy accepts.
type Accepted struct {
	Finding
	Allowance int // in Policy.Allowances
}

// An Undecided rule could not tell everything.
type Undecided struct {
	Rule string
	Err  error // wraps analysis.ErrReplay where this program is at fault
}

// Run runs the rules that are in force for a policy. The same policy and options give the same result.
func Run(rules []Rule, p *model.Policy, o Options) *Result {
	r := &Result{Rules: Statuses(rules, p, o), Findings: []Finding{}, Accepted: []Accepted{}}
	c := newContext(p, o, r)
	c.ledger = newLedger(r.Rules, p, o.Today)
	for _, last := range []bool{false, true} {
		for _, s := range r.Rules {
			if s.Severity != Off && s.Rule.Last == last {
				c.run(s)
			}
		}
	}
	r.absorb()
	slices.SortStableFunc(r.Findings, byPlace)
	r.Findings = slices.CompactFunc(r.Findings, func(a, b Finding) bool { return byPlace(a, b) == 0 })
	slices.SortStableFunc(r.Accepted, func(a, b Accepted) int { return byPlace(a.Finding, b.Finding) })
	return r
}

// run runs one rule, and sorts what the policy allows from the rest.
func (c *Context) run(s Status) {
	c.rule = s.Rule.Name
	for _, f := range s.Rule.Check(c) {
		f.Rule, f.Category, f.Severity = s.Rule.Name, s.Rule.Category, s.Severity
		if n := c.ledger.accepts(f); n >= 0 && !s.Rule.Last {
			c.result.Accepted = append(c.result.Accepted, Accepted{f, n})
		} else {
			c.result.Findings = append(c.result.Findings, f)
		}
	}
}

// byPlace orders findings for readers: by file, place, rule and message.
func byPlace(a, b Finding) int {
	return cmp.Or(
		strings.Compare(a.At.File, b.At.File),
		cmp.Compare(a.At.Line, b.At.Line),
		cmp.Compare(a.At.Column, b.At.Column),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Message, b.Message),
		slices.Compare(a.Clauses, b.Clauses),
	)
}
