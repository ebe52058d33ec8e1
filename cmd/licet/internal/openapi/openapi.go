// Package openapi describes what `licet serve` answers, as an OpenAPI 3.1 document.
//
// The document is openapi.json; where it says "schema KIND" stands the JSON Schema of that kind of package schema, so that the command and the server
// have one. It describes, and answers nothing but itself: a test holds the server to it (package openapitest).
//
//	text := openapi.Document()
//	err := s.Mount(openapi.Endpoint())
package openapi

import (
	_ "embed"
	"net/http"
	"regexp"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/schema"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

//go:embed openapi.json
var document string

// placeholder is where the schema of a kind stands.
var placeholder = regexp.MustCompile(`"schema ([a-z-]+)"`)

// Document returns the document, as JSON.
func Document() []byte {
	return []byte(placeholder.ReplaceAllStringFunc(document, func(found string) string {
		kind := placeholder.FindStringSubmatch(found)[1]
		text, ok := schema.Of(kind)
		if !ok {
			panic("no schema of " + kind) // a test reads them all
		}
		return inDocument(kind, string(text))
	}))
}

// inDocument returns a schema as a part of the document: with references that begin at its top, and without what only a schema by itself has.
func inDocument(kind, text string) string {
	text = strings.Replace(text, `  "$schema": "https://json-schema.org/draft/2020-12/schema",`+"\n", "", 1)
	text = strings.ReplaceAll(text, `"#/$defs/`, `"#/components/schemas/`+kind+`/$defs/`)
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n      ")
}

// Endpoint returns the endpoint that answers with the document.
func Endpoint() decision.Endpoint {
	text := Document()
	return decision.Endpoint{Pattern: "GET /openapi.json", Name: "openapi", Open: true, Handler: http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) { wire.WriteText(w, http.StatusOK, text) })}
}
