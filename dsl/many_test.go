package dsl_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestProblemsHaveAnEnd loads a policy with more problems than anybody reads.
func TestProblemsHaveAnEnd(t *testing.T) {
	text := "policy p \"P\" {}\nuse core\n" + strings.Repeat("data a \"a\"\n", 5_000)
	_, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, ".", policies.Libraries())
	var problems diag.List
	if !errors.As(err, &problems) || len(problems) != 1_001 {
		t.Fatalf("%d problems", len(problems))
	}
	if last := problems[1_000]; last.Message != "and 3999 more problems; mend those above first" {
		t.Error(last)
	}
}
