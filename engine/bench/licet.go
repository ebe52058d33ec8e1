package main

import (
	"fmt"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// licet is Licet's engine with what sets its facts.
type licet struct {
	engine *engine.Engine
	facts  *engine.Facts
	age    engine.Fact
	places []engine.Value
	named  map[string]engine.Value
}

func loadLicet(w *turns.World) (*licet, error) {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(w.Text)}}, "p.licet")
	if err != nil {
		return nil, err
	}
	return newLicet(e, w)
}

// newLicet looks up what a service looks up when it starts.
func newLicet(e *engine.Engine, w *turns.World) (*licet, error) {
	x := &licet{engine: e, facts: e.NewFacts(), named: map[string]engine.Value{}}
	var err error
	if x.age, err = e.Fact("age"); err != nil {
		return nil, err
	}
	country, err := e.Fact("country")
	if err != nil {
		return nil, err
	}
	for _, name := range w.Places {
		v, err := e.Value(country, name)
		if err != nil {
			return nil, err
		}
		x.places, x.named[name] = append(x.places, v), v
	}
	return x, nil
}

// set puts the facts of a question where the engine reads them.
func (x *licet) set(a *turns.Ask, country engine.Value) error {
	x.facts.SetConsent(a.Consent)
	x.facts.SetObjection(a.Objection)
	if err := x.facts.SetNumber(x.age, int64(a.Age)); err != nil {
		return err
	}
	return x.facts.Set(country)
}

func (x *licet) decide(a *turns.Ask) (bool, error) {
	if err := x.set(a, x.named[a.Country]); err != nil {
		return false, err
	}
	answer, err := x.engine.Decide(question(a), x.facts)
	return answer.Allowed(), known(answer, err)
}

// known says that an answer is undetermined, which it cannot be where all facts are known.
func known(a engine.Answer, err error) error {
	if err == nil && a.Decision() == engine.Undetermined {
		return fmt.Errorf("undetermined, though all facts are known")
	}
	return err
}

func question(a *turns.Ask) engine.Question {
	return engine.Question{Action: a.Action, Data: a.Data, Recipient: a.Recipient, Purpose: a.Purpose}
}

func licetStrings() turns.Peer {
	return turns.Peer{ID: "licet", Label: "Licet", Note: "`Decide`, names in strings, asked before with other facts",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			return func() (turns.Decider, error) {
				x, err := loadLicet(w)
				if err != nil {
					return turns.Decider{}, err
				}
				return turns.Decider{Allowed: x.decide}, nil
			}, nil
		}}
}

// licetPrepared prepares every question when it loads, as a service does with the few that it asks.
func licetPrepared() turns.Peer {
	return turns.Peer{ID: "licet-prepared", Label: "Licet (prepared)", Note: "`Prepare` once, then `Decide` with facts",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			return func() (turns.Decider, error) {
				x, err := loadLicet(w)
				if err != nil {
					return turns.Decider{}, err
				}
				all := make([]*engine.Prepared, len(w.About))
				for i := range all {
					if all[i], err = x.engine.Prepare(question(&w.About[i])); err != nil {
						return turns.Decider{}, err
					}
				}
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) {
					if err := x.set(a, x.places[a.Place]); err != nil {
						return false, err
					}
					answer, err := all[a.Question].Decide(x.facts)
					return answer.Allowed(), known(answer, err)
				}}, nil
			}, nil
		}}
}

// licetFirst never asks an engine twice about the same: nothing that it keeps of a question helps it. It is renewed, from the checked
// policy, once every question has been asked.
func licetFirst() turns.Peer {
	return turns.Peer{ID: "licet-first", Label: "Licet (new question)", Note: "`Decide` on what was never asked before",
		Write: func(w *turns.World) (func() (turns.Decider, error), error) {
			return func() (turns.Decider, error) {
				x, err := loadLicet(w)
				return turns.Decider{Allowed: func(a *turns.Ask) (bool, error) { return x.decide(a) }, Renew: func() error {
					x, err = newLicet(engine.New(x.engine.Policy()), w)
					return err
				}}, err
			}, nil
		}}
}
