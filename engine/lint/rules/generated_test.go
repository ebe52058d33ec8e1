package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/engine/policytest"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestEveryRuleKeepsTheForm runs all rules, whatever the jurisdiction, on random policies and on those that ship: no rule crashes, findings
// are well made, and a second run finds the same.
func TestEveryRuleKeepsTheForm(t *testing.T) {
	found := 0
	for _, r := range reports(t) {
		all := rules.All()
		for i := range all {
			all[i].Jurisdictions = nil
		}
		p := r.Engine.Policy()
		o := lint.Options{Today: today, Report: r}
		got := lint.Run(all, p, o)
		for _, f := range got.Findings {
			checkFinding(t, p, f)
		}
		again := lint.Run(all, p, o)
		if d := cmp.Diff(got.Findings, again.Findings, cmpopts.IgnoreFields(lint.Finding{}, "Witness")); d != "" {
			t.Errorf("%s: a second run finds something else:\n%s", p.ID, d)
		}
		found += len(got.Findings)
	}
	if found < 100 {
		t.Errorf("only %d findings were looked at", found)
	}
}

// reports returns the results of the tests of random policies, with and without the standard names, and of those that ship.
func reports(t *testing.T) []*policytest.Report {
	t.Helper()
	n := 60
	if testing.Short() {
		n = 15
	}
	var out []*policytest.Report
	for seed := range n {
		text := generate.New(rand.New(rand.NewPCG(uint64(seed), 4)).IntN).Policy()
		r, err := policytest.Run(fstest.MapFS{"p.licet": {Data: []byte(text)}}, ".", policytest.Options{})
		if err != nil {
			continue // not every random policy is valid
		}
		out = append(out, r)
	}
	if len(out) < n/2 {
		t.Fatalf("only %d of %d random policies are valid", len(out), n)
	}
	for _, name := range policies.Names() {
		r, err := policytest.Run(policies.FS(), name, policytest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func checkFinding(t *testing.T, p *model.Policy, f lint.Finding) {
	t.Helper()
	wrong := ""
	switch {
	case f.At.File == "" || f.At.Line < 1 || f.At.Column < 1 || f.At.Library != "":
		wrong = "its place is none of the policy's"
	case f.Message == "" || strings.HasSuffix(strings.TrimSuffix(f.Message, "..."), ".") || strings.Contains(f.Message, "\n"):
		wrong = "the message is no line without a final period"
	case slices.ContainsFunc(f.Clauses, func(c int) bool { return c < 0 || c >= len(p.Clauses) }):
		wrong = "a clause is none of the policy's"
	case f.Witness != nil && analysis.Replay(p, f.Witness) != nil:
		wrong = fmt.Sprint(analysis.Replay(p, f.Witness))
	default:
		for _, r := range f.Related {
			if r.Message == "" || r.At.Line < 1 {
				wrong = "a related place is none"
			}
		}
	}
	if wrong != "" {
		t.Errorf("%s: %s: %+v", f.Rule, wrong, f)
	}
}
