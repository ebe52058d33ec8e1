package parser_test

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// TestDeep reads what nests without end. The depth of the calls is bounded, whatever the text says.
func TestDeep(t *testing.T) {
	for repeated, want := range map[string]string{
		" except email":           "`except` within `except`",
		" then we must use email": "`then` nests deeper than 64",
	} {
		text := "clause 1 {\n  we must use email" + strings.Repeat(repeated, 100_000) + "\n}\n"
		_, problems := parser.ParseFile(source.New("deep", text))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: got %.200q, want one problem: %s", repeated, problems.Error(), want)
		}
	}
}
