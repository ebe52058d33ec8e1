package policytest

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A Result is what a test came to.
type Result struct {
	Name     string    // the question, where the test has no name
	Pos      model.Pos // the file is relative to the policy's folder
	Asked    string    // the question, as it is written
	Expected string    // "prohibited because A.4"
	Got      string    // the same as Expected where the test passed
	Notes    []string  // what differs, in words
	Err      error     // why the test could not be run
	// Explanation is that of the answer, where it is not the expected one.
	Explanation *engine.Explanation
}

// Passed reports whether the test came out as its authors expect.
func (r Result) Passed() bool { return r.Err == nil && r.Got == r.Expected }

// String says what a test came to, on some lines.
func (r Result) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d: %s: ", r.Pos.File, r.Pos.Line, r.Name)
	switch {
	case r.Err != nil:
		fmt.Fprint(&b, r.Err)
		return b.String()
	case r.Passed():
		b.WriteString("passed: " + r.Got)
		return b.String()
	}
	fmt.Fprintf(&b, "expected %s, got %s", r.Expected, r.Got)
	if r.Asked != r.Name {
		b.WriteString("\n  asked: " + r.Asked)
	}
	for _, n := range r.Notes {
		b.WriteString("\n  " + n)
	}
	if r.Explanation != nil {
		b.WriteString("\n  answer: " + r.Explanation.Summary)
	}
	return b.String()
}
