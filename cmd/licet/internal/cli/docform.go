package cli

import (
	"bytes"
	"fmt"
	"io"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/forms"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// A docForm is something that `licet doc` writes from a policy other than the policy: what a regulator asks for, or a screen needs.
type docForm struct {
	name  string
	table bool // it is a table, which every format can show; otherwise it is JSON alone
	read  func(p *model.Policy, g grammar.Grammar) any
}

// policyForm is what is written where no form is named.
const policyForm = "policy"

func docForms() []docForm {
	return []docForm{
		{"record", true, func(p *model.Policy, g grammar.Grammar) any { return forms.NewRecord(p, g) }},
		{"information", true, func(p *model.Policy, g grammar.Grammar) any { return forms.NewInformation(p, g) }},
		{"choices", false, func(p *model.Policy, g grammar.Grammar) any { return forms.NewChoices(p, g) }},
	}
}

func docFormNames() []string {
	out := []string{policyForm}
	for _, f := range docForms() {
		out = append(out, f.name)
	}
	return out
}

// formatsOf are the formats that a form is written in.
func formatsOf(form string) []string {
	for _, f := range docForms() {
		switch {
		case f.name != form:
		case f.table:
			return append(docFormatNames(), "csv")
		default:
			return []string{"json"}
		}
	}
	return docFormatNames()
}

// formText is a form in a format.
func formText(form, format string, p *model.Policy, g grammar.Grammar) ([]byte, error) {
	for _, f := range docForms() {
		if f.name != form {
			continue
		}
		read := f.read(p, g)
		var b bytes.Buffer
		if table, ok := read.(interface{ CSV(w io.Writer) error }); ok && format == "csv" {
			err := table.CSV(&b)
			return b.Bytes(), err
		}
		if format == "json" {
			err := indentedJSON(&b, read)
			return b.Bytes(), err
		}
		if d, ok := read.(interface{ Document() *document.Document }); ok {
			return docText(format, d.Document())
		}
	}
	return nil, fmt.Errorf("no form is called %q in the format %q", form, format)
}
