package format

import (
	"testing"

	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// hostile are files with comments, line ends and words where nobody puts them.
var hostile = []string{
	"", "\n\n", "# a\n", "# a\n\n\n# b", "use core", "use core # c", "use\n# a\n  core # b\n , \"x\"\n",
	"clause 1 # a\n # b\n{ # c\n # d\n prose # e\n # f\n } # g",
	"clause 1 { quote \"a\nb\n\n   c\" prose }",
	"clause 1 { we # a\n # b\n may # c\n share # d\n email # e\n to # f\n partner # g\n , # h\n affiliate # i\n given # j\n consent # k\n and # l\n x # m\n }",
	"data a \"a\" { b \"b\" c \"c\" # x\n d }",
	"data a \"a\" # x\n           # y\n           # z\ndata b\n",
	"clause 1 { we must\n not use a }", "clause 1 { by\n default, we may use a }",
	"clause 1 { by\n default\n # a\n , we may use b # c\n , d given (e # f\n ) }",
	"action a \"a\" same as b # c\n : # d\n Use # e\n",
	"clause 1 { refusing a costs b, but\n not c }",
	"example \"a\" { may we use a given\n nothing\n else? never # b\n permitted because 1, # c\n 2 }",
	"fact f\n\"a\" in zh \"b\" one of a, b by \"c\"",
	"section \"s\" { clause 1 { prose } clause 2 { prose } # c\n}",
	"policy p \"P\" { version \"1\" language en # x\n source a \"b\" in zh\n}",
	"vocabulary v \"V\" {}", "vocabulary v \"V\" { # c\n}",
	"action a \"a\" takes to, # c\n for ends b, c unless d same # e\n as x:y, # f\n x:Z",
	"a is b because \"c\" decided by \"d\" on 2026-01-02",
	"A.1, B.2 # x\n and 3 prevail over 4 because \"c\" decided # y\n by \"d\" on 2026-01-02",
	"term t means a and (b or # x\n not (c and age < -5)) and after e",
	"allow x-y in 1 because \"a\" by \"b\" until 2026-01-02", "todo \"a\"\ntodo \"b\" # c",
	"clause 1 { we may a b then c must d e then f must not g h after i # j\n given k }",
	"clause 1 { treat a as not b given c unless d  this policy does not cover e }",
	"data a \"a\"\r\n\r\n\r\n# b\r\ndata c\r\n", "\uFEFFdata a \"a\"",
	"clause 1 { quote \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccccc data email\" prose }",
	"data aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa \"b c d e f g\" is data, place, clause, date",
}

// FuzzFormat checks that whatever can be read can be laid out, that its meaning and its comments stay, and that the layout of the layout
// is the layout.
func FuzzFormat(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, uint8(20))
	}
	for _, file := range written(f) {
		f.Add(file.Text, uint8(Width))
	}
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		file := source.New("fuzz.licet", text)
		if _, problems := parser.ParseFile(file); len(problems) == 0 {
			checkLayout(t, file)
			checkWidth(t, file, int(width))
		}
	})
}
