package engine_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
	"github.com/seed-90f8eabc/licet/engine/policytest"
	"github.com/seed-90f8eabc/licet/policies"
)

// engines loads each policy once.
type engines map[string]*engine.Engine

func (all engines) of(t *testing.T, c *policytest.Case) *engine.Engine {
	t.Helper()
	key := c.Policy + "\n" + c.Text
	if e := all[key]; e != nil {
		return e
	}
	var e *engine.Engine
	var err error
	if c.Policy != "" {
		e, err = engine.Load(policies.FS(), c.Policy)
	} else {
		e, err = engine.Load(fstest.MapFS{"p.licet": {Data: []byte(c.Text)}}, ".")
	}
	if err != nil {
		t.Fatalf("%s: the policy does not load:\n%v", c.Name, err)
	}
	all[key] = e
	return e
}

// eachDecision calls f for every case in testdata/decisions.
func eachDecision(t *testing.T, f func(t *testing.T, e *engine.Engine, c *policytest.Case)) {
	files, err := filepath.Glob("../testdata/decisions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no decisions were found", err)
	}
	all, count, shipped := engines{}, 0, 0
	for _, path := range files {
		file, err := policytest.ReadFile(path)
		if err != nil {
			t.Error(err)
			continue
		}
		for i := range file.Cases {
			c := &file.Cases[i]
			count++
			if c.Policy != "" {
				shipped++
			}
			t.Run(filepath.Base(path)+"/"+c.Name, func(t *testing.T) { f(t, all.of(t, c), c) })
		}
	}
	t.Logf("%d decisions, %d of them on shipped policies", count, shipped)
	if shipped < 60 {
		t.Errorf("only %d decisions on shipped policies", shipped)
	}
}

// TestDecisions asks every case in both evaluators, and compares the answer, what decides it, and what it depends on.
func TestDecisions(t *testing.T) {
	eachDecision(t, func(t *testing.T, e *engine.Engine, c *policytest.Case) {
		q, err := e.Asker().Question(c.Ask)
		if err != nil {
			t.Fatal(err)
		}
		x, err := e.ExplainQuestion(q)
		if err != nil {
			t.Fatal(err)
		}
		if x.Answer != c.Answer.String() || x.Conflict != (c.Conflict == model.Sure) {
			t.Errorf("got %s (conflict %v), want %s (conflict %v)\n%s\ndecided by %v, needs %v", x.Answer, x.Conflict, c.Answer, c.Conflict,
				c.Ask, clausesOf(x), x.Needs)
		}
		if c.Because != nil {
			if d := cmp.Diff(c.Because, clausesOf(x)); d != "" {
				t.Errorf("deciding clauses (-want +got):\n%s%s", d, c.Ask)
			}
		}
		if c.Needs != nil {
			if d := cmp.Diff(slices.Sorted(slices.Values(c.Needs)), slices.Sorted(slices.Values(x.Needs))); d != "" {
				t.Errorf("needs (-want +got):\n%s%s", d, c.Ask)
			}
		}
		if c.Otherwise != model.NoAnswer && (x.Otherwise == nil || x.Otherwise.Answer != c.Otherwise.String()) {
			t.Errorf("otherwise: got %+v, want %s", x.Otherwise, c.Otherwise)
		}
		if c.Lawyer != "" && c.Lawyer != c.Answer.String() && c.Why == "" {
			t.Errorf("the answer differs from the lawyer's (%s), and nobody says why", c.Lawyer)
		}
		compareWithReference(t, e, q, x)
	})
}

// compareWithReference asks the reference evaluator the same question.
func compareWithReference(t *testing.T, e *engine.Engine, q *model.Question, x *engine.Explanation) {
	t.Helper()
	want, err := reference.Decide(e.Policy(), q, reference.Limits{Completions: 2_000_000})
	if err != nil {
		t.Errorf("the reference evaluator: %v", err)
		return
	}
	if x.Answer != want.Answer.String() || x.Conflict != want.Conflict {
		t.Errorf("got %s (conflict %v), the reference has %s (conflict %v)", x.Answer, x.Conflict, want.Answer, want.Conflict)
	}
	if d := cmp.Diff(want.Needs, needsOf(x)); d != "" {
		t.Errorf("needs (-reference +got):\n%s", d)
	}
}

// needsOf returns what an explanation needs as the reference names it: consent of every kind is one.
func needsOf(x *engine.Explanation) []string {
	var out []string
	for _, n := range x.Needs {
		if strings.HasSuffix(n, " consent") && n != "deemed consent" {
			n = "consent"
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func clausesOf(x *engine.Explanation) []string {
	out := []string{}
	for _, c := range x.DecidedBy {
		if !slices.Contains(out, c.Clause) {
			out = append(out, c.Clause)
		}
	}
	return out
}
