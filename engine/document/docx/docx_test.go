package docx_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx"
)

func written(t testing.TB, d *document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWrite writes a document with everything in it, for each audience, and checks the file. LICET_KEEP=DIR keeps the files, to look at.
func TestWrite(t *testing.T) {
	for name, d := range map[string]*document.Document{"en": sample(), "zh": sampleZH()} {
		for _, a := range []document.Audience{document.Public, document.Internal, document.Regulator} {
			d.Audience = a
			file := written(t, d)
			parts := check(t, file)
			if (parts["word/comments.xml"] != nil) != (a == document.Internal) {
				t.Errorf("%s %s: comments are for those who work on the policy, and for nobody else", name, a)
			}
			if !bytes.Equal(file, written(t, d)) {
				t.Errorf("%s %s: the same document gives other bytes", name, a)
			}
			keep(t, name+"."+string(a)+".docx", file)
		}
	}
}

// keep writes a file where LICET_KEEP says that somebody wants to look at it.
func keep(t testing.TB, name string, file []byte) {
	t.Helper()
	if dir := os.Getenv("LICET_KEEP"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), file, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestComments checks what the comments of a document for those who work on it say.
func TestComments(t *testing.T) {
	comments := string(check(t, written(t, sample()))["word/comments.xml"])
	for _, want := range []string{"Rests on 2.6 (norm, shop.licet.md:40)", "Note: &quot;at any time&quot; has no length", "Asked: may we use email for newsletter? → undetermined"} {
		if !strings.Contains(comments, want) {
			t.Errorf("no comment says %q", want)
		}
	}
}

// TestStructure checks that headings, lists, tables and links are what they seem, and not only look so.
func TestStructure(t *testing.T) {
	body := string(check(t, written(t, sample()))["word/document.xml"])
	if strings.Count(body, `<w:pStyle w:val="Heading1"/>`) != 5 || strings.Contains(body, `w:anchor="section_1"`) {
		t.Error("a section without a title has a heading")
	}
	for _, want := range []string{`w:val="Heading1"`, `w:val="Heading2"`, "<w:tblHeader/>", `TOC \o &quot;1-2&quot; \h \z \u`, `<w:numId w:val="1"/>`, `<w:ilvl w:val="1"/>`,
		`w:anchor="section_5"`, `<w:tblCaption w:val="What we use your data for"/>`, "Set </w:t>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the document has no %s", want)
		}
	}
}

func TestNoLabels(t *testing.T) {
	d := sample()
	d.Language = "fr"
	err := docx.Write(&bytes.Buffer{}, d)
	if err == nil || !strings.Contains(err.Error(), `no labels for a DOCX in the language "fr"; there are de, en, zh`) {
		t.Error(err)
	}
}

// failing is a writer that takes no more than some bytes.
type failing struct{ left int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteError(t *testing.T) {
	for _, n := range []int{0, 100, 3000} {
		if err := docx.Write(&failing{n}, sample()); !errors.Is(err, errFull) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

// FuzzText puts any text wherever a document holds text: the file stays whole.
func FuzzText(f *testing.F) {
	for _, s := range hostile() {
		f.Add(s, 0, 3)
	}
	f.Fuzz(func(t *testing.T, text string, start, end int) { check(t, written(t, filled(text, start, end))) })
}

// hostile are texts that break files that are written without care.
func hostile() []string {
	return []string{"", "a\x00b\x01\x1f\x7f", "\xed\xa0\x80\xff", "]]>", "<w:p>&amp;</w:p>", "\ufffe\uffff\ufeff", "a\r\nb\tc\u2028d", "𝄞 e\u0301 👩‍👩‍👧", "\u202Eabc", "  two  ", "https://a b/\"<>", "javascript:alert(1)", "http://[::1]:namedport/%zz"}
}

func filled(text string, start, end int) *document.Document {
	s := document.Sentence{Text: text, Marks: []document.Mark{{Start: start, End: end, Kind: "link", To: text}, {Start: start, End: end, Kind: "strong"}},
		States: []document.Ref{{Kind: text, Clause: text, File: text}}, Claims: []document.Claim{{Question: text, Answer: text}}}
	list := []document.Sentence{s, s}
	return &document.Document{Policy: document.Policy{ID: text, Version: text, Digest: text}, Title: text, Language: "en", Audience: document.Internal, Effective: text,
		Gaps: []document.Gap{{Section: text, Text: text}},
		Sections: []document.Section{{ID: text, Title: text, Blocks: []document.Block{{}, {Paragraph: &document.Paragraph{Sentences: list}},
			{List: &document.List{Items: []document.Item{{Label: text, Sentences: list, Items: []document.Item{{}}}}}},
			{Table: &document.Table{Caption: text, Columns: []string{text, text}, Rows: []document.Row{{}, {Cells: []document.Cell{{Lines: list}}}}}},
			{Table: &document.Table{}},
			{Quotation: &document.Quotation{Clause: text, Words: []string{text, text}, Language: text, Sentences: list, Notes: list}}, {Quotation: &document.Quotation{Notes: list}}}},
			{ID: text}, {}, {}}}
}

func TestHostile(t *testing.T) {
	for _, s := range hostile() {
		check(t, written(t, filled(s, 0, len(s))))
	}
	for _, unit := range []string{"<", "wörd ", "words and\x00\n"} {
		d := filled("x", 0, 1)
		d.Sections[0].Blocks[1].Paragraph.Sentences[0].Text = strings.Repeat(unit, size()/len(unit))
		check(t, written(t, d))
	}
}

// size is how long the longest text is.
func size() int {
	if testing.Short() {
		return 64 << 10
	}
	return 1 << 20
}

// BenchmarkWrite writes 1,000 clauses.
func BenchmarkWrite(b *testing.B) {
	d := sample()
	for range 330 {
		d.Sections = append(d.Sections, sample().Sections[0], sample().Sections[1])
	}
	for b.Loop() {
		written(b, d)
	}
}

// TestLandscape checks that a table of many columns has the long side of the page, and that no word of it is broken for want of room.
func TestLandscape(t *testing.T) {
	d := sample()
	if body := string(check(t, written(t, d))["word/document.xml"]); strings.Contains(body, "landscape") {
		t.Error("a table of four columns has the long side of the page")
	}
	table := &document.Table{ID: "record", Columns: []string{"Purpose", "Basis", "Subjects", "Data", "Recipients", "Limits", "Transfers", "Clauses"}}
	table.Rows = []document.Row{{Cells: []document.Cell{cell("managing orders"), cell(strings.Repeat("a contract with you ", 20))}}}
	d.Sections[0].Blocks = append(d.Sections[0].Blocks, document.Block{Table: table})
	body := string(check(t, written(t, d))["word/document.xml"])
	if !strings.Contains(body, `w:orient="landscape"`) {
		t.Error("a table of eight columns has the short side of the page")
	}
	const letter = 95 // twentieths of a point, of a heading
	for _, m := range regexp.MustCompile(`(?s)<w:tcW w:w="(\d+)".{0,300}?<w:t[^>]*>(Recipients|Transfers|Subjects)</w:t>`).FindAllStringSubmatch(body, -1) {
		if width, _ := strconv.Atoi(m[1]); width < letter*len(m[2]) {
			t.Errorf("%s has %d", m[2], width)
		}
	}
}
