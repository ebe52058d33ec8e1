package engine_test

import (
	"sync"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestWarmDecisionsDoNotAllocate asks, in strings and prepared, with facts drawn anew each time.
func TestWarmDecisionsDoNotAllocate(t *testing.T) {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	legal, err := e.Fact("legal-demand")
	if err != nil {
		t.Fatal(err)
	}
	q := engine.Question{Action: "share", Data: "email", Recipient: "partner", Purpose: "partner-offers"}
	prepared, err := e.Prepare(q)
	if err != nil {
		t.Fatal(err)
	}
	f := e.NewFacts()
	for name, decide := range map[string]func(*engine.Facts) (engine.Answer, error){
		"strings":  func(f *engine.Facts) (engine.Answer, error) { return e.Decide(q, f) },
		"prepared": prepared.Decide,
	} {
		i, counts := 0, map[engine.Decision]int{engine.Permitted: 0, engine.Prohibited: 0, engine.Undetermined: 0}
		allocs := testing.AllocsPerRun(1000, func() {
			i++
			f.Reset()
			if i%4 != 0 {
				f.SetConsent(i%2 == 0)
			}
			if i%3 == 0 {
				_ = f.SetBool(legal, true)
			}
			if i%5 == 0 {
				f.NothingElse()
			}
			a, err := decide(f)
			if err != nil {
				t.Fatal(err)
			}
			counts[a.Decision()]++
		})
		if allocs != 0 {
			t.Errorf("%s: %v allocations a decision", name, allocs)
		}
		for d, n := range counts {
			if n == 0 {
				t.Errorf("%s: no question was %v; the facts did not vary", name, d)
			}
		}
	}
}

// TestManyGoroutines asks one engine from many goroutines; the race detector watches in CI.
func TestManyGoroutines(t *testing.T) {
	e, err := engine.Load(policies.FS(), "union")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			f := e.NewFacts()
			for i, n := range e.Policy().Graphs[0].Beneath(0) {
				data := e.Policy().Graphs[0].Node(n).ID
				f.Reset()
				f.SetConsent((i+g)%2 == 0)
				if _, err := e.Decide(engine.Question{Action: "use", Data: data, Purpose: "marketing"}, f); err != nil {
					t.Error(err)
				}
				if i%20 == g {
					if _, err := e.Explain(engine.Question{Action: "store", Data: data}, f); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
}

// TestTheZeroAnswerIsNoPermission also holds for answers that come with an error.
func TestTheZeroAnswerIsNoPermission(t *testing.T) {
	var zero engine.Answer
	if zero.Allowed() {
		t.Error("the zero answer is a permission")
	}
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	other, err := engine.Load(policies.FS(), "union")
	if err != nil {
		t.Fatal(err)
	}
	consents := other.NewFacts()
	consents.SetConsent(true)
	for name, ask := range map[string]func() (engine.Answer, error){
		"an unknown name": func() (engine.Answer, error) {
			return e.Decide(engine.Question{Action: "use", Data: "emial"}, nil)
		},
		"a part that is not taken": func() (engine.Answer, error) {
			return e.Decide(engine.Question{Action: "use", Data: "email", Recipient: "partner"}, nil)
		},
		"no action": func() (engine.Answer, error) { return e.Decide(engine.Question{}, nil) },
		"facts of another engine": func() (engine.Answer, error) {
			return e.Decide(engine.Question{Action: "share", Data: "email", Recipient: "partner"}, consents)
		},
	} {
		a, err := ask()
		if err == nil || a.Allowed() || a != zero {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
}
