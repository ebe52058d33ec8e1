package rules_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// TestIdleDeemingsChangeNothing takes the sentences that are found out of random policies, and asks both the same: every answer is the same.
func TestIdleDeemingsChangeNothing(t *testing.T) {
	policies, questions := 400, 30
	if testing.Short() {
		policies = 100
	}
	rule, compared, found := ruleNamed(t, "idle-deeming"), 0, 0
	for seed := range policies {
		g := generate.New(rand.New(rand.NewPCG(uint64(seed), 17)).IntN)
		text := g.Policy()
		with, err := loadText(text)
		if err != nil {
			continue // not every random policy is valid
		}
		for _, f := range lint.Run([]lint.Rule{rule}, with.Policy(), lint.Options{}).Findings {
			found++
			lines := strings.Split(text, "\n")
			lines[f.At.Line-1] = `todo "taken out"`
			without, err := loadText(strings.Join(lines, "\n"))
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			for range questions {
				compared += sameAnswer(t, with, without, g.Question(), text)
			}
		}
	}
	if found < 10 || compared < 10*questions/2 {
		t.Errorf("only %d findings and %d answers were looked at", found, compared)
	}
}

func loadText(text string) (*engine.Engine, error) {
	return engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
}

// sameAnswer asks two engines, and returns how many answers were compared: none where there is nothing to ask.
func sameAnswer(t *testing.T, a, b *engine.Engine, question, text string) int {
	t.Helper()
	q, err := a.Asker().Question(question)
	if err != nil {
		return 0
	}
	got, err := a.DecideQuestion(q)
	if err != nil {
		return 0
	}
	q, err = b.Asker().Question(question)
	if err != nil {
		t.Fatal(err)
	}
	want, err := b.DecideQuestion(q)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s: the answer is %s with the sentence and %s without it:\n%s", question, got, want, text)
	}
	return 1
}
