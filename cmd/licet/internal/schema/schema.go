// Package schema holds the JSON Schemas (draft 2020-12) of everything that `licet` writes as JSON.
//
// They let programs read fields that they do not know, since later versions only add fields. Tests hold what this version writes to
// exactly the fields that they name. It validates nothing itself.
//
//	text, ok := schema.Of("answer")
//	fmt.Println(schema.Kinds())
package schema

import (
	"embed"
	"encoding/json"
	"slices"
	"strings"
)

//go:embed *.json
var files embed.FS

// Kinds returns the kinds, sorted: of the format "licet.answer/1" it is "answer".
func Kinds() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // the folder is embedded
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".json"))
	}
	slices.Sort(out)
	return out
}

// Of returns the schema of a kind; false where there is no such kind.
func Of(kind string) ([]byte, bool) {
	text, err := files.ReadFile(kind + ".json")
	return text, err == nil
}

// What says what writes a kind, and what it is; "" where there is no such kind.
func What(kind string) string {
	var s struct{ Description string }
	if text, ok := Of(kind); !ok || json.Unmarshal(text, &s) != nil {
		return ""
	}
	return s.Description
}
