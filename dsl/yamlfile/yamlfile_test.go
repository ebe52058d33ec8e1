package yamlfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

func TestObject(t *testing.T) {
	got, err := yamlfile.Object("f.yaml", []byte("member: true\nage: 12\nname: web\nwhen: {days: 10}\nlist: [a, null, 1.5]\nday: 2026-01-02\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"member": true, "age": int64(12), "name": "web", "when": map[string]any{"days": int64(10)},
		"list": []any{"a", nil, 1.5}, "day": "2026-01-02"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEntries(t *testing.T) {
	got, err := yamlfile.Entries("f.json", []byte("# é\n{\"é\": yes, b: [1]} # {\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []yamlfile.Entry{
		{Key: "é", Value: "yes", KeyAt: yamlfile.Place{Line: 2, Column: 2}, At: yamlfile.Place{Line: 2, Column: 7}},
		{Key: "b", Value: []any{int64(1)}, KeyAt: yamlfile.Place{Line: 2, Column: 12}, At: yamlfile.Place{Line: 2, Column: 15}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestObjectErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "the file is empty",
		"- a":                              "f.yaml:1: expected lines of `key: value`",
		"a: 1\nb: 2\na: 3":                 "f.yaml:3:1: `a` stands twice",
		"a: &x 1\nb: *x":                   "f.yaml:2:4: aliases",
		"a: 1\n---\nb: 2":                  "f.yaml:2: the file holds several documents",
		"a: 1\n---\n[":                     "something stands behind the object",
		"{\"a\": true}{\"b\":1}":           "f.yaml:1:12: something stands behind the object; remove it",
		"{\"a\": true} x":                  "f.yaml:1:13: something stands behind the object",
		"# {\n{é: \"\\\"}\", b: it's}\n y": "f.yaml:3:2: something stands behind the object",
		"{a: 1} # x\n---\n":                "f.yaml:2:1: something stands behind",
		"a: [":                             "f.yaml:1: did not find",
		"<<: {a: 1}":                       "a key is a plain word",
		"a: 99999999999999999999999":       "",
		strings.Repeat("a: {", 100_00):     "",
	} {
		_, err := yamlfile.Object("f.yaml", []byte(text))
		if want == "" {
			continue // must only not crash
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: got %v, want %q", text, err, want)
		}
	}
}

func TestTree(t *testing.T) {
	got, err := yamlfile.Tree("f.yaml", []byte("cases:\n  - ask: \"why\"\n    because: [1.10, A.4]\n"))
	if err != nil {
		t.Fatal(err)
	}
	leaf := func(v any, text string, line, column int) yamlfile.Node {
		return yamlfile.Node{Value: v, Text: text, At: yamlfile.Place{Line: line, Column: column}}
	}
	want := []yamlfile.Field{
		{Key: "ask", KeyAt: yamlfile.Place{Line: 2, Column: 5}, Node: leaf("why", "why", 2, 10)},
		{Key: "because", KeyAt: yamlfile.Place{Line: 3, Column: 5}, Node: yamlfile.Node{
			Value: []any{1.10, "A.4"}, At: yamlfile.Place{Line: 3, Column: 14},
			Items: []yamlfile.Node{leaf(1.10, "1.10", 3, 15), leaf("A.4", "A.4", 3, 21)},
		}},
	}
	if d := cmp.Diff(want, got.Fields[0].Node.Items[0].Fields); d != "" {
		t.Error(d)
	}
	for text, want := range map[string]string{
		"- a":             "f.yaml:1: expected lines of `key: value`",
		"a: {b: 1, b: 2}": "f.yaml:1:11: `b` stands twice",
		"a: &x 1\nb: *x":  "f.yaml:2:4: aliases",
	} {
		if _, err := yamlfile.Tree("f.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestPlaces(t *testing.T) {
	text := "a: 1\né: x\n"
	for at, want := range map[yamlfile.Place]int{{Line: 1, Column: 1}: 0, {Line: 2, Column: 4}: 9, {Line: 2, Column: 99}: 10, {Line: 9, Column: 1}: len(text)} {
		if got := at.Offset(text); got != want {
			t.Errorf("%v: got %d, want %d", at, got, want)
		}
	}
	_, err := yamlfile.Object("f.yaml", []byte("a: 1\na: 2"))
	if at, text := yamlfile.Divide("f.yaml", err); at != (yamlfile.Place{Line: 2, Column: 1}) || text != "`a` stands twice" {
		t.Error(at, text)
	}
	_, err = yamlfile.Object("f.yaml", nil)
	if at, text := yamlfile.Divide("f.yaml", err); at != (yamlfile.Place{Line: 1, Column: 1}) || text != "the file is empty" {
		t.Error(at, text)
	}
}
