package grammar_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

// load loads a policy that ships, or one of testdata.
func load(t *testing.T, name string) *model.Policy {
	t.Helper()
	fsys := policies.FS()
	if file := name + ".licet"; !slices.Contains(policies.Names(), name) {
		fsys, name = os.DirFS("testdata"), file
	}
	p, err := dsl.Load(fsys, name, policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func english(t *testing.T, p *model.Policy) grammar.Grammar {
	t.Helper()
	g, err := grammar.New("en", p)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestWholeSentences says every norm of the shipped policies as a sentence with a capital and one period.
func TestWholeSentences(t *testing.T) {
	for _, name := range policies.Names() {
		p := load(t, name)
		g := english(t, p)
		for i := range p.Norms {
			s := g.Norm(&p.Norms[i])
			if !strings.HasSuffix(s, ".") || strings.HasSuffix(s, "..") || strings.ToUpper(s[:1]) != s[:1] || strings.Contains(s, "  ") {
				t.Errorf("%s: %q", p.Clauses[p.Norms[i].Clause].ID, s)
			}
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	if _, err := grammar.New("la", load(t, "app")); err == nil || !strings.Contains(err.Error(), `"la"; there are de, en, zh`) {
		t.Error(err)
	}
}
