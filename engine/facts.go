package engine

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

var errForeignFacts = errors.New("these facts were made by another engine; make them with NewFacts of the engine that is asked")

// Facts are what is known of a case. What is not set is unknown: never no and never yes. A Facts belongs to
// its engine, is not safe for concurrent use, and may be Reset and used again.
type Facts struct {
	engine *Engine
	known  compile.Known
	grants []model.Grant
	closed bool
}

// NewFacts returns facts of which nothing is known, but what the policy has settled.
func (e *Engine) NewFacts() *Facts {
	return &Facts{engine: e, known: compile.Known{State: slices.Clone(e.open)}}
}

// Reset forgets everything that was set.
func (f *Facts) Reset() {
	copy(f.known.State, f.engine.open)
	clear(f.known.Partial)
	f.grants = f.grants[:0]
	f.closed = false
}

// A Fact is a fact, event or judgement that has been looked up. It is valid for its engine.
type Fact struct {
	v    int
	kind model.FactType
	id   string
}

// Fact looks up a fact, event or judgement by its name; the judgement that a vague deadline has passed is called
// "overdue CLAUSE".
func (e *Engine) Fact(name string) (Fact, error) {
	id, ok := e.policy.Fact(name)
	if !ok {
		near := diag.Nearest(name, func(yield func(string) bool) {
			for i := range e.policy.Facts {
				if !yield(e.policy.Facts[i].ID) {
					return
				}
			}
		})
		if near != "" {
			return Fact{}, fmt.Errorf("no fact is called `%s`; did you mean `%s`?", name, near)
		}
		return Fact{}, fmt.Errorf("no fact is called `%s`", name)
	}
	return Fact{int(id), e.policy.Facts[id].Type, name}, nil
}

func (f *Facts) set(x Fact, want model.FactType, cell int) error {
	if x.kind != want || x.v >= len(f.known.State) {
		return fmt.Errorf("`%s` is %s", x.id, typeName(x.kind))
	}
	f.put(x.v, cell)
	return nil
}

func (f *Facts) put(v, cell int) {
	f.known.State[v] = uint16(cell)
	if len(f.known.Partial) > 0 {
		delete(f.known.Partial, v)
	}
}

func typeName(t model.FactType) string {
	return map[model.FactType]string{model.YesNo: "a yes-or-no fact", model.Number: "a number", model.OneOf: "one of several values",
		model.AtPlace: "a place", model.Event: "an event"}[t]
}

// SetBool says whether a yes-or-no fact or judgement is so.
func (f *Facts) SetBool(x Fact, yes bool) error {
	cell := compile.CellNo
	if yes {
		cell = compile.CellYes
	}
	return f.set(x, model.YesNo, cell)
}

// SetNumber gives a number.
func (f *Facts) SetNumber(x Fact, n int64) error {
	if x.kind != model.Number {
		return f.set(x, model.Number, 0)
	}
	return f.set(x, model.Number, f.engine.program.Layout.NumberCell(x.v, n))
}

// SetOption gives the value of a one-of fact or judgement.
func (f *Facts) SetOption(x Fact, value string) error {
	if x.kind != model.OneOf {
		return f.set(x, model.OneOf, 0)
	}
	options := f.engine.policy.Facts[x.v].Options
	i := slices.Index(options, value)
	if i < 0 {
		return fmt.Errorf("`%s` has no value `%s`; it is one of %v", x.id, value, options)
	}
	return f.set(x, model.OneOf, i)
}

// SetPlace gives a place, by its name in the vocabulary.
func (f *Facts) SetPlace(x Fact, place string) error {
	if x.kind != model.AtPlace {
		return f.set(x, model.AtPlace, 0)
	}
	n, ok := f.engine.policy.Graphs[model.PlaceKind].Lookup(place)
	if !ok {
		return fmt.Errorf("no place is called `%s`", place)
	}
	return f.set(x, model.AtPlace, f.engine.program.Layout.PlaceCell(x.v, n))
}

// SetElapsed says that an event happened so long ago. Parts of an hour do not count.
func (f *Facts) SetElapsed(x Fact, ago time.Duration) error {
	if x.kind != model.Event || ago < 0 {
		if ago < 0 {
			return fmt.Errorf("`%s` cannot have happened %s from now", x.id, -ago)
		}
		return f.set(x, model.Event, 0)
	}
	return f.set(x, model.Event, f.engine.program.Layout.EventCell(x.v, int64(ago/time.Hour)))
}

// SetNotYet says that an event has not happened.
func (f *Facts) SetNotYet(x Fact) error { return f.set(x, model.Event, 0) }

// SetConsent says whether the data subject has consented to all that is asked. Which kind of consent it is remains unknown.
func (f *Facts) SetConsent(yes bool) {
	l := f.engine.program.Layout
	switch {
	case !yes:
		f.put(l.Consent, 0)
	case l.Cells(l.Consent) == 2:
		f.put(l.Consent, 1)
	default:
		f.known.State[l.Consent] = diagram.Unsure
		f.known.Restrict(l, l.Consent, func(cell int) bool { return cell > 0 })
	}
}

// SetObjection says whether the data subject objects to all that is asked.
func (f *Facts) SetObjection(yes bool) {
	cell := compile.CellNo
	if yes {
		cell = compile.CellYes
	}
	f.put(f.engine.program.Layout.Objects, cell)
}

// A Grant is a consent that covers what lies within it. Empty parts are covered whatever they are; an empty Of is `you`.
type Grant struct {
	Kind      string // explicit, separate, written, parental, deemed; empty for consent
	Action    string
	Data      string
	Of        string
	From      string
	Recipient string
	Purpose   string
	Place     string
}

// AddConsent adds a consent that covers a part of what may be asked. What no consent covers remains unknown, unless
// SetConsent(false) or NothingElse says that there is none.
func (f *Facts) AddConsent(g Grant) error {
	m := map[string]any{}
	for key, value := range map[string]string{"kind": g.Kind, "action": g.Action, "data": g.Data, "of": g.Of, "from": g.From,
		"recipient": g.Recipient, "purpose": g.Purpose, "place": g.Place} {
		if value != "" {
			m[key] = value
		}
	}
	q, err := f.engine.bindGrant(m)
	if err != nil {
		return err
	}
	f.grants = append(f.grants, q.Grants...)
	return nil
}

// NothingElse says that every yes-or-no fact, consent, objection and judgement that has not been set is no, and that no event
// has happened. Numbers and other values that were not set stay unknown.
func (f *Facts) NothingElse() {
	f.closed = true
	l := f.engine.program.Layout
	for v, cell := range f.known.State {
		if cell != diagram.Unsure {
			continue
		}
		if left, ok := f.known.Partial[v]; ok {
			if v == l.Consent {
				f.put(v, slices.Index(left, true))
			}
			continue
		}
		f.known.State[v] = f.engine.closed[v]
	}
}
