package grammar_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

// BenchmarkEnglish says all norms of the union's policy.
func BenchmarkEnglish(b *testing.B) {
	p, err := dsl.Load(policies.FS(), "union", policies.Libraries())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		g, err := grammar.New("en", p)
		if err != nil {
			b.Fatal(err)
		}
		for i := range p.Norms {
			g.Norm(&p.Norms[i])
		}
	}
	b.ReportMetric(float64(len(p.Norms)), "norms")
}
