package policies_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

// The standard vocabulary has a label for each of its names in each language that documents are written in.
func TestCoreLabels(t *testing.T) {
	p, err := dsl.Load(policies.FS(), "core", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "zh", "de"} {
		c, err := labels.Load(policies.FS(), "core", nil, p, language)
		if err != nil {
			t.Fatal(err)
		}
		for k := range model.Kind(model.Kinds) {
			for id, n := range p.Graphs[k].All() {
				if text, ok := c.Node(k, id); !ok || text == "" {
					t.Errorf("%s: %s %s has no label", language, k, n.ID)
				}
			}
		}
		for i := range p.Facts {
			if _, ok := c.Fact(model.FactID(i)); !ok {
				t.Errorf("%s: the fact %s has no label", language, p.Facts[i].ID)
			}
		}
	}
}

// The labels files of the policies that ship say nothing that the policies do not have.
func TestPolicyLabels(t *testing.T) {
	for _, name := range policies.Names() {
		p, err := dsl.Load(policies.FS(), name, policies.Libraries())
		if err != nil {
			t.Fatal(err)
		}
		for _, language := range []string{"zh", "de"} {
			if _, err := labels.Load(policies.FS(), name, policies.Libraries(), p, language); err != nil {
				t.Error(err)
			}
		}
	}
}
