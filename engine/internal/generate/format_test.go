package generate_test

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/format"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// TestGeneratedPoliciesKeepTheirMeaning lays out random policies: format refuses where the meaning would change, and a second layout is
// the first.
func TestGeneratedPoliciesKeepTheirMeaning(t *testing.T) {
	policies := 500
	if testing.Short() {
		policies = 50
	}
	for seed := range policies {
		text := generate.New(rand.New(rand.NewPCG(uint64(seed), 3)).IntN).Policy()
		out, err := format.Source(source.New("random.licet", text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if again, err := format.Source(source.New("random.licet", out)); err != nil || again != out {
			t.Fatalf("the layout is not stable: %v\n--- first\n%s\n--- second\n%s", err, out, again)
		}
	}
}
