package engine

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A list answers one question for every name of some dimensions: everything that e-mail may be used for, who may receive location.
//
// A cell is one node for each listed dimension, and its answer is that of the question with these nodes, each by itself: as in
// section "Meaning" of dsl/SPEC.md, an inner node alone stands for its members that the vocabulary does not list. A cell lies
// below another if each of its nodes is the other's or lies beneath it.
//
// Some cells are named: the cell of the roots, and each cell whose answer, with its reason, is not the one that the nearest named
// cells above it agree on. So the nearest named cells above any cell have its answer, and what the vocabulary or
// the policy does not tell apart takes no row. The named cells with one answer are joined into rows, boxes of nodes, in an order in which a cell
// comes before every cell with another answer above it. Therefore:
//
//	The first row that fits a cell has its answer. A row fits if some cell of its box is the cell, or is above it.
//
// A row says further which boxes of earlier rows lie below it with other answers (Except), so that it can be read by itself.

// ListFormat is the value of Listing.Format.
const ListFormat = "licet.list/1"

// listable are the dimensions that may be listed.
var listable = [...]model.Dim{model.Action, model.Data, model.To, model.For}

// A Listing is the answers to a question for every name of some dimensions. Its JSON form is the command's contract: fields are
// only ever added, and lists are never null. It is immutable and safe for concurrent use.
type Listing struct {
	Format   string    `json:"format"` // licet.list/1
	Policy   PolicyRef `json:"policy"`
	Question Asked     `json:"question"`
	Listed   []string  `json:"listed"` // the dimensions that are listed, by their names in the question
	Rows     []ListRow `json:"rows"`   // the first that fits holds
	Notes    []string  `json:"notes"`  // what all the answers rest on: that the policy is not whole

	made *lister
}

// A ListPart is names in the listed dimensions. A dimension that is not listed, or that the part's actions do not take, is empty;
// what the action of a cell does not take, is not told apart: there the cell has the root.
type ListPart struct {
	Action    []string `json:"action,omitempty"`
	Data      []string `json:"data,omitempty"`
	Recipient []string `json:"recipient,omitempty"`
	Purpose   []string `json:"purpose,omitempty"`
}

// A ListRow is what has one answer for one reason: each combination of its names, and all that lies beneath them and that no earlier
// row fits.
type ListRow struct {
	ListPart
	// Except are parts of it that have other answers: earlier rows, as far as they lie beneath this one.
	Except    []ListPart `json:"except"`
	Answer    string     `json:"answer"` // a Decision's name
	Conflict  bool       `json:"conflict"`
	Clauses   []string   `json:"clauses"`   // that decide; none where it is undetermined or not addressed
	Needs     []string   `json:"needs"`     // where undetermined: the facts and open parts that matter
	Otherwise *Otherwise `json:"otherwise"` // where undetermined: the answer under `nothing else`
	// WouldChange are the nearest changes, as in an Explanation; of a definite answer only those that make it permitted, and none
	// where hundreds of facts matter.
	WouldChange []Change `json:"would_change"`
	// Consent is what consent, which is not known, is to it: "required" where nothing permits it without (deemed consent, and what needs
	// no consent, are without), "matters" where the answer depends on it all the same, else "none".
	Consent string `json:"consent"`

	box     listBox // its names
	outcome int
}

// List answers a bound question for every name of some dimensions: of action, data, recipient and purpose. What the question itself
// names there does not count. The error wraps ErrLimit where there are too many combinations, or one of them is too wide.
func (e *Engine) List(q *model.Question, listed ...model.Dim) (*Listing, error) {
	if q.Policy != e.policy {
		return nil, errForeignQuestion
	}
	l, err := e.newLister(q, listed)
	if err != nil {
		return nil, err
	}
	if err := l.answer(); err != nil {
		return nil, err
	}
	rows, err := l.rows()
	if err != nil {
		return nil, err
	}
	p := e.policy
	out := &Listing{Format: ListFormat, Policy: RefOf(p), Question: l.asked(), Listed: []string{},
		Rows: rows, Notes: []string{}, made: l}
	if note := todoNote(p); note != "" {
		out.Notes = append(out.Notes, note)
	}
	l.memo, l.byText = nil, nil
	for _, a := range l.axes {
		out.Listed = append(out.Listed, a.dim.String())
	}
	return out, nil
}

// asked says the question in names; a listed dimension is a star.
func (l *lister) asked() Asked {
	out := (&explainer{e: l.e, say: l.say, q: l.q}).asked()
	for _, a := range l.axes {
		switch a.dim {
		case model.Action:
			out.Action = star
		case model.Data:
			out.Data = []string{star}
		case model.To:
			out.Recipient = star
		case model.For:
			out.Purpose = star
		}
	}
	return out
}

// star stands for every name.
const star = "*"

// At returns the row that holds for one node of each listed dimension, in the order of Listed: the first that fits. It
// is nil where there is nothing to ask, because the action does not take a part that the question names.
func (l *Listing) At(nodes ...model.NodeID) *ListRow {
	if len(nodes) != len(l.made.axes) {
		return nil
	}
	at := make([]int, len(nodes))
	for i, a := range l.made.axes {
		at[i] = a.place[nodes[i]]
	}
	if at = l.made.taken(at); l.made.cells[l.made.cell(at)] == absent {
		return nil
	}
	for r := range l.Rows {
		if row := &l.Rows[r]; l.made.under(at, row.box) {
			return row
		}
	}
	return nil
}

func (p *ListPart) list(d model.Dim) []string {
	switch d {
	case model.Action:
		return p.Action
	case model.Data:
		return p.Data
	case model.To:
		return p.Recipient
	}
	return p.Purpose
}

func (p *ListPart) set(d model.Dim, names []string) {
	switch d {
	case model.Action:
		p.Action = names
	case model.Data:
		p.Data = names
	case model.To:
		p.Recipient = names
	default:
		p.Purpose = names
	}
}
