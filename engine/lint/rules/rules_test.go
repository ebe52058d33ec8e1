package rules_test

import (
	"cmp"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

var ruleName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func TestRulesAreWhole(t *testing.T) {
	all := rules.All()
	for _, r := range all {
		if !ruleName.MatchString(r.Name) || !slices.Contains(lint.Categories(), r.Category) || r.Severity == lint.Off || r.Check == nil {
			t.Errorf("%q is not whole: %+v", r.Name, r)
		}
		if s := r.Summary; s == "" || len(s) > 120 || strings.HasSuffix(s, ".") || strings.ToLower(s[:1]) != s[:1] {
			t.Errorf("%s: the summary is one line, lower case, without a final period, and not %q", r.Name, s)
		}
		if r.Category == lint.Compliance && len(r.Jurisdictions) == 0 {
			t.Errorf("%s is about a law, and for no jurisdiction", r.Name)
		}
	}
	if !slices.IsSortedFunc(all, func(a, b lint.Rule) int {
		return cmp.Or(cmp.Compare(slices.Index(lint.Categories(), a.Category), slices.Index(lint.Categories(), b.Category)), strings.Compare(a.Name, b.Name))
	}) {
		t.Error("the rules are not in the order of category and name")
	}
}

// TestEveryPageHasItsRule and TestPages together compare the folder with the list, in both directions.
func TestEveryPageHasItsRule(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rules.All() {
		names = append(names, r.Name)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
		t.Errorf("a rule is listed twice: %q", names)
	}
	for _, e := range entries {
		name, page := strings.CutSuffix(e.Name(), ".md")
		if page && !slices.Contains(names, name) {
			t.Errorf("%s is the page of no rule", e.Name())
		}
	}
}
