package format

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/literate"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// checkDocument checks that a document without problems keeps its words, and that its layout is stable. It returns the layout.
func checkDocument(t *testing.T, file *source.File) string {
	t.Helper()
	out, err := Document(file)
	if err != nil {
		t.Fatalf("%s: %v", file.Name, err)
	}
	if again, err := Document(source.New(file.Name, out)); err != nil || again != out {
		t.Fatalf("%s: the layout is not stable: %v\n--- first\n%s\n--- second\n%s", file.Name, err, out, again)
	}
	before, after := literate.Read(file), literate.Read(source.New(file.Name, out))
	if a, b := strings.Fields(before.Text), strings.Fields(after.Text); strings.Join(a, " ") != strings.Join(b, " ") {
		t.Fatalf("%s: the words are %q, and were %q", file.Name, b, a)
	}
	return out
}

// TestDocuments checks every document of the project whose blocks can be read.
func TestDocuments(t *testing.T) {
	archives, err := filepath.Glob("../literate/testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no documents", err)
	}
	checked := 0
	check := func(name, text string) {
		file := source.New(name, text)
		if _, err := Document(file); !errors.As(err, new(diag.List)) {
			checkDocument(t, file)
			checked++
		}
	}
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if strings.HasSuffix(f.Name, ".md") {
				check(f.Name, string(f.Data))
			}
		}
	}
	for _, path := range []string{"../../README.md", "../SPEC.md", "../ONE_PAGE.md"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		check(path, string(text))
	}
	if checked < 5 {
		t.Errorf("only %d documents", checked)
	}
}

// TestDocumentProblems checks that problems have their places in the document.
func TestDocumentProblems(t *testing.T) {
	for text, want := range map[string]string{
		"A\n\n```licet\nclause 1 {\n```\n\n```licet\ndata {\n```\n": "d.md:4:1",
		"```licet\nprose": "d.md:1:4",
	} {
		_, err := Document(source.New("d.md", text))
		var problems diag.List
		if !errors.As(err, &problems) || problems.Sorted()[0].Place() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestDocumentKeepsItsLines checks documents with other ends of lines, and one whose text would end its block.
func TestDocumentKeepsItsLines(t *testing.T) {
	for text, want := range map[string]string{
		"a  \r\n\r\n```licet\r\ndata   a\r\n\r\n\r\n\r\ndata b\r\n```\r\nb": "a  \r\n\r\n```licet\r\ndata a\r\n\r\ndata b\r\n```\r\nb",
		"```licet\n```\n":                "```licet\n```\n",
		"```licet\n\n\n```\n":            "```licet\n```\n",
		"no blocks\n\n\n\n":              "no blocks\n\n\n\n",
		"- ```licet\n  data  a\n  ```\n": "- ```licet\n  data a\n  ```\n",
	} {
		if got := checkDocument(t, source.New("d.md", text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	long := "fact f \"" + strings.Repeat("word ", 17) + "``` more\""
	checkDocument(t, source.New("d.md", "```licet\n"+long+"\n```\n"))
}

// FuzzDocument checks any document.
func FuzzDocument(f *testing.F) {
	f.Add("# A\n\nWords.\n\n```licet\nclause 1 { prose }\n```\n- x\n\n  ```licet\n  # c\n  data a \"a\" { b }\n  ```\n")
	f.Add("~~~licet\r\ndata a\r\n~~~~\r\n\r\n<!-- prose -->\n```licet\nuse core")
	f.Fuzz(func(t *testing.T, text string) {
		file := source.New("fuzz.licet.md", text)
		doc := literate.Read(file)
		parts := []source.Span{}
		for _, b := range doc.Blocks {
			parts = append(parts, b.Span)
		}
		if _, _, problems := parser.ParseParts(file, parts); len(problems) == 0 && len(doc.Problems) == 0 {
			checkDocument(t, file)
		}
	})
}
