package docx_test

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/document/docx"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
	"github.com/seed-90f8eabc/licet/policies"
)

// A resolver accepts, or rejects, all tracked changes of a document, by the rules of WordprocessingML: words that come or go are in or out, and a
// paragraph whose end is out is joined to the next one.
type resolver struct {
	gone  []string // the elements whose content goes
	depth int      // how many of those are open
	mark  bool     // in the properties of a paragraph's end
	out   bool     // this paragraph's end goes
	text  bool
	now   strings.Builder
	list  []string
}

func (r *resolver) start(name string) {
	switch {
	case name == "rPr":
		r.mark = true
	case r.mark && slices.Contains(r.gone, name):
		r.out = true
	case slices.Contains(r.gone, name):
		r.depth++
	case name == "t" || name == "delText":
		r.text = true
	}
}

func (r *resolver) end(name string) {
	switch {
	case name == "rPr":
		r.mark = false
	case !r.mark && slices.Contains(r.gone, name):
		r.depth--
	case name == "t" || name == "delText":
		r.text = false
	case name == "p":
		if !r.out {
			r.list = append(r.list, r.now.String())
			r.now.Reset()
		}
		r.out = false
	}
}

// resolve returns the paragraphs that are left of a document.
func resolve(t testing.TB, document []byte, gone ...string) []string {
	t.Helper()
	r := &resolver{gone: gone}
	d := xml.NewDecoder(strings.NewReader(string(document)))
	for {
		tok, err := d.Token()
		if tok == nil {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			r.start(tok.Name.Local)
		case xml.EndElement:
			r.end(tok.Name.Local)
		case xml.CharData:
			if r.text && r.depth == 0 {
				r.now.Write(tok)
			}
		}
	}
	if r.now.Len() > 0 {
		t.Errorf("words behind the last end: %q", r.now.String())
	}
	return r.list
}

// TestAcceptReject: who accepts everything has the new version to the letter, who rejects everything has the old one.
func TestAcceptReject(t *testing.T) {
	for name, pair := range versions() {
		if strings.HasPrefix(name, "all") {
			continue
		}
		r, file := redlined(t, pair)
		body := unzip(t, file)["word/document.xml"]
		if got, want := resolve(t, body, "del", "moveFrom")[1:], wanted(r.New); !slices.Equal(got, want) {
			t.Errorf("%s, accepted: %q, want %q", name, got, want)
		}
		if got, want := resolve(t, body, "ins", "moveTo")[1:], wanted(r.Old); !slices.Equal(got, want) {
			t.Errorf("%s, rejected: %q, want %q", name, got, want)
		}
	}
}

// TestShippedRedlines: whole policies that have little in common, and one with its clauses turned round, are no harder.
func TestShippedRedlines(t *testing.T) {
	texts := map[string]redline.Text{}
	for _, name := range []string{"app", "shop", "union"} {
		e, err := engine.Load(policies.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = redline.Of(e)
	}
	turned := texts["app"]
	turned.Parts = slices.Clone(turned.Parts)
	slices.Reverse(turned.Parts[1:])
	texts["turned"] = turned
	for _, pair := range [][2]string{{"app", "union"}, {"union", "shop"}, {"shop", "app"}, {"app", "turned"}, {"app", "app"}} {
		r := redline.Compare(texts[pair[0]], texts[pair[1]])
		var b bytes.Buffer
		if err := docx.WriteRedline(&b, r); err != nil {
			t.Fatal(err)
		}
		body := check(t, b.Bytes())["word/document.xml"]
		if got, want := resolve(t, body, "del", "moveFrom")[1:], wanted(r.New); !slices.Equal(got, want) {
			t.Errorf("%v, accepted: %q, want %q", pair, got, want)
		}
		if got, want := resolve(t, body, "ins", "moveTo")[1:], wanted(r.Old); !slices.Equal(got, want) {
			t.Errorf("%v, rejected: %q, want %q", pair, got, want)
		}
	}
}
