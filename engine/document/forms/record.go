package forms

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// A Record is the record of processing activities of a controller: GDPR Article 30(1)(a) to (g).
type Record struct {
	Head
	Activities []Activity `json:"activities"`
	Measures   []Line     `json:"measures"` // Article 30(1)(g), for all activities
	Missing    []Line     `json:"missing"`  // what the record lacks and the policy does not say, by its point of the article

	g grammar.Grammar
}

// An Activity is the processing for one purpose. A list without elements says that the policy does not say it.
type Activity struct {
	Purpose    Named      `json:"purpose"` // of what names no purpose, the root: `any`
	Bases      []Named    `json:"bases"`
	Subjects   []Named    `json:"subjects"`
	Data       []Named    `json:"data"`
	Recipients []Named    `json:"recipients"`
	Transfers  []Transfer `json:"transfers"`
	Retention  []Line     `json:"retention"`
	Clauses    []string   `json:"clauses"`
}

// A Transfer is one to another country, or to an international organisation.
type Transfer struct {
	Place      Named    `json:"place"`
	Safeguards []string `json:"safeguards"`
	Clauses    []string `json:"clauses"`
}

// processing are the actions whose permissions make an activity.
var processing = []string{"collect", "use", "store", "access", "disclose", "export"}

// NewRecord reads the record from a policy.
func NewRecord(p *model.Policy, g grammar.Grammar) *Record {
	r := &reader{p, g}
	out := &Record{Head: r.head("licet.record/1", "record"), Activities: []Activity{}, Missing: []Line{}, g: g}
	permitted := r.norms(func(n *model.Norm) bool {
		return byUs(n) && n.Modality == model.May && n.Origin == model.Stated && r.does(n, processing...)
	})
	for _, purpose := range purposesOf(permitted) {
		out.Activities = append(out.Activities, r.activity(purpose, permitted))
	}
	out.Measures = r.lines(r.norms(r.protects))
	out.lacking(r)
	return out
}

// purposesOf returns the purposes that norms name, in their order; the root last, where one names none.
func purposesOf(norms []*model.Norm) []model.NodeID {
	var out []model.NodeID
	all := false
	for _, n := range norms {
		set := n.Scope[model.For]
		all = all || set.All || set.Outside
		if !set.Outside {
			out = add(out, set.In...)
		}
	}
	if all {
		out = append(out, model.Root)
	}
	return out
}

// writtenFor reports whether a norm is written for a purpose.
func writtenFor(n *model.Norm, purpose model.NodeID) bool {
	set := n.Scope[model.For]
	if purpose == model.Root {
		return set.All || set.Outside
	}
	return !set.Outside && slices.Contains(set.In, purpose)
}

func (r *reader) activity(purpose model.NodeID, permitted []*model.Norm) Activity {
	a := Activity{Purpose: r.named(model.PurposeKind, purpose), Transfers: []Transfer{}, Retention: []Line{}}
	var bases, subjects, data, recipients []model.NodeID
	for _, n := range permitted {
		if !writtenFor(n, purpose) {
			continue
		}
		a.Clauses = add(a.Clauses, r.clause(n.Clause))
		bases, subjects = add(bases, n.Basis...), add(subjects, members(n.Scope[model.Of])...)
		data = add(data, members(n.Scope[model.Data])...)
		if n.Stated.Has(model.To) {
			recipients = add(recipients, members(n.Scope[model.To])...)
		}
		if r.does(n, "export") {
			a.Transfers = append(a.Transfers, r.transfers(n)...)
		}
		if r.does(n, "store") {
			if when := r.g.WhenOf(n); when != "" {
				a.Retention = addLine(a.Retention, r.labelled(r.g.Names(model.DataKind, n.Scope[model.Data]), when), r.clause(n.Clause))
			}
		}
	}
	for _, n := range r.norms(func(n *model.Norm) bool {
		return byUs(n) && n.Modality == model.Must && r.does(n, "delete", "anonymise") && r.covers(n, data)
	}) {
		a.Retention = addLine(a.Retention, r.g.Norm(n), r.clause(n.Clause))
	}
	a.Bases, a.Subjects = r.names(model.BasisKind, bases), r.subjects(subjects)
	a.Data, a.Recipients = r.names(model.DataKind, data), r.names(model.PartyKind, recipients)
	return a
}

// covers reports whether a norm is about one of some kinds of data as a whole.
func (r *reader) covers(n *model.Norm, data []model.NodeID) bool {
	return slices.ContainsFunc(data, func(x model.NodeID) bool { return n.Scope[model.Data].Contains(r.p.Graphs[model.DataKind], x) })
}

// subjects are the categories of data subjects; those whom the policy calls "you" are named so that others understand it.
func (r *reader) subjects(list []model.NodeID) []Named {
	out := r.names(model.PartyKind, list)
	for i, n := range list {
		if n == model.You {
			out[i].Label = r.g.Say("form.subjects.you")
		}
	}
	return out
}

// members are the names of a set; of everything, the root.
func members(s model.Set) []model.NodeID {
	if s.All || s.Outside {
		return []model.NodeID{model.Root}
	}
	return s.In
}

func (r *reader) transfers(n *model.Norm) []Transfer {
	var out []Transfer
	safeguards := []string{}
	for _, u := range n.Under {
		safeguards = append(safeguards, r.g.Free(u))
	}
	for _, place := range members(n.Scope[model.In]) {
		out = append(out, Transfer{r.named(model.PlaceKind, place), safeguards, []string{r.clause(n.Clause)}})
	}
	return out
}

// protects reports whether a norm is a technical or organisational measure: what we must do, that is neither processing nor the end of it,
// and protects data.
func (r *reader) protects(n *model.Norm) bool {
	if !byUs(n) || n.Modality != model.Must || r.does(n, processing...) || r.does(n, "delete", "anonymise") {
		return false
	}
	return r.does(n, "pseudonymise", "de-identify") || n.Stated.Has(model.Data) && !n.Stated.Has(model.For) && !n.Stated.Has(model.To)
}

// lacking names what Article 30(1) asks for and the policy does not say.
func (out *Record) lacking(r *reader) {
	missing := func(point, key string, of ...string) {
		out.Missing = append(out.Missing, Line{r.g.Sentence(r.g.Say("form.lacks."+key, of...)), []string{"GDPR 30(1)(" + point + ")"}})
	}
	if out.Controller == "" {
		missing("a", "controller")
	}
	if out.Contact == "" {
		missing("a", "contact")
	}
	if len(out.Activities) == 0 {
		missing("b", "purposes")
	}
	for _, a := range out.Activities {
		name := a.Purpose.Label
		if a.Purpose.ID == r.p.Graphs[model.PurposeKind].Node(model.Root).ID {
			missing("b", "purpose", name)
		}
		if len(a.Recipients) == 0 {
			missing("d", "recipients", name)
		}
		if len(a.Retention) == 0 {
			missing("f", "limits", name)
		}
	}
	if len(out.Measures) == 0 {
		missing("g", "measures")
	}
}

// labelled is words behind a label.
func (r *reader) labelled(label, words string) string {
	label = r.g.Say("label", label)
	return label + document.Space(label) + words
}
