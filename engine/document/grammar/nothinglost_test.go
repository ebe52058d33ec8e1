package grammar_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/policies"
)

// Of policies that have no labels in a language, sentences hold the names themselves: so a test can see that each name, each fact, each
// length of time and each number of a norm is said, of any policy.
func TestNothingIsLost(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	said := 0
	for seed := range uint64(rounds) {
		g := generate.New(rand.New(rand.NewPCG(seed, 7)).IntN)
		fsys := fstest.MapFS{"p/p.licet": {Data: []byte(g.Policy())}}
		p, err := dsl.Load(fsys, "p", policies.Libraries())
		if err != nil {
			continue // some take away what they name
		}
		for _, language := range []string{"zh", "de"} {
			speaker, err := grammar.Speak(labels.Of(p, language))
			if err != nil {
				t.Fatal(err)
			}
			for i := range p.Norms {
				said += wholly(t, p, &p.Norms[i], language, speaker.Norm(&p.Norms[i]))
			}
		}
	}
	t.Logf("%d names were looked for", said)
	if said < 1000 {
		t.Errorf("only %d names were looked for", said)
	}
}

// wholly looks for everything that a norm names in its sentence, and returns how much that was.
func wholly(t *testing.T, p *model.Policy, n *model.Norm, language, text string) int {
	t.Helper()
	var want []string
	for d := range model.Dim(model.DimCount) {
		if d != model.Actor && d != model.Action && !n.Stated.Has(d) {
			continue
		}
		for _, id := range slices.Concat(n.Scope[d].In, n.Scope[d].Except) {
			if !(d.Kind() == model.PartyKind && (id == model.We || id == model.You)) { // which are pronouns
				want = append(want, "⟦"+p.Graph(d).Node(id).ID+"⟧")
			}
		}
	}
	for _, w := range n.When {
		model.Walk(w.Stated, func(c model.Cond) bool {
			if f := model.FactOf(c); f != model.NoFact && !strings.HasPrefix(p.Facts[f].ID, "overdue ") {
				want = append(want, "⟦"+p.Facts[f].ID+"⟧")
			}
			switch c := c.(type) {
			case *model.Compare:
				want = append(want, strconv.FormatInt(c.Value, 10))
			case *model.OptionIs:
				want = append(want, "⟦"+p.Facts[c.Fact].Options[c.Option]+"⟧")
			case *model.PlaceIn:
				want = append(want, "⟦"+p.Graphs[model.PlaceKind].Node(c.Place).ID+"⟧")
			case *model.Named:
				want = append(want, "⟦"+p.Terms[c.Term].ID+"⟧")
			}
			return true
		})
	}
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: %q is not said by %q (%s)", language, w, text, p.Clauses[n.Clause].ID)
		}
	}
	return len(want)
}

// What a sentence prohibits is said otherwise than what it permits, and with a condition otherwise than without.
func TestPolarity(t *testing.T) {
	p := load(t, "shop")
	for _, language := range []string{"zh", "de", "en"} {
		g, err := grammar.New(language, p)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Norms {
			n := p.Norms[i]
			opposite, free := n, n
			opposite.Modality = map[model.Modality]model.Modality{model.May: model.MustNot, model.MustNot: model.May, model.Must: model.MustNot}[n.Modality]
			free.When = nil
			if g.Norm(&n) == g.Norm(&opposite) || len(n.When) > 0 && g.Norm(&n) == g.Norm(&free) {
				t.Errorf("%s: %q says something else as well", language, g.Norm(&n))
			}
			for j, w := range n.When {
				if w.Role == model.Timing { // which is never turned
					continue
				}
				turned := n
				turned.When = slices.Clone(n.When)
				turned.When[j].Negated = !w.Negated
				if g.Norm(&n) == g.Norm(&turned) {
					t.Errorf("%s: %q has a condition that says the same either way", language, g.Norm(&n))
				}
			}
		}
	}
}
