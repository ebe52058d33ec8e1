package literate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-90f8eabc/licet/dsl/literate"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// TestRead reads every document in testdata. Beside each stands what it holds. LICET_UPDATE=1 writes it anew.
func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no documents were found", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) { checkArchive(t, path) })
	}
}

func checkArchive(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil || len(archive.Files) == 0 || len(archive.Files)%2 != 0 {
		t.Fatal("an archive holds documents, each with what is wanted behind it", err)
	}
	for i := 0; i < len(archive.Files); i += 2 {
		doc := literate.Read(source.New(archive.Files[i].Name, string(archive.Files[i].Data)))
		got := show(doc)
		if os.Getenv("LICET_UPDATE") != "" {
			archive.Files[i+1].Data = []byte(got)
			continue
		}
		if diff := cmp.Diff(string(archive.Files[i+1].Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", archive.Files[i].Name, diff)
		}
	}
	if os.Getenv("LICET_UPDATE") != "" {
		if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// show writes what a document holds, with the lines of each part, and then its words.
func show(d *literate.Document) string {
	var b strings.Builder
	lines := func(s source.Span) string {
		if s.Start == s.End {
			return fmt.Sprintf("empty at %d", d.File.Position(s.Start).Line)
		}
		return fmt.Sprintf("%d-%d", d.File.Position(s.Start).Line, d.File.Position(s.End-1).Line)
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %s %q\n", h.Level, lines(h.Span), h.Text)
	}
	for i, p := range d.Paragraphs {
		prose := ""
		if p.Prose {
			prose = " prose"
		}
		fmt.Fprintf(&b, "paragraph %d %s%s %q\n", i, lines(p.Span), prose, p.Text)
	}
	for _, x := range d.Blocks {
		fmt.Fprintf(&b, "block %s above %d indent %q %q\n", lines(x.Span), x.Above, x.Indent, d.File.Text[x.Span.Start:x.Span.End])
	}
	for _, p := range d.Problems {
		fmt.Fprintln(&b, p)
	}
	for i, line := range strings.Split(d.Text, "\n") {
		if line = strings.TrimRight(line, " \r"); line != "" {
			fmt.Fprintf(&b, "%3d|%s\n", i+1, strings.ReplaceAll(line, "\f", "•"))
		}
	}
	return b.String()
}

// TestHostile reads texts that are made to take long, in one paragraph and in many. What is too much is a limit, and the test's
// own limit of time tells what hangs.
func TestHostile(t *testing.T) {
	size := 256 << 10
	if testing.Short() {
		size = 64 << 10
	}
	limited := 0
	read := func(text string) {
		doc := literate.Read(source.New("x", text))
		check(t, text, doc)
		for _, p := range doc.Problems {
			if p.Code == "limit" {
				limited++
			}
		}
	}
	for _, unit := range []string{"> ", "- ", "1. ", "* a\n", "[", "![", "*a", "**a ", "_", "`", "``` \n", "<!--", "<a ", "&amp", "\\", "[a](<b",
		"[a]: b\n", "~~~licet\n", "```licet\n\n```\n", "# \n", "a\n", "a\n\n", "-\n", "\t", "<!-- prose -->", "<?", "[a]["} {
		read(strings.Repeat(unit, size/len(unit)))
		read(strings.Repeat(strings.Repeat(unit, 8_000/len(unit))+"\n\n", size/8_000))
	}
	for _, step := range []string{"- a\n", "> a\n", "1. a\n"} {
		var b strings.Builder
		for n := 0; b.Len() < size; n++ {
			b.WriteString(strings.Repeat("  ", n%200) + step)
		}
		read(b.String())
	}
	if limited < 10 {
		t.Errorf("only %d texts met a limit", limited)
	}
}

// FuzzLiterate checks that any text gives a document whose places are in the text, and whose words stand on their lines.
func FuzzLiterate(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			f.Add(string(archive.Files[i].Data))
		}
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text, literate.Read(source.New("fuzz", text))) })
}

func check(t *testing.T, text string, d *literate.Document) {
	t.Helper()
	inside := func(s source.Span) {
		if s.Start < 0 || s.Start > s.End || s.End > len(d.File.Text) {
			t.Fatalf("span %v of %d bytes in %.100q", s, len(d.File.Text), text)
		}
	}
	last := 0
	for _, b := range d.Blocks {
		inside(b.Span)
		if b.Span.Start < last || b.Above < -1 || b.Above >= len(d.Paragraphs) || d.File.Position(b.Span.Start).Byte != 1 && b.Span.Start < len(d.File.Text) {
			t.Fatalf("block %+v behind %d in %.100q", b, last, text)
		}
		last = b.Span.End
		if strings.TrimSpace(d.Text[b.Span.Start:b.Span.End]) != "" {
			t.Fatalf("words in a block: %.100q", text)
		}
	}
	for _, p := range d.Paragraphs {
		inside(p.Span)
		if p.Text == "" {
			t.Fatalf("a paragraph without words in %.100q", text)
		}
	}
	for _, h := range d.Headings {
		inside(h.Span)
	}
	for _, p := range d.Problems {
		inside(p.Span)
	}
	if d.Text == "" {
		return
	}
	if len(d.Text) != len(d.File.Text) {
		t.Fatalf("%d bytes of words for %d: %.100q", len(d.Text), len(d.File.Text), text)
	}
	for i := range d.Text {
		if (d.Text[i] == '\n') != (d.File.Text[i] == '\n') {
			t.Fatalf("a line ends elsewhere: %.100q", text)
		}
	}
}
