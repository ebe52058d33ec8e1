package authzen

import (
	"slices"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What is known and stands in the wrong place is refused, and not ignored: the answer would be that to another question. What is not said of a purpose or
// a recipient leaves it open, and permits less; but who acts and whose data they are would be `we` and `you`, and what an evaluation says beside
// its four members would be said by the defaults of its request.

// sourceOf returns the dimension that a property of a resource says.
func sourceOf(key string) (model.Dim, bool) {
	switch key {
	case "of":
		return model.Of, true
	case "from":
		return model.From, true
	}
	return none, false
}

// belongs returns where a part of the question is said; "" where a key is none.
func belongs(key string) string {
	switch key {
	case "of", "from":
		return "resource.properties." + key
	case "purpose", "recipient", "place", "given", "nothing_else", "licet":
		return "context." + key
	}
	return ""
}

// heads returns where the context would say what a tuple says in its other members; "" where a key is none of them.
func heads(key string) string {
	switch key {
	case "actor", "subject":
		return "subject"
	case "action":
		return "action"
	case "data", "resource":
		return "resource"
	}
	return ""
}

// misplaced is the fault of a member that is known elsewhere. The path of what a request has itself is "".
func misplaced(key, path, where string) *fault {
	if path == "" {
		return bad("misplaced", "the request has no `%s`; it is said by `%s`", key, where)
	}
	return bad("misplaced", "`%s` says nothing in `%s`; it is said by `%s`", key, path, where)
}

// namesParty reports whether a value is a party of the policy, or a list with one.
func (a *asking) namesParty(v any) bool { return a.names(v, model.Of) }

// names reports whether a value is a name of the policy in one of some dimensions, or a list with one.
func (a *asking) names(v any, dims ...model.Dim) bool {
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, func(x any) bool {
			s, _ := x.(string)
			return a.names(s, dims...)
		})
	}
	s, _ := v.(string)
	return s != "" && slices.ContainsFunc(dims, func(d model.Dim) bool {
		g := a.engine.Policy().Graph(d)
		_, ok := g.Lookup(s)
		if !ok {
			_, ok = g.Lookup(kebab(strictjson.Shorten(s)))
		}
		return ok
	})
}

// stray refuses a member of a request, or of one of its evaluations, that says something of the question.
func (a *asking) stray(path, key string, v any) *fault {
	if where := belongs(key); where != "" {
		return misplaced(key, path, where)
	}
	if where := heads(key); where != "" && where != key {
		return misplaced(key, path, where)
	}
	if a.isFact(key) {
		return misplaced(strictjson.Shorten(key), path, "context.given."+strictjson.Shorten(key))
	}
	if a.names(v, model.Actor, model.Action, model.Data, model.For, model.To) {
		return bad("misplaced", "`%s` is not known, and names something of the policy; say it by `subject`, `action`, `resource` or `context`", strictjson.Shorten(key))
	}
	return nil
}
