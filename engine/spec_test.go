package engine_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/policytest"
)

var licetBlock = regexp.MustCompile("(?ms)^```licet\n(.*?)^```")

// TestDocumentedPolicies loads every policy in the language's documents and runs its examples.
func TestDocumentedPolicies(t *testing.T) {
	for path, atLeast := range map[string]int{"../dsl/SPEC.md": 13, "../dsl/ONE_PAGE.md": 1} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		blocks := licetBlock.FindAllStringSubmatch(string(text), -1)
		if len(blocks) < atLeast {
			t.Errorf("%s has only %d blocks", path, len(blocks))
		}
		for _, b := range blocks {
			runDocumented(t, path, b[1])
		}
	}
}

func runDocumented(t *testing.T, path, text string) {
	if !strings.Contains(text, "policy ") || !regexp.MustCompile(`(?m)^policy `).MatchString(text) {
		text = "policy example \"Example\" {}\nuse core\n" + text
	}
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet")
	if err != nil {
		t.Errorf("%s: %v\n%s", path, err, text)
		return
	}
	for _, r := range policytest.Examples(e) {
		if !r.Passed() {
			t.Errorf("%s: %v\n%s", path, r, text)
		}
	}
}
