// Package rules holds the linter's rules, one a file, each beside the page that explains it.
//
// A rule says what is probably wrong, never what the law is: the pages of those about laws say what they cannot see.
//
//	for _, r := range rules.All() {
//		page, _ := rules.Page(r.Name)
//		fmt.Println(r.Name, r.Summary, page)
//	}
package rules

import (
	"embed"
	"slices"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

//go:embed *.md
var pages embed.FS

// All returns every rule, by category and then by name.
func All() []lint.Rule {
	return slices.Concat(correctness(), consistency(), compliance(), clarity(), style())
}

// Page returns the page of a rule: Markdown, in which the `licet` blocks under "Avoid" are found and those under "Prefer" are not.
func Page(rule string) (string, bool) {
	text, err := pages.ReadFile(rule + ".md")
	return string(text), err == nil
}
