package dsl_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestWhatTermsStandForIsBounded: a few lines can stand for more than anybody can look through.
func TestWhatTermsStandForIsBounded(t *testing.T) {
	lines := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i+1, i)
		}
		return b.String()
	}
	doubled := lines(11, "term t%d means t%d and t%[2]d\n")
	for _, c := range []struct{ text, want string }{
		{doubled + lines(50, "clause %[1]d { we may use email given t11 }\n"), ""},
		{doubled + lines(1_000, "clause %[1]d { we may use email given t11 }\n"), "the terms that the sentences name up to here stand for more than 2000000 tests"},
		{lines(900, "term t%d means t%d\n") + "clause 1 { we may use email given t900 }", ""},
		{lines(20_000, "term t%d means t%d\n"), "rests on a chain of more than 1000 others"},
	} {
		policy := "policy p \"P\" {}\nuse core\nfact f \"f\"\nterm t0 means f\n" + c.text
		if got := loaded(fstest.MapFS{"p.licet": file(policy)}, "."); (got == "") != (c.want == "") || !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
