package wire

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// questionKeys returns the keys of a question as JSON.
func questionKeys() []string {
	return []string{"actor", "action", "data", "of", "from", "recipient", "purpose", "place", "except", "given", "nothing_else"}
}

// A Questions reads questions as JSON, one after the other. It is for one goroutine at a time.
type Questions struct {
	reader strictjson.Reader
	shape  *strictjson.Shape
	keys   []string
}

// maxItems is how many names, or consents, a list of a question may have: an explanation may look at each beside each other.
const maxItems = 1000

// NewQuestions returns a reader of questions that nest no deeper than so many objects and lists; 0 means strictjson.DefaultDepth.
func NewQuestions(maxDepth int) *Questions {
	keys := questionKeys()
	shape := &strictjson.Shape{Name: "a question", Fields: map[string]*strictjson.Shape{}, Order: keys, Closed: true}
	for _, k := range keys {
		shape.Fields[k] = nil
	}
	return &Questions{strictjson.Reader{MaxDepth: maxDepth, MaxItems: maxItems}, shape, keys}
}

// Read reads a text that is one question. Its error is a *strictjson.Error.
func (r *Questions) Read(text []byte) (dsl.Fields, error) {
	var f dsl.Fields
	v, err := r.reader.Read(text, r.shape)
	if err != nil {
		return f, err
	}
	object, ok := v.(map[string]any)
	if !ok {
		return f, strictjson.Wrong("", `expected a question, as in {"action": "use", "data": ["email"], "purpose": "marketing", "given": {}}`)
	}
	for _, key := range r.keys { // in a fixed order, so that of two mistakes it is always the same that is said
		if v, ok := object[key]; ok {
			if err := readField(&f, key, v); err != nil {
				return f, err
			}
		}
	}
	return f, closed(f)
}

// closed refuses the claim that there is nothing else beside a fact that is null: who could not find it out does not say that it is no.
func closed(f dsl.Fields) error {
	if !f.NothingElse {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(f.Values)) {
		if NotKnown(f.Values[name]) {
			return strictjson.Wrong("/given/"+pointerEscapes().Replace(name), "`nothing_else` cannot be said beside `%s`, which is null: not known; leave one out", strictjson.Shorten(name))
		}
	}
	return nil
}

// NotKnown reports whether the value of a fact is null, or a list with a null in it.
func NotKnown(v any) bool {
	list, _ := v.([]any)
	return v == nil || slices.Contains(list, nil)
}

// pointerEscapes returns what stands in a JSON pointer for characters that would end a key, or begin an escape (RFC 6901, section 3).
func pointerEscapes() *strings.Replacer { return strings.NewReplacer("~", "~0", "/", "~1") }

func readField(f *dsl.Fields, key string, v any) error {
	switch key {
	case "given":
		given, ok := v.(map[string]any)
		if !ok && v != nil {
			return strictjson.Wrong("/given", "`given` is an object of facts, as in {\"consent\": false}")
		}
		for name := range given {
			if strings.TrimSpace(name) == "" {
				return strictjson.Wrong("/given", "a name is empty in `given`; write the name of a fact, or leave it out")
			}
		}
		f.Values = given
		return nil
	case "nothing_else":
		yes, ok := v.(bool)
		if !ok && v != nil {
			return strictjson.Wrong("/nothing_else", "`nothing_else` is true or false")
		}
		f.NothingElse = yes
		return nil
	case "except":
		return readExcept(f, v)
	}
	var err error
	f.Dims[DimOf(key)], err = names(key, v)
	return err
}

func readExcept(f *dsl.Fields, v any) error {
	object, ok := v.(map[string]any)
	if !ok && v != nil {
		return strictjson.Wrong("/except", "`except` is an object of lists of names, by part")
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		d := DimOf(key)
		if d < 0 {
			return strictjson.Wrong("/except", "`except` is an object of lists of names, by part; not `%s`", strictjson.Shorten(key))
		}
		var err error
		if f.Except[d], err = names("except."+key, object[key]); err != nil {
			return err
		}
	}
	return nil
}

// DimOf returns the part of a question that a key says; -1 if it says none.
func DimOf(key string) int {
	for d := range model.Dim(model.DimCount) {
		if d.String() == key {
			return int(d)
		}
	}
	return -1
}

// pointer returns where the value of a key stands; "except.data" is within another.
func pointer(key string) string { return "/" + strings.ReplaceAll(key, ".", "/") }

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
		return nil, strictjson.Wrong(pointer(key), "`%s` is a name or a list of names", key)
	}
	if len(list) == 0 {
		return nil, strictjson.Wrong(pointer(key), "`%s` is an empty list; name something, or leave `%s` out", key, key)
	}
	out := make([]string, len(list))
	for i, x := range list {
		s, ok := x.(string)
		if !ok {
			return nil, strictjson.Wrong(pointer(key), "`%s` is a name or a list of names", key)
		}
		if strings.TrimSpace(s) == "" {
			return nil, strictjson.Wrong(pointer(key), "a name is empty in `%s`; write a name, or leave it out", key)
		}
		out[i] = s
	}
	return out, nil
}
