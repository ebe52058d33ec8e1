package authzen

import (
	"cmp"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// The mapping, which SERVE.md has as a table:
//
//	subject   {"type": "actor", "id": NAME}         who acts
//	          {"type": "data-subject", "id": NAME}  whose data they are; `we` act
//	          {"type": "user", "id": ...}           the same for `you`; the id is not read
//	action    {"name": NAME}                        what is done
//	resource  {"type": "data", "id": NAME}          with which data; properties: of, from
//	context   purpose, recipient, place, given, nothing_else, licet: {explain}
//
// Facts stand in context.given, or in the properties of what they are about.

// What a subject and a resource may be.
const (
	typeActor       = "actor"
	typeDataSubject = "data-subject"
	typeUser        = "user"
	typeData        = "data"
)

// An asking is one evaluation, or one search, on its way from the protocol's terms to a question.
type asking struct {
	begun    time.Time
	engine   *engine.Engine
	strange  *strange
	fields   dsl.Fields
	asked    *model.Question   // what they were understood as
	identity map[string]string // who the request is about: never logged unless values are
	explain  bool
	ignored  []string // paths of members that are not known
	aside    []string // the same, of what says nothing of the question
	null     string   // the path of a fact whose value is null
}

// none is no dimension: nothing is searched for.
const none model.Dim = 255

// ask reads a tuple. It is about everything there is in the dimension that is searched.
func (a *asking) ask(t tuple, searched model.Dim) *fault {
	subject, f := entityOf(t, "subject", searched == model.Actor || searched == model.Of)
	if f != nil {
		return f
	}
	resource, f := entityOf(t, "resource", searched == model.Data)
	if f != nil {
		return f
	}
	var action entity
	if searched != model.Action {
		if action, f = entityOf(t, "action", false); f != nil {
			return f
		}
	}
	context, f := contextOf(t)
	if f != nil {
		return f
	}
	a.search(searched)
	return cmp.Or(a.subject(&subject), a.resource(&resource), a.action(&action, searched), a.context(context), a.closed())
}

func (a *asking) subject(s *entity) *fault {
	switch s.Type {
	case typeActor:
		a.name(model.Actor, s.ID)
	case typeDataSubject:
		a.name(model.Of, s.ID)
	case typeUser:
		a.identity = map[string]string{"subject.id": s.ID}
	default:
		return unknown("unknown-type", "no subject is of type `%s`; it is `%s`, `%s` or `%s`", strictjson.Shorten(s.Type), typeActor, typeDataSubject, typeUser)
	}
	return a.entity("subject", s)
}

func (a *asking) resource(r *entity) *fault {
	if r.Type != typeData {
		return unknown("unknown-type", "no resource is of type `%s`; it is `%s`, and its id a category of data", strictjson.Shorten(r.Type), typeData)
	}
	a.name(model.Data, r.ID)
	return a.entity("resource", r)
}

func (a *asking) action(act *entity, searched model.Dim) *fault {
	if searched == model.Action {
		return nil
	}
	a.name(model.Action, act.ID)
	return a.entity("action", act)
}

// name names one thing; "" none.
func (a *asking) name(d model.Dim, id string) {
	if id != "" {
		a.fields.Dims[d] = []string{id}
	}
}

// search asks about everything in a dimension.
func (a *asking) search(d model.Dim) {
	if d != none {
		a.fields.Dims[d] = []string{a.engine.Policy().Graph(d).Node(model.Root).ID}
	}
}

// entity reads what an entity says beside its name.
func (a *asking) entity(key string, e *entity) *fault {
	for _, k := range e.rest {
		if where := belongs(k); where != "" {
			return misplaced(k, key, where)
		}
		if f := a.ignore(key, k, namesOf(members(key)...)); f != nil {
			return f
		}
	}
	path := key + ".properties"
	for _, k := range sorted(e.Properties) {
		if f := a.property(path, k, e.Properties[k]); f != nil {
			return f
		}
	}
	return nil
}

func (a *asking) property(path, key string, v any) *fault {
	if d, ok := sourceOf(key); ok && path == "resource.properties" {
		return a.part(d, path, key, v)
	}
	if where := belongs(key); where != "" {
		return misplaced(key, path, where)
	}
	if a.isFact(key) {
		return a.fact(path, key, v)
	}
	if path == "resource.properties" && a.namesParty(v) {
		return bad("misplaced", "`%s.%s` is not known, and names a party; whose data they are is said by `resource.properties.of`", path, strictjson.Shorten(key))
	}
	return a.ignore(path, key, names{a.isFact, a.factNames})
}

// part names what a part of the question is about: a name, or a list of names; null says nothing.
func (a *asking) part(d model.Dim, path, key string, v any) *fault {
	var names []string
	list, ok := v.([]any)
	if !ok && v != nil {
		list = []any{v}
	}
	if ok && len(list) == 0 {
		return bad("bad-value", "`%s.%s` is an empty list; name something, or leave it out", path, key)
	}
	for _, x := range list {
		s, ok := x.(string)
		if !ok || s == "" {
			return bad("bad-value", "`%s.%s` is a name, or a list of names", path, key)
		}
		names = append(names, s)
	}
	if said := a.fields.Dims[d]; said != nil && names != nil && !slices.Equal(said, names) {
		return bad("ambiguous", "`%s.%s` and the subject say different things of whose data they are; leave one out", path, key)
	}
	if names != nil {
		a.fields.Dims[d] = names
	}
	return nil
}

func (a *asking) context(c object) *fault {
	for _, key := range sorted(c) {
		if f := a.contextMember(key, c[key]); f != nil {
			return f
		}
	}
	return nil
}

func (a *asking) contextMember(key string, v any) *fault {
	switch key {
	case "purpose":
		return a.part(model.For, "context", key, v)
	case "recipient":
		return a.part(model.To, "context", key, v)
	case "place":
		return a.part(model.In, "context", key, v)
	case "given":
		return a.given(v)
	case "nothing_else":
		return yes(v, "context.nothing_else", &a.fields.NothingElse)
	case "licet":
		return a.wishes(v)
	}
	if where := cmp.Or(belongs(key), heads(key)); where != "" {
		return misplaced(key, "context", where)
	}
	if a.isFact(key) {
		return bad("misplaced", "`%s` says nothing in `context`; it is said by `context.given.%s`", strictjson.Shorten(key), strictjson.Shorten(key))
	}
	return a.ignore("context", key, namesOf(contextKeys()...))
}

// wishes reads what the answer is to have.
func (a *asking) wishes(v any) *fault {
	o, ok := v.(object)
	if !ok {
		return bad("bad-value", "`context.licet` is an object, as in {\"explain\": true}")
	}
	if strange := others(o, []string{"explain"}); strange != nil {
		return bad("unknown-member", "`context.licet` has no `%s`; it has `explain`", strictjson.Shorten(strange[0]))
	}
	return yes(o["explain"], "context.licet.explain", &a.explain)
}

// yes reads true or false; null says nothing.
func yes(v any, path string, to *bool) *fault {
	b, ok := v.(bool)
	if !ok && v != nil {
		return bad("bad-value", "`%s` is true or false", path)
	}
	*to = b
	return nil
}
