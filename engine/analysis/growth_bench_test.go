package analysis

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// BenchmarkGrowth shows in one run how each analysis grows from 100 to 1,000 and 10,000 rules: its time for each, and the two ratios. On one core:
// GOMAXPROCS=1 go test ./engine/analysis -run '^$' -bench Growth -benchtime 1x
func BenchmarkGrowth(b *testing.B) {
	sizes := []int{100, 1_000, 10_000}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, x := range []struct {
		name string
		do   func(b *testing.B, old, new *model.Policy)
	}{
		{"conflicts", func(b *testing.B, p, _ *model.Policy) { must(b, second(New(p).Conflicts())) }},
		{"dead", func(b *testing.B, p, _ *model.Policy) { must(b, second(New(p).Dead())) }},
		{"prove", func(b *testing.B, p, _ *model.Policy) {
			q, err := dsl.NewAsker(p).Question("may we sell data-0 to anyone for any given no consent?")
			must(b, err)
			must(b, second(New(p).ProveNever(q)))
		}},
		{"diff", func(b *testing.B, old, new *model.Policy) { must(b, second(Diff(old, new))) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			var took []time.Duration
			for _, n := range sizes {
				text := generate.NewSynthetic(n).Text() + wide
				old := load(b, text)
				new := load(b, strings.Replace(text, "not share any to anyone unless consent", "not share any to anyone unless consent and age >= 16", 1))
				start := time.Now()
				for range b.N {
					x.do(b, old, new)
				}
				took = append(took, time.Since(start)/time.Duration(b.N))
			}
			for i, name := range []string{"ms/100", "ms/1000", "ms/10000"}[:len(took)] {
				b.ReportMetric(float64(took[i].Microseconds())/1000, name)
			}
			for i, name := range []string{"x1000/100", "x10000/1000"}[:len(took)-1] {
				b.ReportMetric(float64(took[i+1])/float64(took[i]), name)
			}
			b.ReportMetric(0, "ns/op") // of all sizes together it would say nothing
		})
	}
}

func second[T any](_ T, err error) error { return err }

func must(b *testing.B, err error) {
	if err != nil {
		b.Fatal(err)
	}
}
