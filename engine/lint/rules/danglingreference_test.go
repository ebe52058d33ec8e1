package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
)

// TestReferences says of which words of a text nothing can be found.
func TestReferences(t *testing.T) {
	rule := rules.All()[slices.IndexFunc(rules.All(), func(r lint.Rule) bool { return r.Name == "dangling-reference" })]
	for text, want := range map[string]string{
		"We process your data. Such processing ends after a year.": "",
		"We keep your data. Such information is safe.":             "",
		"We keep data such as names. In such cases, we tell you.":  "",
		"We keep records. The above records are safe.":             "",
		"We keep categories of data. Such category is wide.":       "",
		"We keep your name. The aforementioned records are safe.":  "The aforementioned records",
		"All such records are safe. We keep records.":              "All such records",
		"We keep your name. Such sensitive data are safe.":         "",
		"We name Acme. Such companies are careful.":                "",
		"See section 7.":               "section 7",
		"Section 7 of the Act.":        "",
		"7. Who we are|See section 7.": "",
	} {
		var block strings.Builder
		for i, line := range strings.Split(text, "|") {
			block.WriteString("clause " + string(rune('1'+i)) + " { quote \"" + line + "\" prose }\n")
		}
		var got []string
		for _, f := range findings(t, rule, block.String()) {
			got = append(got, f.About)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
