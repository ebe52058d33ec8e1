package events

import (
	"errors"
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A BadRow says why a row is no question, or has no answer.
type BadRow struct {
	Code   string // one of BadCodes
	Column int    // in Bound.Columns, of the guilty cell; -1 where there is none
}

func (b *BadRow) Error() string { return "the row is bad: " + b.Code }

// Question returns the question that a row asks, with its facts. The cells are those of Columns, in their order: nil, a string, an
// int64 or a bool. Numbers stand in it for all that the policy does not tell apart from them. The error is a *BadRow.
func (b *Bound) Question(row []any) (*model.Question, error) {
	if len(row) != len(b.columns) {
		return nil, fmt.Errorf("a row has %d cells, as Columns says, and not %d", len(b.columns), len(row))
	}
	codes := make([]code, len(row))
	for i := range row {
		if codes[i] = b.columns[i].decoder.cell(row[i]); codes[i] < codeNull {
			return nil, &BadRow{codeName(codes[i]), i}
		}
	}
	return b.question(codes)
}

// Answer decides a row by itself. It is what Decide says of each, only slower: for those who look into one row. The cells are as
// in Question; Engine.Clauses says which clauses decide. The error is a *BadRow where the row is bad.
func (b *Bound) Answer(row []any) (engine.Ruling, error) {
	q, err := b.Question(row)
	if err != nil {
		return engine.Ruling{}, err
	}
	r, err := b.engine.Rule(q)
	if err != nil {
		return engine.Ruling{}, b.badAnswer(err)
	}
	return r, nil
}

// badAnswer is an error of the engine as a code.
func (b *Bound) badAnswer(err error) *BadRow {
	if errors.Is(err, engine.ErrLimit) {
		return &BadRow{Limit, -1}
	}
	return &BadRow{EmptyScope, -1}
}

// A builder makes the question of a row's codes.
type builder struct {
	b *Bound
	q *model.Question

	null model.Dims // the parts whose cells are null
	// what is said of consent and objection
	consent, objection        code // among the facts; codeUnknown where nothing is mapped
	consentsOpen, objectsOpen bool // some column of consents, or of objections, is null
}

// question returns the question of codes, one for each column, none of which is below codeNull.
func (b *Bound) question(codes []code) (*model.Question, error) {
	x := b.builder(codes)
	if x.null.Has(model.Action) {
		return nil, &BadRow{MissingAction, b.part[model.Action]}
	}
	if bad := x.open(); bad != nil {
		return nil, bad
	}
	return x.q, nil
}

// builder returns a question with all that codes say, but for what its parts leave open.
func (b *Bound) builder(codes []code) *builder {
	x := &builder{b: b, consent: codeUnknown, objection: codeUnknown,
		q: &model.Question{Policy: b.engine.Policy(), Scope: model.AnyScope(), Facts: map[model.FactID]model.Known{}}}
	x.q.Scope[model.Actor], x.q.Scope[model.Of] = model.Only(model.We), model.Only(model.You)
	for i := range b.always {
		x.say(&b.always[i].says, b.always[i].code)
	}
	for i := range b.columns {
		x.say(&b.columns[i], codes[i])
	}
	x.others()
	return x
}

// say adds what a cell says.
func (x *builder) say(c *Column, k code) {
	switch {
	case c.Role == Part && k == codeNull:
		x.null = x.null.With(c.Dim)
	case c.Role == Part:
		x.q.Named = x.q.Named.With(c.Dim)
		x.q.Scope[c.Dim] = model.Only(model.NodeID(k))
		if model.NodeID(k) == model.Root {
			x.q.Scope[c.Dim] = model.Any()
		}
	case c.Role == Consent || c.Role == Objection:
		x.grant(c, k)
	case c.Says == "consent" && c.Fact == model.NoFact && c.Role == Given:
		x.consent = k
	case c.Says == "objection" && c.Fact == model.NoFact && c.Role == Given:
		x.objection = k
	case c.Role == Given && k != codeNull:
		x.q.Facts[c.Fact] = x.b.fact(c, k)
	}
}

// grant adds a consent or an objection with a scope.
func (x *builder) grant(c *Column, k code) {
	switch {
	case k == 1:
		x.q.Grants = append(x.q.Grants, *c.Grant)
	case k == codeNull && c.Role == Consent:
		x.consentsOpen = true
	case k == codeNull:
		x.objectsOpen = true
	}
}

// open opens the parts that the row does not name, and checks that its action takes those that it does.
func (x *builder) open() *BadRow {
	q := x.q
	if action := q.Scope[model.Action]; !action.All {
		takes := q.Policy.Graphs[model.ActionKind].Node(action.In[0]).Action.Takes
		for d := model.Data; d < model.Dim(model.DimCount); d++ {
			if q.Named.Has(d) && !takes.Has(d) {
				return &BadRow{PartNotTaken, x.b.part[d]}
			}
		}
	}
	taken := q.Policy.Taken(q.Scope[model.Action])
	const never = 1<<model.Of | 1<<model.Actor | 1<<model.Action
	q.Open = taken&^q.Named&^never | x.null&taken
	return nil
}

// fact is what a code says of a fact.
func (b *Bound) fact(c *Column, k code) model.Known {
	out := b.engine.Policy().Unrestricted(c.Fact)
	switch c.Kind {
	case YesNo:
		out.Yes, out.No = k == 1, k == 0
	case Option:
		for i := range out.Options {
			out.Options[i] = code(i) == k
		}
	case Place:
		out.Places = []model.NodeID{model.NodeID(k)}
	case Number:
		n := b.number(c, k)
		out.Min, out.Max = n, n
	case Elapsed:
		if k == 0 {
			out.Happened = false
			break
		}
		n := b.number(c, k-1)
		out.NotYet, out.Min, out.Max = false, n, n
	}
	return out
}

// number returns a number, of an event in hours, that so many cuts are not above.
func (b *Bound) number(c *Column, below code) int64 {
	cuts := b.program.Layout.Cuts(int(c.Fact))
	switch {
	case below > 0:
		return cuts[below-1]
	case len(cuts) > 0 && c.Kind == Number:
		return cuts[0] - 1
	}
	return 0
}

// others says what there is not because it has no column.
func (x *builder) others() {
	q, o := x.q, &x.b.other
	for _, f := range o.facts {
		k := q.Policy.Unrestricted(f)
		k.Yes, k.Happened = false, false
		q.Facts[f] = k
	}
	q.Consent[model.Consent] = triOf(x.consent)
	if o.noConsent && x.consent != codeNull && !x.consentsOpen {
		if x.consent == codeUnknown {
			q.Consent[model.Consent] = model.No
		}
		for k := model.ExplicitConsent; k < model.ConsentKind(model.ConsentKinds); k++ {
			q.Consent[k] = model.No
		}
	}
	q.Objection = triOf(x.objection)
	if o.noObjection && x.objection == codeUnknown && !x.objectsOpen {
		q.Objection = model.No
	}
}

// triOf returns what a yes-or-no code says.
func triOf(k code) model.Tri {
	switch k {
	case 0:
		return model.No
	case 1:
		return model.Sure
	}
	return model.Unknown
}
