package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// sample says an event again, as a question.
func (r *Result) sample(g *events.Group, s events.Sample, how Presentation) Sample {
	out := Sample{Place: r.place(s.Row), Cells: r.cells(s.Cells)}
	q, err := r.bound.Question(s.Cells)
	if err != nil { // it was a question when it was counted
		return out
	}
	r.tell(q, s.Cells)
	out.Needs = r.needs(g, q)
	forms := r.forms(g, q, out.Needs)
	var again bool
	out.Question, again = r.asked(g, forms, out.Needs)
	out.Sentence = r.sentence(g, forms, out.Needs)
	switch {
	case out.Sentence != "" && how.Command != nil:
		out.Command = how.Command(out.Sentence)
	case again && how.Batch != nil:
		out.Command = how.Batch(out.Question)
	}
	return out
}

// forms returns a question as it may be said, shorter forms first: what has no column is said by `nothing else`, or left out, as far as that
// is the same.
func (r *Result) forms(g *events.Group, q *model.Question, needs []string) []*model.Question {
	closed := without(q, r.unmapped(q)...)
	closed.NothingElse = true
	return []*model.Question{closed, r.shortest(g, q, needs), q}
}

// asked returns the first form that is answered as the event was when it is read as JSON; false where none is, and it is the last one.
func (r *Result) asked(g *events.Group, forms []*model.Question, needs []string) (out engine.Asked, again bool) {
	for _, form := range forms {
		out = engine.AskedOf(form)
		if q, err := r.read(out); err == nil && r.sameQuestion(g, needs, q) {
			return out, true
		}
	}
	return out, false
}

// read reads a question as `licet ask --batch` does.
func (r *Result) read(asked engine.Asked) (*model.Question, error) {
	text, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	fields, err := wire.NewQuestions(0).Read(text)
	if err != nil {
		return nil, err
	}
	return r.bound.Engine().Asker().Fields(fields)
}

// tell gives a question the numbers that stand in the cells. It has others, for all that the policy does not tell apart from them.
func (r *Result) tell(q *model.Question, cells []any) {
	for i := range r.bound.Columns() {
		c := &r.bound.Columns()[i]
		n, ok := numberIn(c, cells[i])
		if k, known := q.Facts[c.Fact]; ok && known && c.Role == events.Given {
			k.Min, k.Max = n, n
			q.Facts[c.Fact] = k
		}
	}
}

// numberIn returns the number in a cell, of an event in hours; false where none stands in it.
func numberIn(c *events.Column, cell any) (int64, bool) {
	if c.Kind != events.Number && c.Kind != events.Elapsed {
		return 0, false
	}
	n, ok := cell.(int64)
	if text, is := cell.(string); is {
		var err error
		n, err = strconv.ParseInt(text, 10, 64)
		ok = err == nil
	}
	if _, other := c.Values[fmt.Sprint(cell)]; other || !ok {
		return 0, false
	}
	if c.Unit == "days" {
		if n > math.MaxInt64/24 {
			return 0, false
		}
		n *= 24
	}
	return n, true
}

// sentence says the first form in words that are answered as the event was, for the same reasons; "" where there are none, as where it is not
// known who acted.
func (r *Result) sentence(g *events.Group, forms []*model.Question, needs []string) string {
	for _, form := range forms {
		if text := analysis.Sentence(form); r.same(g, needs, text) {
			return text
		}
	}
	return ""
}

// unmapped returns the facts of a question that have no column.
func (r *Result) unmapped(q *model.Question) (out []model.FactID) {
	for _, f := range slices.Sorted(maps.Keys(q.Facts)) {
		if !slices.ContainsFunc(r.bound.Columns(), func(c events.Column) bool { return c.Role == events.Given && c.Fact == f }) {
			out = append(out, f)
		}
	}
	return out
}

// without returns a question without some facts. That there is a kind of consent is left open, too, where it is only said that there is none.
func without(q *model.Question, facts ...model.FactID) *model.Question {
	out := *q
	out.Facts = maps.Clone(q.Facts)
	for _, f := range facts {
		delete(out.Facts, f)
	}
	for k := model.Consent + 1; k < model.ConsentKind(model.ConsentKinds); k++ {
		if out.Consent[k] == model.No {
			out.Consent[k] = model.Unknown
		}
	}
	return &out
}

// shortest leaves out what has no column, and is not needed.
func (r *Result) shortest(g *events.Group, q *model.Question, needs []string) *model.Question {
	if all := without(q, r.unmapped(q)...); r.same(g, needs, analysis.Sentence(all)) {
		return all
	}
	out := q
	for _, f := range r.unmapped(q) {
		if try := without(out, f); r.same(g, needs, analysis.Sentence(try)) {
			out = try
		}
	}
	return out
}

// needs returns what an answer depends on that is undetermined; nil of others.
func (r *Result) needs(g *events.Group, q *model.Question) []string {
	if g.Answer != engine.Undetermined {
		return nil
	}
	x, err := r.bound.Engine().ExplainQuestion(q)
	if err != nil {
		return nil
	}
	return x.Needs
}

// same reports whether a sentence is answered as a group was, and depends on the same.
func (r *Result) same(g *events.Group, needs []string, sentence string) bool {
	q, err := r.bound.Engine().Asker().Question(sentence)
	return err == nil && r.sameQuestion(g, needs, q)
}

// sameQuestion reports whether a question is answered as a group was, and depends on the same.
func (r *Result) sameQuestion(g *events.Group, needs []string, q *model.Question) bool {
	a, clauses, err := r.bound.Engine().Brief(q)
	return err == nil && a.Decision() == g.Answer && slices.Equal(clauses, g.Clauses) && slices.Equal(r.needs(g, q), needs)
}

// why says why a row is no question.
func (r *Result) why(code string, cells []any) string {
	var bad *events.BadRow
	_, err := r.bound.Answer(cells)
	if !errors.As(err, &bad) || bad.Code != code || bad.Column < 0 {
		return whyBad(code)
	}
	c := &r.bound.Columns()[bad.Column]
	cell := shown(cells[bad.Column])
	switch code {
	case events.UnknownName:
		return fmt.Sprintf("`%s` holds %s, which is no name of %s; say in `values` what it means, or declare it in the policy", c.Name, cell, a(c))
	case events.WrongType:
		return fmt.Sprintf("`%s` holds %s, and not %s; say in `values` what it means", c.Name, cell, a(c))
	case events.NegativeAge:
		return fmt.Sprintf("`%s` holds %s: `%s` would have happened in the future", c.Name, cell, c.Says)
	case events.MissingAction:
		return fmt.Sprintf("`%s` is null, so that the event does not say what was done", c.Name)
	case events.PartNotTaken:
		return fmt.Sprintf("`%s` holds %s, and the action takes no %s", c.Name, cell, c.Says)
	}
	return whyBad(code)
}

func whyBad(code string) string {
	switch code {
	case events.WrongType:
		return "a cell is neither text nor number, true or false"
	case events.Limit:
		return "the question is too wide to be decided; ask about something narrower"
	case events.EmptyScope:
		return "the question asks about nothing"
	}
	return "the row is no question"
}

// a says what a cell of a column is.
func a(c *events.Column) string {
	switch c.Kind {
	case events.YesNo:
		return "true or false"
	case events.Number:
		return "a whole number"
	case events.Elapsed:
		return "a whole number of " + c.Unit
	case events.Option:
		return "a value of `" + c.Says + "`"
	case events.Place:
		return "a place"
	}
	return map[model.Dim]string{model.Actor: "a party", model.Action: "an action", model.Data: "data", model.Of: "a party", model.From: "a party",
		model.To: "a party", model.For: "a purpose", model.In: "a place"}[c.Dim]
}

// shown is a cell in a message.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(v)
	}
	return fmt.Sprint(v)
}
