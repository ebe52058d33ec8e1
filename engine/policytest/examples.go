package policytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A Result is what an example came to.
type Result struct {
	Name     string
	Pos      model.Pos
	Expected string
	Got      string // the same as Expected where the example holds
	Err      error  // the question could not be answered
}

// Holds reports whether the example came out as its authors expect.
func (r Result) Holds() bool { return r.Err == nil && r.Got == r.Expected }

func (r Result) String() string {
	if r.Err != nil {
		return fmt.Sprintf("%s:%d: example %q: %v", r.Pos.File, r.Pos.Line, r.Name, r.Err)
	}
	return fmt.Sprintf("%s:%d: example %q: expected %s, got %s", r.Pos.File, r.Pos.Line, r.Name, r.Expected, r.Got)
}

// Examples runs every example of a policy, in the order of the policy.
func Examples(e *engine.Engine) []Result {
	var out []Result
	for i := range e.Policy().Examples {
		out = append(out, runExample(e, &e.Policy().Examples[i]))
	}
	return out
}

func runExample(e *engine.Engine, x *model.Example) Result {
	r := Result{Name: x.Name, Pos: x.Pos}
	if x.Every {
		return runThroughout(e, x, r)
	}
	answer, clauses, err := e.Brief(x.Question)
	if r.Err = err; err != nil {
		return r
	}
	var want []string
	for _, c := range x.Because {
		want = append(want, e.Policy().Clauses[c].ID)
	}
	slices.Sort(want)
	slices.Sort(clauses)
	r.Expected, r.Got = x.Answer.String(), answer.String()
	if len(want) > 0 {
		r.Expected += " because " + strings.Join(want, ", ")
		r.Got += " because " + strings.Join(clauses, ", ")
	}
	return r
}

// runThroughout runs a promise about every case.
func runThroughout(e *engine.Engine, x *model.Example, r Result) Result {
	some, every, err := e.Throughout(x.Question)
	if r.Err = err; err != nil {
		return r
	}
	r.Expected, r.Got = "always permitted", "not always permitted"
	if x.Never {
		r.Expected, r.Got = "never permitted", "sometimes permitted"
	}
	if x.Never && !some || !x.Never && every {
		r.Got = r.Expected
	}
	return r
}
