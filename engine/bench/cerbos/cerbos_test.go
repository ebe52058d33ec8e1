package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// TestAgreement asks Cerbos what it asks Licet.
func TestAgreement(t *testing.T) {
	w := turns.NewWorld(200)
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(w.Text)}}, "p.licet")
	if err != nil {
		t.Fatal(err)
	}
	load, err := cerbosPolicies().Write(w)
	if err != nil {
		t.Fatal(err)
	}
	d, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		a := &w.Asks[i]
		f := e.NewFacts()
		if err := f.Add(map[string]any{"age": a.Age, "country": a.Country}); err != nil {
			t.Fatal(err)
		}
		f.SetConsent(a.Consent)
		f.SetObjection(a.Objection)
		want, err := e.Decide(engine.Question{Action: a.Action, Data: a.Data, Recipient: a.Recipient, Purpose: a.Purpose}, f)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := d.Allowed(a); err != nil || got != want.Allowed() {
			t.Fatalf("%+v: %v, %v; Licet says %v", *a, got, err, want)
		}
	}
}

// TestExcerpt holds README.md's excerpt to what is written for Cerbos, of the same two rules that it has in the other languages.
func TestExcerpt(t *testing.T) {
	w := turns.NewWorld(100)
	permit := slices.IndexFunc(w.Rules, func(r generate.SyntheticRule) bool { return !r.Prohibits && len(r.Conditions) == 3 })
	prohibit := slices.IndexFunc(w.Rules, func(r generate.SyntheticRule) bool { return r.Prohibits && len(r.Conditions) == 2 })
	var b bytes.Buffer
	cerbosRule(&b, w.Rules[permit], w.Below())
	cerbosRule(&b, w.Rules[prohibit], w.Below())
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.TrimPrefix(strings.ReplaceAll(b.String(), "\n    ", "\n"), "    "); !strings.Contains(string(readme), want) {
		t.Errorf("README.md lacks:\n%s", want)
	}
}
