package literate_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
	"github.com/seed-90f8eabc/licet/engine/document/literate"
	"github.com/seed-90f8eabc/licet/engine/document/markdown"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestShop makes the shop's own document: its words and sections, without a block, and every rule stated once.
func TestShop(t *testing.T) {
	p, err := dsl.Load(policies.FS(), "shop", policies.Libraries())
	if err != nil {
		t.Fatal(err)
	}
	text, err := fs.ReadFile(policies.FS(), "shop/shop.licet.md")
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.New("en", p)
	if err != nil {
		t.Fatal(err)
	}
	d := literate.Document(document.Head(p, document.Options{Mode: document.Literate, Grammar: g}), p, []literate.Text{{Path: "shop.licet.md", Markdown: string(text)}})
	var b strings.Builder
	if err := markdown.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Privacy policy\n", "\n## 4. Who receives your data\n", "\n### Our newsletter\n", "\n- **Swift Swan** delivers your order.",
		"under *Cookie settings* at the foot of each page", "We never sell your personal data."} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in the document", want)
		}
	}
	for _, not := range []string{"```", "clause 2", "prose", "<!--", "delivery on contract"} {
		if strings.Contains(b.String(), not) {
			t.Errorf("%q is in the document", not)
		}
	}
	internal := literate.Document(document.Head(p, document.Options{Mode: document.Literate, Audience: document.Internal, Grammar: g}), p,
		[]literate.Text{{Path: "shop.licet.md", Markdown: string(text)}})
	b.Reset()
	if err := markdown.Write(&b, internal); err != nil || !strings.Contains(b.String(), "We never sell your personal data. \\[4.8\\]") {
		t.Error("the clause that a paragraph states is not named to counsel", err)
	}
	want, got := 0, map[document.Ref]int{}
	for i := range p.Clauses {
		want += len(document.Rules(p, i))
	}
	each(d.Sections, func(s document.Sentence) {
		for _, r := range s.States {
			got[r]++
		}
	})
	for r, n := range got {
		if n != 1 {
			t.Errorf("%v is stated %d times", r, n)
		}
	}
	if len(got) != want || want == 0 {
		t.Errorf("%d rules are stated, of %d", len(got), want)
	}
}

func each(list []document.Section, f func(document.Sentence)) {
	var items func(list []document.Item)
	items = func(list []document.Item) {
		for _, it := range list {
			for _, s := range it.Sentences {
				f(s)
			}
			items(it.Items)
		}
	}
	for _, s := range list {
		for _, b := range s.Blocks {
			if b.Paragraph != nil {
				for _, s := range b.Paragraph.Sentences {
					f(s)
				}
			}
			if b.List != nil {
				items(b.List.Items)
			}
		}
		each(s.Sections, f)
	}
}

// TestForms reads the forms of Markdown that a policy may have.
func TestForms(t *testing.T) {
	md := "before\n\n# A *title*\n\nSee [our **shop**](https://x.example/a_b), <mail@x.example> and `code`;\nthe &euro; sign \\*.\n<!-- prose -->\n\n" +
		"1. one\n\n   more\n   - inner\n2. two\n\n> quoted\n\n```text\nother   code\n```\n\n```licet\nclause 1 {}\n```\n\n| a | b |\n|---|---|\n| c | *d* |\n\n## Part\n\n![a picture](p.png)\n"
	d := literate.Document(&document.Document{}, mustEmpty(t), []literate.Text{{Path: "x.licet.md", Markdown: md}})
	var b strings.Builder
	if err := markdown.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	want := "# A title\n\nbefore\n\nSee [our **shop**](https://x.example/a_b), [mail@x.example](mailto:mail@x.example) and `code`; the € sign \\*.\n\n" +
		"1. one more\n   - inner\n2. two\n\n> quoted\n\n`other code`\n\n| a | b |\n| --- | --- |\n| c | *d* |\n\n## Part\n\na picture\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// Sections have ids by their places, over all texts; the title is that of the first one.
func TestSections(t *testing.T) {
	d := literate.Document(&document.Document{}, mustEmpty(t), []literate.Text{
		{Path: "a.licet.md", Markdown: "# Title\n\n## One\n\n### Inner\n\n### Second\n"}, {Path: "b.licet.md", Markdown: "# Two\n"}})
	var got []string
	var each func(list []document.Section)
	each = func(list []document.Section) {
		for _, s := range list {
			got = append(got, s.ID+" "+s.Title)
			each(s.Sections)
		}
	}
	each(d.Sections)
	if want := "s1 One, s1-1 Inner, s1-2 Second, s2 Two"; d.Title != "Title" || strings.Join(got, ", ") != want {
		t.Errorf("%s: %q, want %s", d.Title, got, want)
	}
}

// mustEmpty is a policy that quotes nothing.
func mustEmpty(t *testing.T) *model.Policy {
	t.Helper()
	p := &model.Policy{}
	p.Seal()
	return p
}
