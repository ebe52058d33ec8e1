package facts_test

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
)

// TestLazilyIsTheSame decides with look-ups and with everything supplied.
func TestLazilyIsTheSame(t *testing.T) {
	decided, lookups, tested := map[engine.Decision]int{}, 0, 0
	worlds(t, false, func(w *world, p *engine.Prepared, text string) {
		got := w.lazily(p, w.e.NewFacts())
		want, err := p.Decide(w.everything(w.e.NewFacts()))
		if got.Answer.Decision() != want.Decision() {
			t.Errorf("%s\nlazily %v, with everything %v, %v; asked %v", text, got.Answer, want, err, got.Asked)
		}
		if len(got.Failed) > 0 {
			t.Errorf("%s\nfailed: %v", text, got.Failed)
		}
		distinct := slices.Compact(slices.Sorted(slices.Values(got.Asked)))
		if len(distinct) != len(got.Asked) {
			t.Errorf("%s\nasked %v", text, got.Asked)
		}
		decided[want.Decision()]++
		lookups += len(got.Asked)
		tested += inOrder(w, p)
	})
	for _, d := range []engine.Decision{engine.Permitted, engine.Prohibited, engine.NotAddressed, engine.OutOfScope, engine.Undetermined} {
		if decided[d] == 0 {
			t.Errorf("no answer was %v: %v", d, decided)
		}
	}
	if lookups >= tested {
		t.Errorf("%d look-ups, and %d in the order of names", lookups, tested)
	}
	t.Logf("%d look-ups; %d of what matters in the order of names; answers %v", lookups, tested, decided)
}

// inOrder counts how many look-ups a decision takes in the order of names, of those facts that still matter.
func inOrder(w *world, p *engine.Prepared) int {
	f, names := w.e.NewFacts(), slices.Sorted(maps.Keys(w.values))
	asked := map[string]bool{}
	for {
		if a, err := p.Decide(f); err != nil || a.Decision() != engine.Undetermined {
			return len(asked)
		}
		next := ""
		for _, name := range names {
			if only, ok, _ := p.Next(f, func(n string) bool { return n != name || asked[n] }); ok {
				next = only
				break
			}
		}
		if next == "" {
			return len(asked)
		}
		asked[next] = true
		value := w.values[next]
		if err := f.SetValue(next, value); err != nil {
			w.t.Fatal(err)
		}
		switch next {
		case "consent":
			f.NoOtherConsent()
		case "objection":
			f.NoOtherObjection()
		}
	}
}

// TestTheCallersFactsAreNotAsked sets some facts before.
func TestTheCallersFactsAreNotAsked(t *testing.T) {
	some := 0
	worlds(t, false, func(w *world, p *engine.Prepared, text string) {
		f, own := w.e.NewFacts(), map[string]bool{}
		for i := range w.e.Policy().Facts {
			if x := &w.e.Policy().Facts[i]; w.r.IntN(3) == 0 && x.Settled == nil {
				if err := f.SetValue(x.ID, w.values[x.ID]); err != nil {
					t.Fatal(err)
				}
				own[x.ID] = true
			}
		}
		got := w.lazily(p, f)
		want, _ := p.Decide(w.everything(w.e.NewFacts()))
		if got.Answer.Decision() != want.Decision() {
			t.Errorf("%s\nlazily %v, with everything %v", text, got.Answer, want)
		}
		if slices.ContainsFunc(got.Asked, func(name string) bool { return own[name] }) {
			t.Errorf("%s\nasked %v although the caller gave %v", text, got.Asked, own)
		}
		if len(got.Asked) > 0 && len(own) > 0 {
			some++
		}
	})
	if some == 0 {
		t.Error("nothing was both given and asked")
	}
}

// TestAFailureIsUnknown lets some look-ups fail: the answer is that without these facts, and permitted only if it is for whatever they are.
func TestAFailureIsUnknown(t *testing.T) {
	permitted, failed := 0, 0
	worlds(t, false, func(w *world, p *engine.Prepared, text string) {
		for _, name := range slices.Sorted(maps.Keys(w.values)) {
			w.fails[name] = w.r.IntN(3) == 0
		}
		got := w.lazily(p, w.e.NewFacts())
		want, _ := p.Decide(w.everything(w.e.NewFacts()))
		if got.Answer.Decision() != want.Decision() {
			t.Errorf("%s\nfailing %v: lazily %v, with everything %v", text, w.fails, got.Answer, want)
		}
		for _, x := range got.Failed {
			if failed++; !w.fails[x.Name] || x.Err != errDown {
				t.Errorf("%s\n%s failed: %v", text, x.Name, x.Err)
			}
		}
		if !got.Answer.Allowed() || len(got.Failed) == 0 {
			return
		}
		permitted++
		fails, before := w.fails, w.values
		for range 20 {
			w.draw(true)
			for name := range before {
				if !fails[name] {
					w.values[name] = before[name]
				}
			}
			if a, err := p.Decide(w.everything(w.e.NewFacts())); !a.Allowed() {
				t.Errorf("%s\npermitted although %v failed, but %v, %v if %v", text, got.Failed, a, err, w.values)
			}
		}
	})
	if permitted == 0 || failed == 0 {
		t.Errorf("%d look-ups failed, and %d answers were permitted nevertheless; nothing was tried", failed, permitted)
	}
	t.Logf("%d look-ups failed; %d answers were permitted nevertheless", failed, permitted)
}

// TestObjectionsToParts may be answered more gravely than with everything supplied, and never more mildly.
func TestObjectionsToParts(t *testing.T) {
	graver := 0
	worlds(t, true, func(w *world, p *engine.Prepared, text string) {
		got := w.lazily(p, w.e.NewFacts()).Answer
		want, _ := p.Decide(w.everything(w.e.NewFacts()))
		if got.Decision() == want.Decision() {
			return
		}
		if graver++; got.Allowed() || got.Decision() == engine.Undetermined {
			t.Errorf("%s\nlazily %v, with everything %v", text, got, want)
		}
	})
	t.Logf("%d answers were graver", graver)
}

// TestAnObjectionToAPart is the one case in which nobody is asked although it might make the answer milder: the question is prohibited
// with an objection to all of it, and with none, but not with one to just the right part.
func TestAnObjectionToAPart(t *testing.T) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte("policy p \"P\" {}\nuse core\nclause 1 { we may use email, phone }\n" +
		"clause 2 { we must not use email given objection }\nclause 3 { we must not use phone unless objection }\n")}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.Prepare(engine.Question{Action: "use", Data: "email, phone"})
	if err != nil {
		t.Fatal(err)
	}
	toPhone := []engine.Grant{{Data: "phone"}}
	r := facts.Resolver{Source: always(toPhone, nil)}
	got, err := r.Decide(t.Context(), p, e.NewFacts(), ann)
	if err != nil || got.Answer.Decision() != engine.Prohibited || len(got.Asked) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	f := e.NewFacts()
	if err := f.SetValue("objection", toPhone); err != nil {
		t.Fatal(err)
	}
	f.NoOtherObjection()
	if a, err := p.Decide(f); !a.Allowed() {
		t.Errorf("with everything: %v, %v", a, err)
	}
}
