package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func unusedDeclaration() lint.Rule {
	return lint.Rule{Name: "unused-declaration", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a name is declared, and no sentence is about it", Check: findUnusedDeclarations}
}

// findUnusedDeclarations reports names and facts that no sentence and no example names. A name is also used where one above it is named,
// since sentences about that are about it, or one beneath it, which it groups.
func findUnusedDeclarations(c *lint.Context) []lint.Finding {
	p, u := c.Policy(), usesOf(c.Policy())
	var out []lint.Finding
	add := func(what, id string, at model.Pos) {
		out = append(out, lint.Finding{About: id, At: at, Length: len(id),
			Message: fmt.Sprintf("no sentence is about the %s `%s`; write the sentence that is missing, or remove the name", what, id)})
	}
	for k := range model.Kind(model.Kinds) {
		for id, n := range p.Graphs[k].All() {
			if c.Own(n.Pos) && !u.reaches(p.Graphs[k], id) {
				add(k.String(), n.ID, n.Pos)
			}
		}
	}
	for i := range p.Facts {
		if f := &p.Facts[i]; c.Own(f.Pos) && !u.facts[model.FactID(i)] {
			add(factWord(f), f.ID, f.Pos)
		}
	}
	for i := range p.Terms {
		if t := &p.Terms[i]; c.Own(t.Pos) && !u.terms[i] {
			add("term", t.ID, t.Pos)
		}
	}
	return out
}

// uses are what sentences and examples name.
type uses struct {
	nodes [model.Kinds]map[model.NodeID]bool
	facts map[model.FactID]bool
	terms map[int]bool
}

func usesOf(p *model.Policy) *uses {
	u := &uses{facts: map[model.FactID]bool{}, terms: map[int]bool{}}
	for k := range u.nodes {
		u.nodes[k] = map[model.NodeID]bool{}
	}
	eachSentence(p, func(_ int, when []model.Condition) {
		for _, w := range when {
			u.condition(w.Stated)
		}
	})
	for i := range p.Terms {
		u.condition(p.Terms[i].Means) // a fact of a term is used; whether the term is, is another matter
	}
	for i := range p.Norms {
		u.scope(p.Norms[i].Scope)
		u.add(model.BasisKind, p.Norms[i].Basis)
		if d := p.Norms[i].Deadline; d != nil {
			u.facts[d.Event] = true
		}
	}
	for i := range p.Exclusions {
		u.scope(p.Exclusions[i].Scope)
	}
	for i := range p.Treats {
		u.add(model.DataKind, append([]model.NodeID{p.Treats[i].Class}, p.Treats[i].Data...))
	}
	for i := range p.Waivers {
		u.scope(p.Waivers[i].Scope)
	}
	for i := range p.Deemings {
		u.scope(p.Deemings[i].Scope)
		u.facts[p.Deemings[i].Fact] = true
	}
	u.graphs(p)
	for i := range p.Examples {
		u.question(p.Examples[i].Question)
	}
	return u
}

// graphs adds what declarations name beside their parents.
func (u *uses) graphs(p *model.Policy) {
	for k := range model.Kind(model.Kinds) {
		for _, n := range p.Graphs[k].All() {
			u.add(k, n.Inputs)
			if n.Action == nil {
				continue
			}
			for _, e := range n.Action.Ends {
				if e.Unless != model.NoFact {
					u.facts[e.Unless] = true
				}
			}
		}
	}
}

func (u *uses) question(q *model.Question) {
	if q == nil {
		return
	}
	u.scope(q.Scope)
	for f := range q.Facts {
		u.facts[f] = true
	}
	for _, g := range q.Grants {
		u.scope(g.Scope)
	}
}

func (u *uses) scope(s model.Scope) {
	for d := range model.Dim(model.DimCount) {
		u.add(d.Kind(), s[d].In)
		u.add(d.Kind(), s[d].Except)
	}
}

func (u *uses) add(k model.Kind, nodes []model.NodeID) {
	for _, n := range nodes {
		if n != model.Root {
			u.nodes[k][n] = true
		}
	}
}

func (u *uses) condition(c model.Cond) {
	model.Walk(c, func(c model.Cond) bool {
		if f := model.FactOf(c); f != model.NoFact {
			u.facts[f] = true
		}
		switch c := c.(type) {
		case *model.Named:
			u.terms[c.Term] = true
		case *model.PlaceIn:
			u.add(model.PlaceKind, []model.NodeID{c.Place})
		}
		return true
	})
}

// reaches reports whether the node, one above it or one beneath it is named.
func (u *uses) reaches(g *model.Graph, n model.NodeID) bool {
	for _, list := range [][]model.NodeID{g.Above(n), g.Beneath(n)} {
		for _, m := range list {
			if u.nodes[g.Kind][m] {
				return true
			}
		}
	}
	return false
}
