package parser_test

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// partsOf returns the parts of a text between lines of ~~~, and the text as a file.
func partsOf(text string) (*source.File, []source.Span) {
	file := source.New("p.md", text)
	var out []source.Span
	for i, piece := range strings.Split(text, "~~~\n") {
		start := 0
		if len(out) > 0 {
			start = out[len(out)-1].End
		}
		if i > 0 {
			start += len("~~~\n")
		}
		out = append(out, source.Span{Start: start, End: start + len(piece)})
	}
	return file, out
}

// TestParseParts: nothing crosses from one part to the next, and every place is the file's.
func TestParseParts(t *testing.T) {
	file, parts := partsOf("clause 1 { # one\n  we may use email\n~~~\n}\n~~~\nclause 2 { quote \"a\n~~~\n  b\"  prose }\n~~~\n  clause 3 { prose }\n~~~\n")
	decls, comments, problems := parser.ParseParts(file, parts)
	var got []string
	for _, p := range problems {
		got = append(got, p.Place()+" "+p.Code)
	}
	want := "p.md:1:1 unclosed-block, p.md:4:1 syntax, p.md:6:18 unclosed-string, p.md:8:4 unclosed-string"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	if len(decls) != len(parts) || len(decls[4]) != 1 || len(decls[5]) != 0 {
		t.Fatalf("%d lists for %d parts", len(decls), len(parts))
	}
	c, ok := decls[4][0].(*ast.Clause)
	if !ok || c.ID.Text != "3" || file.Position(c.Span().Start).Line != 10 {
		t.Errorf("got %+v", decls[4][0])
	}
	if len(comments) != 1 || file.Text[comments[0].At.At.Start:comments[0].At.At.End] != "# one" {
		t.Errorf("got %+v", comments)
	}
}

// TestParsePartsCountsProblemsOfTheFile: all parts together have as many problems as one file may have.
func TestParsePartsCountsProblemsOfTheFile(t *testing.T) {
	file, parts := partsOf(strings.Repeat("nonsense\n~~~\n", 1_000))
	_, _, problems := parser.ParseParts(file, parts)
	if last := problems[len(problems)-1]; len(problems) != 101 || last.Code != "limit" || !strings.Contains(last.Message, "900 more") {
		t.Errorf("%d problems, the last: %v", len(problems), last)
	}
}
