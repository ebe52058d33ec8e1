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

// TestMany reads files with a great many mistakes, on one line and on many, of which it is not told all. Reading
// that grows with the square of the text would not end here.
func TestMany(t *testing.T) {
	for repeated, want := range map[string]int{
		"\\\"\nclause 1 {\n":                  maxTold,
		"clause 1 { quote \"\nwe may \\\"x\n": maxTold,
		"quote \"a\n}\nclause 2 {\n":          maxTold,
		"clause 1 { quote “a” } ":             maxTold,
		"We may\n":                            maxTold,
		"; x ; x ; x ; x ; x ":                maxTold,
		strings.Repeat("/*\n", 10):            maxTold,
		"}":                                   1,
		"\"":                                  1,
		"} \n":                                1,
		"clause 1 { quote \"a\" quote \"b\" }\n ": 0,
	} {
		_, problems := parser.ParseFile(source.New("many", strings.Repeat(repeated, 50_000)))
		if len(problems) != want {
			t.Errorf("%q: %d problems, want %d", repeated, len(problems), want)
		}
		if want == maxTold && !strings.HasPrefix(problems[want-1].Message, "and ") {
			t.Errorf("%q ends with %v", repeated, problems[want-1])
		}
	}
}

// maxTold is how many problems a file has at most, with the one that counts the others.
const maxTold = 101
