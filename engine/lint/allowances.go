package lint

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A ledger keeps account of the findings that the policy allows: `allow vague-term in A.27 because "..." by "counsel" until 2027-06-30`.
// An allowance accepts the findings of its rule that name its clause, or, where it names none, those that name none, until its day; that
// day included.
type ledger struct {
	policy  *model.Policy
	byRule  map[string][]int // the allowances of each rule that have not expired
	expired []bool
	used    []bool
	known   map[string]Severity // of the rules; Off where they are not in force
}

func newLedger(rules []Status, p *model.Policy, today string) ledger {
	n := len(p.Allowances)
	l := ledger{policy: p, byRule: map[string][]int{}, expired: make([]bool, n), used: make([]bool, n), known: map[string]Severity{}}
	for i, a := range p.Allowances {
		if l.expired[i] = a.Until < today; !l.expired[i] { // days of this form compare as they follow each other
			l.byRule[a.Rule] = append(l.byRule[a.Rule], i)
		}
	}
	for _, s := range rules {
		l.known[s.Rule.Name] = s.Severity
	}
	return l
}

// accepts returns the allowance that accepts a finding, or -1. All that do so are used.
func (l *ledger) accepts(f Finding) int {
	first := -1
	for _, i := range l.byRule[f.Rule] {
		if clause := l.policy.Allowances[i].Clause; slices.Contains(f.Clauses, clause) || clause < 0 && len(f.Clauses) == 0 {
			l.used[i] = true
			if first < 0 {
				first = i
			}
		}
	}
	return first
}

// An AllowanceState tells what has become of an allowance. It is for rules that run last.
type AllowanceState struct {
	Known   bool // there is a rule of that name
	InForce bool // the rule runs here
	Last    bool // the rule is one whose findings cannot be allowed
	Expired bool
	Used    bool // it accepts a finding
}

// Allowance returns the state of Policy.Allowances[n].
func (c *Context) Allowance(n int) AllowanceState {
	l := &c.ledger
	severity, known := l.known[c.policy.Allowances[n].Rule]
	return AllowanceState{Known: known, InForce: severity != Off, Expired: l.expired[n], Used: l.used[n], Last: c.isLast(c.policy.Allowances[n].Rule)}
}

func (c *Context) isLast(rule string) bool {
	return slices.ContainsFunc(c.result.Rules, func(s Status) bool { return s.Rule.Name == rule && s.Rule.Last })
}

// Rules returns the names of all rules, in their order.
func (c *Context) Rules() []string {
	out := make([]string, len(c.result.Rules))
	for i, s := range c.result.Rules {
		out[i] = s.Rule.Name
	}
	return out
}
