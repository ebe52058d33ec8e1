package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// writeJSON writes one value as the result of a command.
func (a *app) writeJSON(v any) error {
	if err := indentedJSON(a.out, v); err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot write the output: %w", err)}
	}
	return nil
}

// indentedJSON writes one value, indented, with its characters as they are.
func indentedJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// refOf says which policy a result is about.
func refOf(p *model.Policy) *engine.PolicyRef {
	ref := engine.RefOf(p)
	return &ref
}
