package authzen

import (
	"reflect"
	"slices"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// given reads facts of which each must be one of the policy's.
func (a *asking) given(v any) *fault {
	o, ok := v.(object)
	if !ok && v != nil {
		return bad("bad-value", "`context.given` is an object of facts, as in {\"consent\": false}")
	}
	for _, key := range sorted(o) {
		if key == "" {
			return bad("bad-value", "a name is empty in `context.given`; write the name of a fact, or leave it out")
		}
		if f := a.fact("context.given", key, o[key]); f != nil {
			return f
		}
	}
	return nil
}

// fact gives a fact; one may be given twice if both times say the same.
func (a *asking) fact(path, key string, v any) *fault {
	if wire.NotKnown(v) {
		a.null = path + "." + key
	}
	if v == nil {
		return nil
	}
	if before, ok := a.fields.Values[key]; ok && !reflect.DeepEqual(before, v) {
		return bad("ambiguous", "`%s` is given twice, and not the same; keep one", strictjson.Shorten(key))
	}
	if a.fields.Values == nil {
		a.fields.Values = object{}
	}
	a.fields.Values[key] = v
	return nil
}

// closed refuses the claim that there is nothing else where something was said that says nothing here.
func (a *asking) closed() *fault {
	switch {
	case !a.fields.NothingElse:
		return nil
	case len(a.ignored) > 0:
		return bad("not-closed", "`context.nothing_else` cannot be said beside `%s`, which is not known here; leave one out", a.ignored[0])
	case a.null != "":
		return bad("not-closed", "`context.nothing_else` cannot be said beside `%s`, which is null: not known; leave one out", strictjson.Shorten(a.null))
	}
	return nil
}

// isFact reports whether a name is one of a fact, an event, a judgement or a term of the policy, a kind of consent, or objection.
func (a *asking) isFact(name string) bool {
	p := a.engine.Policy()
	if _, ok := p.Fact(name); ok {
		return true
	}
	if _, ok := p.Term(name); ok {
		return true
	}
	return slices.Contains(people(), name)
}

// people returns the names of what people say.
func people() []string {
	out := []string{"objection"}
	for k := range model.ConsentKind(model.ConsentKinds) {
		out = append(out, k.String())
	}
	return out
}

// factNames yields everything that isFact knows.
func (a *asking) factNames(yield func(string) bool) {
	p := a.engine.Policy()
	for i := range p.Facts {
		if !yield(p.Facts[i].ID) {
			return
		}
	}
	for i := range p.Terms {
		if !yield(p.Terms[i].ID) {
			return
		}
	}
	for _, name := range people() {
		if !yield(name) {
			return
		}
	}
}
