package compile_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
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
func compare(t testing.TB, p *model.Policy, text string, program *compile.Program, asker *dsl.Asker, sentence string, open model.Dims, limits reference.Limits, tally map[model.Answer]int) bool {
	q, err := asker.Question(sentence)
	if err != nil {
		var problems diag.List
		if errors.As(err, &problems) && (problems[0].Code == "contradiction" || problems[0].Code == "empty-scope" || problems[0].Code == "unknown-name") {
			return false
		}
		t.Fatalf("a generated question does not bind: %v\n%s\n%s", err, sentence, text)
	}
	open &= p.Taken(q.Scope[model.Action])
	q.Open, q.Named = q.Open|open, q.Named&^open
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
	if answer == model.Undetermined {
		if got, ok := needs(p, prepared, &known); ok && !slices.Equal(got, want.Needs) {
			t.Fatalf("what matters: compiled %v, reference %v\n%s\n%s", got, want.Needs, sentence, text)
		}
	}
	return true
}

// needs names what matters as the reference does: consent of every kind is one.
func needs(p *model.Policy, q *compile.Prepared, k *compile.Known) ([]string, bool) {
	vars, ok := q.Needs(k)
	var out []string
	for _, v := range vars {
		switch {
		case v.Part:
			out = append(out, v.Dim.String())
		case v.Consent:
			out = append(out, "consent")
		case v.Deemed:
			out = append(out, "deemed consent")
		case v.Objects:
			out = append(out, "objection")
		default:
			out = append(out, p.Facts[v.Fact].ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), ok
}

// A comparer asks both evaluators about random policies.
type comparer struct {
	pick     func(n int) int
	policies int
	done     int
	answers  map[model.Answer]int // and, by NoAnswer, how many were conflicts
}

// open draws which of the parts that no sentence leaves open the question does: for some, as events do.
func (c *comparer) open() model.Dims {
	switch c.pick(16) {
	case 0:
		return model.Dims(0).With(model.Actor)
	case 1:
		return model.Dims(0).With(model.Of)
	case 2:
		return model.Dims(0).With(model.Actor).With(model.Of)
	}
	return 0
}

// policy compares some questions about one more policy. Every second policy is searched, without diagrams.
func (c *comparer) policy(t testing.TB) {
	c.policies++
	g := generate.New(c.pick)
	p, text := randomPolicy(t, g)
	if p == nil {
		return
	}
	limits := compile.DefaultLimits
	if c.policies%2 == 1 {
		limits.Nodes = 0 // no diagram fits
	}
	program := compile.New(p, limits)
	asker := dsl.NewAsker(p)
	for range 50 {
		if compare(t, p, text, program, asker, g.Question(), c.open(), reference.Limits{Completions: 1_000, EveryNode: c.policies%4 >= 2}, c.answers) {
			c.done++
		}
	}
}

// TestEvaluatorsAgree compares the compiled evaluator with the reference on random policies and questions: with
// diagrams, and with the search alone.
func TestEvaluatorsAgree(t *testing.T) {
	const runs = 4
	var total atomic.Int64
	t.Cleanup(func() {
		t.Logf("compared %d questions in all", total.Load())
		if !t.Failed() && int(total.Load()) < *comparisons {
			t.Errorf("only %d questions were compared", total.Load())
		}
	})
	for run := range runs {
		t.Run(fmt.Sprintf("seed=%d", run), func(t *testing.T) {
			t.Parallel()
			c := &comparer{pick: rand.New(rand.NewPCG(20261123, uint64(run))).IntN, answers: map[model.Answer]int{}}
			for c.done < (*comparisons+runs-1)/runs && c.policies < *comparisons {
				c.policy(t)
			}
			total.Add(int64(c.done))
			t.Logf("compared %d questions: %v, conflicts %d", c.done, c.answers, c.answers[model.NoAnswer])
		})
	}
}

// FuzzEvaluators lets the fuzzer choose the policies and the questions.
func FuzzEvaluators(f *testing.F) {
	f.Add([]byte("a policy, chosen byte by byte, and then its questions"))
	f.Add(bytes.Repeat([]byte{7, 99, 3, 250, 41}, 200))
	f.Fuzz(func(t *testing.T, choices []byte) {
		i := 0
		c := &comparer{policies: len(choices) % 4, answers: map[model.Answer]int{}, pick: func(n int) int {
			if i++; i > len(choices) {
				return (i * 7919) % n
			}
			return int(choices[i-1]) % n
		}}
		c.policy(t)
	})
}
