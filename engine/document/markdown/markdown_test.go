package markdown_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/markdown"
)

func paragraph(s ...document.Sentence) document.Block {
	return document.Block{Paragraph: &document.Paragraph{Sentences: s}}
}

func html(t *testing.T, d *document.Document) string {
	t.Helper()
	var md, out strings.Builder
	if err := markdown.Write(&md, d); err != nil {
		t.Fatal(err)
	}
	if err := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Convert([]byte(md.String()), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWordsAreWords writes words that look like marks, and reads them back as what they are.
func TestWordsAreWords(t *testing.T) {
	for _, words := range []string{"# no heading", "- no item", "1. no item", "12) no item", "a *b* _c_ `d` [e](f) <g> &amp; ~~h~~ \\", "=== no rule",
		"![no picture](x)", "| no | cell |", "+ no item"} {
		want := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(words)
		d := &document.Document{Title: words, Sections: []document.Section{{Title: words, Blocks: []document.Block{
			paragraph(document.Sentence{Text: words}),
			{List: &document.List{Items: []document.Item{{Sentences: []document.Sentence{{Text: words}}}}}},
			{Table: &document.Table{Columns: []string{words}, Rows: []document.Row{{Cells: []document.Cell{{Lines: []document.Sentence{{Text: words}}}}}}}},
			{Quotation: &document.Quotation{Words: []string{words}}},
		}}}}
		got := html(t, d)
		for _, place := range []string{"<h1>%</h1>", "<h2>%</h2>", "<p>%</p>", "<li>%</li>", "<th>%</th>", "<td>%</td>", "<blockquote>\n<p>%</p>"} {
			if place = strings.Replace(place, "%", want, 1); !strings.Contains(got, place) {
				t.Errorf("%q: no %s in\n%s", words, place, got)
			}
		}
	}
}

// TestMarks writes marks that nest, and links with difficult addresses.
func TestMarks(t *testing.T) {
	s := document.Sentence{Text: "We never sell your data.", Marks: []document.Mark{
		{Start: 3, End: 13, Kind: "strong"}, {Start: 9, End: 13, Kind: "link", To: "#a (b)"}, {Start: 19, End: 23, Kind: "code"}, {Start: 99, End: 100, Kind: "strong"}}}
	got := html(t, &document.Document{Sections: []document.Section{{Blocks: []document.Block{paragraph(s, s)}}}})
	one := `We <strong>never <a href="#a%20(b)">sell</a></strong> your <code>data</code>.`
	if want := "<p>" + one + " " + one + "</p>"; !strings.Contains(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestListsStayApart writes two lists one behind the other: they stay two.
func TestListsStayApart(t *testing.T) {
	list := document.Block{List: &document.List{Items: []document.Item{
		{Label: "What:", Sentences: []document.Sentence{{Text: "This."}}, Items: []document.Item{{Sentences: []document.Sentence{{Text: "Inner."}}}}}}}}
	got := html(t, &document.Document{Sections: []document.Section{{Blocks: []document.Block{list, list}}}})
	if n := strings.Count(got, "<ul>"); n != 4 || !strings.Contains(got, "<strong>What:</strong> This.") || strings.Contains(got, "<p>") {
		t.Errorf("%d lists in\n%s", n, got)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriterFails(t *testing.T) {
	if err := markdown.Write(broken{}, &document.Document{Title: "x"}); err == nil {
		t.Error("no error")
	}
}

// TestNothingSteers writes a label that would colour a terminal.
func TestNothingSteers(t *testing.T) {
	var b strings.Builder
	if err := markdown.Write(&b, &document.Document{Title: "a\x1b[31mb"}); err != nil || strings.Contains(b.String(), "\x1b") || !strings.Contains(b.String(), "31mb") {
		t.Errorf("%q %v", b.String(), err)
	}
}

// TestLabels writes labels that end in a mark: they are strong, whether or not a space follows them.
func TestLabels(t *testing.T) {
	for label, want := range map[string]string{"What:": "<strong>What:</strong> 我们收集", "收集什么：": "<strong>收集什么</strong>：我们收集"} {
		d := &document.Document{Sections: []document.Section{{Blocks: []document.Block{
			{List: &document.List{Items: []document.Item{{Label: label, Sentences: []document.Sentence{{Text: "我们收集"}}}}}}}}}}
		if got := html(t, d); !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}
