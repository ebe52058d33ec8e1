package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// TestIdleDeemingsChangeNothing takes the sentences that are found out of small random policies, and asks both everything: no answer changes.
func TestIdleDeemingsChangeNothing(t *testing.T) {
	rule, idle, deeming := ruleNamed(t, "idle-deeming"), 0, 0
	for seed := range 60 {
		lines := deemingPolicy(rand.New(rand.NewPCG(uint64(seed), 17)))
		with := loadLines(t, lines)
		found := lint.Run([]lint.Rule{rule}, with.Policy(), lint.Options{}).Findings
		idle, deeming = idle+len(found), deeming+len(with.Policy().Deemings)
		for _, f := range found {
			rest := append([]string{}, lines...)
			rest[f.At.Line-1] = `todo "taken out"`
			sameAnswers(t, with, loadLines(t, rest), lines)
		}
	}
	if idle < 20 || deeming-idle < 20 {
		t.Errorf("%d sentences of %d are idle, which tells little", idle, deeming)
	}
}

var deemingData, deemingActs = []string{"wide", "narrow", "other"}, []string{"use", "share"}

func deemingPolicy(r *rand.Rand) []string {
	of := func(list ...string) string { return list[r.IntN(len(list))] }
	lines := []string{`policy p "P" {}`, `data wide "wide" { narrow "narrow" }`, `data other "other"`, `action use "use"`, `action share "share" takes for`, `fact agreed "agreed"`}
	for i := range 4 {
		lines = append(lines, fmt.Sprintf("clause %d {", i+1))
		act, data := of(deemingActs...), of(deemingData...)
		switch r.IntN(3) {
		case 0:
			lines = append(lines, fmt.Sprintf("agreed counts as deemed consent to %s %s", act, data))
		case 1:
			lines = append(lines, fmt.Sprintf("we may %s %s given %s", act, data, of("consent", "deemed consent", "consent or deemed consent")))
		default:
			lines = append(lines, fmt.Sprintf("we must not %s %s unless %s", act, data, of("consent", "deemed consent")))
		}
		lines = append(lines, "}")
	}
	return append(lines, of("", "clause 9 { treat other as wide }"))
}

func loadLines(t *testing.T, lines []string) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(strings.Join(lines, "\n"))}}, "p.licet")
	if err != nil {
		t.Fatalf("%v\n%s", err, strings.Join(lines, "\n"))
	}
	return e
}

func sameAnswers(t *testing.T, a, b *engine.Engine, lines []string) {
	t.Helper()
	for _, act := range deemingActs {
		for _, data := range deemingData {
			question := fmt.Sprintf("may we %s %s given agreed and nothing else", act, data)
			if x, y := answerTo(t, a, question), answerTo(t, b, question); x != y {
				t.Errorf("%s: %s with the sentence, and %s without it:\n%s", question, x, y, strings.Join(lines, "\n"))
			}
		}
	}
}

func answerTo(t *testing.T, e *engine.Engine, question string) engine.Answer {
	t.Helper()
	q, err := e.Asker().Question(question)
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.DecideQuestion(q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
