package rules_test

import (
	"strings"
	"testing"
)

// TestReferences says of which words of a text nothing can be found.
func TestReferences(t *testing.T) {
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
		var got []string
		for _, f := range findings(t, ruleNamed(t, "dangling-reference"), proseClauses(text)) {
			got = append(got, f.About)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
