package sql_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/sql"
	"github.com/seed-90f8eabc/licet/policies"
)

const fourNames = "columns: {action: op, data: field, purpose: why, recipient: who}\ngiven:\n  consent: consented\n  objection: objected\n"

// BenchmarkSizes tells how long expressions are, and how long it takes to make them.
func BenchmarkSizes(b *testing.B) {
	for _, name := range []string{"app", "shop", "union", "union with its facts", "100", "1000", "3000"} {
		b.Run(name, func(b *testing.B) {
			policy, facts := strings.CutSuffix(name, " with its facts")
			e, mapping := sized(b, policy, facts)
			bound := bind(b, e, mapping)
			size := 0
			for b.Loop() {
				x, err := sql.Compile(bound, sql.DuckDB)
				if err != nil {
					b.Fatal(err)
				}
				size = len(x.String())
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// sized returns a policy, one that ships or a synthetic one of so many norms, with a mapping.
func sized(b *testing.B, policy string, facts bool) (*engine.Engine, string) {
	if n, err := strconv.Atoi(policy); err == nil {
		return load(b, generate.NewSynthetic(n).Text()), fourNames + "  age: age\n  country: country\n"
	}
	e, err := engine.Load(policies.FS(), policy)
	if err != nil {
		b.Fatal(err)
	}
	if !facts {
		return e, fourNames
	}
	mapping := fourNames
	for i, f := range e.Policy().Facts {
		if f.Type == model.Event {
			mapping += fmt.Sprintf("  %q: {column: fact-%d, unit: days}\n", f.ID, i)
		} else {
			mapping += fmt.Sprintf("  %q: fact-%d\n", f.ID, i)
		}
	}
	return e, mapping
}
