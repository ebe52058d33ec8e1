package policytest_test

import (
	"fmt"
	"log"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine/policytest"
	"github.com/seed-90f8eabc/licet/policies"
)

// shop is a policy with an example, and a file of cases beside it. A service has them in a folder: os.DirFS("policies").
var shop = fstest.MapFS{
	"shop/shop.licet": {Data: []byte(`
		policy shop "Privacy policy" {}
		use core
		clause 1 { we may use email for service-provision, security }
		clause 2 { we must not use email for marketing unless consent }
		example "the service" { may we use email for payment? permitted because 1 }
	`)},
	"shop/mail_test.yaml": {Data: []byte(`
cases:
  - name: what e-mail may be used for
    ask: may we use email given consent?
    only: {purpose: [service-provision, security]}
  - name: marketing is free
    ask: may we use email for marketing?
    given: {consent: false}
    answer: permitted
`)},
}

// The tests of a policy, without Go's own test machinery.
func Example() {
	report, err := policytest.Run(shop, "shop", policytest.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range report.Results {
		if !r.Passed() {
			fmt.Println(r)
		}
	}
	fmt.Printf("%d of %d failed; %d%% decided a test\n", report.Failed(), report.Found, report.Cover().Percent())
	for _, u := range report.Cover().Missing {
		fmt.Println(u.Clause, u.Says, u.Ask)
	}
	// Output:
	// mail_test.yaml:6: marketing is free: expected permitted, got prohibited
	//   asked: may we use email for marketing?; given: {"consent":false}
	//   answer: We must not use your e-mail address for marketing without your consent.
	// 1 of 3 failed; 50% decided a test
	// 2 We must not use your e-mail address for marketing, unless you have given consent. may we use email for marketing given nothing else?
}

// TestShipped is all that a Go test of a policy needs.
func TestShipped(t *testing.T) {
	for _, name := range policies.Names() {
		t.Run(name, func(t *testing.T) { policytest.Test(t, policies.FS(), name) })
	}
}

// A Go test runs the tests of a policy in a line.
func ExampleTest() {
	_ = func(t *testing.T) {
		policytest.Test(t, shop, "shop")
	}
	// Output:
}
