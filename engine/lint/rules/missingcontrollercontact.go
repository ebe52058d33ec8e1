package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingControllerContact() lint.Rule {
	return lawful(lint.Rule{Name: "missing-controller-contact", Severity: lint.Warning,
		Summary: "the policy does not say who the controller is, or how to reach it"}, findMissingContact,
		gdpr("13(1)(a)"), pipl("17"), ccpa("regulations § 7011(e)"), fadp("19(2)(a)"))
}

func findMissingContact(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	if len(p.Contact) > 0 && len(p.Controller) > 0 || givesAddress(c) {
		return nil
	}
	who, field := "how to reach the controller", "contact \"...\""
	if len(p.Controller) == 0 {
		who, field = "who the controller is", "controller \"...\""
	}
	return about(p, fmt.Sprintf("the policy does not say %s %s; say it in the text, and in the header: %s", who, l.cite(), field))
}

// givesAddress reports whether the words give some address, of whomever it is.
func givesAddress(c *lint.Context) bool {
	return c.Says("contact") || slices.ContainsFunc(c.Texts(), func(t lint.Text) bool { return strings.Contains(t.Words, "@") })
}
