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
			said += inGroups(t, p, speaker)
			said += besideNorms(t, p, speaker)
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
	want := slices.Concat(named(p, n.Scope, n.Stated.With(model.Actor).With(model.Action)), conditioned(p, n.When))
	return looked(t, p, n.Clause, language, text, want)
}

// inGroups looks for what norms say that are said together: what the first names, and the conditions of all; of a refusal the purposes.
func inGroups(t *testing.T, p *model.Policy, g grammar.Grammar) int {
	t.Helper()
	out := 0
	for _, group := range grammar.Statements(p) {
		first := &p.Norms[group[0]]
		want := named(p, first.Scope, first.Stated.With(model.Actor).With(model.Action))
		var rest []*model.Norm
		for _, i := range group {
			n := &p.Norms[i]
			want = append(want, conditioned(p, n.When)...)
			switch n.Origin {
			case model.ByRefusing:
				want = append(want, named(p, n.Scope, model.Dims(0).With(model.For).With(model.Actor))...)
			case model.AfterDeadline:
				want = append(want, named(p, n.Scope, model.Dims(0).With(model.Action))...)
			case model.Then:
				want = append(want, named(p, n.Scope, n.Stated.With(model.Actor).With(model.Action))...)
			}
			if i != group[0] {
				rest = append(rest, n)
			}
		}
		out += looked(t, p, first.Clause, g.Language(), g.Norm(first, rest...), want)
	}
	return out
}

// besideNorms looks for what all other sentences name.
func besideNorms(t *testing.T, p *model.Policy, g grammar.Grammar) int {
	t.Helper()
	out := 0
	look := func(clause int, text string, want ...[]string) {
		out += looked(t, p, clause, g.Language(), text, slices.Concat(want...))
	}
	limits := func(s model.Scope) (out model.Dims) {
		for d := range model.Dim(model.DimCount) {
			if !s[d].IsAny() {
				out = out.With(d)
			}
		}
		return out
	}
	for i := range p.Exclusions {
		x := &p.Exclusions[i]
		look(x.Clause, g.Exclusion(x), named(p, x.Scope, model.Dims(0).With(model.Data).With(model.Of).With(model.From)), conditioned(p, x.When))
	}
	for i := range p.Waivers {
		w := &p.Waivers[i]
		look(w.Clause, g.Waiver(w), named(p, w.Scope, limits(w.Scope)), conditioned(p, w.When))
	}
	for i := range p.Deemings {
		d := &p.Deemings[i]
		look(d.Clause, g.Deeming(d), named(p, d.Scope, limits(d.Scope)), conditioned(p, d.When), []string{"⟦" + p.Facts[d.Fact].ID + "⟧"})
	}
	for i := range p.Treats {
		x := &p.Treats[i]
		var data []string
		for _, n := range append(slices.Clone(x.Data), x.Class) {
			data = append(data, "⟦"+p.Graphs[model.DataKind].Node(n).ID+"⟧")
		}
		look(x.Clause, g.Treat(x), data, conditioned(p, x.When))
	}
	return out
}

// named is what some parts of a scope name.
func named(p *model.Policy, s model.Scope, parts model.Dims) (out []string) {
	for d := range model.Dim(model.DimCount) {
		if !parts.Has(d) {
			continue
		}
		for _, id := range slices.Concat(s[d].In, s[d].Except) {
			if !(d.Kind() == model.PartyKind && (id == model.We || id == model.You)) { // which are pronouns
				out = append(out, "⟦"+p.Graph(d).Node(id).ID+"⟧")
			}
		}
	}
	return out
}

// conditioned is what conditions name.
func conditioned(p *model.Policy, when []model.Condition) (out []string) {
	for _, w := range when {
		model.Walk(w.Stated, func(c model.Cond) bool {
			if f := model.FactOf(c); f != model.NoFact && !strings.HasPrefix(p.Facts[f].ID, "overdue ") {
				out = append(out, "⟦"+p.Facts[f].ID+"⟧")
			}
			switch c := c.(type) {
			case *model.Compare:
				out = append(out, strconv.FormatInt(c.Value, 10))
			case *model.OptionIs:
				out = append(out, "⟦"+p.Facts[c.Fact].Options[c.Option]+"⟧")
			case *model.PlaceIn:
				out = append(out, "⟦"+p.Graphs[model.PlaceKind].Node(c.Place).ID+"⟧")
			case *model.Named:
				out = append(out, "⟦"+p.Terms[c.Term].ID+"⟧")
			}
			return true
		})
	}
	return out
}

// looked looks for words in a text, and returns how many they were.
func looked(t *testing.T, p *model.Policy, clause int, language, text string, want []string) int {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: %q is not said by %q (%s)", language, w, text, p.Clauses[clause].ID)
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
