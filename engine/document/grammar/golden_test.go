package grammar_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestShippedSentences compares every sentence of the shipped policies, and of one with all forms, with those that were read aloud and
// found right. With LICET_UPDATE=1 it writes them; whoever does so reads them again.
func TestShippedSentences(t *testing.T) {
	for _, name := range append(policies.Names(), "forms") {
		p := load(t, name)
		golden(t, filepath.Join("testdata", "en-"+name+".golden"), strings.Join(statements(english(t, p), p), "\n")+"\n")
	}
}

// statements says all of a policy, each sentence behind its clause and its line.
func statements(g grammar.Grammar, p *model.Policy) []string {
	var out []string
	add := func(clause int, pos model.Pos, text string) {
		id := ""
		if clause >= 0 {
			id = p.Clauses[clause].ID
		}
		out = append(out, fmt.Sprintf("%s\t%s:%d\t%s", id, filepath.Base(pos.File), pos.Line, text))
	}
	for _, group := range grammar.Statements(p) {
		first := &p.Norms[group[0]]
		var rest []*model.Norm
		for _, i := range group[1:] {
			rest = append(rest, &p.Norms[i])
		}
		add(first.Clause, first.Pos, g.Norm(first, rest...))
	}
	for i := range p.Exclusions {
		add(p.Exclusions[i].Clause, p.Exclusions[i].Pos, g.Exclusion(&p.Exclusions[i]))
	}
	for i := range p.Treats {
		add(p.Treats[i].Clause, p.Treats[i].Pos, g.Treat(&p.Treats[i]))
	}
	for i := range p.Waivers {
		add(p.Waivers[i].Clause, p.Waivers[i].Pos, g.Waiver(&p.Waivers[i]))
	}
	for i := range p.Deemings {
		add(p.Deemings[i].Clause, p.Deemings[i].Pos, g.Deeming(&p.Deemings[i]))
	}
	for i := range p.Facts {
		if s := p.Facts[i].Settled; s != nil {
			add(s.Clause, s.Pos, g.Settlement(model.FactID(i)))
		}
	}
	return out
}

// TestJudgedSentences finds each sentence that was judged in a language among those that are said in it.
func TestJudgedSentences(t *testing.T) {
	for language, names := range map[string][]string{"en": append(policies.Names(), "forms"), "zh": append(policies.Names(), "forms"), "de": {"shop", "forms"}} {
		table, err := os.ReadFile(filepath.Join("testdata", language+"-judged.md"))
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		for _, name := range names {
			p := load(t, name)
			g := english(t, p)
			if language != "en" {
				g = spoken(t, p, name, language)
			}
			said.WriteString(strings.Join(statements(g, p), "\n") + "\n")
		}
		judged := 0
		for line := range strings.Lines(string(table)) {
			cells := strings.Split(line, " | ")
			if len(cells) != 4 || strings.HasPrefix(line, "| #") {
				continue
			}
			judged++
			if !strings.Contains(said.String(), "\t"+cells[1]+"\n") {
				t.Errorf("%s: no policy says: %s", language, cells[1])
			}
		}
		if judged != 10 {
			t.Errorf("%s: %d sentences were judged", language, judged)
		}
	}
}

// TestStatements puts every norm into one group, in which it stands behind what it follows from.
func TestStatements(t *testing.T) {
	for _, name := range append(policies.Names(), "forms") {
		p := load(t, name)
		seen := make([]int, len(p.Norms))
		for _, group := range grammar.Statements(p) {
			for i, n := range group {
				seen[n]++
				if from := p.Norms[n].From; i > 0 && p.Norms[n].Origin != model.ByRefusing && !slices.Contains(group[:i], from) {
					t.Errorf("%s: norm %d does not stand behind norm %d", name, n, from)
				}
			}
		}
		if i := slices.IndexFunc(seen, func(n int) bool { return n != 1 }); i >= 0 {
			t.Errorf("%s: norm %d stands in %d groups", name, i, seen[i])
		}
	}
}
