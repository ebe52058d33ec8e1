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

// wide are sentences that are about much of what the rules of a synthetic policy are about, as those of real policies are.
const wide = `clause D.1 { by default, we must not share any to anyone unless consent }
clause D.2 { by default, we must not provide any to anyone unless consent }
clause D.3 { we must not sell data-0 to anyone unless consent }
clause D.4 { this policy does not cover data-1 given age < 14 }
clause D.5 { consent is not needed to share data-2 given country in country-0 }
clause D.6 { we may share any to anyone for purpose-0 given consent }
clause D.7 { treat data-9 as data-3 given age >= 18 }
`

// synthetic loads the policy of the benchmarks with n rules, and the wide ones.
func synthetic(b testing.TB, n int) *model.Policy {
	text := generate.NewSynthetic(n).Text() + wide
	p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(text)}}, "p.licet", nil)
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
