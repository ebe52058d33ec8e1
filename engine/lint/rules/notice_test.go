package rules_test

import (
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestAPlainNotice has a notice in the words that such texts use, of which one sentence is encoded and the rest is prose or not yet quoted:
// what the words say is not said to be missing.
func TestAPlainNotice(t *testing.T) {
	const notice = `Privacy Notice

Acme Ltd is the data controller. If you have questions about this policy, please contact our team.

We use your name and e-mail address to provide the service under our contract with you.

We keep your data until six years after your account is closed.

You have the right to access, amend, erase, restrict and port your data, and to object to processing.

You may file a complaint with the Information Commissioner's Office.

Our services are not directed at people under 16.

We may update this notice from time to time. We will let you know of material changes.
`
	const encoded = `policy p "Privacy Notice" {
  controller "Acme Ltd"
  language en
  jurisdiction eu, california
  source s "s.txt"
}
use core
clause 1 {
  quote "We use your name and e-mail address to provide the service under our contract with you."
  we may use name, email for service-provision on contract
}
clause 2 { quote "We may update this notice from time to time."  prose }
`
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(encoded)}, "s.txt": {Data: []byte(notice)}}, ".", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	if got := complianceOf(t, p); got != "" {
		t.Errorf("found:\n%s", got)
	}
}
