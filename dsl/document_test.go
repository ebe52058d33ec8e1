package dsl_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/policies"
)

const document = "# Privacy policy\n\n" +
	"*Welcome.* <!-- prose -->\n\n" +
	"## What we use\n\n" +
	"We use your **e-mail address**\nto answer you.\n\n" +
	"```licet\nclause 1 { we may use email for customer-support }\n```\n\n" +
	"```licet\nclause 2 { todo \"again\" }\n```\n\n" +
	"### Details\n\n" +
	"- We keep it. We never sell it.\n" +
	"  ```licet\n  clause 3 { quote \"We keep it.\"  we may store email }\n  clause 4 { quote \"We never sell it.\"  we must not sell email }\n  ```\n\n" +
	"## How it is written\n\n" +
	"```licet\npolicy shop \"Privacy policy\" { controller \"the shop\" }\nuse core\nuse \"words\"\n" +
	"section \"Inner\" { clause 5 { quote \"Welcome.\"  prose } }\n```\n"

const vocabulary = "Our words.\n\n```licet\nvocabulary words \"Words\" {}\ndata card \"card\" is personal\n```\n"

func documentFS() fstest.MapFS {
	return fstest.MapFS{
		"shop/shop.licet.md":        {Data: []byte(document)},
		"shop/words/words.licet.md": {Data: []byte(vocabulary)},
		"shop/more.licet":           {Data: []byte("clause 6 { quote \"your e-mail address to answer you\"  we must delete card }")},
	}
}

func TestDocument(t *testing.T) {
	p, err := dsl.Load(documentFS(), "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		clause, sections, quote string
		quoted, line, column    int
	}{
		{"1", "What we use", "We use your e-mail address to answer you.", 7, 11, 8},
		{"2", "What we use", "We use your e-mail address to answer you.", 7, 15, 8},
		{"3", "What we use/Details", "We keep it.", 20, 22, 10},
		{"4", "What we use/Details", "We never sell it.", 20, 23, 10},
		{"5", "How it is written/Inner", "Welcome.", 3, 32, 26},
		{"6", "", "your e-mail address to answer you", 7, 1, 8},
	} {
		i, ok := p.Clause(want.clause)
		if !ok {
			t.Fatal("no clause", want.clause)
		}
		c := p.Clauses[i]
		q := c.Quotes[0]
		source := p.Sources[q.Source]
		if strings.Join(c.Sections, "/") != want.sections || q.Text != want.quote || q.Line != want.quoted || c.Pos.Line != want.line || c.Pos.Column != want.column {
			t.Errorf("clause %+v, want %+v", c, want)
		}
		if source.Path != "shop.licet.md" || len(q.At) != 1 || strings.Join(strings.Fields(source.Text[q.At[0].Start:q.At[0].End]), " ") != want.quote {
			t.Errorf("clause %s quotes %v of %s", want.clause, q.At, source.Path)
		}
	}
	checkProse(t, p)
}

// checkProse checks that what is marked, and the headings, are prose.
func checkProse(t *testing.T, p *model.Policy) {
	if len(p.Sources) != 1 {
		t.Fatalf("%d sources", len(p.Sources))
	}
	var got []string
	for _, r := range p.Sources[0].Prose {
		got = append(got, strings.TrimSpace(p.Sources[0].Text[r.Start:r.End]))
	}
	if want := []string{"Privacy policy", "Welcome.", "What we use", "Details", "How it is written"}; !slices.Equal(got, want) {
		t.Errorf("prose %q, want %q", got, want)
	}
}

// TestDocumentAsNamedSource: a header that names the document gives it a name for `quote`.
func TestDocumentAsNamedSource(t *testing.T) {
	fsys := documentFS()
	text := strings.Replace(document, "{ controller \"the shop\" }", "{ controller \"the shop\"  source text \"shop.licet.md\" }", 1)
	fsys["shop/shop.licet.md"].Data = []byte(strings.Replace(text, "quote \"Welcome.\"", "quote text \"Welcome.\"", 1))
	p, err := dsl.Load(fsys, "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	if p.Sources[0].ID != "text" || strings.Contains(p.Sources[0].Text, "clause") {
		t.Errorf("source %s", p.Sources[0].ID)
	}
	checkProse(t, p)
}

// TestDocumentDigest: a change of the document changes the digest, wherever it is.
func TestDocumentDigest(t *testing.T) {
	fsys := documentFS()
	before, err := dsl.Load(fsys, "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	fsys["shop/shop.licet.md"].Data = []byte(strings.Replace(document, "# Privacy policy", "# Privacy", 1))
	after, err := dsl.Load(fsys, "shop", policies.Libraries())
	if err != nil || before.Digest == after.Digest {
		t.Error("the digest did not change", err)
	}
}

// TestPassages: a document is known by its headings, paragraphs and items, in their order.
func TestPassages(t *testing.T) {
	fsys := documentFS()
	fsys["shop/shop.licet.md"].Data = []byte(document + "\nIn short:\n\n1. *one* thing\n2. another\n   thing\n")
	p, err := dsl.Load(fsys, "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range p.Sources[0].Passages {
		text := strings.Join(strings.Fields(p.Sources[0].Text[x.Start:x.End]), " ")
		got = append(got, fmt.Sprintf("%d %t %s", x.Level, x.Item, text))
	}
	want := []string{"1 false Privacy policy", "0 false Welcome.", "2 false What we use", "0 false We use your e-mail address to answer you.", "3 false Details",
		"0 true We keep it. We never sell it.", "2 false How it is written", "0 false In short:", "0 true one thing", "0 true another thing"}
	if !slices.Equal(got, want) {
		t.Errorf("passages %q, want %q", got, want)
	}
}
