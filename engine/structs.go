package engine

import (
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A Binding sets facts from structs of one type. It is immutable and safe for concurrent use.
type Binding[T any] struct {
	engine *Engine
	fields []boundField
}

type boundField struct {
	index []int
	set   func(*Facts, reflect.Value) error
}

// Bind looks up the names that the fields of a struct type carry in their tags, once:
//
//	type Customer struct {
//		Age      *int           `licet:"age"`       // nil: unknown
//		Country  *string        `licet:"country"`
//		Closed   *time.Duration `licet:"account-closed"` // how long ago
//		Consents []engine.Grant `licet:"consent"`
//	}
//
// A field is a pointer to a bool, an integer, a string or a time.Duration, as the fact's type wants, or a []Grant; consent and objection
// may be a *bool. Nil says nothing. A field that is no pointer is refused: what nobody filled in would otherwise be no, or 0, and might
// permit something. Fields without the tag do not count. The error joins all fields that are wrong.
func Bind[T any](e *Engine) (*Binding[T], error) {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("facts are bound from a struct, and %s is none", t)
	}
	b := &Binding[T]{engine: e}
	var wrong []error
	for _, field := range reflect.VisibleFields(t) {
		name, ok := field.Tag.Lookup("licet")
		if !ok {
			continue
		}
		set, err := e.setter(name, field)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("field %s: %w", field.Name, err))
		}
		b.fields = append(b.fields, boundField{field.Index, set})
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return b, nil
}

// Set sets the facts that a struct knows; nil knows none. The error joins what is wrong; what is wrong stays unknown, and the rest is set. It does not
// allocate where nothing is wrong.
func (b *Binding[T]) Set(f *Facts, from *T) error {
	if f.engine != b.engine {
		return errForeignFacts
	}
	if from == nil {
		return nil
	}
	var wrong []error
	v := reflect.ValueOf(from).Elem()
	for i := range b.fields {
		field, err := v.FieldByIndexErr(b.fields[i].index)
		if err != nil || field.IsNil() { // an embedded pointer is nil, or the field is
			continue
		}
		if err := b.fields[i].set(f, field); err != nil {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

var (
	errUnexported = errors.New("it is not exported, so that nothing can read it")
	errNoPointer  = errors.New("it is no pointer; make it one, so that what is not known can be nil")
)

// setter returns what sets one fact from a field.
func (e *Engine) setter(name string, field reflect.StructField) (func(*Facts, reflect.Value) error, error) {
	grants := name == "consent" || name == "objection"
	switch {
	case !field.IsExported():
		return nil, errUnexported
	case grants && field.Type == reflect.TypeFor[[]Grant]():
		return func(f *Facts, v reflect.Value) error {
			return f.addAll(*v.Addr().Interface().(*[]Grant), name == "objection")
		}, nil
	case field.Type.Kind() != reflect.Pointer:
		return nil, errNoPointer
	case grants && field.Type.Elem().Kind() == reflect.Bool:
		return func(f *Facts, v reflect.Value) error { return f.setGrants(name == "objection", v.Elem().Bool()) }, nil
	case grants:
		return nil, fmt.Errorf("`%s` takes a *bool or a []engine.Grant, and no %s", name, field.Type)
	}
	x, err := e.Fact(name)
	if err != nil {
		return nil, err
	}
	set := x.setter(field.Type.Elem())
	if set == nil {
		return nil, fmt.Errorf("`%s` is %s, and takes no %s", name, typeName(x.info.kind), field.Type)
	}
	return set, nil
}

// setter returns what sets the fact from a pointer to a type; nil where it takes no such value.
func (x Fact) setter(t reflect.Type) func(*Facts, reflect.Value) error {
	switch x.info.kind {
	case model.YesNo:
		if t.Kind() == reflect.Bool {
			return func(f *Facts, v reflect.Value) error { return f.SetBool(x, v.Elem().Bool()) }
		}
	case model.Number:
		if reflect.Int <= t.Kind() && t.Kind() <= reflect.Int64 && t != reflect.TypeFor[time.Duration]() {
			return func(f *Facts, v reflect.Value) error { return f.SetNumber(x, v.Elem().Int()) }
		}
	case model.OneOf, model.AtPlace:
		if t.Kind() == reflect.String {
			return func(f *Facts, v reflect.Value) error { return f.setName(x, v.Elem().String()) }
		}
	case model.Event:
		if t == reflect.TypeFor[time.Duration]() {
			return func(f *Facts, v reflect.Value) error { return f.SetElapsed(x, time.Duration(v.Elem().Int())) }
		}
		if t.Kind() == reflect.Bool {
			return func(f *Facts, v reflect.Value) error { return f.setHappened(x, v.Elem().Bool()) }
		}
	}
	return nil
}

// setHappened says that an event has not happened. That it has, but not when, is nothing that Facts can hold.
func (f *Facts) setHappened(x Fact, yes bool) error {
	if yes {
		return fmt.Errorf("`%s` has happened, but when? say it with a time.Duration", x.info.id)
	}
	return f.SetNotYet(x)
}
