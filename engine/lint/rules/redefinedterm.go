package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func redefinedTerm() lint.Rule {
	return lint.Rule{Name: "redefined-term", Category: lint.Consistency, Severity: lint.Warning, Vocabularies: true,
		Summary: "a common term is given another meaning than the vocabulary gives it", Check: findRedefinedTerms}
}

func findRedefinedTerms(c *lint.Context) []lint.Finding {
	out := append(takenOut(c), putAmongOpposites(c)...)
	out = append(out, declaredAmongOpposites(c)...)
	out = append(out, sameLabels(c)...)
	return append(out, calledNotPersonal(c, out)...)
}

// takenOut reports the `treat ... as not` sentences that say of data what the vocabulary denies, where nothing is said of the case. One that
// needs a case ("given anonymised") speaks of a state, and of no term.
func takenOut(c *lint.Context) []lint.Finding {
	p := c.Policy()
	g := p.Graphs[model.DataKind]
	classes := map[model.NodeID]nodes{}
	var out []lint.Finding
	for i := range p.Treats {
		t := &p.Treats[i]
		if !t.Not || !c.Own(t.Pos) || !whereNothingIsSaid(p, t.When) {
			continue
		}
		if classes[t.Class] == nil {
			classes[t.Class] = byVocabulary(g, t.Class)
		}
		if data := classed(g, t.Data, classes[t.Class]); len(data) > 0 {
			class := g.Node(t.Class)
			out = append(out, lint.Finding{Clauses: []int{t.Clause}, At: t.Pos, About: class.ID,
				Message: fmt.Sprintf("clause %s says that %s %s not `%s`, and the vocabulary `%s` says the opposite, as readers and laws do; strike it in the text, or name the state in "+
					"which it is so, as in: given anonymised", p.Clauses[t.Clause].ID, ids(g, data), agree(len(data), "is", "are"), class.ID, class.Pos.Library),
				Related: []lint.Related{{Message: fmt.Sprintf("`%s` is declared here", g.Node(data[0]).ID), At: g.Node(data[0]).Pos}}})
		}
	}
	return out
}

// classed returns those of some data, else of what lies beneath them in names of the policy's own, that the vocabulary itself puts into a class.
func classed(g *model.Graph, data []model.NodeID, inClass nodes) []model.NodeID {
	var out []model.NodeID
	for _, d := range data {
		switch {
		case inClass.has(d):
			out = append(out, d)
		case g.Node(d).Pos.Library == "":
			for _, x := range g.Beneath(d) {
				if inClass.has(x) {
					out = append(out, x)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// byVocabulary returns what lies beneath a class by names of vocabularies alone, and the class, where it is one.
func byVocabulary(g *model.Graph, class model.NodeID) nodes {
	out := make(nodes, (g.Len()+63)/64)
	for open := []model.NodeID{class}; len(open) > 0; {
		n := open[len(open)-1]
		open = open[:len(open)-1]
		if n != model.Root && g.Node(n).Pos.Library != "" && !out.has(n) {
			out[n/64] |= 1 << (n % 64)
			open = append(open, g.Node(n).Children...)
		}
	}
	return out
}

// whereNothingIsSaid reports whether conditions hold where every fact is no and nothing has happened.
func whereNothingIsSaid(p *model.Policy, when []model.Condition) bool {
	return !slices.ContainsFunc(when, func(w model.Condition) bool { return value(p, w.Cond(), nothingIsSaid) != model.Sure })
}

func nothingIsSaid(c model.Cond) model.Tri {
	switch c := c.(type) {
	case *model.Yes:
		return model.No
	case *model.Elapsed:
		if c.Rel == model.Before {
			return model.Sure
		}
		return model.No
	}
	return model.Unknown
}

// putAmongOpposites reports the `treat` sentences that call personal data anonymous, or the other way round.
func putAmongOpposites(c *lint.Context) []lint.Finding {
	p := c.Policy()
	g := p.Graphs[model.DataKind]
	var out []lint.Finding
	for i := range p.Treats {
		t := &p.Treats[i]
		if t.Not || !c.Own(t.Pos) || !whereNothingIsSaid(p, t.When) {
			continue
		}
		if d := slices.IndexFunc(t.Data, func(d model.NodeID) bool { return opposed(g, d, t.Class) }); d >= 0 {
			out = append(out, lint.Finding{Clauses: []int{t.Clause}, At: t.Pos, About: g.Node(t.Data[d]).ID,
				Message: fmt.Sprintf("clause %s takes `%s` for `%s`, and by the vocabulary it is the opposite; strike it in the text, or name the state in which it is so, as in: "+
					"given anonymised", p.Clauses[t.Clause].ID, g.Node(t.Data[d]).ID, g.Node(t.Class).ID)})
		}
	}
	return out
}

// opposed reports whether one of two is personal and the other anonymous.
func opposed(g *model.Graph, a, b model.NodeID) bool {
	return under(g, a, "personal") && under(g, b, "anonymous") || under(g, a, "anonymous") && under(g, b, "personal")
}

// declaredAmongOpposites reports the policy's own names by which data are both personal and anonymous, the highest.
func declaredAmongOpposites(c *lint.Context) []lint.Finding {
	g := c.Policy().Graphs[model.DataKind]
	both := func(n model.NodeID) bool { return under(g, n, "personal") && under(g, n, "anonymous") }
	var out []lint.Finding
	for id, n := range g.All() {
		if !c.Own(n.Pos) || both(id) && slices.ContainsFunc(n.Parents, both) {
			continue
		}
		data := slices.DeleteFunc(append([]model.NodeID{id}, n.Children...), func(x model.NodeID) bool { return !both(x) || x != id && c.Own(g.Node(x).Pos) })
		if len(data) > 0 {
			out = append(out, lint.Finding{About: n.ID, At: n.Pos, Length: len(n.ID),
				Message: fmt.Sprintf("by this declaration %s is both `personal` and `anonymous`, and nothing is; declare data that identify nobody apart, with a name of their own",
					ids(g, data[:1]))})
		}
	}
	return out
}

// sameLabels reports the policy's own names that have the label of a name of the vocabulary, and are another thing.
func sameLabels(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, g := range c.Policy().Graphs {
		shared := map[string]model.NodeID{}
		for id, n := range g.All() {
			if n.Pos.Library != "" {
				for _, l := range n.Labels {
					shared[strings.ToLower(l.Text)] = id
				}
			}
		}
		for id, n := range g.All() {
			if other, ok := shared[strings.ToLower(n.Labels.In(c.Policy().Language))]; ok && c.Own(n.Pos) && !g.Below(id, other) && !g.Below(other, id) {
				out = append(out, sameLabel(g, n, g.Node(other)))
			}
		}
	}
	return out
}

func sameLabel(g *model.Graph, n, other *model.Node) lint.Finding {
	return lint.Finding{About: n.ID, At: n.Pos, Length: len(n.ID),
		Message: fmt.Sprintf("`%s` is called \"%s\", which is the vocabulary's word for `%s`, and is another %s; use that name, say that this one is one: is %s, or call it otherwise",
			n.ID, other.Labels.In(""), other.ID, g.Kind, other.ID),
		Related: []lint.Related{{Message: fmt.Sprintf("`%s` is declared here", other.ID), At: other.Pos}}}
}
