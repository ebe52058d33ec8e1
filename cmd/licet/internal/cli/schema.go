package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/schema"
	"github.com/seed-90f8eabc/licet/dsl/diag"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON Schema of what the commands write as JSON",
		Long: "schema prints the JSON Schema (draft 2020-12) of one kind of JSON, or lists the kinds. What is written says of itself\n" +
			"which it is: \"format\": \"licet.answer/1\" is of the kind answer. Later versions only add fields, so the schemas let\n" +
			"programs read those that they do not know.",
		Example: "  licet schema\n  licet schema answer > answer.schema.json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return &exit{exitUsage, errors.New("schema prints one schema; name one kind, or none for the list")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.schema(args[0])
			}
			return a.schemas()
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var out []string
			for _, k := range schema.Kinds() {
				out = append(out, k+"\t"+schema.What(k))
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// schema prints one, which is JSON in any form of the result.
func (a *app) schema(kind string) error {
	text, ok := schema.Of(kind)
	if !ok {
		message := fmt.Sprintf("there is no kind of JSON called %q", kind)
		if near := diag.Nearest(kind, slices.Values(schema.Kinds())); near != "" {
			message += fmt.Sprintf("; did you mean %s?", near)
		}
		return &exit{exitUsage, errors.New(message + " (licet schema lists the kinds)")}
	}
	_, err := a.out.Write(text)
	return err
}

// schemasJSON is what `licet schema -o json` writes.
type schemasJSON struct {
	Format string       `json:"format"` // licet.schema/1
	Kinds  []schemaJSON `json:"kinds"`
}

type schemaJSON struct {
	Kind string `json:"kind"`
	What string `json:"what"`
}

// schemas lists the kinds.
func (a *app) schemas() error {
	out := schemasJSON{Format: "licet.schema/1", Kinds: []schemaJSON{}}
	width := 0
	for _, k := range schema.Kinds() {
		out.Kinds = append(out.Kinds, schemaJSON{k, schema.What(k)})
		width = max(width, len(k))
	}
	if a.flags.output == "json" {
		return a.writeJSON(out)
	}
	for _, k := range out.Kinds {
		fmt.Fprintln(a.stdout(), wrap(fmt.Sprintf("%-*s  ", width, k.Kind), fmt.Sprintf("%*s  ", width, ""), k.What, a.width()))
	}
	return nil
}
