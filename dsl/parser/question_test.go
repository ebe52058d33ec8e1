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
		"may I use email?":               "write `we` for who has the data, or `you` for whose data they are",
		"may we use email.":              "a question ends with `?`",
		"can we use email?":              "a question begins with `may`",
		"may we use the email?":          "unexpected `the`; leave it out",
		"may we use email given age 18?": "write `age = 18`",
		"may we use email if member?":    "write `given`",

		"may we use email unless consent?":                              "unexpected `unless consent`; write `given no consent`",
		"may we use email given member unless consent?":                 "unexpected `unless consent`; write `and no consent`",
		"may we use email unless age > 3?":                              "write `given no` and a fact",
		"may we use email only for marketing?":                          "a question asks about one case; leave it out",
		"may we not use email?":                                         "where it must not be, the answer is `prohibited`",
		"may we use email? permitted":                                   "unexpected `permitted`; the question ends before it; leave it out",
		"may we use email given consent = yes?":                         "unexpected `consent = yes`; write `consent`",
		"may we use email given consent no?":                            "unexpected `consent no`; write `no consent`",
		"may we use email given yes consent?":                           "unexpected `yes consent`; write `consent`",
		"may we use email given consent is not given?":                  "unexpected `consent is not given`; write `no consent`",
		"may we use email given objection is given and nothing else?":   "unexpected `objection is given`; write `objection`",
		"may we use email to send offers?":                              "`to` names who receives the data; write `for` and a purpose",
		"may we use email given you are a member and consent?":          "unexpected `you are a member`; write the name of a fact",
		"may we use email on contract?":                                 "unexpected `on contract`; a question asks for no lawful basis; leave it out",
		"may we never use email?":                                       "where it must not be, the answer is `prohibited`",
		"may we use email after you close your account?":                "unexpected `you close your account`; write the name of an event",
		"may we use email after 30 days?":                               "unexpected `after 30 days`; write `30 days after` and an event",
		"may we use email within thirty days after closed?":             "unexpected `thirty days`; write the number in figures",
		"may we use email within a short time after closed and no vip?": "unexpected `a short time`; a vague time stands in quotation marks: `within \"a short time\"`",
		"may we use email for as long as needed?":                       "unexpected `for as long as needed`; a vague time stands in quotation marks",
		"may we use email given age between 16 and 18?":                 "unexpected `age between 16 and 18`; write `age >= 16 and age <= 18`",
	} {
		_, problems := parser.ParseQuestion(source.New("question", question))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%s: got %v, want %s", question, problems, want)
		}
	}
}
