package engine_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestEveryNormIsAskedAbout asks the questions that are said to be decided by the sentences of the shipped policies.
func TestEveryNormIsAskedAbout(t *testing.T) {
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		for n := range e.Policy().Norms {
			text, never := e.NormQuestion(n)
			if text == "" || never {
				t.Errorf("%s: nothing decides %s, or never: %v", name, e.CiteNorm(n).Says, never)
				continue
			}
			if !slices.Contains(rule(t, e, text).Norms, n) {
				t.Errorf("%s: %s is not decided by %s", name, text, e.CiteNorm(n).Says)
			}
		}
		for i := range e.Policy().Exclusions {
			text, never := e.ExclusionQuestion(i)
			if text == "" || never || !slices.Contains(rule(t, e, text).Exclusions, i) {
				t.Errorf("%s: got %q, %v for %s", name, text, never, e.CiteExclusion(i).Says)
			}
		}
	}
}

func rule(t *testing.T, e *engine.Engine, text string) engine.Ruling {
	t.Helper()
	q, err := e.Asker().Question(text)
	if err != nil {
		t.Fatal(text, err)
	}
	r, err := e.Rule(q)
	if err != nil {
		t.Fatal(text, err)
	}
	return r
}

// TestNeverDecides tells norms that decide no question from those that decide few.
func TestNeverDecides(t *testing.T) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(`
		policy p "P" {}
		use core
		fact vip "you are a very important person"
		fact age number "your age"
		fact channel one of web, app, phone
		fact country place "your country"
		event closed "you close your account"
		judgement fitting "it is fitting" by we
		fitting is no because "so" decided by "counsel" on 2026-01-01
		clause 1 { this policy does not cover health }
		clause 2 { we may use health for marketing }                          # excluded
		clause 3 { we must not use email given vip }
		clause 4 { we may use email for marketing given vip }                 # prohibited
		clause 5 { by default, we must not use email for marketing given vip } # yields
		clause 6 { we must not use photo given age < 10 and age > 20 }        # contradicts itself
		clause 7 { we may use photo given age < 18 and channel is app and country in eu and fitting more than 3 days after closed }
		clause 8 { notwithstanding 9, we may use phone for marketing }
		clause 9 { we must not use phone for advertising }                    # yields
		clause 10 { we must not use phone for payment unless explicit consent or objection }
		clause 11 { this policy does not cover biometric given vip and no vip } # contradicts itself
		clause 12 { we may use interests except preferences for marketing given consent unless objection }
		clause 13 { we may share name with partner only for marketing }
	`)}}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for n, norm := range e.Policy().Norms {
		id := e.Policy().Clauses[norm.Clause].ID
		text, never := e.NormQuestion(n)
		want := slices.Contains([]string{"2", "4", "5", "6", "9"}, id)
		if never != want || (text == "") != want {
			t.Errorf("clause %s: got %q, never %v", id, text, never)
		}
		t.Log(id, text)
	}
	if text, never := e.ExclusionQuestion(0); text == "" || never {
		t.Errorf("got %q, never %v", text, never)
	}
	if text, never := e.ExclusionQuestion(1); text != "" || !never {
		t.Errorf("got %q, never %v", text, never)
	}
}

// TestNeverIsNever takes a norm that is said to decide nothing out of random policies: no answer is another one then.
func TestNeverIsNever(t *testing.T) {
	never := 0
	check(t, func(l *law) {
		e := l.engine(l.parts)
		for n := range e.Policy().Norms {
			if _, dead := e.NormQuestion(n); !dead {
				continue
			}
			never++
			p := *e.Policy()
			p.Norms = slices.Clone(p.Norms)
			impossible := model.Condition{Stated: &model.AnyOf{}}
			p.Norms[n].When = append(slices.Clip(p.Norms[n].When), impossible)
			p.Norms[n].PermitWhen = append(slices.Clip(p.Norms[n].PermitWhen), impossible)
			l.both(e, engine.New(&p), func(question string, before, after engine.Answer) {
				if before.Decision() != after.Decision() {
					l.failf(l.parts, question, "it is %v, and without a norm that decides nothing %v: %s", before, after, e.CiteNorm(n).Says)
				}
			})
		}
	})
	t.Logf("%d norms decide nothing", never)
	if never == 0 {
		t.Error("no norm decides nothing, and so nothing was compared")
	}
}

// TestNobodyGivesToThemselves checks that a question about whom something is not given to names somebody else.
func TestNobodyGivesToThemselves(t *testing.T) {
	e := core(t, `clause 1 { we may share payment-info only with processor for payment }`)
	for n := range e.Policy().Norms {
		if text, _ := e.NormQuestion(n); text == "" || strings.Contains(text, "with we") || strings.Contains(text, "with you") {
			t.Errorf("got %q", text)
		}
	}
}
