package authzen

import "maps"

// object is a JSON object as strictjson reads it.
type object = map[string]any

// A tuple is one evaluation (section 6.1), or one search, as it was sent: an entity that was not sent is missing.
type tuple = object

// An entity is a Subject, a Resource or an Action (section 5).
type entity struct {
	Type       string
	ID         string // of an Action its name
	Properties object
	rest       []string // members that the specification does not know
}

// entityOf reads the entity of a tuple under a key. What is searched for needs no id, and has none even if one was sent.
func entityOf(t tuple, key string, searched bool) (entity, *fault) {
	v, ok := t[key]
	if !ok {
		return entity{}, malformed("missing", "the request has no `%s`", key)
	}
	o, ok := v.(object)
	if !ok {
		return entity{}, malformed("wrong-type", "`%s` is an object", key)
	}
	var e entity
	var f *fault
	switch {
	case key == "action":
		e.ID, f = text(o, key, "name")
	case searched:
		e.Type, f = text(o, key, "type")
	default:
		if e.Type, f = text(o, key, "type"); f == nil {
			e.ID, f = text(o, key, "id")
		}
	}
	if f != nil {
		return entity{}, f
	}
	if v, ok := o["properties"]; ok {
		if e.Properties, ok = v.(object); !ok {
			return entity{}, malformed("wrong-type", "`%s.properties` is an object", key)
		}
	}
	e.rest = others(o, members(key))
	return e, nil
}

// members returns the members that an entity has.
func members(key string) []string {
	if key == "action" {
		return []string{"name", "properties"}
	}
	return []string{"type", "id", "properties"}
}

// text reads a string that must be there, and say something.
func text(o object, key, member string) (string, *fault) {
	v, ok := o[member]
	if !ok {
		return "", malformed("missing", "`%s` has no `%s`", key, member)
	}
	s, ok := v.(string)
	if !ok {
		return "", malformed("wrong-type", "`%s.%s` is a string", key, member)
	}
	if s == "" {
		return "", malformed("missing", "`%s.%s` is empty", key, member)
	}
	return s, nil
}

// contextOf reads the context of a tuple (section 5.4), which may be missing.
func contextOf(t tuple) (object, *fault) {
	v, ok := t["context"]
	if !ok {
		return nil, nil
	}
	o, ok := v.(object)
	if !ok {
		return nil, malformed("wrong-type", "`context` is an object")
	}
	return o, nil
}

// merged is an evaluation with the defaults of its request (section 7.1.1): each of the four keys that it has takes the place of the
// default as a whole. Only the type of an entity is completed, where the evaluation leaves it out.
func merged(defaults, own tuple) tuple {
	out := maps.Clone(own)
	for _, key := range tupleKeys() {
		v, ok := defaults[key]
		if !ok {
			continue
		}
		if mine, ok := own[key]; !ok {
			out[key] = v
		} else if key != "context" {
			out[key] = typed(v, mine)
		}
	}
	return out
}

// typed is an entity with the type of its default, where it says none.
func typed(from, to any) any {
	d, ok := from.(object)
	mine, isObject := to.(object)
	if !ok || !isObject || d["type"] == nil {
		return to
	}
	if _, has := mine["type"]; has {
		return to
	}
	out := maps.Clone(mine)
	out["type"] = d["type"]
	return out
}
