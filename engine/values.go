package engine

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Add sets facts by name, from a map. Their values are those that SetValue takes. The error joins what is wrong, in the order of the
// names; what is wrong stays unknown, and the rest is set.
func (f *Facts) Add(values map[string]any) error {
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(values)) {
		wrong = append(wrong, f.SetValue(name, values[name]))
	}
	return errors.Join(wrong...)
}

// SetValue sets one fact by its name, or "consent" or "objection". The value is, by the type of the fact: a bool; an int, int64 or a
// float64 without a fraction, as JSON has them; a string that names one of its values, or a place; for an event false, if it has not
// happened, or a time.Duration, how long ago it did. Consent and objection take a bool, which speaks of all that is asked, a Grant or
// a []Grant, which leave unknown what they do not cover. Nil says nothing.
//
// It is for values whose type is only known while the service runs: where it is known before, Fact and SetBool and so on cost less, and
// Bind tells of wrong names at the start.
func (f *Facts) SetValue(name string, value any) error {
	if value == nil {
		return nil
	}
	if name == "consent" || name == "objection" {
		return f.setGrants(name == "objection", value)
	}
	x, err := f.engine.Fact(name)
	if err != nil {
		return err
	}
	switch v := value.(type) {
	case bool:
		if x.info.kind == model.Event && !v {
			return f.SetNotYet(x)
		}
		return f.SetBool(x, v)
	case int:
		return f.SetNumber(x, int64(v))
	case int64:
		return f.SetNumber(x, v)
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1<<53 {
			return f.SetNumber(x, int64(v))
		}
	case string:
		return f.setName(x, v)
	case time.Duration:
		return f.SetElapsed(x, v)
	}
	return fmt.Errorf("`%s` is %s, and takes no %T", name, typeName(x.info.kind), value)
}

// setName sets what is given by a name.
func (f *Facts) setName(x Fact, name string) error {
	if x.info.kind == model.AtPlace {
		return f.SetPlace(x, name)
	}
	return f.SetOption(x, name)
}

func (f *Facts) setGrants(objection bool, value any) error {
	switch v := value.(type) {
	case bool:
		if objection {
			f.SetObjection(v)
		} else {
			f.SetConsent(v)
		}
		return nil
	case Grant:
		return f.add(v, objection)
	case []Grant:
		return f.addAll(v, objection)
	}
	return fmt.Errorf("consent and objection take a bool, an engine.Grant or a []engine.Grant, and no %T", value)
}

// addAll adds grants, or none of them.
func (f *Facts) addAll(grants []Grant, objection bool) error {
	before := len(f.grants)
	for _, g := range grants {
		if err := f.add(g, objection); err != nil {
			f.grants = f.grants[:before]
			return err
		}
	}
	return nil
}
