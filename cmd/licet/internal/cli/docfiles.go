package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx"
	dochtml "github.com/seed-90f8eabc/licet/engine/document/html"
	docmd "github.com/seed-90f8eabc/licet/engine/document/markdown"
	doctext "github.com/seed-90f8eabc/licet/engine/document/text"
)

// A docFormat is a form that documents are written in: its name, which ends the names of its files, and its writer.
type docFormat struct {
	name  string
	write func(w io.Writer, d *document.Document) error
}

func docFormats() []docFormat {
	return []docFormat{
		{"md", docmd.Write},
		{"html", dochtml.Write},
		{"docx", docx.Write},
		{"txt", doctext.Write},
		{"json", writeDocumentJSON},
	}
}

func docFormatNames() []string {
	var out []string
	for _, f := range docFormats() {
		out = append(out, f.name)
	}
	return out
}

// documentJSON is a document in its JSON form.
type documentJSON struct {
	Format string `json:"format"`
	*document.Document
}

func writeDocumentJSON(w io.Writer, d *document.Document) error {
	return indentedJSON(w, documentJSON{"licet.document/1", d})
}

// docText is a document in a format.
func docText(format string, d *document.Document) ([]byte, error) {
	var b bytes.Buffer
	for _, f := range docFormats() {
		if f.name == format {
			err := f.write(&b, d)
			return b.Bytes(), err
		}
	}
	return nil, fmt.Errorf("no format is called %q", format)
}

// docFile is one document in one format.
type docFile struct {
	form, language, format string
	text                   []byte
}

func (d docFile) name(e *engine.Engine) string {
	name := e.Policy().ID
	if d.form != policyForm {
		name += "." + d.form
	}
	return name + "." + d.language + "." + d.format
}

// docsJSON is what `licet doc -o json` writes where files are written or checked.
type docsJSON struct {
	Format string           `json:"format"`
	Policy engine.PolicyRef `json:"policy"`
	Files  []docFileJSON    `json:"files"`
}

type docFileJSON struct {
	File     string `json:"file"`
	Language string `json:"language"`
	Type     string `json:"type"`
	Changed  bool   `json:"changed"` // or would be, with --check
}

// docAll writes files, or tells which are not up to date.
func (a *app) docAll(f *docFlags, e *engine.Engine, files []docFile) error {
	p := e.Policy()
	out := docsJSON{"licet.doc/1", *refOf(p), []docFileJSON{}}
	stale := false
	for _, d := range files {
		path := filepath.Join(f.dir, d.name(e))
		changed, err := a.docOne(f, path, d.text)
		if err != nil {
			return err
		}
		stale = stale || changed
		shown := filepath.ToSlash(path)
		out.Files = append(out.Files, docFileJSON{shown, d.language, d.format, changed})
		if changed && a.flags.output == "text" {
			fmt.Fprintln(a.stdout(), visible(shown))
		}
	}
	if a.flags.output == "json" {
		if err := a.writeJSON(out); err != nil {
			return err
		}
	}
	if f.check && stale {
		return &exit{code: exitFound}
	}
	return nil
}

// docOne writes a file where it is not up to date, and reports whether it was not.
func (a *app) docOne(f *docFlags, path string, text []byte) (changed bool, err error) {
	old, err := os.ReadFile(path)
	switch {
	case err == nil && bytes.Equal(old, text):
		return false, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, &exit{exitFailed, fmt.Errorf("cannot read %s: %w", path, cause(err))}
	case f.check:
		return true, nil
	}
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return false, writeError(f.dir, err)
	}
	if err := writeFile(path, text); err != nil {
		return false, writeError(path, err)
	}
	return true, nil
}
