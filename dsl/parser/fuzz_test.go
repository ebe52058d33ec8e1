package parser_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// seeds adds every file of the language in the project.
func seeds(f *testing.F) {
	for _, pattern := range []string{"../../policies/*/*.licet", "../../testdata/diagnostics/*.licet"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal("no seeds", err)
		}
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
}

// FuzzParseFile checks that any text gives a tree and problems whose places are in the text.
func FuzzParseFile(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		file := source.New("fuzz", text)
		tree, problems := parser.ParseFile(file)
		checkProblems(t, file, problems)
		ast.Walk(tree, func(n ast.Node) bool {
			if s := n.Span(); s.Start < 0 || s.Start > s.End || s.End > len(file.Text) {
				t.Fatalf("%T spans %v of %d bytes", n, s, len(file.Text))
			}
			return true
		})
	})
}

// FuzzParseQuestion checks the same of questions.
func FuzzParseQuestion(f *testing.F) {
	for _, q := range []string{"may we share email with partner for offers given no consent and nothing else?", "may", "", "may we use \"e-mail address\"",
		"may we use email given consent to use email with partner and 10 days after closed"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := source.New("fuzz", text)
		q, problems := parser.ParseQuestion(file)
		checkProblems(t, file, problems)
		if (q == nil) != (len(problems) > 0) {
			t.Fatalf("question %v with problems %v", q, problems)
		}
		_, _, problems = parser.ParseGiven(file)
		checkProblems(t, file, problems)
	})
}

func checkProblems(t *testing.T, file *source.File, problems diag.List) {
	for _, p := range problems {
		if p.Span.Start < 0 || p.Span.Start > p.Span.End || p.Span.End > len(file.Text) || p.File != file || p.Code == "" ||
			strings.Contains(p.Message, "\n") {
			t.Fatalf("a problem that cannot be shown: %+v", p)
		}
	}
}
