package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func silentChanges() lint.Rule {
	return lawful(lint.Rule{Name: "silent-changes", Severity: lint.Warning,
		Summary: "the policy can change, and nothing says that people are told"}, findSilentChanges, gdpr("5(1)(a), 13(3)"), pipl("17"), ccpa("1798.100(a)(1)"))
}

// findSilentChanges reads words alone: what a change of the text is has no place in the encoding.
func findSilentChanges(c *lint.Context, l laws) []lint.Finding {
	told := slices.ContainsFunc(c.Texts(), func(t lint.Text) bool {
		return has(c, "change", t) && has(c, "change-notice", t)
	})
	for _, x := range c.Passages() {
		back := c.Words("check-back", x.Language).Find(x.Text)
		changes := c.Words("policy-change", x.Language).Find(x.Text)
		switch {
		case len(back) > 0:
			return []lint.Finding{x.Finding(fmt.Sprintf("\"%s\" leaves it to people to find out what has changed %s; say how they are told of a change before it applies",
				back[0].Phrase, l.cite()), back[0].Start, back[0].End)}
		case len(changes) > 0 && !told:
			return []lint.Finding{x.Finding(fmt.Sprintf("the policy can change, and nothing says that people are told %s; say how, and how long before the change applies",
				l.cite()), changes[0].Start, changes[0].End)}
		}
	}
	return nil
}

// has reports whether a phrase of a list stands in a text.
func has(c *lint.Context, list string, t lint.Text) bool {
	return len(c.Words(list, t.Language).Find(t.Words)) > 0
}
