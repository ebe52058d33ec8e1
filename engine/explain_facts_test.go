package engine_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine"
)

// core is a policy over the standard vocabulary, with these statements.
func core(t *testing.T, statements string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte("policy t \"T\" {}\nuse core\n" + statements)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func ask(t *testing.T, e *engine.Engine, question string) *engine.Explanation {
	t.Helper()
	q, err := e.Asker().Question(question)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	x, err := e.ExplainQuestion(q)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return x
}

// A question that comes with facts from a program is explained in the same words as the one that is asked in words.
func TestFactsAreExplainedLikeWords(t *testing.T) {
	e := core(t, `
fact vip "you are a VIP"
fact age number
fact channel one of web, app
fact home place
event closed "you close your account"
judgement fair "it is fair" by we
fair is no because "so" decided by "counsel" on 2026-01-02
clause 1 { we may share email with anyone for marketing given explicit consent or vip or fair or age >= 18 or channel is app or home in eu }
clause 2 { we must not share email with processor after closed unless objection }`)
	fact := func(name string) engine.Fact {
		f, err := e.Fact(name)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	asked := engine.Question{Action: "share", Data: "email", Recipient: "anyone", Purpose: "marketing"}
	for _, c := range []struct {
		given string
		set   func(f *engine.Facts)
	}{
		{"no vip and nothing else", func(f *engine.Facts) { must(f.SetBool(fact("vip"), false)); f.NothingElse() }},
		{"fair", func(f *engine.Facts) { must(f.SetBool(fact("fair"), true)) }},
		{"no fair and nothing else", func(f *engine.Facts) { must(f.SetBool(fact("fair"), false)); f.NothingElse() }},
		{"consent", func(f *engine.Facts) { f.SetConsent(true) }},
		{"consent and nothing else", func(f *engine.Facts) { f.SetConsent(true); f.NothingElse() }},
		{"no consent and objection and nothing else", func(f *engine.Facts) { f.SetConsent(false); f.SetObjection(true); f.NothingElse() }},
		{"age >= 18 and channel is web", func(f *engine.Facts) {
			must(f.SetNumber(fact("age"), 40))
			must(f.SetOption(fact("channel"), "web"))
		}},
		{"age < 18 and after closed and home in eu", func(f *engine.Facts) {
			must(f.SetNumber(fact("age"), 4))
			must(f.SetPlace(fact("home"), "eu"))
			must(f.SetElapsed(fact("closed"), time.Hour))
		}},
		{"before closed and consent to share email", func(f *engine.Facts) {
			must(f.SetNotYet(fact("closed")))
			must(f.AddConsent(engine.Grant{Action: "share", Data: "email"}))
		}},
		{"nothing else", func(f *engine.Facts) { must(f.SetBool(fact("vip"), true)); f.Reset(); f.NothingElse() }},
	} {
		want := ask(t, e, "may we share email with anyone for marketing given "+c.given+"?")
		f := e.NewFacts()
		c.set(f)
		got, err := e.Explain(asked, f)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("given %s (-in words +by a program):\n%s", c.given, d)
		}
	}
}

func TestASettledJudgementThatIsOverriddenDecidesNothing(t *testing.T) {
	e := core(t, `
judgement fair "it is fair" by we
fair is yes because "so" decided by "counsel" on 2026-01-02
clause 1 { we may use email given fair }`)
	fair, err := e.Fact("fair")
	if err != nil {
		t.Fatal(err)
	}
	f := e.NewFacts()
	if err := f.SetBool(fair, false); err != nil {
		t.Fatal(err)
	}
	x, err := e.Explain(engine.Question{Action: "use", Data: "email"}, f)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(x.Notes, func(n string) bool { return strings.HasPrefix(n, "This rests on") }) {
		t.Errorf("notes of a question that overrides what is settled: %q", x.Notes)
	}
}
