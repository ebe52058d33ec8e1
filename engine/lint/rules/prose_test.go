package rules_test

import (
	"fmt"
	"testing"
)

// TestWhatProseSays has rules that cannot tell from prose what a permission comes to: they are silent where it speaks of the matter, and not
// where the words are those of a sentence that is encoded otherwise.
func TestWhatProseSays(t *testing.T) {
	const kept = "event answered \"our last answer\"\nclause 1 { we must delete email 2 years after answered }\nclause 2 { we may collect phone for customer-support }\n"
	for _, c := range []struct{ rule, policy, words string }{
		{"missing-lawful-basis", "clause 2 { we may use email for marketing }", "Our legal basis is our legitimate interest."},
		{"missing-retention", kept, "We retain telephone numbers as long as we need them."},
		{"missing-withdrawal", "clause 2 { we may use email for marketing given consent }", "You can withdraw your consent at any time."},
		{"marketing-without-opt-out", "clause 2 { we may use email for marketing }", "You can opt out of marketing in your account."},
		{"transfer-without-destination-or-safeguard", "clause 2 { we may export email in us }", "We rely on standard contractual clauses."},
	} {
		for as, want := range map[string]bool{"prose": false, "we may access name": true} {
			block := fmt.Sprintf("%s\nclause 9 { quote \"%s\"  %s }", c.policy, c.words, as)
			got := findings(t, ruleNamed(t, c.rule), block)
			if (len(got) > 0) != want {
				t.Errorf("%s, with the words %q as %q: %d findings, want any: %t", c.rule, c.words, as, len(got), want)
			}
		}
	}
}
