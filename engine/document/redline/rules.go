package redline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// says returns what the rules of a clause say, in the order in which they are written.
func (t *teller) says(clause int) []string {
	if t.rules == nil {
		t.rules = rulesOf(t.e)
	}
	return t.rules[clause]
}

// rulesOf returns for each clause what its rules say. Norms and exclusions are said as sentences; of the rest, which no reader sees, what
// tells them apart is enough.
func rulesOf(e *engine.Engine) [][]string {
	p := e.Policy()
	out := make([][]string, len(p.Clauses))
	add := func(clause int, text string) {
		if clause >= 0 {
			out[clause] = append(out[clause], text)
		}
	}
	for i := range p.Norms {
		if p.Norms[i].From < 0 {
			add(p.Norms[i].Clause, e.CiteNorm(i).Says)
		}
	}
	for i := range p.Exclusions {
		add(p.Exclusions[i].Clause, capital(e.CiteExclusion(i).Says))
	}
	others(p, add)
	return out
}

// others tells of the sentences that are no norms and no exclusions.
func others(p *model.Policy, add func(int, string)) {
	for i := range p.Treats {
		x := &p.Treats[i]
		word := "counts as"
		if x.Not {
			word = "does not count as"
		}
		add(x.Clause, fmt.Sprintf("%s %s %s%s", names(p, model.DataKind, x.Data), word, p.Graphs[model.DataKind].Node(x.Class).ID, when(x.When)))
	}
	for i := range p.Waivers {
		add(p.Waivers[i].Clause, "consent is not needed to "+scope(p, p.Waivers[i].Scope)+when(p.Waivers[i].When))
	}
	for i := range p.Deemings {
		x := &p.Deemings[i]
		add(x.Clause, p.Facts[x.Fact].ID+" counts as deemed consent to "+scope(p, x.Scope)+when(x.When))
	}
	for i := range p.Facts {
		if s := p.Facts[i].Settled; s != nil {
			add(s.Clause, fmt.Sprintf("%s is settled: %t %d", p.Facts[i].ID, s.Yes, s.Option))
		}
	}
}

func names(p *model.Policy, k model.Kind, list []model.NodeID) string {
	var out []string
	for _, n := range list {
		out = append(out, p.Graphs[k].Node(n).ID)
	}
	return strings.Join(out, ", ")
}

func scope(p *model.Policy, s model.Scope) string {
	var out []string
	for d := range s {
		k := model.Dim(d).Kind()
		out = append(out, names(p, k, s[d].In))
		if len(s[d].Except) > 0 {
			out = append(out, "except "+names(p, k, s[d].Except))
		}
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "; ")
}

func when(list []model.Condition) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString(" " + c.Words)
	}
	return b.String()
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return sentence.Capital(s)
}
