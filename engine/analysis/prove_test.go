package analysis

import (
	"errors"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

// eachClaim calls f for random questions about random policies.
func eachClaim(t *testing.T, policies int, f func(p *model.Policy, q *model.Question, text string)) {
	for seed := range uint64(policies) {
		g := generate.New(rand.New(rand.NewPCG(seed, 44)).IntN)
		parts := g.Parts()
		if seed%3 == 0 {
			leanOnReading(&parts)
		}
		text := parts.String()
		p := loadRandom(t, text)
		if p == nil {
			continue
		}
		asker := dsl.NewAsker(p)
		for range 6 {
			q, err := asker.Question(g.Question())
			if err != nil {
				continue
			}
			f(p, q, text)
			if r := otherwise(p, q); r != nil {
				f(p, r, text)
			}
		}
	}
}

// leanOnReading makes a policy depend more on a judgement, and settles it.
func leanOnReading(parts *generate.Parts) {
	for _, c := range parts.Clauses {
		for i, s := range c.Statements {
			if !strings.Contains(s, "counts") {
				c.Statements[i] = strings.NewReplacer("no f0", "reading is narrow", "f0", "reading is wide", "no f1", "reading is wide", "f1", "reading is narrow").Replace(s)
			}
		}
	}
	if !strings.Contains(parts.Head, "reading is") {
		parts.Head += "\nreading is narrow because \"so\" decided by \"counsel\" on 2026-01-02\n"
	}
}

// otherwise returns a question that supposes another value than the one that the policy has settled; nil where it has settled none.
func otherwise(p *model.Policy, q *model.Question) *model.Question {
	for i := range p.Facts {
		if fact := &p.Facts[i]; fact.Settled != nil && fact.Type == model.OneOf {
			k := p.Unrestricted(model.FactID(i))
			for o := range k.Options {
				k.Options[o] = o != fact.Settled.Option
			}
			out := *q
			out.Facts = maps.Clone(q.Facts)
			if out.Facts == nil {
				out.Facts = map[model.FactID]model.Known{}
			}
			out.Facts[model.FactID(i)] = k
			return &out
		}
	}
	return nil
}

// TestProofsAgainstEnumeration compares both claims with all cases that there are.
func TestProofsAgainstEnumeration(t *testing.T) {
	policies, tally := 100, map[Result]int{}
	if testing.Short() {
		policies = 25
	}
	eachClaim(t, policies, func(p *model.Policy, q *model.Question, text string) {
		some, every, cases := false, true, 0
		all := map[model.Atom]map[model.Answer]bool{}
		err := reference.Cases(p, q, reference.Limits{Completions: 30_000, EveryNode: true}, func(atom model.Atom, a model.Answer) {
			if cases++; all[atom] == nil {
				all[atom] = map[model.Answer]bool{}
			}
			all[atom][a] = true
			some, every = some || a == model.Permitted, every && a == model.Permitted
		})
		if err != nil {
			return
		}
		a, asker := New(p), dsl.NewAsker(p)
		for _, c := range []struct {
			prove func(*model.Question, compile.Limits) (Proof, error)
			holds bool
			never bool
		}{{a.proveNever, !some, true}, {a.proveAlways, every, false}} {
			l := proofLimits
			if l.Nodes = 8 + len(all)%3; cases%2 == 0 { // half of them are searched
				l = proofLimits
			}
			proof, err := c.prove(q, l)
			if cases == 0 {
				if !errors.Is(err, engine.ErrNothing) {
					t.Fatalf("%s: %v, %v, and not nothing\n%s", Sentence(q), proof.Result, err, text)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v\n%s", Sentence(q), err, text)
			}
			if want := map[bool]Result{true: Holds, false: Fails}[c.holds]; proof.Result != want {
				t.Fatalf("%s: %v, and not %v\n%s", Sentence(q), proof.Result, want, text)
			}
			tally[proof.Result]++
			if w := proof.Witness; w != nil {
				if (w.Answer == model.Permitted) != c.never {
					t.Fatalf("%s: the case is %v: %s\n%s", Sentence(q), w.Answer, w.Sentence(), text)
				}
				if !all[w.Atom][w.Answer] || !within(p, w.Question, q) {
					t.Fatalf("%s: the case is none of them: %s (%v; %v)\n%s", Sentence(q), w.Sentence(), w.Answer, all[w.Atom], text)
				}
				if len(q.Grants) == 0 { // together with a consent to everything, grants have several forms
					checkWitness(t, asker, w, text)
				} else if _, err := asker.Question(w.Sentence()); err != nil {
					t.Fatalf("%s: %v\n%s", w.Sentence(), err, text)
				}
			} else if proof.Result == Fails {
				tally[NotDecided]++ // here: without a case that can be asked
			}
		}
	})
	if tally[Holds] < 50 || tally[Fails] < 80 || tally[NotDecided] > tally[Fails]/20 {
		t.Errorf("%d claims hold, %d fail, %d of them without a case", tally[Holds], tally[Fails], tally[NotDecided])
	}
	t.Logf("%d claims hold, %d fail, %d of them without a case", tally[Holds], tally[Fails], tally[NotDecided])
}

// TestBoundsNeverProve makes the bounds so small that little can be decided: then nothing is said that is not so.
func TestBoundsNeverProve(t *testing.T) {
	tally := map[Result]int{}
	eachClaim(t, 40, func(p *model.Policy, q *model.Question, text string) {
		a := New(p)
		want, err := a.ProveNever(q)
		if err != nil {
			return
		}
		for _, l := range []compile.Limits{{Nodes: 9, Classes: 1000, Steps: 2}, {Nodes: 1000, Classes: 2, Steps: 1000}} {
			got, err := a.proveNever(q, l)
			if err != nil && !errors.Is(err, compile.ErrLimit) || got.Result != NotDecided && got.Result != want.Result {
				t.Fatalf("%s: %v within bounds, %v without, %v\n%s", Sentence(q), got.Result, want.Result, err, text)
			}
			tally[got.Result]++
		}
	})
	if tally[NotDecided] < 10 || tally[Fails] < 10 || tally[Holds] < 10 {
		t.Error("too few claims of each kind: ", tally)
	}
}

// within reports whether a case supposes nothing against what a claim says.
func within(p *model.Policy, w, claim *model.Question) bool {
	l := compile.New(p, limits).Layout
	told, said := l.Known(w), l.Known(claim)
	for v, cell := range said.State {
		switch {
		case cell != diagram.Unsure && told.State[v] != cell:
			return false
		case cell == diagram.Unsure && told.State[v] != diagram.Unsure && !said.Allowed(uint32(v), int(told.State[v])):
			return false
		}
	}
	return true
}

// loadRandom reads a generated policy; nil where it has a problem that generated ones may have.
func loadRandom(t testing.TB, text string) *model.Policy {
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet", nil)
	var problems diag.List
	if errors.As(err, &problems) && mayFail[problems[0].Code] {
		return nil
	}
	if err != nil {
		t.Fatalf("a generated policy does not check: %v\n%s", err, text)
	}
	return p
}
