package rules_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/lint"
	"github.com/seed-90f8eabc/licet/engine/lint/rules"
	"github.com/seed-90f8eabc/licet/policies"
)

// BenchmarkLint runs all rules on policies of a growing number of norms, without their tests.
func BenchmarkLint(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := generate.NewSynthetic(n).Text()
			p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, ".", policies.Libraries())
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for b.Loop() {
				lint.Run(rules.All(), p, lint.Options{Today: today})
			}
		})
	}
}
