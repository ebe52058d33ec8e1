package parser_test

import (
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// TestQuestionSlips asks as people ask who do not know the language yet.
func TestQuestionSlips(t *testing.T) {
	for question, want := range map[string]string{
		"may I use email?":               "write `we` or `you`",
		"may we use email.":              "a question ends with `?`",
		"can we use email?":              "a question begins with `may`",
		"may we use the email?":          "unexpected `the`; leave it out",
		"may we use email given age 18?": "write `age = 18`",
		"may we use email if member?":    "write `given`",
	} {
		_, problems := parser.ParseQuestion(source.New("question", question))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: got %v, want %s", question, problems, want)
		}
	}
}
