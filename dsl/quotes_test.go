package dsl_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestQuotesFromALargeSource would take minutes if each wrong quote, or each place to try, cost a pass over the source.
func TestQuotesFromALargeSource(t *testing.T) {
	var text, wrong strings.Builder
	for i := range 30_000 {
		fmt.Fprintf(&text, "Sentence s%d says that we keep the data d%[1]d, e%[1]d and f%[1]d for %[1]d years.\n", i)
	}
	for i := range 1_000 {
		fmt.Fprintf(&wrong, "clause %d { quote \"Sentence s%[2]d says that we sell the data d%[2]d\" prose }\n", i, 29*i)
	}
	skips := "clause skips { quote \"Sentence" + strings.Repeat(" ... says that we keep the data", 1_000) + "\" prose }\n"
	skips = strings.Replace(skips, "skips", "A", 1)
	circle := "clause B { quote \"a ... b ... a ... b\" prose }\nclause C { quote \"b ... a ... b ... a\" prose }\n"
	for _, c := range []struct {
		clauses, source, want string
		count                 int
	}{
		{wrong.String(), text.String(), `the source has "keep", not "sell"; nearest: "Sentence s`, 1_000},
		{skips, text.String(), "the parts of this quote are in the source, but not within one sentence", 1},
		{circle, strings.Repeat("a ", 1_500_000) + "b. " + strings.Repeat("a. ", 1_000), "quotes with ` ... ` were tried at 2000000 places in the source s.txt", 1},
	} {
		got := loaded(fstest.MapFS{"p.licet": file("policy p \"P\" { source s \"s.txt\" }\nuse core\n" + c.clauses), "s.txt": file(c.source)}, ".")
		if n := strings.Count(got, c.want); n != c.count || strings.Count(got, "\n") != c.count-1 {
			t.Errorf("got %.300s (%d), want %s", got, n, c.want)
		}
	}
}
