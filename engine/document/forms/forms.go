// Package forms writes what regulators ask for, and what a consent screen needs, from a checked policy: the record of processing activities
// (GDPR Article 30), the list of information to be given (GDPR Articles 13 and 14) with what is missing, and the choices that people have.
//
// It says only what the policy says. What a form asks for and the policy does not say is named as missing, never filled in. A form is
// data, which becomes JSON as it is; Document turns it into a document for the other formats, and CSV into rows.
//
//	record := forms.NewRecord(policy, grammar)
//	err := html.Write(os.Stdout, record.Document())
package forms

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// A Named is a name of the vocabulary with its label in the form's language.
type Named struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// A Line is words of a form with the clauses that they rest on.
type Line struct {
	Text    string   `json:"text"`
	Clauses []string `json:"clauses"`
}

// A Head is what every form begins with.
type Head struct {
	Format     string          `json:"format"`
	Policy     document.Policy `json:"policy"`
	Title      string          `json:"title"`
	Language   string          `json:"language"`
	Controller string          `json:"controller"` // "" where the policy does not name it
	Contact    string          `json:"contact"`    // likewise
}

// A reader reads a policy for a form.
type reader struct {
	p *model.Policy
	g grammar.Grammar
}

func (r *reader) head(format, title string) Head {
	h := Head{Format: format, Policy: document.Policy{ID: r.p.ID, Version: r.p.Version, Digest: r.p.Digest}, Title: r.g.Say("form." + title), Language: r.g.Language()}
	if len(r.p.Controller) > 0 {
		h.Controller = r.g.Label(r.p.Controller)
	}
	if len(r.p.Contact) > 0 {
		h.Contact = r.g.Label(r.p.Contact)
	}
	return h
}

func (r *reader) named(k model.Kind, n model.NodeID) Named {
	return Named{r.p.Graphs[k].Node(n).ID, r.g.Name(k, n)}
}

func (r *reader) names(k model.Kind, list []model.NodeID) []Named {
	out := make([]Named, len(list))
	for i, n := range list {
		out[i] = r.named(k, n)
	}
	return out
}

func (r *reader) clause(i int) string { return r.p.Clauses[i].ID }

// norms yields the norms for which a test holds, in the policy's order.
func (r *reader) norms(test func(n *model.Norm) bool) []*model.Norm {
	var out []*model.Norm
	for i := range r.p.Norms {
		if n := &r.p.Norms[i]; test(n) {
			out = append(out, n)
		}
	}
	return out
}

// byUs reports whether the controller is one of those who act.
func byUs(n *model.Norm) bool { return slices.Contains(n.Scope[model.Actor].In, model.We) }

// byYou reports whether the data subject is one of those who act.
func byYou(n *model.Norm) bool { return slices.Contains(n.Scope[model.Actor].In, model.You) }

// does reports whether a norm names one of some actions of the standard vocabulary, or one beneath them.
func (r *reader) does(n *model.Norm, ids ...string) bool {
	g := r.p.Graphs[model.ActionKind]
	for _, id := range ids {
		if top, ok := g.Lookup(id); ok && slices.ContainsFunc(n.Scope[model.Action].In, func(a model.NodeID) bool { return g.Below(a, top) }) {
			return true
		}
	}
	return false
}

// meets reports whether two sets of names have something in common, by the graph's own edges.
func (r *reader) meets(k model.Kind, a, b model.Set) bool {
	g := r.p.Graphs[k]
	for n := range g.All() {
		if a.Contains(g, n) && b.Contains(g, n) {
			return true
		}
	}
	return false
}

// lines are norms as sentences.
func (r *reader) lines(norms []*model.Norm) []Line {
	out := []Line{}
	for _, n := range norms {
		out = addLine(out, r.g.Norm(n), r.clause(n.Clause))
	}
	return out
}

// addLine adds words and the clause that they rest on; words that stand already get the clause.
func addLine(list []Line, text, clause string) []Line {
	if i := slices.IndexFunc(list, func(l Line) bool { return l.Text == text }); i >= 0 {
		if !slices.Contains(list[i].Clauses, clause) {
			list[i].Clauses = append(list[i].Clauses, clause)
		}
		return list
	}
	return append(list, Line{text, []string{clause}})
}

// add adds what is not there.
func add[T comparable](list []T, more ...T) []T {
	for _, x := range more {
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}
