package compile_test

import (
	"errors"
	"flag"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

var comparisons = flag.Int("comparisons", 100_000, "how many random questions the evaluators are compared on")

// mayFail are the problems that a random policy may have.
var mayFail = map[string]bool{"circular-precedence": true, "empty-scope": true, "consent-prohibits": true, "cycle": true, "unknown-name": true}

// randomPolicy returns a policy that checks, with its text.
func randomPolicy(t testing.TB, g *generate.Generator) (*model.Policy, string) {
	text := g.Policy()
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet", nil)
	var problems diag.List
	if errors.As(err, &problems) {
		for _, x := range problems {
			if !mayFail[x.Code] {
				t.Fatalf("a generated policy does not check: %v\n%s", err, text)
			}
		}
		return nil, text
	}
	if err != nil {
		t.Fatal(err)
	}
	return p, text
}

// compare asks both evaluators, and returns false where the reference does not answer.
func compare(t testing.TB, p *model.Policy, text string, program *compile.Program, asker *dsl.Asker, sentence string, limits reference.Limits, tally map[model.Answer]int) bool {
	q, err := asker.Question(sentence)
	if err != nil {
		var problems diag.List
		if errors.As(err, &problems) && (problems[0].Code == "contradiction" || problems[0].Code == "empty-scope" || problems[0].Code == "unknown-name") {
			return false
		}
		t.Fatalf("a generated question does not bind: %v\n%s\n%s", err, sentence, text)
	}
	want, err := reference.Decide(p, q, limits)
	if errors.Is(err, reference.ErrLimit) {
		return false
	}
	prepared, err2 := program.Prepare(q)
	if err2 != nil {
		t.Fatalf("%v\n%s\n%s", err2, sentence, text)
	}
	known := program.Layout.Known(q)
	ends, err2 := prepared.Ends(&known)
	if errors.Is(err, reference.ErrNothing) {
		if !errors.Is(err2, compile.ErrNothing) {
			t.Fatalf("the reference finds nothing to ask; got %b, %v\n%s\n%s", ends, err2, sentence, text)
		}
		return true
	}
	if err2 != nil {
		t.Fatalf("%v\n%s\n%s", err2, sentence, text)
	}
	answer, conflict := compile.Verdict(ends)
	if tally != nil {
		tally[answer]++
		if conflict {
			tally[model.NoAnswer]++
		}
	}
	if answer != want.Answer || conflict != want.Conflict {
		t.Fatalf("the evaluators disagree: compiled %v (conflict %v), reference %v (conflict %v)\n%s\n%s",
			answer, conflict, want.Answer, want.Conflict, sentence, text)
	}
	return true
}

// TestEvaluatorsAgree compares the compiled evaluator with the reference on random policies and questions: with
// diagrams, and with the search alone.
func TestEvaluatorsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(20261123, 1))
	done, answers := 0, map[model.Answer]int{}
	for policies := 0; done < *comparisons; policies++ {
		if policies > *comparisons {
			t.Fatalf("only %d comparisons from %d policies", done, policies)
		}
		g := generate.New(r.IntN)
		p, text := randomPolicy(t, g)
		if p == nil {
			continue
		}
		limits := compile.DefaultLimits
		if policies%2 == 1 {
			limits.Nodes = 0 // no diagram fits: everything is searched
		}
		program := compile.New(p, limits)
		asker := dsl.NewAsker(p)
		for range 50 {
			if compare(t, p, text, program, asker, g.Question(), reference.Limits{Completions: 3_000, EveryNode: policies%4 == 2}, answers) {
				done++
			}
		}
	}
	t.Logf("compared %d questions: %v, conflicts %d", done, answers, answers[model.NoAnswer])
}
