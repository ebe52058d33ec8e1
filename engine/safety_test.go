package engine_test

import (
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
)

func load(t *testing.T, text string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func fact(t *testing.T, e *engine.Engine, name string) engine.Fact {
	t.Helper()
	f, err := e.Fact(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestWhatAnotherEngineLookedUpIsRefused is about a service that reloads its policy and keeps what it had looked up: after
// that, the same number may mean another fact, another age or another kind of data.
func TestWhatAnotherEngineLookedUpIsRefused(t *testing.T) {
	older := load(t, `
policy p "P" {}
use core
fact member "m"
fact emergency "e"
fact age number "a"
data nickname "nickname" is personal
data salary "salary" is personal
clause 1 { we may use health given emergency }
clause 2 { we may use phone given age >= 14 }
clause 3 { we may use nickname }
`)
	newer := load(t, `
policy p "P" {}
use core
fact emergency "e"
fact member "m"
fact age number "a"
data salary "salary" is personal
data nickname "nickname" is personal
clause 1 { we may use health given emergency }
clause 2 { we may use phone given age >= 18 }
clause 3 { we may use nickname }
`)
	f := newer.NewFacts()
	if err := f.SetBool(fact(t, older, "member"), true); err == nil {
		t.Error("a fact of another engine was set")
	}
	if err := f.SetNumber(fact(t, older, "age"), 15); err == nil {
		t.Error("a number of another engine was set")
	}
	v, err := older.Value(fact(t, older, "member"), true)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Set(v); err == nil {
		t.Error("a value of another engine was set")
	}
	if err := f.Set(engine.Value{}); err == nil {
		t.Error("the zero value was set")
	}
	if err := f.SetBool(engine.Fact{}, true); err == nil {
		t.Error("the zero fact was set")
	}
	for _, q := range []engine.Question{{Action: "use", Data: "health"}, {Action: "use", Data: "phone"}} {
		if a, err := newer.Decide(q, f); err != nil || a.Allowed() {
			t.Errorf("%v: %v, %v", q, a, err)
		}
	}
	bound, err := older.Asker().Question("may we use nickname?")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := newer.DecideQuestion(bound); err == nil || a.Allowed() {
		t.Errorf("a question that another engine bound was answered: %v", a)
	}
	if _, err := newer.ExplainQuestion(bound); err == nil {
		t.Error("and explained")
	}
}

// TestLabelsWithCommasAreOneName asks about a label that holds a comma.
func TestLabelsWithCommasAreOneName(t *testing.T) {
	e := load(t, `
policy p "P" {}
use core
data both "email, phone" { email  phone  other-contact "other contact" }
clause 1 { we may use email, phone }
`)
	for data, want := range map[string]string{"both": "not-addressed", "email, phone": "not-addressed", "phone, email": "permitted"} {
		a, err := e.Decide(engine.Question{Action: "use", Data: data}, nil)
		if err != nil || a.String() != want {
			t.Errorf("%s: %v, %v", data, a, err)
		}
	}
}
