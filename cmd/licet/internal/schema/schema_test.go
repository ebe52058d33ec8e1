package schema

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchemas compiles each schema, which also holds it to the schema of schemas, and reads what people read of it.
func TestSchemas(t *testing.T) {
	if len(Kinds()) < 15 {
		t.Fatalf("only %d kinds", len(Kinds()))
	}
	shared := map[string]any{}
	for _, kind := range Kinds() {
		text, ok := Of(kind)
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if !ok || err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(kind+".json", doc); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Compile(kind + ".json"); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		top := doc.(map[string]any)
		if top["title"] != "licet."+kind+"/1" || What(kind) == "" || top["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s: title %v, description %q, schema %v", kind, top["title"], What(kind), top["$schema"])
		}
		check(t, kind, doc)
		if defs, ok := top["$defs"].(map[string]any); ok {
			for name, def := range defs {
				if other, ok := shared[name]; ok && !reflect.DeepEqual(other, def) {
					t.Errorf("%s: %s is another one elsewhere", kind, name)
				}
				shared[name] = def
			}
		}
	}
	if _, ok := Of("nothing"); ok || What("nothing") != "" {
		t.Error("there is a schema of nothing")
	}
}

// check finds what would make a schema of no use: a property without description, an object that is closed, a required property that is none.
func check(t *testing.T, path string, x any) {
	switch x := x.(type) {
	case []any:
		for i, e := range x {
			check(t, fmt.Sprintf("%s/%d", path, i), e)
		}
	case map[string]any:
		if x["additionalProperties"] == false {
			t.Errorf("%s is closed: later versions add fields", path)
		}
		properties, _ := x["properties"].(map[string]any)
		for name, p := range properties {
			if d, _ := p.(map[string]any)["description"].(string); d == "" {
				t.Errorf("%s/%s has no description", path, name)
			}
		}
		required, _ := x["required"].([]any)
		for _, name := range required {
			if properties[name.(string)] == nil {
				t.Errorf("%s requires %s, and does not describe it", path, name)
			}
		}
		for k, e := range x {
			check(t, path+"/"+k, e)
		}
	}
}

var formats = regexp.MustCompile(`licet\.([a-z-]+)/1`)

// TestEveryFormatHasASchema reads the sources: each format that one of them names has a schema, and each schema has a source that names it.
func TestEveryFormatHasASchema(t *testing.T) {
	named := map[string]bool{}
	for _, root := range []string{"../..", "../../../../engine"} {
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "internal/schema/") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range formats.FindAllSubmatch(text, -1) {
				named[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for kind := range named {
		if _, ok := Of(kind); !ok {
			t.Errorf("licet.%s/1 has no schema: write %s.json", kind, kind)
		}
	}
	for _, kind := range Kinds() {
		if !named[kind] {
			t.Errorf("nothing writes licet.%s/1", kind)
		}
	}
	if !slices.IsSorted(Kinds()) {
		t.Error("kinds are not sorted")
	}
}
