package engine_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestGrantsAreAddedAsTheyAreAsked compares consents and objections that are added with the same in a bound question, from which
// none is left out for having nothing to do with it.
func TestGrantsAreAddedAsTheyAreAsked(t *testing.T) {
	covered := 0
	check(t, func(l *law) {
		e := l.engine(with(l.parts, "we may use any given consent unless objection", "we may share any to anyone given explicit consent"))
		for range 8 {
			q := l.bind(e, l.Question())
			if q == nil {
				continue
			}
			plain, asked := *q, *q
			plain.Facts, plain.Grants, plain.Consent, plain.Objection, plain.NothingElse = nil, nil, [model.ConsentKinds]model.Tri{}, 0, false
			f := e.NewFacts()
			asked = plain
			for range rapid.IntRange(0, 12).Draw(l.t, "grants") {
				l.grant(e, &asked, f)
			}
			asked.Consent[model.Consent], asked.Consent[model.DeemedConsent], asked.Objection = model.No, model.No, model.No
			f.NoOtherConsent()
			f.NoOtherObjection()
			p, err := e.PrepareQuestion(&plain)
			if err != nil {
				l.t.Fatal(err)
			}
			got, err := p.Decide(f)
			want, ok := l.decide(e, &asked)
			if got != want || ok != (err == nil) {
				l.failf(l.parts, "", "added: %v, %v; asked: %v; %+v", got, err, want, asked)
			}
			if *l.count++; got.Allowed() {
				covered++
			}
		}
	})
	if covered == 0 {
		t.Error("nothing was permitted")
	}
}

// grant adds one random grant to a question and to facts.
func (l *law) grant(e *engine.Engine, q *model.Question, f *engine.Facts) {
	m := map[string]any{}
	pick := func(key string, k model.Kind, to *string) {
		if g := e.Policy().Graphs[k]; rapid.Bool().Draw(l.t, key) {
			*to = g.Node(model.NodeID(rapid.IntRange(1, g.Len()-1).Draw(l.t, "node"))).ID
			m[key] = *to
		}
	}
	var g engine.Grant
	pick("data", model.DataKind, &g.Data)
	pick("purpose", model.PurposeKind, &g.Purpose)
	pick("recipient", model.PartyKind, &g.Recipient)
	name, add := "objection", f.AddObjection
	if rapid.Bool().Draw(l.t, "consents") {
		name, add = "consent", f.AddConsent
		if g.Kind = rapid.SampledFrom([]string{"", "explicit", "deemed"}).Draw(l.t, "kind"); g.Kind != "" {
			m["kind"] = g.Kind
		}
	}
	fields := dsl.Fields{Values: map[string]any{name: []any{m}}}
	fields.Dims[model.Action] = []string{"any"}
	bound, err := e.Asker().Fields(fields)
	if err == nil {
		err = add(g)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	q.Grants = append(q.Grants, bound.Grants...)
}

// TestWarmDecisionsWithGrantsDoNotAllocate draws consents with a scope anew each time.
func TestWarmDecisionsWithGrantsDoNotAllocate(t *testing.T) {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	q := engine.Question{Action: "share", Data: "email", Recipient: "partner", Purpose: "partner-offers"}
	grants := []engine.Grant{
		{Data: "email"}, {Data: "phone"}, {Action: "share", Recipient: "partner"}, {Purpose: "partner-offers", Kind: "explicit"}, {Purpose: "marketing"},
	}
	f, i, permitted := e.NewFacts(), 0, 0
	run := func() {
		i++
		f.Reset()
		for j, g := range grants {
			if i>>j&1 == 1 {
				if err := f.AddConsent(g); err != nil {
					t.Fatal(err)
				}
			}
		}
		f.NothingElse()
		a, err := e.Decide(q, f)
		if err != nil {
			t.Fatal(err)
		}
		if a.Allowed() {
			permitted++
		}
	}
	for range 1 << len(grants) {
		run() // warm
	}
	if allocs := testing.AllocsPerRun(500, run); allocs != 0 {
		t.Errorf("%v allocations a decision", allocs)
	}
	if permitted == 0 || permitted == i {
		t.Errorf("%d of %d were permitted; the consents did not vary", permitted, i)
	}
}

// TestGrantsOfPartsAreRelevant is about grants that seem to have nothing to do with the question.
func TestGrantsOfPartsAreRelevant(t *testing.T) {
	e := load(t, `
policy p "P" {}
use core
fact joined "the data are joined"
data both "both" { one "one"  two "two" }
data own "own data" is personal
data crossed "crossed" is both, own
data other "other" is personal
clause 1 { we may use personal except one, own, other, crossed }
clause 2 { we may use both except one, own, crossed }
clause 3 { we may use one, own, crossed given consent }
clause 4 { we may use other given consent }
clause 5 { treat other as own given joined }
`)
	for _, x := range []struct {
		asked, granted, place string
		joined                bool
		want                  engine.Decision
	}{
		{"two", "one", "", false, engine.Permitted}, {"one", "one", "", false, engine.Permitted}, {"one", "two", "", false, engine.NotAddressed},
		{"other", "own", "", true, engine.Permitted}, {"other", "own", "", false, engine.NotAddressed}, {"one", "both", "", false, engine.Permitted},
		{"one", "one", "eu", false, engine.Permitted}, {"one", "one", "china", false, engine.NotAddressed},
	} {
		f := e.NewFacts()
		if err := f.SetBool(fact(t, e, "joined"), x.joined); err != nil {
			t.Fatal(err)
		}
		if err := f.AddConsent(engine.Grant{Data: x.granted, Place: x.place}); err != nil {
			t.Fatal(err)
		}
		f.NothingElse()
		a, err := e.Decide(engine.Question{Action: "use", Data: x.asked, From: "you", Purpose: "marketing", Place: "eu"}, f)
		if err != nil || a.Decision() != x.want {
			t.Errorf("%+v: %v, %v", x, a, err)
		}
	}
	plain := load(t, `
policy p "P" {}
use core
data both "both" { one "one"  two "two" }
clause 1 { we may use both except one }
clause 2 { we may use one given consent }
`)
	f := plain.NewFacts()
	if err := f.AddConsent(engine.Grant{Data: "one"}); err != nil {
		t.Fatal(err)
	}
	f.NoOtherConsent()
	if a, err := plain.Decide(engine.Question{Action: "use", Data: "both"}, f); !a.Allowed() {
		t.Errorf("a consent to the one part that needs it: %v, %v", a, err)
	}
}

// TestGrantsAreToldApart asks one question with grants that differ in one thing.
func TestGrantsAreToldApart(t *testing.T) {
	e := load(t, "policy p \"P\" {}\nuse core\nclause 1 { we may use email given explicit consent unless objection }\n")
	q := engine.Question{Action: "use", Data: "email", From: "you", Purpose: "marketing", Place: "eu"}
	for _, x := range []struct {
		add  func(f *engine.Facts) error
		want engine.Decision
	}{
		{func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Data: "email"}) }, engine.NotAddressed},
		{func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Data: "email", Kind: "explicit"}) }, engine.Permitted},
		{func(f *engine.Facts) error { return f.AddObjection(engine.Grant{Data: "email"}) }, engine.NotAddressed},
		{func(f *engine.Facts) error {
			return f.AddConsent(engine.Grant{Data: "email", Kind: "explicit", Purpose: "security"})
		}, engine.NotAddressed},
		{func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Purpose: "marketing", Kind: "explicit"}) }, engine.Permitted},
		{func(f *engine.Facts) error {
			return errors.Join(f.AddConsent(engine.Grant{Kind: "explicit"}), f.AddConsent(engine.Grant{Data: "email"}))
		}, engine.Permitted},
		{func(f *engine.Facts) error {
			return errors.Join(f.AddConsent(engine.Grant{Kind: "explicit"}), f.AddObjection(engine.Grant{Data: "email"}))
		}, engine.NotAddressed},
	} {
		f := e.NewFacts()
		if err := x.add(f); err != nil {
			t.Fatal(err)
		}
		f.NothingElse()
		if a, err := e.Decide(q, f); err != nil || a.Decision() != x.want {
			y, _ := e.Explain(q, f)
			t.Errorf("%v: %v, %v; want %v", y.Question.Given, a, err, x.want)
		}
	}
}

// TestAPreparedQuestionHoldsNoConsent prepares a sentence that gives one: the next person has not given it.
func TestAPreparedQuestionHoldsNoConsent(t *testing.T) {
	e := load(t, "policy p \"P\" {}\nuse core\nclause 1 { we may use email for marketing given consent }\n")
	q, err := e.Asker().Question("may we use email from you for marketing in eu given consent to use email?")
	if err != nil {
		t.Fatal(err)
	}
	p, err := e.PrepareQuestion(q)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := e.DecideQuestion(q); !a.Allowed() {
		t.Errorf("with the consent: %v, %v", a, err)
	}
	f := e.NewFacts()
	f.NoOtherConsent()
	if a, err := p.Decide(f); err != nil || a.Decision() != engine.NotAddressed {
		t.Errorf("without: %v, %v", a, err)
	}
	if a, err := p.Decide(nil); err != nil || a.Decision() != engine.Undetermined {
		t.Errorf("not known: %v, %v", a, err)
	}
}

// TestNoOtherConsent closes what no grant covers, and nothing that was said.
func TestNoOtherConsent(t *testing.T) {
	e := load(t, `
policy p "P" {}
use core
clause 1 { we may use email given explicit consent }
clause 2 { we may use phone given consent }
clause 3 { we may use health given deemed consent unless objection }
`)
	for name, x := range map[string]struct {
		say  func(f *engine.Facts) error
		data string
		want engine.Decision
	}{
		"nothing said":          {func(*engine.Facts) error { return nil }, "phone", engine.NotAddressed},
		"consent":               {func(f *engine.Facts) error { f.SetConsent(true); return nil }, "phone", engine.Permitted},
		"not an explicit one":   {func(f *engine.Facts) error { f.SetConsent(true); return nil }, "email", engine.NotAddressed},
		"an explicit one":       {func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Kind: "explicit"}) }, "email", engine.Permitted},
		"one to something else": {func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Data: "email"}) }, "phone", engine.NotAddressed},
		"a deemed one":          {func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Kind: "deemed"}) }, "health", engine.Permitted},
		"no deemed one":         {func(f *engine.Facts) error { f.SetConsent(true); return nil }, "health", engine.NotAddressed},
		"a deemed one, objected": {func(f *engine.Facts) error {
			_ = f.AddConsent(engine.Grant{Kind: "deemed"})
			return f.AddObjection(engine.Grant{Data: "health"})
		}, "health", engine.NotAddressed},
	} {
		f := e.NewFacts()
		if err := x.say(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		q := engine.Question{Action: "use", Data: x.data, From: "you", Purpose: "marketing"}
		f.NoOtherConsent()
		f.NoOtherObjection()
		a, err := e.Decide(q, f)
		if err != nil || a.Decision() != x.want {
			t.Errorf("%s: %v, %v; want %v", name, a, err, x.want)
		}
		if y, err := e.Explain(q, f); err != nil || y.Answer != a.String() {
			t.Errorf("%s: explained as %v, %v", name, y.Answer, err)
		}
	}
}

// TestWrongGrantsAreErrors also keeps the facts as they were.
func TestWrongGrantsAreErrors(t *testing.T) {
	e := load(t, "policy p \"P\" {}\nuse core\nclause 1 { we may use email given consent }\n")
	q := engine.Question{Action: "use", Data: "email"}
	for name, add := range map[string]func(*engine.Facts) error{
		"an unknown name":           func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Data: "emial"}) },
		"an unknown kind":           func(f *engine.Facts) error { return f.AddConsent(engine.Grant{Kind: "firm"}) },
		"a kind of objection":       func(f *engine.Facts) error { return f.AddObjection(engine.Grant{Kind: "explicit"}) },
		"one of several is unknown": func(f *engine.Facts) error { return f.SetValue("consent", []engine.Grant{{}, {Data: "emial"}}) },
	} {
		f := e.NewFacts()
		if err := add(f); err == nil {
			t.Errorf("%s: no error", name)
		}
		if a, err := e.Decide(q, f); err != nil || a.Decision() != engine.Undetermined {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
}

// TestNextLeadsToAnAnswer finds out what Next names until it names nothing.
func TestNextLeadsToAnAnswer(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	found := 0
	for range 40 {
		g := generate.New(r.IntN)
		e := load(t, head(g))
		q, err := e.Asker().Question("may we use da0 from you for pu0 in pl0?")
		if err != nil {
			t.Fatal(err)
		}
		p, err := e.PrepareQuestion(q)
		if err != nil {
			t.Fatal(err)
		}
		f := e.NewFacts()
		a, _ := p.Decide(f)
		name, ok, err := p.Next(f, nil)
		if err != nil || ok != (a.Decision() == engine.Undetermined) {
			t.Errorf("%v, but next is %q, %v", a, name, err)
		}
		if ok {
			found++
		}
		if again, ok, _ := p.Next(f, func(n string) bool { return n == name }); ok && again == name {
			t.Errorf("%s was to be left out", name)
		}
	}
	if found == 0 {
		t.Error("nothing was asked for")
	}
	other := load(t, "policy p \"P\" {}\nuse core\nclause 1 { we may use email given consent }\n")
	p, err := load(t, "policy p \"P\" {}\nuse core\nclause 1 { we may use email given consent }\n").Prepare(engine.Question{Action: "use", Data: "email"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.Next(other.NewFacts(), nil); err == nil {
		t.Error("facts of another engine were taken")
	}
}

// head returns a small policy over the generator's names, of which the same things may be asked.
func head(g *generate.Generator) string {
	return g.Parts().Head + "clause 1 { we may use any given f0 and (age >= 16 or consent) unless objection }\n"
}
