package engine_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// TestRuling compares which sentences decide a question, and which decide its parts.
func TestRuling(t *testing.T) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(`
		policy p "P" {}
		use core
		fact vip "you are a very important person"
		clause 1 { we may use email, phone for marketing }
		clause 2 { we must not use phone }
		clause 3 { this policy does not cover health }
		clause 4 { by default, we must not use contact }
		clause 5 { we must not use photo given vip }
	`)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ask               string
		answer            engine.Decision
		clauses, ofParts  []string
		norms, exclusions int
	}{
		{"may we use email for marketing", engine.Permitted, []string{"1"}, []string{"1"}, 1, 0},
		{"may we use email, phone for marketing", engine.Prohibited, []string{"2"}, []string{"1", "2"}, 1, 0},
		{"may we use email for payment", engine.Prohibited, []string{"4"}, []string{"4"}, 1, 0},
		{"may we use health, email for marketing", engine.OutOfScope, []string{"3"}, []string{"1", "3"}, 0, 1},
		{"may we use photo for marketing", engine.Undetermined, []string{}, []string{}, 0, 0},
		{"may we use name for marketing", engine.NotAddressed, []string{}, []string{}, 0, 0},
	} {
		q, err := e.Asker().Question(c.ask)
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Rule(q)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Clauses(r); r.Answer.Decision() != c.answer || !slices.Equal(got, c.clauses) || len(r.Norms) != c.norms || len(r.Exclusions) != c.exclusions {
			t.Errorf("%s: got %v %v, want %v %v", c.ask, r, got, c.answer, c.clauses)
		}
		parts, err := e.RuleParts(q)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Clauses(parts); parts.Answer != r.Answer || !slices.Equal(got, c.ofParts) {
			t.Errorf("the parts of %s: got %v, want %v", c.ask, got, c.ofParts)
		}
	}
	if _, err := e.Rule(&model.Question{}); err == nil {
		t.Error("a question of another policy was answered")
	}
	if got := e.CiteNorm(0); got.Clause != "1" || got.Line != 5 || got.Modality != "may" {
		t.Errorf("got %+v", got)
	}
}
