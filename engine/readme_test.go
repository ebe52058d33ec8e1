package engine_test

import (
	"log"
	"os"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
)

// asInTheReadme is the code that README.md shows; TestReadmeCode compares the two.
func asInTheReadme(user struct{ Consented bool }, send func()) {
	e, err := engine.Load(os.DirFS("policies"), "shop")
	if err != nil {
		log.Fatal(err)
	}
	facts := e.NewFacts()
	facts.SetConsent(user.Consented)
	answer, err := e.Decide(engine.Question{Action: "use", Data: "email", Purpose: "marketing"}, facts)
	if err == nil && answer.Allowed() {
		send()
	}
}

func TestReadmeCode(t *testing.T) {
	_ = asInTheReadme // it compiles
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
