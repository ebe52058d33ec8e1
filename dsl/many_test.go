package dsl_test

import (
	"errors"
	"fmt"
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

// TestLongLists loads policies with a list that is about as long as a sentence may be: what grows with the square of its length would
// not end here.
func TestLongLists(t *testing.T) {
	many := 20_000
	if testing.Short() {
		many = 10_000
	}
	list := func(form, joint string) string {
		var b strings.Builder
		for i := range many {
			fmt.Fprintf(&b, form+joint, i)
		}
		return strings.TrimSuffix(b.String(), joint)
	}
	clauses := list("clause %d { we may use email given f }", "\n") + "\nfact f \"f\"\nclause Z { we may use phone }\n"
	decided := " because \"x\" decided by \"y\" on 2026-01-01\n"
	for text, want := range map[string]string{
		list("data a%d \"a\"", "\n") + "\ndata z \"z\" is " + list("a%d", ", "):                                         "",
		clauses + "Z prevails over " + list("%d", ", ") + decided:                                                       "",
		"fact v one of " + list("o%d", ", ") + "\nclause 1 { we may use email given " + list("v is o%d", " or ") + " }": "a fact has at most 4000",
		clauses + list("%d", ", ") + " prevail over " + list("%d", ", ") + decided:                                      "more than 1000000 pairs of sentences",
	} {
		_, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte("policy p \"P\" {}\nuse core\n" + text)}}, ".", policies.Libraries())
		if got := fmt.Sprint(err); want == "" && err != nil || !strings.Contains(got, want) || strings.Count(got, "\n") > 0 {
			t.Errorf("%.40q: got %.200s, want: %s", text, got, want)
		}
	}
}

// TestLabelInTwoLanguages asks by a label that a name has in two languages.
func TestLabelInTwoLanguages(t *testing.T) {
	text := "policy p \"P\" {}\nuse core\nfact position \"GPS\" in de \"GPS\"\nclause 1 { we may use email given position }\n"
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, ".", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dsl.NewAsker(p).Question(`may we use email given "gps"?`); err != nil {
		t.Error(err)
	}
}
