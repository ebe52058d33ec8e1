package analysis

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// The benchmarks of the analysis: go test ./engine/analysis -run '^$' -bench . -benchtime 1x

// synthetic loads the policy of the benchmarks with n rules.
func synthetic(b testing.TB, n int) *model.Policy {
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(generate.NewSynthetic(n).Text())}}, "p.licet", nil)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func eachSize(b *testing.B, f func(b *testing.B, p *model.Policy)) {
	for _, n := range []int{100, 1_000, 10_000} {
		if n == 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("rules=%d", n), func(b *testing.B) {
			p := synthetic(b, n)
			b.ReportAllocs()
			b.ResetTimer()
			f(b, p)
		})
	}
}

func BenchmarkConflicts(b *testing.B) {
	eachSize(b, func(b *testing.B, p *model.Policy) {
		for b.Loop() {
			found, err := New(p).Conflicts()
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(found)), "conflicts")
		}
	})
}

func BenchmarkDead(b *testing.B) {
	eachSize(b, func(b *testing.B, p *model.Policy) {
		for b.Loop() {
			found, err := New(p).Dead()
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(found)), "dead")
		}
	})
}
