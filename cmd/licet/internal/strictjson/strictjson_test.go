package strictjson_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
)

// request is a shape with everything that shapes have: known keys, one closed object, a list of them, and one that is open.
var request = &strictjson.Shape{Name: "a request", Closed: true, Order: []string{"subject", "list", "properties"}, Fields: map[string]*strictjson.Shape{
	"subject":    {Name: "a subject", Fields: map[string]*strictjson.Shape{"id": nil, "type": nil}},
	"list":       {Items: &strictjson.Shape{Name: "an item", Closed: true, Fields: map[string]*strictjson.Shape{"b": nil, "a": nil}}},
	"properties": nil,
}}

func TestRead(t *testing.T) {
	var r strictjson.Reader
	for text, want := range map[string]any{
		` {"subject": {"id": "x", "Ä": 1}, "list": [{"a": 1.5}], "properties": {}} ` + "\n": map[string]any{
			"subject": map[string]any{"id": "x", "Ä": int64(1)}, "list": []any{map[string]any{"a": 1.5}}, "properties": map[string]any{}},
		`[]`: []any{}, `null`: nil, `true`: true, `-9223372036854775808`: int64(-1 << 63), `9223372036854775808`: 9223372036854775808.0,
		`"\u00e9\ud83d\ude00"`: "é😀",
	} {
		if got, err := r.Read([]byte(text), request); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, %v", text, got, err)
		}
	}
}

// TestRefused holds every refusal to its place and its words.
func TestRefused(t *testing.T) {
	long := strings.Repeat("é", 1000)
	r := strictjson.Reader{MaxDepth: 3, MaxItems: 2}
	for _, x := range []struct{ text, pointer, message string }{
		{"", "", "there is nothing; expected a JSON value"},
		{" \n", "", "there is nothing; expected a JSON value"},
		{`{"subject": {"id": 1, "id": 2}}`, "/subject/id", "the key `id` stands twice, at column 23"},
		{"{\n \"subject\": {\"i\\u0064\": 1,\n  \"id\": 2}}", "/subject/id", "the key `id` stands twice, at line 3, column 3"},
		{`{"properties": {"a/b": {"x": 1, "X": 2}}}`, "/properties/a~1b/X", "the keys `x` and `X` differ only by case; keep one, at column 35"},
		{`{"properties": {"X": 1, "x": 2}}`, "/properties/x", "the keys `X` and `x` differ only by case; keep one, at column 27"},
		{`{"properties": {"ſet": 1, "set": 2}}`, "/properties/set", "the keys `ſet` and `set` differ only by case; keep one, at column 31"},
		{"{\"properties\": {\"k\": 1, \"\u212a\": 2}}", "/properties/\u212a", "the keys `k` and `\u212a` differ only by case; keep one, at column 27"},
		{`{"subject": {"ID": 1}}`, "/subject/ID", "a subject has no `ID`; did you mean `id`?"},
		{`{"Subject": {}}`, "/Subject", "a request has no `Subject`; did you mean `subject`?"},
		{`{"subjct": {}}`, "/subjct", "a request has no `subjct`; did you mean `subject`?"},
		{`{"zzz": {}}`, "/zzz", "a request has no `zzz`; it has subject, list, properties"},
		{`{"list": [{"a": 1}, {"c": 1}]}`, "/list/1/c", "an item has no `c`; it has a, b"},
		{`{"properties": {"a": {"b": {}}}}`, "/properties/a/b", "the JSON nests deeper than 3, at column 25"},
		{`[[[[`, "/0/0", "the JSON nests deeper than 3, at column 3"},
		{`{"properties": [1, 2, 3]}`, "/properties/1", "the list has more than 2 values, at column 20"},
		{`{} {}`, "", "something stands behind the JSON value, at column 4"},
		{"{}\n\nx", "", "something stands behind the JSON value, at line 3, column 1"},
		{`{"subject": `, "/subject", "the JSON stops in the middle, at column 13"},
		{`{"properties": 1e400}`, "/properties", "the number 1e400 is too large, at column 20"},
		{`{"properties": tru}`, "/properties", "this is not JSON: invalid character '}' in literal true (expecting 'e'), at column 19"},
		{"{\"properties\": \"\xff\"}", "/properties", "this is not JSON: invalid UTF-8, at column 17"},
		{`{"properties": "\ud800"}`, "/properties", `this is not JSON: invalid surrogate pair ` + "`\\ud800\"}`" + ` in string, at column 17`},
		{`{"` + long + `": 1}`, "/" + long[:198] + "...", "a request has no `" + long[:200] + "...`; it has subject, list, properties"},
	} {
		_, err := r.Read([]byte(x.text), request)
		var e *strictjson.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", x.text, err)
		} else if e.Pointer != x.pointer || e.Error() != x.message || e.Empty != (strings.TrimSpace(x.text) == "") {
			t.Errorf("%s:\n%q %q\nwant\n%q %q", x.text, e.Pointer, e, x.pointer, x.message)
		}
	}
}

func TestWrong(t *testing.T) {
	if e := strictjson.Wrong("/subject", "`%s` is an object", "subject"); e.Error() != "`subject` is an object" || e.Pointer != "/subject" {
		t.Errorf("%+v", e)
	}
}

// FuzzRead holds what is read to what the standard library reads, and every refusal to a place in the text.
func FuzzRead(f *testing.F) {
	for _, text := range []string{`{"subject": {"id": "x"}, "list": [{"a": 1.5}]}`, `{"A":1,"a":2}`, `[[[["`, `{"\ud800": 1}`, `1 2`, "\xff", `{"a":{"a":1}}`} {
		f.Add([]byte(text))
	}
	var r strictjson.Reader
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, shape := range []*strictjson.Shape{nil, request} {
			got, err := r.Read(text, shape)
			var e *strictjson.Error
			switch {
			case err == nil:
				var want any
				if json.Unmarshal(text, &want) != nil || !utf8.Valid(text) {
					t.Fatalf("%q was read", text)
				}
				if !reflect.DeepEqual(floats(got), want) {
					t.Fatalf("%q: %#v, want %#v", text, got, want)
				}
			case !errors.As(err, &e):
				t.Fatalf("%q: %v", text, err)
			case e.Offset < 0 || e.Offset > len(text) || len(e.Error()) > 2000 || len(e.Pointer) > 300:
				t.Fatalf("%q: %+v", text, e)
			}
		}
	})
}

// floats returns a value with its whole numbers as the standard library has them; it fails on keys that differ only by case.
func floats(v any) any {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case []any:
		for i := range v {
			v[i] = floats(v[i])
		}
	case map[string]any:
		for k := range v {
			for other := range v {
				if k != other && strings.EqualFold(k, other) {
					panic("keys that differ only by case: " + k)
				}
			}
			v[k] = floats(v[k])
		}
	}
	return v
}
