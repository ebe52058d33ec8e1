package forms

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// An Information is the list of what people must be told: GDPR Articles 13(1) and (2), 14(1) and (2).
type Information struct {
	Head
	Items []Item `json:"items"`

	g grammar.Grammar
}

// An Item is one point of the list. Stated is "yes" where a sentence of the policy says something of it, "no" where none does,
// "part" where of some purposes none does, and "unseen" where the language has no sentences for it, so that only a reader can tell. It never says that what is said is enough.
type Item struct {
	ID       string   `json:"id"`
	Articles []string `json:"articles"`
	Asks     string   `json:"asks"`
	Stated   string   `json:"stated"`
	Says     []Line   `json:"says"`
	Missing  string   `json:"missing"` // "" where it is stated
}

// asked are the points of the two articles, in the order in which people read them.
var asked = [...]struct {
	id       string
	articles []string
}{
	{"controller", []string{"13(1)(a)", "14(1)(a)"}},
	{"officer", []string{"13(1)(b)", "14(1)(b)"}},
	{"purposes", []string{"13(1)(c)", "14(1)(c)"}},
	{"bases", []string{"13(1)(c)", "14(1)(c)"}},
	{"interests", []string{"13(1)(d)", "14(2)(b)"}},
	{"categories", []string{"14(1)(d)"}},
	{"recipients", []string{"13(1)(e)", "14(1)(e)"}},
	{"transfers", []string{"13(1)(f)", "14(1)(f)"}},
	{"safeguards", []string{"13(1)(f)", "14(1)(f)"}},
	{"retention", []string{"13(2)(a)", "14(2)(a)"}},
	{"access", []string{"13(2)(b)", "14(2)(c)"}},
	{"rectification", []string{"13(2)(b)", "14(2)(c)"}},
	{"erasure", []string{"13(2)(b)", "14(2)(c)"}},
	{"restriction", []string{"13(2)(b)", "14(2)(c)"}},
	{"objection", []string{"13(2)(b)", "14(2)(c)"}},
	{"portability", []string{"13(2)(b)", "14(2)(c)"}},
	{"withdrawal", []string{"13(2)(c)", "14(2)(d)"}},
	{"complaint", []string{"13(2)(d)", "14(2)(e)"}},
	{"required", []string{"13(2)(e)"}},
	{"source", []string{"14(2)(f)"}},
	{"automated", []string{"13(2)(f)", "14(2)(g)"}},
}

// NewInformation reads the list from a policy.
func NewInformation(p *model.Policy, g grammar.Grammar) *Information {
	r := &reader{p, g}
	out := &Information{Head: r.head("licet.information/1", "information"), Items: []Item{}, g: g}
	for _, a := range asked {
		without := r.baseless(a.id)
		it := Item{ID: a.id, Articles: a.articles, Asks: g.Sentence(g.Say("form.asks." + a.id)), Says: r.said(a.id)}
		switch {
		case len(it.Says) > 0 && without != "":
			it.Stated, it.Missing = "part", g.Sentence(g.Say("form.baseless", without))
		case len(it.Says) > 0:
			it.Stated = "yes"
		case a.id == "officer" || a.id == "interests":
			it.Stated, it.Missing = "unseen", g.Sentence(g.Say("form.unseen"))
		default:
			it.Stated, it.Missing = "no", g.Sentence(g.Say("form.unsaid"))
		}
		out.Items = append(out.Items, it)
	}
	return out
}

// baseless names, for the point of lawful bases, the purposes of which no permission has one; "" where there are none.
func (r *reader) baseless(point string) string {
	if point != "bases" {
		return ""
	}
	var names []string
	for _, x := range r.said("purposes") {
		names = append(names, x.Text)
	}
	for _, x := range r.each(model.PurposeKind, func(n *model.Norm) []model.NodeID {
		if len(n.Basis) == 0 {
			return nil
		}
		return n.Scope[model.For].In
	}, processing...) {
		names = slices.DeleteFunc(names, func(name string) bool { return name == x.Text })
	}
	return r.g.List(names, false)
}

// rights are the actions by which the standard vocabulary, and the policies that ship, name the rights of data subjects.
var rights = map[string][]string{
	"access": {"access"}, "rectification": {"rectify"}, "erasure": {"erase", "delete"}, "restriction": {"restrict"}, "objection": {"object"},
	"portability": {"port"}, "withdrawal": {"withdraw"}, "complaint": {"complain"},
}

// said returns what the policy says of a point.
func (r *reader) said(id string) []Line {
	if actions, ok := rights[id]; ok {
		return r.lines(r.norms(func(n *model.Norm) bool { return byYou(n) && n.Modality == model.May && r.does(n, actions...) }))
	}
	switch id {
	case "controller":
		return r.who()
	case "officer", "interests":
		return []Line{}
	case "purposes":
		return r.each(model.PurposeKind, func(n *model.Norm) []model.NodeID { return n.Scope[model.For].In }, processing...)
	case "bases":
		return r.each(model.BasisKind, func(n *model.Norm) []model.NodeID { return n.Basis }, processing...)
	case "categories":
		return r.each(model.DataKind, func(n *model.Norm) []model.NodeID { return members(n.Scope[model.Data]) }, processing...)
	case "recipients":
		return r.each(model.PartyKind, func(n *model.Norm) []model.NodeID { return members(n.Scope[model.To]) }, "disclose")
	}
	return r.lines(r.norms(func(n *model.Norm) bool { return r.answers(n, id) }))
}

// answers reports whether a norm says something of a point.
func (r *reader) answers(n *model.Norm, id string) bool {
	switch id {
	case "transfers":
		return byUs(n) && r.does(n, "export")
	case "safeguards":
		return byUs(n) && len(n.Under) > 0
	case "retention":
		limited := slices.ContainsFunc(n.When, func(w model.Condition) bool { return w.Role == model.Timing })
		return byUs(n) && n.Origin == model.Stated && (r.does(n, "store") && limited || n.Modality == model.Must && r.does(n, "delete", "anonymise"))
	case "required":
		return r.does(n, "require") || byYou(n) && r.does(n, "refuse")
	case "source":
		return byUs(n) && n.Modality == model.May && r.does(n, "collect") && n.Stated.Has(model.From)
	case "automated":
		return byUs(n) && (r.does(n, "profile", "decide-automatically") || r.serves(n, "profiling"))
	}
	return false
}

// serves reports whether a norm names a purpose.
func (r *reader) serves(n *model.Norm, id string) bool {
	x, ok := r.p.Graphs[model.PurposeKind].Lookup(id)
	return ok && slices.Contains(n.Scope[model.For].In, x)
}

// who says who the controller is, and how to reach it.
func (r *reader) who() []Line {
	out := []Line{}
	if len(r.p.Controller) > 0 {
		out = append(out, Line{r.g.Label(r.p.Controller), []string{}})
	}
	if len(r.p.Contact) > 0 {
		out = append(out, Line{r.g.Label(r.p.Contact), []string{}})
	}
	return out
}

// each lists the names that permissions of the controller have, with the clauses of each.
func (r *reader) each(k model.Kind, of func(n *model.Norm) []model.NodeID, actions ...string) []Line {
	out := []Line{}
	for _, n := range r.norms(func(n *model.Norm) bool { return byUs(n) && n.Modality == model.May && r.does(n, actions...) }) {
		for _, x := range of(n) {
			out = addLine(out, r.g.Name(k, x), r.clause(n.Clause))
		}
	}
	return out
}
