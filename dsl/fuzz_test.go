package dsl_test

import (
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/policies"
)

// FuzzLoad checks that any text is a policy or gives an error, and that questions of any form to it do.
func FuzzLoad(f *testing.F) {
	f.Add("policy p \"P\" { source s \"s.txt\" }\nuse core\nclause 1 { quote \"words ... stand\" we may use email given consent }", "words that stand here", "may we use email?")
	f.Add("policy p \"P\" {}\nfact a number\nterm t means a < 3\nclause 1 { we may x y }", "", "may we x y given t and a = 2")
	f.Fuzz(func(t *testing.T, policy, source, question string) {
		p, err := dsl.Load(fstest.MapFS{"p.licet": {Data: []byte(policy)}, "s.txt": {Data: []byte(source)}}, ".", policies.Libraries())
		if (p == nil) == (err == nil) {
			t.Fatal("neither a policy nor an error, or both", err)
		}
		if err != nil {
			_ = err.Error()
			return
		}
		q, err := dsl.NewAsker(p).Question(question)
		if (q == nil) == (err == nil) {
			t.Fatal("neither a question nor an error, or both", err)
		}
	})
}

// FuzzDocument checks that any document is a policy or gives an error, and that its quotes stand in its text.
func FuzzDocument(f *testing.F) {
	f.Add(document)
	f.Add("# T\n\n> a &amp; **b** ... c\n\n    code\n\n```licet\npolicy p \"P\" {}\nclause 1 { prose }\nclause 2 { quote \"a ... c\"  prose }\n```\n")
	f.Add("- a\n  <!-- prose -->\n\n~~~licet\nclause 1 { prose }\n~~~\n```licet\n```")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := dsl.Load(fstest.MapFS{"p.licet.md": {Data: []byte(text)}}, ".", policies.Libraries())
		if err != nil {
			_ = err.Error()
			return
		}
		for _, c := range p.Clauses {
			for _, q := range c.Quotes {
				for _, r := range q.At {
					if r.Start >= r.End || r.End > len(p.Sources[q.Source].Text) {
						t.Fatalf("clause %s quotes %v of %d bytes", c.ID, q.At, len(p.Sources[q.Source].Text))
					}
				}
			}
		}
	})
}
