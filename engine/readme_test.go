package engine_test

import (
	"log"
	"os"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
)

// asInTheReadme is the code that README.md shows; TestReadmeCode compares the two.
func asInTheReadme(user struct{ Consented, Objected bool }, send func()) {
	e, err := engine.Load(os.DirFS("policies"), "shop")
	if err != nil {
		log.Fatal(err)
	}
	facts := e.NewFacts()
	facts.SetConsent(user.Consented)
	facts.SetObjection(user.Objected)
	facts.NothingElse() // you know all there is to know; without it, what is not set is unknown
	answer, err := e.Decide(engine.Question{Action: "use", Data: "email", Purpose: "newsletter"}, facts)
	if err == nil && answer.Allowed() {
		send()
	}
}

// TestReadmeCodeSends runs that code: who consented and did not object gets the newsletter, and nobody else.
func TestReadmeCodeSends(t *testing.T) {
	t.Chdir("..")
	for _, user := range []struct{ Consented, Objected bool }{{false, false}, {false, true}, {true, false}, {true, true}} {
		sent := false
		asInTheReadme(user, func() { sent = true })
		if sent != (user.Consented && !user.Objected) {
			t.Errorf("%+v: sent is %v", user, sent)
		}
	}
}

func TestReadmeCode(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, ok := strings.Cut(string(readme), "```go\n")
	code, _, _ = strings.Cut(code, "```")
	if !ok || strings.TrimSpace(code) == "" {
		t.Fatal("README.md shows no code")
	}
	for line := range strings.Lines(code) {
		if !strings.Contains(string(own), "\t"+line) {
			t.Errorf("README.md has a line that is not compiled: %s", line)
		}
	}
}
