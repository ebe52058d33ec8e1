package html_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/seed-90f8eabc/licet/engine/document"
	page "github.com/seed-90f8eabc/licet/engine/document/html"
)

func sentence(text string, marks ...document.Mark) document.Sentence {
	return document.Sentence{Text: text, Marks: marks}
}

// sample is a document with everything that a page can hold.
func sample() *document.Document {
	return &document.Document{
		Policy: document.Policy{ID: "p", Version: "3", Digest: "sha256:00ff"}, Title: "Privacy & you", Language: "en", Effective: "1 March 2026",
		Sections: []document.Section{
			{ID: "summary", Title: "In short", Blocks: []document.Block{{List: &document.List{Items: []document.Item{
				{Label: "What", Sentences: []document.Sentence{sentence("We collect your name.")}},
				{Label: "Why", Items: []document.Item{{Sentences: []document.Sentence{sentence("For <b>delivery</b>.")}}}},
			}}}}},
			{ID: "use", Title: "Use", Blocks: []document.Block{
				{Paragraph: &document.Paragraph{Sentences: []document.Sentence{sentence("We use it.", document.Mark{Start: 3, End: 6, Kind: "strong"}), sentence("See here.", document.Mark{Start: 4, End: 8, Kind: "link", To: "#summary"})}}},
				{Table: &document.Table{ID: "uses", Caption: "Uses", Columns: []string{"Data", "What for"}, Rows: []document.Row{
					{Cells: []document.Cell{{Lines: []document.Sentence{sentence("name")}}, {Lines: []document.Sentence{sentence("delivery"), sentence("payment")}}}},
				}}},
			}, Sections: []document.Section{{ID: "own", Title: "In its own words", Blocks: []document.Block{
				{Quotation: &document.Quotation{Clause: "A.1", Words: []string{"我们收集您的姓名。"}, Language: "zh", Sentences: []document.Sentence{sentence("We may collect your name.")},
					Notes: []document.Sentence{sentence("The sentence breaks off.")}}},
				{List: &document.List{Ordered: true, Items: []document.Item{{Sentences: []document.Sentence{sentence("One.")}}}}},
			}}}},
			{ID: "rights", Title: "Rights"},
		},
		Gaps: []document.Gap{{Section: "children", Text: "The policy says nothing about children."}}, GapsTitle: "Gaps",
	}
}

func write(t testing.TB, d *document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPage(t *testing.T) {
	got := write(t, sample())
	got = regexp.MustCompile(`(?s)<style>.*</style>`).ReplaceAllString(got, "<style>...</style>")
	name := filepath.Join("testdata", "sample.html")
	if os.Getenv("LICET_UPDATE") != "" {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
}

// nodes calls f for every element of a page.
func nodes(t testing.TB, text string, f func(*html.Node)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// The page asks for nothing: it has no script, no picture, no style sheet, and no address but those of links.
func TestNeedsNothing(t *testing.T) {
	got := write(t, sample())
	nodes(t, got, func(n *html.Node) {
		if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "form", "base"}, n.Data) {
			t.Errorf("the page has an element <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	})
	if strings.Contains(got, "url(") || strings.Contains(got, "@import") {
		t.Error("the style asks for a file")
	}
}

// Headings go down one level at a time, ids stand once, links within the page have a goal, and tables have headings.
func TestReadableAloud(t *testing.T) {
	got := write(t, sample())
	last, ids := 0, map[string]bool{}
	var goals []string
	nodes(t, got, func(n *html.Node) {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			level := int(n.Data[1] - '0')
			if level > last+1 {
				t.Errorf("a heading of level %d stands below one of level %d", level, last)
			}
			last = level
		}
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the id %q stands twice", id)
			}
			ids[id] = true
		}
		if to := attribute(n, "href"); strings.HasPrefix(to, "#") {
			goals = append(goals, to[1:])
		}
		if n.Data == "th" && attribute(n, "scope") == "" {
			t.Error("a heading of a table says not of what")
		}
		if n.Data == "html" && attribute(n, "lang") != "en" || n.Data == "blockquote" && attribute(n, "lang") != "zh" {
			t.Errorf("<%s> is not in its language", n.Data)
		}
	})
	for _, g := range goals {
		if !ids[g] {
			t.Errorf("a link goes to %q, and nothing has that id", g)
		}
	}
}

// No text of a policy becomes an element, whatever its marks say.
func FuzzText(f *testing.F) {
	f.Add("see <script>alert(1)</script>", 4, 10, "link", "javascript:alert(1)")
	f.Add("a < b & c", 0, 5, "strong", "")
	f.Add("über", 1, 2, "emphasis", "")
	f.Fuzz(func(t *testing.T, text string, start, end int, kind, to string) {
		d := &document.Document{Language: "en", Title: text, Sections: []document.Section{{ID: "s", Title: text, Blocks: []document.Block{
			{Paragraph: &document.Paragraph{Sentences: []document.Sentence{sentence(text, document.Mark{Start: start, End: end, Kind: kind, To: to}, document.Mark{Start: end, End: start, Kind: "strong"})}}},
			{Quotation: &document.Quotation{Clause: text, Words: []string{text}, Language: to}}}}}}
		nodes(t, write(t, d), func(n *html.Node) {
			switch n.Data {
			case "script", "img", "b", "iframe", "svg", "math":
				t.Errorf("%q became <%s>", text, n.Data)
			case "a":
				if h := strings.ToLower(attribute(n, "href")); strings.HasPrefix(strings.TrimSpace(h), "javascript") || strings.HasPrefix(h, "data") {
					t.Errorf("a link goes to %q", h)
				}
			}
		})
	})
}

func TestUnknownLanguage(t *testing.T) {
	d := sample()
	d.Language = "la"
	if err := page.Write(&bytes.Buffer{}, d); err == nil || !strings.Contains(err.Error(), `"la"; there are de, en, zh`) {
		t.Error(err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriterFails(t *testing.T) {
	if err := page.Write(broken{}, sample()); err == nil || err.Error() != "full" {
		t.Error(err)
	}
}
