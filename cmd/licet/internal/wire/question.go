package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// questionKeys are the keys of a question as JSON.
var questionKeys = []string{"actor", "action", "data", "of", "from", "recipient", "purpose", "place", "except", "given", "nothing_else"}

// readQuestion reads a question as JSON.
func readQuestion(reader *jsonReader, line []byte) (dsl.Fields, error) {
	var f dsl.Fields
	v, err := reader.read(line)
	if err != nil {
		return f, err
	}
	object, ok := v.(map[string]any)
	if !ok {
		return f, errors.New(`expected a question, as in {"action": "use", "data": ["email"], "purpose": "marketing", "given": {}}`)
	}
	left := len(object)
	for _, key := range questionKeys { // in a fixed order, so that of two mistakes it is always the same that is said
		if v, ok := object[key]; ok {
			left--
			if err := readField(&f, key, v); err != nil {
				return f, err
			}
		}
	}
	if left == 0 {
		return f, nil
	}
	keys := slices.DeleteFunc(slices.Collect(maps.Keys(object)), func(k string) bool { return slices.Contains(questionKeys, k) })
	return f, unknownKey(slices.Min(keys))
}

func readField(f *dsl.Fields, key string, v any) error {
	switch key {
	case "given":
		given, ok := v.(map[string]any)
		if !ok && v != nil {
			return errors.New("`given` is an object of facts, as in {\"consent\": false}")
		}
		for name := range given {
			if strings.TrimSpace(name) == "" {
				return errors.New("a name is empty in `given`; write the name of a fact, or leave it out")
			}
		}
		f.Values = given
		return nil
	case "nothing_else":
		yes, ok := v.(bool)
		if !ok && v != nil {
			return errors.New("`nothing_else` is true or false")
		}
		f.NothingElse = yes
		return nil
	case "except":
		return readExcept(f, v)
	}
	var err error
	f.Dims[dimOf(key)], err = names(key, v)
	return err
}

func unknownKey(key string) error {
	near := diag.Nearest(strings.ToLower(key), slices.Values(questionKeys))
	if i := slices.IndexFunc(questionKeys, func(k string) bool { return strings.EqualFold(k, key) }); i >= 0 {
		near = questionKeys[i]
	}
	if near != "" {
		return fmt.Errorf("a question has no `%s`; did you mean `%s`?", key, near)
	}
	return fmt.Errorf("a question has no `%s`; it has %s", key, strings.Join(questionKeys, ", "))
}

func readExcept(f *dsl.Fields, v any) error {
	object, ok := v.(map[string]any)
	if !ok && v != nil {
		return errors.New("`except` is an object of lists of names, by part")
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		d := dimOf(key)
		if d < 0 {
			return fmt.Errorf("`except` is an object of lists of names, by part; not `%s`", key)
		}
		var err error
		if f.Except[d], err = names("except."+key, object[key]); err != nil {
			return err
		}
	}
	return nil
}

func dimOf(key string) int {
	for d := range model.Dim(model.DimCount) {
		if d.String() == key {
			return int(d)
		}
	}
	return -1
}

// names reads a name or a list of names; null says nothing. No name at all is not the same: it would ask about everything.
func names(key string, v any) ([]string, error) {
	var list []any
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		list = []any{v}
	case []any:
		list = v
	default:
		return nil, fmt.Errorf("`%s` is a name or a list of names", key)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("`%s` is an empty list; name something, or leave `%s` out", key, key)
	}
	out := make([]string, len(list))
	for i, x := range list {
		s, ok := x.(string)
		if !ok {
			return nil, fmt.Errorf("`%s` is a name or a list of names", key)
		}
		if strings.TrimSpace(s) == "" {
			return nil, fmt.Errorf("a name is empty in `%s`; write a name, or leave it out", key)
		}
		out[i] = s
	}
	return out, nil
}
