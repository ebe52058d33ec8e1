package facts_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
)

// Only what the answer depends on is looked up; and what cannot be looked up permits nothing.
func Example() {
	e, err := engine.Load(fstest.MapFS{"shop/shop.licet": {Data: []byte(`
		policy shop "Privacy policy" {}
		use core
		fact age number "your age in years"
		clause 1 { we may use email for marketing given consent and age >= 16 }
	`)}}, "shop")
	if err != nil {
		log.Fatal(err)
	}
	mailing, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "marketing"})
	if err != nil {
		log.Fatal(err)
	}
	ledger := facts.NewLedger()
	ages := facts.Func(func(_ context.Context, c facts.Case, _ string) (any, error) {
		if c.Subject == "ann" {
			return 40, nil
		}
		return nil, errors.New("the customer database does not answer")
	})
	sources := facts.ByName{"consent": ledger, "age": ages}
	if err := sources.Check(e); err != nil {
		log.Fatal(err)
	}
	r := facts.Resolver{Source: sources}

	march := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	id, _ := ledger.Consent("ann", engine.Grant{Purpose: "marketing"}, march, time.Time{})
	_, _ = ledger.Consent("bob", engine.Grant{Purpose: "marketing"}, march, time.Time{})
	_ = ledger.Withdraw("ann", id, march.AddDate(0, 1, 0))
	for _, c := range []facts.Case{
		{Subject: "ann", At: march}, {Subject: "ann", At: march.AddDate(0, 1, 0)}, {Subject: "bob", At: march},
	} {
		result, err := r.Decide(context.Background(), mailing, e.NewFacts(), c)
		fmt.Println(c.Subject, c.At.Format(time.DateOnly), result.Answer, result.Asked, result.Failed, err)
	}
	// Output:
	// ann 2026-03-01 permitted [age consent] [] <nil>
	// ann 2026-04-01 not-addressed [age consent] [] <nil>
	// bob 2026-03-01 undetermined [age consent] [{age the customer database does not answer}] <nil>
}
