package engine_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/policytest"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestShippedExamples runs the examples of the shipped policies.
func TestShippedExamples(t *testing.T) {
	for _, name := range policies.Names() {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		results := policytest.Examples(e)
		if len(results) == 0 {
			t.Errorf("%s has no examples", name)
		}
		for _, r := range results {
			if !r.Passed() {
				t.Error(r)
			}
		}
	}
}
