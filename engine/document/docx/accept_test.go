package docx_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
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
