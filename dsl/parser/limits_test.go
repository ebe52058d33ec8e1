package parser_test

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// TestDeep reads what nests without end. The depth of the calls is bounded, whatever the text says.
func TestDeep(t *testing.T) {
	for repeated, want := range map[string]string{
		" except email":           "`except` within `except`",
		" then we must use email": "`then` nests deeper than 64",
	} {
		text := "clause 1 {\n  we must use email" + strings.Repeat(repeated, 20_000) + "\n}\n"
		_, problems := parser.ParseFile(source.New("deep", text))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: got %.200q, want one problem: %s", repeated, problems.Error(), want)
		}
	}
}

// TestLong reads a list as long as one may be, and one that is longer: nothing is kept of a file that would not fit into memory.
func TestLong(t *testing.T) {
	for repeats, want := range map[int]string{
		49_990: "",
		50_000: "long:1:12: what begins here has 100004 words and marks; a sentence or a declaration has at most 100000",
	} {
		file, problems := parser.ParseFile(source.New("long", "clause 1 { we may use email"+strings.Repeat(", email", repeats)+" }\n"))
		if !strings.HasPrefix(problems.Error(), want) || len(problems) > 1 || (want == "") != (len(problems) == 0) {
			t.Errorf("%d names: got %.200q, want %q", repeats, problems.Error(), want)
		}
		if _, bad := file.Decls[0].(*ast.Bad); bad != (want != "") {
			t.Errorf("%d names: got %T", repeats, file.Decls[0])
		}
	}
}

// TestManyTokens reads files with more words, comments or strange characters than one may have, each on its own no mistake or one
// of many.
func TestManyTokens(t *testing.T) {
	for _, repeated := range []string{"prose\n", "#\n", "; "} {
		file, problems := parser.ParseFile(source.New("many", strings.Repeat(repeated, 4_000_010)))
		if len(problems) != 1 || problems[0].Code != "limit" || len(file.Decls) != 1 || len(file.Comments) != 0 {
			t.Errorf("%q: %d problems, %.200q, %d declarations, %d comments", repeated, len(problems), problems.Error(), len(file.Decls), len(file.Comments))
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
