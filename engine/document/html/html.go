// Package html writes documents as one HTML file that needs nothing else: no network, no script, no font.
//
// It can be read with a keyboard and with a screen reader, in the light and in the dark, on a phone and on paper. It decides nothing of
// what is said.
//
//	err := html.Write(os.Stdout, doc)
package html

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"github.com/seed-90f8eabc/licet/engine/document"
)

//go:embed page.html
var page string

//go:embed page.css
var css string

// Write writes a document. The error is the writer's, or says that there are no labels in the document's language. It is safe for
// concurrent use.
func Write(w io.Writer, d *document.Document) error {
	say, ok := labelsIn(d.Language)
	if !ok {
		return fmt.Errorf("there are no labels for a page in the language %q; there are %s", d.Language, languages())
	}
	t, err := template.New("page").Funcs(template.FuncMap{"text": text, "behind": behind,
		"cited": func(clause string) bool { return clause != "" && d.Audience != document.Public }, "space": document.Space, "inc": func(n int) int { return n + 1 },
		"at": func(s document.Section, level int) located { return located{s, level} }}).Parse(page)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, view{d, say, template.CSS(css)}); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// A view is what the page shows.
type view struct {
	*document.Document
	Say   labels
	Style template.CSS
}

// A located section stands at a level of the headings: the title of the document is the first.
type located struct {
	document.Section
	Level int
}

// behind is what stands before a sentence of a list but the first.
func behind(list []document.Sentence, i int) string { return document.Space(list[i-1].Text) }
