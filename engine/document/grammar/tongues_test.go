package grammar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

// The sentences of the shop in Chinese and in German, each beside the clause that it says. LICET_UPDATE=1 writes them anew; they are read
// by somebody who speaks the language before they are committed.
func TestTongues(t *testing.T) {
	p, err := dsl.Load(policies.FS(), "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"zh", "de"} {
		names, err := labels.Load(policies.FS(), "shop", policies.Libraries(), p, language)
		if err != nil {
			t.Fatal(err)
		}
		g, err := grammar.Speak(names)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range g.Missing() {
			t.Errorf("%s: %s %s has no label", language, m.Kind, m.ID)
		}
		golden(t, filepath.Join("testdata", "shop."+language+".txt"), sentences(p, g))
	}
}

// sentences are all sentences of a policy.
func sentences(p *model.Policy, g grammar.Grammar) string {
	var b strings.Builder
	say := func(clause int, text string) { fmt.Fprintf(&b, "%s\t%s\n", p.Clauses[clause].ID, text) }
	only := map[int]bool{}
	for i := range p.Norms {
		only[p.Norms[i].From] = only[p.Norms[i].From] || p.Norms[i].Origin == model.ByOnly
	}
	refused := map[model.Pos][]*model.Norm{}
	for i := range p.Norms {
		n := &p.Norms[i]
		switch n.Origin {
		case model.ByRefusing:
			refused[n.Pos] = append(refused[n.Pos], n)
			if i+1 == len(p.Norms) || p.Norms[i+1].Pos != n.Pos {
				say(n.Clause, g.Refusing(refused[n.Pos]))
			}
		case model.ByOnly:
			say(n.Clause, g.Only(&p.Norms[n.From], n))
		default:
			if !only[i] { // said with the rest
				say(n.Clause, g.Norm(n))
			}
		}
	}
	for i := range p.Exclusions {
		say(p.Exclusions[i].Clause, g.Exclusion(&p.Exclusions[i]))
	}
	for i := range p.Treats {
		say(p.Treats[i].Clause, g.Treat(&p.Treats[i]))
	}
	for i := range p.Waivers {
		say(p.Waivers[i].Clause, g.Waiver(&p.Waivers[i]))
	}
	for i := range p.Deemings {
		say(p.Deemings[i].Clause, g.Deeming(&p.Deemings[i]))
	}
	for i := range p.Facts {
		if s := p.Facts[i].Settled; s != nil {
			fmt.Fprintf(&b, "%s\t%s\n", p.Facts[i].ID, g.Settlement(model.FactID(i)))
		}
	}
	return b.String()
}

// golden compares a text with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if os.Getenv("LICET_UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s: %s", name, d)
	}
}
