package openapi_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi"
)

func parsed(t *testing.T, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestDocument holds the document to the schema of OpenAPI 3.1 documents, which is that of the OpenAPI Initiative (spec.openapis.org/oas/3.1/schema).
func TestDocument(t *testing.T) {
	text, err := os.ReadFile("openapitest/testdata/oas-3.1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("oas.json", parsed(t, text)); err != nil {
		t.Fatal(err)
	}
	oas, err := c.Compile("oas.json")
	if err != nil {
		t.Fatal(err)
	}
	doc := parsed(t, openapi.Document())
	if err := oas.Validate(doc); err != nil {
		t.Error(err)
	}
	for _, broken := range []string{`"openapi": "3.1.0"`, `"operationId": "ask"`, `"in": "header"`, `"title": "licet serve"`} {
		key, _, _ := strings.Cut(broken, ":")
		changed := bytes.Replace(openapi.Document(), []byte(broken), []byte(key+": 7"), 1)
		if oas.Validate(parsed(t, changed)) == nil {
			t.Errorf("with %s: 7 it is a document, too: the schema checks nothing", key)
		}
	}
}

// TestSchemasOfDocument compiles each schema of the document, and finds each reference's end.
func TestSchemasOfDocument(t *testing.T) {
	doc := parsed(t, openapi.Document())
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	schemas := at(doc, "components", "schemas").(map[string]any)
	for name := range schemas {
		if _, err := c.Compile("openapi.json#/components/schemas/" + name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, want := range []string{"answer", "brief", "error", "authzen", "authzen-search", "health", "ready", "EvaluationRequest"} {
		if schemas[want] == nil {
			t.Errorf("there is no schema %s", want)
		}
	}
	used := map[string]bool{}
	walk(doc, func(o map[string]any) {
		ref, ok := o["$ref"].(string)
		if !ok {
			return
		}
		path, ok := strings.CutPrefix(ref, "#/")
		if !ok || at(doc, strings.Split(path, "/")...) == nil {
			t.Errorf("%s leads to nothing", ref)
		}
		used[ref] = true
	})
	for kind, of := range at(doc, "components").(map[string]any) {
		for name := range of.(map[string]any) {
			if kind != "securitySchemes" && !used["#/components/"+kind+"/"+name] {
				t.Errorf("nothing refers to %s %s", kind, name)
			}
		}
	}
}

// TestOperations checks what tools need of each operation.
func TestOperations(t *testing.T) {
	doc := parsed(t, openapi.Document())
	seen := []string{}
	for path, item := range at(doc, "paths").(map[string]any) {
		for method, v := range item.(map[string]any) {
			o := v.(map[string]any)
			id, _ := o["operationId"].(string)
			if id == "" || slices.Contains(seen, id) || o["summary"] == "" || len(o["tags"].([]any)) != 1 {
				t.Errorf("%s %s: %v", method, path, id)
			}
			seen = append(seen, id)
			if body := at(o, "requestBody", "content", "application/json"); body != nil {
				c := jsonschema.NewCompiler()
				c.DefaultDraft(jsonschema.Draft2020)
				if err := c.AddResource("openapi.json", doc); err != nil {
					t.Fatal(err)
				}
				s, err := c.Compile("openapi.json#/paths/" + strings.ReplaceAll(path, "/", "~1") + "/" + method + "/requestBody/content/application~1json/schema")
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Validate(at(body, "example")); err != nil {
					t.Errorf("the example of %s: %v", id, err)
				}
			}
		}
	}
}

func at(v any, path ...string) any {
	for _, key := range path {
		o, _ := v.(map[string]any)
		v = o[key]
	}
	return v
}

func walk(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			walk(x, f)
		}
	case map[string]any:
		f(v)
		for _, x := range v {
			walk(x, f)
		}
	}
}
