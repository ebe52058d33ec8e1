package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func sensitiveWithoutExplicitConsent() lint.Rule {
	return lawful(lint.Rule{Name: "sensitive-without-explicit-consent", Severity: lint.Warning,
		Summary: "sensitive data are processed without the kind of consent that they need"}, findSensitive, gdpr("9(2)(a)"), pipl("29"))
}

// A sensitivity is what a law asks for data of one class.
type sensitivity struct {
	class, says, kind string // the class of the vocabulary, what it is called, and the kind of consent
	kinds             []model.ConsentKind
	bases             []string // with which no consent is needed
	except            string   // of the class, and not meant
}

// sensitivities returns them by jurisdiction. A password is called sensitive in the vocabulary; PIPL 28 does not mean what people make up
// themselves in order to be let in.
func sensitivities() map[string]sensitivity {
	special := sensitivity{"special-category", "special categories of data", "explicit", []model.ConsentKind{model.ExplicitConsent, model.WrittenConsent},
		[]string{"legal-obligation", "vital-interests", "public-task", "disclosed-information", "other-law"}, ""}
	return map[string]sensitivity{
		"eu": special,
		"uk": special,
		"china": {"sensitive", "sensitive data", "separate", []model.ConsentKind{model.SeparateConsent, model.WrittenConsent, model.ParentalConsent},
			[]string{"contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests", "news-reporting", "disclosed-information", "other-law"}, "password"},
	}
}

func findSensitive(c *lint.Context, l laws) []lint.Finding {
	var out []lint.Finding
	for _, x := range l {
		out = append(out, sensitivities()[x.place].find(c.Policy(), x)...)
	}
	return out
}

// find reports each clause that is the first to collect some sensitive data, else the first to permit something with them, and points to the
// others: it is one consent that is missing.
func (s sensitivity) find(p *model.Policy, x law) []lint.Finding {
	first, others := map[int][]model.NodeID{}, map[int][]int{}
	for d, norms := range s.unasked(p) {
		at := firstToCollect(p, norms)
		first[at] = append(first[at], d)
		others[at] = append(others[at], norms...)
	}
	var out []lint.Finding
	for at, data := range first {
		slices.Sort(data)
		n := &p.Norms[at]
		out = append(out, lint.Finding{Clauses: []int{n.Clause}, At: n.Pos, Related: elsewhere(p, n.Clause, others[at]),
			Message: fmt.Sprintf("clause %s permits processing of %s (%s) without %s consent (%s); ask for it, and write here: given %s consent",
				p.Clauses[n.Clause].ID, s.says, ids(p.Graphs[model.DataKind], data), s.kind, x, s.kind)})
	}
	return out
}

// unasked returns the norms that permit something with sensitive data without such consent, by the data.
func (s sensitivity) unasked(p *model.Policy) map[model.NodeID][]int {
	g := p.Graphs[model.DataKind]
	out := map[model.NodeID][]int{}
	for _, i := range permissions(p, processing) {
		n := &p.Norms[i]
		if s.excused(p, n) || fails(p, n.When, withoutConsent(s.kinds...)) {
			continue
		}
		for _, d := range s.listed(g, n.Scope[model.Data]) {
			out[d] = append(out[d], i)
		}
	}
	return out
}

// listed returns the sensitive kinds of data that a norm names, or that a group lists which the policy itself declares: `personal` and the other
// groups of the vocabulary hold some of everything, and a policy that names them speaks of no kind.
func (s sensitivity) listed(g *model.Graph, data model.Set) []model.NodeID {
	var out []model.NodeID
	for _, n := range data.In {
		switch {
		case under(g, n, s.class):
			out = append(out, n)
		case g.Node(n).Pos.Library == "":
			out = append(out, s.highest(g, g.Node(n).Children)...)
		}
	}
	return slices.DeleteFunc(out, func(n model.NodeID) bool { return !data.Contains(g, n) || s.except != "" && under(g, n, s.except) })
}

// highest returns those of some nodes that are sensitive, and of the others those beneath.
func (s sensitivity) highest(g *model.Graph, nodes []model.NodeID) []model.NodeID {
	var out []model.NodeID
	for _, n := range nodes {
		if under(g, n, s.class) {
			out = append(out, n)
		} else if g.Node(n).Pos.Library == "" {
			out = append(out, s.highest(g, g.Node(n).Children)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// excused reports whether another ground than consent is named, or plain.
func (s sensitivity) excused(p *model.Policy, n *model.Norm) bool {
	g := p.Graphs[model.BasisKind]
	return len(named(p.Graphs[model.PartyKind], n.Scope[model.To], "authority")) > 0 || slices.ContainsFunc(n.Basis, func(b model.NodeID) bool {
		return slices.ContainsFunc(s.bases, func(id string) bool { return under(g, b, id) })
	})
}

func firstToCollect(p *model.Policy, norms []int) int {
	for _, i := range norms {
		if does(p, &p.Norms[i], collecting...) {
			return i
		}
	}
	return norms[0]
}

// elsewhere points to the norms in other clauses, one for each.
func elsewhere(p *model.Policy, clause int, norms []int) []lint.Related {
	slices.Sort(norms)
	var out []lint.Related
	for _, list := range byClause(p, slices.Compact(norms)) {
		if n := &p.Norms[list[0]]; n.Clause != clause {
			out = append(out, lint.Related{At: n.Pos, Message: fmt.Sprintf("clause %s does so as well", p.Clauses[n.Clause].ID)})
		}
	}
	return out
}
