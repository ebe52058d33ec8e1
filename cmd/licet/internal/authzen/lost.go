package authzen

import "github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"

// An evaluation's own takes the place of a default as a whole (section 7.1.1). Whoever believes that the two are put together asks another question than
// they mean; where that can be seen, it is refused, and not answered.

// lost refuses an evaluation that seems to rely on what it does not get from the defaults of its request, or to get from them what it says itself.
func lost(defaults, own tuple) *fault {
	for _, key := range []string{"subject", "resource"} {
		if leans(defaults[key], own[key]) {
			return bad("ambiguous", "the default of `%s` has properties, which are not those of an evaluation's own; say its `type` and its properties again", key)
		}
	}
	if key := unsaid(defaults["context"], own["context"]); key != "" {
		return bad("not-closed", "`context.nothing_else` cannot be said without `%s`, which the default gives: an evaluation's context takes the place of all of it; give it again", strictjson.Shorten(key))
	}
	for _, key := range others(own, tupleKeys()) {
		if compound(own[key]) && relies(defaults, own) {
			return bad("ambiguous", "`evaluations.%s` is not known, and what it may say would be said by the defaults of the request; leave it out, or say all of `subject`, `action`, `resource` and `context`", strictjson.Shorten(key))
		}
	}
	return nil
}

// leans reports whether an entity takes its type from a default, which has properties that it does not take.
func leans(from, to any) bool {
	d, _ := from.(object)
	mine, isObject := to.(object)
	properties, _ := d["properties"].(object)
	_, typed := mine["type"]
	_, has := mine["properties"]
	return isObject && !typed && !has && len(properties) > 0
}

// unsaid returns a fact that a default gives, and a context that says that there is nothing else does not; "" if there is none.
func unsaid(from, to any) string {
	d, _ := from.(object)
	mine, _ := to.(object)
	if closed, _ := mine["nothing_else"].(bool); !closed {
		return ""
	}
	before, _ := d["given"].(object)
	given, _ := mine["given"].(object)
	for _, key := range sorted(before) {
		if _, ok := given[key]; !ok {
			return "given." + key
		}
	}
	return ""
}

// relies reports whether a default says something of an evaluation.
func relies(defaults, own tuple) bool {
	for _, key := range tupleKeys() {
		_, has := own[key]
		if _, ok := defaults[key]; ok && !has {
			return true
		}
	}
	return false
}

// compound reports whether a value may say several things.
func compound(v any) bool {
	switch v.(type) {
	case object, []any:
		return true
	}
	return false
}
