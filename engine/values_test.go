package engine_test

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
)

const valuesPolicy = `
policy p "P" {}
use core
fact member "you are a member"
fact age number "your age"
fact channel one of web, app "the channel"
fact country place "your country"
event closed "you close your account"
clause 1 { we may use email for marketing given member and age >= 16 and channel is web and country in eu and consent unless objection }
clause 2 { we may store email 10 days after closed }
`

var marketing = engine.Question{Action: "use", Data: "email", From: "you", Purpose: "marketing", Place: "eu"}

// TestFactsFromAMap sets everything that a question needs, and leaves out one after another.
func TestFactsFromAMap(t *testing.T) {
	e := load(t, valuesPolicy)
	all := map[string]any{"member": true, "age": 16, "channel": "web", "country": "eu", "consent": []engine.Grant{{Purpose: "marketing"}}, "objection": false,
		"closed": nil}
	decide := func(values map[string]any) engine.Decision {
		f := e.NewFacts()
		if err := f.Add(values); err != nil {
			t.Fatal(err)
		}
		a, err := e.Decide(marketing, f)
		if err != nil {
			t.Fatal(err)
		}
		return a.Decision()
	}
	if d := decide(all); d != engine.Permitted {
		t.Errorf("with everything: %v", d)
	}
	for name := range all {
		less := map[string]any{}
		for n, v := range all {
			if less[n] = v; n == name {
				less[n] = nil
			}
		}
		want := engine.Undetermined
		if name == "closed" {
			want = engine.Permitted
		}
		if d := decide(less); d != want {
			t.Errorf("without %s: %v", name, d)
		}
	}
}

// TestWrongValuesAreUnknown sets what is right, and says all that is wrong.
func TestWrongValuesAreUnknown(t *testing.T) {
	e := load(t, valuesPolicy)
	f := e.NewFacts()
	err := f.Add(map[string]any{"age": 16.5, "channel": "fax", "closed": true, "consent": "yes", "country": "atlantis", "elder": 3, "member": "yes", "objection": 3})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"`age` is a number", "`channel` has no value `fax`", "`closed` is an event", "consent and objection take", "no place is called `atlantis`",
		"no fact is called `elder`", "`member` is a yes-or-no fact"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\ndoes not say %s", err, want)
		}
	}
	if a, err := e.Decide(marketing, f); err != nil || a.Decision() != engine.Undetermined {
		t.Errorf("%v, %v", a, err)
	}
	if err := f.SetValue("closed", -time.Hour); err == nil {
		t.Error("an event in the future was taken")
	}
	for value, want := range map[any]engine.Decision{false: engine.NotAddressed, 9 * 24 * time.Hour: engine.NotAddressed, 10 * 24 * time.Hour: engine.Permitted} {
		if err := f.SetValue("closed", value); err != nil {
			t.Error(err)
		}
		if a, err := e.Decide(engine.Question{Action: "store", Data: "email"}, f); err != nil || a.Decision() != want {
			t.Errorf("closed %v: %v, %v", value, a, err)
		}
	}
}

type where string

type account struct {
	Member  *bool  `licet:"member"`
	Country *where `licet:"country"`
	Name    string // not for the policy
}

type customer struct {
	*account
	Age       *int32         `licet:"age"`
	Channel   *string        `licet:"channel"`
	Closed    *time.Duration `licet:"closed"`
	Consents  []engine.Grant `licet:"consent"`
	Objection *bool          `licet:"objection"`
}

// TestFactsFromAStruct takes what is nil as unknown, and does not allocate.
func TestFactsFromAStruct(t *testing.T) {
	e := load(t, valuesPolicy)
	type open struct {
		Age       *int32         `licet:"age"`
		Member    *bool          `licet:"member"`
		Country   *where         `licet:"country"`
		Channel   *string        `licet:"channel"`
		Closed    *time.Duration `licet:"closed"`
		Gone      *bool          `licet:"closed"`
		Consents  []engine.Grant `licet:"consent"`
		Objection *bool          `licet:"objection"`
		note      string
	}
	binding, err := engine.Bind[open](e)
	if err != nil {
		t.Fatal(err)
	}
	age, yes, no, country, channel := int32(16), true, false, where("eu"), "web"
	c := open{Age: &age, Member: &yes, Country: &country, Channel: &channel, Consents: []engine.Grant{{Data: "email"}}, Objection: &no, note: "unbound"}
	f := e.NewFacts()
	decide := func() engine.Decision {
		f.Reset()
		if err := binding.Set(f, &c); err != nil {
			t.Fatal(err)
		}
		a, err := e.Decide(marketing, f)
		if err != nil {
			t.Fatal(err)
		}
		return a.Decision()
	}
	if d := decide(); d != engine.Permitted {
		t.Errorf("%v", d)
	}
	if allocs := testing.AllocsPerRun(100, func() { decide() }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
	if c.Age = nil; decide() != engine.Undetermined {
		t.Error("an age that is nil is known")
	}
	if err := binding.Set(f, nil); err != nil {
		t.Errorf("nobody: %v", err)
	}
	if err := binding.Set(f, &open{Gone: &yes}); err == nil {
		t.Error("an event happened, nobody knows when, and that was taken")
	}
	embedding, err := engine.Bind[customer](e)
	if err != nil {
		t.Fatal(err)
	}
	f.Reset()
	if err := embedding.Set(f, &customer{Age: &age, Channel: &channel, Consents: c.Consents, Objection: &no}); err != nil {
		t.Errorf("an embedded pointer is nil: %v", err)
	}
	if a, _ := e.Decide(marketing, f); a.Decision() != engine.Undetermined {
		t.Errorf("without an account: %v", a)
	}
	if err := embedding.Set(f, &customer{account: &account{Member: &yes, Country: &country, Name: "n"}}); err != nil {
		t.Error(err)
	}
	if a, _ := e.Decide(marketing, f); !a.Allowed() {
		t.Errorf("with an account: %v", a)
	}
	if err := binding.Set(load(t, valuesPolicy).NewFacts(), &c); err == nil {
		t.Error("the facts of another engine were set")
	}
}

// TestWrongStructsAreRefused is about fields that could permit by accident, or that no fact has.
func TestWrongStructsAreRefused(t *testing.T) {
	e := load(t, valuesPolicy)
	_, err := engine.Bind[struct {
		Objection bool           `licet:"objection"`
		Age       *time.Duration `licet:"age"`
		Member    *string        `licet:"membre"`
		Consent   *string        `licet:"consent"`
		secret    *bool          `licet:"member"`
	}](e)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"field Objection: it is no pointer", "field Age: `age` is a number, and takes no *time.Duration", "did you mean `member`",
		"field Consent: `consent` takes a *bool", "field secret: it is not exported"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\ndoes not say: %s", err, want)
		}
	}
	if _, err := engine.Bind[int](e); err == nil {
		t.Error("an int was bound")
	}
}

// TestDecideAll answers the questions that are right, and says which are wrong.
func TestDecideAll(t *testing.T) {
	e := load(t, valuesPolicy)
	f := e.NewFacts()
	f.NothingElse()
	answers, err := e.DecideAll(nil, []engine.Question{{Action: "use", Data: "email"}, {Action: "use", Data: "emial"}, {Action: "share", Data: "email"}}, f)
	if err == nil || !strings.Contains(err.Error(), "question 2: ") || strings.Contains(err.Error(), "question 1") {
		t.Errorf("%v", err)
	}
	if len(answers) != 3 || answers[1] != (engine.Answer{}) || answers[0].Decision() != engine.NotAddressed {
		t.Errorf("%v", answers)
	}
	right := []engine.Question{marketing, {Action: "use", Data: "phone"}}
	answers, _ = e.DecideAll(answers[:0], right, f)
	if allocs := testing.AllocsPerRun(100, func() { answers, _ = e.DecideAll(answers[:0], right, f) }); allocs != 0 || len(answers) != 2 {
		t.Errorf("%v allocations, %d answers", allocs, len(answers))
	}
}
