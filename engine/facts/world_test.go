package facts_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// A world is everything that is so, for a random policy.
type world struct {
	r      *rand.Rand
	e      *engine.Engine
	values map[string]any // facts, consent, objection
	fails  map[string]bool
	asked  []string
	t      *testing.T
}

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// newWorld draws a policy and what is so; nil where the policy has problems.
func newWorld(t *testing.T, seed uint64) (*world, *generate.Generator) {
	r := rand.New(rand.NewPCG(seed, 3))
	g := generate.New(r.IntN)
	parts := g.Parts() // with more that may be permitted
	parts.Clauses = append(parts.Clauses, generate.Clause{ID: "Z.1", Statements: []string{
		"we may use any given f0 or consent", "we may store any given age >= 16 or channel is web unless objection",
		"we may share any to anyone given (f1 or explicit consent) and no objection"}})
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(parts.String())}}, "p.licet")
	var problems diag.List
	if errors.As(err, &problems) {
		return nil, nil
	} else if err != nil {
		t.Fatal(err)
	}
	return &world{r: r, e: e, t: t}, g
}

// draw makes everything so, or otherwise.
func (w *world) draw(partObjections bool) {
	w.values, w.fails = map[string]any{}, map[string]bool{}
	for i := range w.e.Policy().Facts {
		w.values[w.e.Policy().Facts[i].ID] = w.value(&w.e.Policy().Facts[i])
	}
	w.values["consent"] = w.grants([]string{"", "", "explicit", "separate", "deemed"})
	w.values["objection"] = []engine.Grant{}
	if partObjections {
		w.values["objection"] = w.grants([]string{""})
	} else if w.r.IntN(2) == 0 {
		w.values["objection"] = []engine.Grant{{}}
	}
}

func (w *world) value(f *model.Fact) any {
	switch f.Type {
	case model.YesNo:
		return w.r.IntN(2) == 0
	case model.Number:
		return 12 + w.r.IntN(10)
	case model.OneOf:
		return f.Options[w.r.IntN(len(f.Options))]
	case model.AtPlace:
		return w.name(model.PlaceKind)
	}
	if w.r.IntN(3) == 0 {
		return false
	}
	return time.Duration(w.r.IntN(40)) * 24 * time.Hour
}

func (w *world) name(k model.Kind) string {
	g := w.e.Policy().Graphs[k]
	return g.Node(model.NodeID(1 + w.r.IntN(g.Len()-1))).ID
}

func (w *world) grants(kinds []string) []engine.Grant {
	out := []engine.Grant{}
	for range w.r.IntN(4) {
		g := engine.Grant{Kind: kinds[w.r.IntN(len(kinds))]}
		if w.r.IntN(2) == 0 {
			g.Data = w.name(model.DataKind)
		}
		if w.r.IntN(3) == 0 {
			g.Purpose = w.name(model.PurposeKind)
		}
		if w.r.IntN(4) == 0 {
			g.Recipient = w.name(model.PartyKind)
		}
		out = append(out, g)
	}
	return out
}

var errDown = errors.New("the database is down")

// Lookup says what is so.
func (w *world) Lookup(_ context.Context, c facts.Case, name string) (any, error) {
	w.asked = append(w.asked, name)
	if c != (facts.Case{Subject: "somebody", At: now}) {
		w.t.Errorf("asked for %v", c)
	}
	if w.fails[name] {
		return nil, errDown
	}
	return w.values[name], nil
}

// everything returns facts with all that is so and does not fail.
func (w *world) everything(f *engine.Facts) *engine.Facts {
	for name, value := range w.values {
		id, isFact := w.e.Policy().Fact(name)
		if w.fails[name] || isFact && w.e.Policy().Facts[id].Settled != nil {
			continue
		}
		if err := f.SetValue(name, value); err != nil {
			w.t.Fatal(name, err)
		}
		switch name {
		case "consent":
			f.NoOtherConsent()
		case "objection":
			f.NoOtherObjection()
		}
	}
	return f
}

// prepare prepares a random question without its facts; nil where it asks about nothing.
func (w *world) prepare(g *generate.Generator) (*engine.Prepared, string) {
	if w.r.IntN(3) > 0 {
		return w.prepareNarrow()
	}
	text, _, _ := strings.Cut(g.Question(), " given ")
	text = strings.TrimSuffix(strings.TrimSuffix(text, " nothing else"), " and")
	q, err := w.e.Asker().Question(text)
	if err != nil {
		return nil, text
	}
	p, err := w.e.PrepareQuestion(q)
	if err != nil {
		w.t.Fatal(text, err)
	}
	return p, text
}

// prepareNarrow prepares a question about one name in every part.
func (w *world) prepareNarrow() (*engine.Prepared, string) {
	q := engine.Question{Action: []string{"use", "store", "share"}[w.r.IntN(3)], Data: w.name(model.DataKind), From: w.name(model.PartyKind),
		Purpose: w.name(model.PurposeKind)}
	switch q.Action {
	case "use":
		q.Place = w.name(model.PlaceKind)
	case "share":
		q.Recipient = w.name(model.PartyKind)
	}
	p, err := w.e.Prepare(q)
	if err != nil {
		w.t.Fatal(q, err)
	}
	return p, fmt.Sprint(q)
}

// lazily decides with a Resolver. Some facts may be the caller's.
func (w *world) lazily(p *engine.Prepared, f *engine.Facts) facts.Result {
	r := facts.Resolver{Source: w}
	w.asked = nil
	out, err := r.Decide(context.Background(), p, f, facts.Case{Subject: "somebody", At: now})
	if err != nil && !errors.Is(err, engine.ErrNothing) {
		w.t.Fatal(err)
	}
	if fmt.Sprint(out.Asked) != fmt.Sprint(w.asked) {
		w.t.Errorf("asked %v, told %v", w.asked, out.Asked)
	}
	return out
}

// worlds calls f for random questions about random policies.
func worlds(t *testing.T, partObjections bool, f func(w *world, p *engine.Prepared, text string)) {
	seeds, met := uint64(150), 0
	if testing.Short() {
		seeds = 40
	}
	for seed := range seeds {
		w, g := newWorld(t, seed)
		if w == nil {
			continue
		}
		for range 20 {
			w.draw(partObjections)
			if p, text := w.prepare(g); p != nil {
				met++
				f(w, p, fmt.Sprintf("seed %d: %s, where %v, failing %v", seed, text, w.values, w.fails))
			}
		}
	}
	if met < int(seeds)*5 {
		t.Errorf("only %d questions were met", met)
	}
	t.Logf("%d questions", met)
}
