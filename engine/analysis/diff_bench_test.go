package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// Growth of one proof and of one comparison with the number of norms, on the policies of the engine's benchmarks. Compiling is part
// of both, loading is not.

// dropCondition takes away the conditions of the k-th sentence that has any.
func dropCondition(text string, k int) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if at := strings.Index(l, " given "); strings.HasPrefix(l, "  we may") && at > 0 {
			if k--; k < 0 {
				lines[i] = l[:at]
				break
			}
		}
	}
	return strings.Join(lines, "\n")
}

func BenchmarkProve(b *testing.B) {
	for name, claim := range map[string]string{
		"holds": "may we sell data-0 to anyone for any given no consent? never permitted",
		"fails": "may we provide any to anyone for any given no consent? never permitted",
	} {
		b.Run(name, func(b *testing.B) {
			eachSize(b, func(b *testing.B, p *model.Policy) {
				q, err := dsl.NewAsker(p).Question(strings.TrimSuffix(claim, " never permitted"))
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					proof, err := New(p).ProveNever(q)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(proof.Result), "result")
				}
			})
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		text := generate.NewSynthetic(n).Text() + wide
		old := load(b, text)
		for name, edited := range map[string]string{
			"first": dropCondition(text, 0), "middle": dropCondition(text, n/3),
			"wide":     strings.Replace(text, "not share any to anyone unless consent", "not share any to anyone unless consent and age >= 16", 1),
			"anything": text + "clause E.1 { this policy does not cover any given age < 10 }\n",
		} {
			new := load(b, edited)
			b.Run(fmt.Sprintf("rules=%d/%s", n, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					d, err := Diff(old, new)
					if err != nil || len(d.Changes) == 0 || !d.Decided {
						b.Fatal(err, d != nil && d.Decided)
					}
					b.ReportMetric(float64(len(d.Changes)), "rows")
				}
			})
		}
	}
}
