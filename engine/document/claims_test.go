package document

import (
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

func shop(t *testing.T) *builder {
	t.Helper()
	e, err := engine.Load(policies.FS(), "shop")
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.New("en", e.Policy())
	if err != nil {
		t.Fatal(err)
	}
	return &builder{e: e, p: e.Policy(), g: g, o: Options{Mode: Generated, Audience: Public}, under: outranked(e.Policy())}
}

// TestWrongCells makes cells wrong, each in one part, and asks the engine: none may stand.
func TestWrongCells(t *testing.T) {
	b := shop(t)
	nobody, _ := b.p.Graphs[model.DataKind].Lookup("anonymous")
	marketing, _ := b.p.Graphs[model.PurposeKind].Lookup("advertising")
	stranger, _ := b.p.Graphs[model.PartyKind].Lookup("partner")
	wrongs := []struct {
		name  string
		spoil func(n *model.Norm) bool
	}{
		{"a condition too few", func(n *model.Norm) bool {
			lost := len(n.When) == 1 && n.When[0].Role == model.Given
			n.When = nil
			return lost
		}},
		{"the opposite condition", func(n *model.Norm) bool {
			if len(n.When) != 1 || n.When[0].Role != model.Given {
				return false
			}
			n.When = slices.Clone(n.When)
			n.When[0].Negated = true
			return true
		}},
		{"a kind of data too many", func(n *model.Norm) bool { return wider(n, model.Data, nobody) }},
		{"a purpose too many", func(n *model.Norm) bool { return n.Stated.Has(model.For) && wider(n, model.For, marketing) }},
		{"a recipient too many", func(n *model.Norm) bool { return n.Stated.Has(model.To) && wider(n, model.To, stranger) }},
	}
	for _, w := range wrongs {
		tried := 0
		for i := range b.p.Norms {
			n := b.p.Norms[i]
			if n.Modality != model.May || !onlyIn(n.Scope[model.Actor], model.We) || !b.does(&n, "use", "disclose", "store", "export") {
				continue
			}
			if _, ok := b.claims(&n, []Ref{b.normRef(i)}); !ok || !w.spoil(&n) {
				continue
			}
			tried++
			if c, ok := b.claims(&n, []Ref{b.normRef(i)}); ok {
				t.Errorf("%s, clause %s: the engine confirms %v", w.name, b.p.Clauses[n.Clause].ID, c)
			}
		}
		if tried < 3 {
			t.Errorf("%s was tried %d times", w.name, tried)
		}
	}
}

// wider adds a name to a list.
func wider(n *model.Norm, d model.Dim, node model.NodeID) bool {
	if !plainList(n.Scope[d]) {
		return false
	}
	n.Scope[d].In = append(slices.Clone(n.Scope[d].In), node)
	return true
}

// TestConditionTooMany says that a use needs consent which needs none: the engine permits it without, and no other sentence does.
func TestConditionTooMany(t *testing.T) {
	b := shop(t)
	tried := 0
	for i := range b.p.Norms {
		n := b.p.Norms[i]
		refs := []Ref{b.normRef(i)}
		if n.Modality != model.May || len(n.When) > 0 || !onlyIn(n.Scope[model.Actor], model.We) || !b.does(&n, "use") {
			continue
		}
		n.When = []model.Condition{{Role: model.Given, Stated: &model.HasConsent{}, Words: "given consent"}}
		tried++
		if c, ok := b.claims(&n, refs); ok {
			t.Errorf("clause %s: the engine confirms %v", b.p.Clauses[n.Clause].ID, c)
		}
	}
	if tried < 3 {
		t.Errorf("it was tried %d times", tried)
	}
}
