package forms

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// Choices are what a consent screen offers: each use that rests on a consent, or that an objection ends. A screen sets each to its
// default, and records the grants that it names, in the form in which facts are given to the engine.
type Choices struct {
	Head
	Choices []Choice `json:"choices"`
}

// A Choice is one thing that a person can say yes or no to.
type Choice struct {
	ID         string   `json:"id"`   // the same as long as its scope is: made of the names in it
	Kind       string   `json:"kind"` // "consent", "explicit consent" ..., or "objection"
	Text       string   `json:"text"` // what it is about, as a sentence
	Actions    []Named  `json:"actions"`
	Data       []Named  `json:"data"`
	Recipients []Named  `json:"recipients"`
	Purposes   []Named  `json:"purposes"`
	Default    bool     `json:"default"` // before anything is said: a consent is not given, an objection is not made
	Withdraw   []Line   `json:"withdraw"`
	Costs      []Named  `json:"costs"` // what refusing costs: purposes for which the data may be required
	Clauses    []string `json:"clauses"`
}

// NewChoices reads the choices from a policy.
func NewChoices(p *model.Policy, g grammar.Grammar) *Choices {
	r := &reader{p, g}
	out := &Choices{Head: r.head("licet.choices/1", "choices"), Choices: []Choice{}}
	for _, n := range r.norms(func(n *model.Norm) bool { return n.Origin == model.Stated }) {
		for _, kind := range chosen(n) {
			out.add(r.choice(n, kind))
		}
	}
	return out
}

// add adds a choice. One of the same kind about the same gets the clauses.
func (out *Choices) add(c Choice) {
	for i := range out.Choices {
		if out.Choices[i].ID == c.ID {
			out.Choices[i].Clauses = add(out.Choices[i].Clauses, c.Clauses...)
			return
		}
	}
	out.Choices = append(out.Choices, c)
}

// chosen returns the consents that a permission or duty needs, and "objection" where one ends it or is what a prohibition waits for.
func chosen(n *model.Norm) []string {
	var out []string
	for _, w := range n.When {
		model.Walk(w.Stated, func(c model.Cond) bool {
			switch c := c.(type) {
			case *model.HasConsent:
				if c.Kind != model.DeemedConsent {
					out = add(out, c.Kind.String())
				}
			case *model.HasObjection:
				out = add(out, "objection")
			}
			return true
		})
	}
	return out
}

func (r *reader) choice(n *model.Norm, kind string) Choice {
	c := Choice{Kind: kind, Text: r.g.Norm(n), Actions: r.names(model.ActionKind, n.Scope[model.Action].In), Recipients: []Named{}, Purposes: []Named{},
		Clauses: []string{r.clause(n.Clause)}}
	c.Data = r.names(model.DataKind, members(n.Scope[model.Data]))
	if n.Stated.Has(model.To) {
		c.Recipients = r.names(model.PartyKind, members(n.Scope[model.To]))
	}
	if n.Stated.Has(model.For) {
		c.Purposes = r.names(model.PurposeKind, members(n.Scope[model.For]))
	}
	c.ID = c.id()
	action := "withdraw"
	if kind == "objection" {
		action = "object"
	}
	c.Withdraw = r.lines(r.norms(func(x *model.Norm) bool {
		return byYou(x) && x.Modality == model.May && r.does(x, action) &&
			r.meets(model.DataKind, x.Scope[model.Data], n.Scope[model.Data]) && r.meets(model.PurposeKind, x.Scope[model.For], n.Scope[model.For])
	}))
	c.Costs = r.names(model.PurposeKind, r.costs(n))
	return c
}

// id is made of the names in a choice, so that a screen keeps what people said as long as it means the same.
func (c *Choice) id() string {
	out := c.Kind
	for _, part := range [][]Named{c.Actions, c.Data, c.Recipients, c.Purposes} {
		ids := make([]string, len(part))
		for i, x := range part {
			ids[i] = x.ID
		}
		slices.Sort(ids)
		out += "/" + strings.Join(ids, "+")
	}
	return out
}

// costs are those of a norm's purposes for which its data may be required: what refusing them costs.
func (r *reader) costs(n *model.Norm) []model.NodeID {
	var out []model.NodeID
	for _, x := range r.norms(func(x *model.Norm) bool {
		return x.Origin == model.ByRefusing && x.Modality == model.May && byUs(x) && r.meets(model.DataKind, x.Scope[model.Data], n.Scope[model.Data]) &&
			r.meets(model.PurposeKind, x.Scope[model.For], n.Scope[model.For])
	}) {
		out = add(out, members(x.Scope[model.For])...)
	}
	return out
}
