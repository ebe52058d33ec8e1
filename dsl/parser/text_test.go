package parser_test

import (
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// TestLinesOfATextAreJoined: where somebody breaks a line of a text says nothing.
func TestLinesOfATextAreJoined(t *testing.T) {
	for text, want := range map[string]string{
		`"a  b"`:                "a  b",
		"\"a\n    b.\"":         "a b.",
		"\"a \t\r\n \n\tb.\"":   "a b.",
		"\"\n  A\n  b. \"":      " A b. ",
		"\"a\\\n  \\\"b\"":      `a\ "b`,
		"\"a\n    technology\"": "a technology",
		"\"a\n    quote\"":      "a quote",
	} {
		tree, problems := parser.ParseFile(source.New("x", "fact f "+text+" by "+text+"\ntodo "+text))
		if len(problems) > 0 {
			t.Errorf("%q: %v", text, problems)
			continue
		}
		f, todo := tree.Decls[0].(*ast.Fact), tree.Decls[1].(*ast.Todo)
		for _, got := range []string{f.Labels[0].Value, f.By.Text, todo.Text.Value} {
			if got != want {
				t.Errorf("%q says %q, want %q", text, got, want)
			}
		}
	}
}
