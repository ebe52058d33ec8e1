package facts_test

import (
	"context"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
	"github.com/seed-90f8eabc/licet/policies"
)

// BenchmarkNewsletter decides whether the shop may send somebody its newsletter, with four facts.
func BenchmarkNewsletter(b *testing.B) {
	e, err := engine.Load(policies.FS(), "shop")
	if err != nil {
		b.Fatal(err)
	}
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email", Purpose: "newsletter"})
	if err != nil {
		b.Fatal(err)
	}
	ledger, grants := facts.NewLedger(), []engine.Grant{{Purpose: "newsletter"}, {Purpose: "statistics"}, {Purpose: "delivery"}}
	for _, g := range grants {
		if _, err := ledger.Consent("ann", g, now, time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
	no := facts.Func(func(context.Context, facts.Case, string) (any, error) { return false, nil })
	r := facts.Resolver{Source: facts.ByName{"consent": ledger, "objection": ledger, "anonymised": no, "minor-learned": no}}
	f := e.NewFacts()
	looked := func(ctx context.Context) (engine.Answer, error) {
		x, err := r.Decide(ctx, p, f, ann)
		return x.Answer, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for name, decide := range map[string]func() (engine.Answer, error){
		"looked up":               func() (engine.Answer, error) { return looked(context.Background()) },
		"looked up by a deadline": func() (engine.Answer, error) { return looked(ctx) },
		"three consents given": func() (engine.Answer, error) {
			for _, g := range grants {
				_ = f.AddConsent(g) // it was added before
			}
			f.NothingElse()
			return p.Decide(f)
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Reset()
				if a, err := decide(); !a.Allowed() {
					b.Fatal(a, err)
				}
			}
		})
	}
}
