package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// TestFewTestsAreOneFinding counts the findings where tests are decided by few sentences, and by many.
func TestFewTestsAreOneFinding(t *testing.T) {
	for tests, want := range map[int]int{0: 0, 1: 1, 3: 1, 4: 4, 8: 0} {
		var b strings.Builder
		b.WriteString("policy p \"P\" {}\nuse core\n")
		for i := range 8 {
			fmt.Fprintf(&b, "data d%d \"d\"\nclause %d { we may use d%d }\n", i, i+1, i)
		}
		for i := range tests {
			fmt.Fprintf(&b, "example \"%d\" { may we use d%d? permitted }\n", i, i)
		}
		if got := len(findings(t, lint.Rule{Name: "untested-norm"}, b.String())); got != want {
			t.Errorf("%d tests: %d findings, want %d", tests, got, want)
		}
	}
}
