package events

import (
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
	"github.com/seed-90f8eabc/licet/dsl/yamlfile"
)

// A Mapping says which columns of an event say what a question asks. It is immutable and safe for concurrent use.
type Mapping struct {
	file          *source.File
	parts         []entry // of model.Dim, in the order of the file
	given         []entry
	consents      []grant
	objections    []grant
	noConsent     bool // no_other_consent
	noObjection   bool
	nothingElse   bool
	system        string
	noConsentAt   word
	noObjectionAt word
}

// An entry says where a part or a fact comes from.
type entry struct {
	key    word
	dim    model.Dim // of a part
	column word      // "" where it is always the same
	always *yamlfile.Node
	values []yamlfile.Field
	unit   word
}

// A grant says what a column of consents, or of objections, covers.
type grant struct {
	column word
	values []yamlfile.Field
	kind   word
	scope  [model.DimCount][]word
}

// A word is a text of the file with its place.
type word struct {
	text string
	at   yamlfile.Place
}

// maxColumns is how many columns a mapping may name.
const maxColumns = 256

// Read reads a mapping. The name is the file's, for messages. The error is a diag.List with the places of all that is wrong in itself;
// what the policy does not know is found by Bind.
func Read(name string, text []byte) (*Mapping, error) {
	file := source.New(name, string(text))
	r := &reader{to: &Mapping{file: file}, problems: problems{file: file}}
	top, err := yamlfile.Tree(name, []byte(file.Text))
	if err != nil {
		at, text := yamlfile.Divide(name, err)
		r.report(word{"", at}, "%s", text)
		return nil, r.Err()
	}
	r.top(top)
	if err := r.Err(); err != nil {
		return nil, err
	}
	return r.to, nil
}

// problems collects what is wrong with a mapping.
type problems struct {
	diag.List
	file *source.File
}
