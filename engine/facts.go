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

var (
	errForeignFacts    = errors.New("these facts were made by another engine; make them with NewFacts of the engine that is asked")
	errForeignQuestion = errors.New("this question was bound for another policy; bind it with the Asker of the engine that is asked")
	errForeignValue    = errors.New("this is no Value of the engine that made the facts; look it up with its Engine.Value")
)

// Facts are what is known of a case. What is not set is unknown: never no and never yes. A Facts belongs to
// its engine, is not safe for concurrent use, and may be Reset and used again.
type Facts struct {
	engine *Engine
	known  compile.Known
	grants []model.Grant
	closed bool
	said   []bool // the variables that were set
}

// NewFacts returns facts of which nothing is known, but what the policy has settled.
func (e *Engine) NewFacts() *Facts {
	return &Facts{engine: e, known: compile.Known{State: slices.Clone(e.open)}, said: make([]bool, len(e.open))}
}

// Reset forgets everything that was set.
func (f *Facts) Reset() {
	copy(f.known.State, f.engine.open)
	f.known.Partial = nil
	f.grants = f.grants[:0]
	f.closed = false
	clear(f.said)
}

// A Fact is a fact, event or judgement that has been looked up. It is valid for its engine. The zero Fact is none.
type Fact struct{ info *factInfo }

type factInfo struct {
	v    int
	kind model.FactType
	id   string
	cuts []int64 // of numbers: where their cells begin
}

// Fact looks up a fact, event or judgement by its name; the judgement that a vague deadline has passed is called
// "overdue CLAUSE".
func (e *Engine) Fact(name string) (Fact, error) {
	id, ok := e.policy.Fact(name)
	if ok {
		return Fact{&e.facts[id]}, nil
	}
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
	switch name {
	case "consent":
		return Fact{}, errors.New("consent is no fact; say it with SetConsent or AddConsent")
	case "objection":
		return Fact{}, errors.New("an objection is no fact; say it with SetObjection")
	}
	return Fact{}, fmt.Errorf("no fact is called `%s`", name)
}

// makeFacts makes what Fact finds.
func (e *Engine) makeFacts() {
	e.facts = make([]factInfo, len(e.policy.Facts))
	for i := range e.facts {
		f := &e.policy.Facts[i]
		e.facts[i] = factInfo{v: i, kind: f.Type, id: f.ID, cuts: e.program.Layout.Cuts(i)}
	}
}

// set puts a fact into a cell, if it has the wanted type and is one of this engine.
func (f *Facts) set(x Fact, want model.FactType, cell int) error {
	if !f.fits(x, want) {
		return f.misfit(x)
	}
	f.put(x.info.v, cell)
	return nil
}

func (f *Facts) fits(x Fact, want model.FactType) bool {
	return f.owns(x) && x.info.kind == want
}

// owns reports whether a fact was looked up in the engine of f.
func (f *Facts) owns(x Fact) bool {
	return x.info != nil && x.info.v < len(f.engine.facts) && x.info == &f.engine.facts[x.info.v]
}

// misfit says why a fact cannot take a value.
func (f *Facts) misfit(x Fact) error {
	if x.info == nil {
		return errors.New("this Fact is none; look it up with Engine.Fact")
	}
	if !f.owns(x) {
		return fmt.Errorf("`%s` was looked up in another engine; look it up in the one that made these facts", x.info.id)
	}
	return fmt.Errorf("`%s` is %s", x.info.id, typeName(x.info.kind))
}

func (f *Facts) put(v, cell int) {
	f.known.State[v], f.said[v] = uint16(cell), true
	if f.known.Partial != nil {
		delete(f.known.Partial, v)
	}
}

func typeName(t model.FactType) string {
	return map[model.FactType]string{model.YesNo: "a yes-or-no fact", model.Number: "a number", model.OneOf: "one of several values",
		model.AtPlace: "a place", model.Event: "an event"}[t]
}

// A Value is a value of a fact that has been looked up: what a service sets often, without looking it up each time.
type Value struct {
	fact Fact
	cell int
}

// Value looks up a value: a bool for a yes-or-no fact, an int64 for a number, a name for a one-of fact or a place.
func (e *Engine) Value(x Fact, value any) (Value, error) {
	f := e.NewFacts()
	var err error
	switch v := value.(type) {
	case bool:
		err = f.SetBool(x, v)
	case int64:
		err = f.SetNumber(x, v)
	case string:
		if f.fits(x, model.AtPlace) {
			err = f.SetPlace(x, v)
		} else {
			err = f.SetOption(x, v)
		}
	default:
		err = errors.New("a value is a bool, an int64 or a string")
	}
	if err != nil {
		return Value{}, err
	}
	return Value{x, int(f.known.State[x.info.v])}, nil
}

// Set gives a fact a value that was looked up in the same engine.
func (f *Facts) Set(v Value) error {
	if !f.owns(v.fact) {
		return errForeignValue
	}
	f.put(v.fact.info.v, v.cell)
	return nil
}

// SetBool says whether a yes-or-no fact or judgement is so.
func (f *Facts) SetBool(x Fact, yes bool) error { return f.set(x, model.YesNo, cellOf(yes)) }

func cellOf(yes bool) int {
	if yes {
		return compile.CellYes
	}
	return compile.CellNo
}

// SetNumber gives a number.
func (f *Facts) SetNumber(x Fact, n int64) error {
	if !f.fits(x, model.Number) {
		return f.misfit(x)
	}
	cell := 0
	for _, cut := range x.info.cuts { // all of them: a guess where to stop would cost more
		cell += cellOf(cut <= n)
	}
	f.put(x.info.v, cell)
	return nil
}

// SetOption gives the value of a one-of fact or judgement.
func (f *Facts) SetOption(x Fact, value string) error {
	if !f.fits(x, model.OneOf) {
		return f.misfit(x)
	}
	options := f.engine.policy.Facts[x.info.v].Options
	i := slices.Index(options, value)
	if i < 0 {
		return fmt.Errorf("`%s` has no value `%s`; it is one of %v", x.info.id, value, options)
	}
	return f.set(x, model.OneOf, i)
}

// SetPlace gives a place, by its name in the vocabulary.
func (f *Facts) SetPlace(x Fact, place string) error {
	if !f.fits(x, model.AtPlace) {
		return f.misfit(x)
	}
	n, ok := f.engine.policy.Graphs[model.PlaceKind].Lookup(place)
	if !ok {
		return fmt.Errorf("no place is called `%s`", place)
	}
	return f.set(x, model.AtPlace, f.engine.program.Layout.PlaceCell(x.info.v, n))
}

// SetElapsed says that an event happened so long ago. Parts of an hour do not count.
func (f *Facts) SetElapsed(x Fact, ago time.Duration) error {
	if !f.fits(x, model.Event) {
		return f.misfit(x)
	}
	if ago < 0 {
		return fmt.Errorf("`%s` cannot have happened %s from now", x.info.id, -ago)
	}
	return f.set(x, model.Event, f.engine.program.Layout.EventCell(x.info.v, int64(ago/time.Hour)))
}

// SetNotYet says that an event has not happened.
func (f *Facts) SetNotYet(x Fact) error { return f.set(x, model.Event, 0) }

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
