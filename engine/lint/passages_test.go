package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// TestPassages writes each passage with how it is accounted for and its clauses, and where the word "sell" stands in it.
func TestPassages(t *testing.T) {
	const clauses = `
clause 1 { quote "We use it."  we may use email }
clause 2 { quote "We sell it."  we may sell email to anyone }
clause 3 { quote "We rent it, and we"  prose }
`
	for name, c := range map[string]struct{ fields, source, want string }{
		"no source": {"language de", "", `de sentence encoded 1 "We use it."
de sentence encoded 2 "We sell it." p.licet:3:12+0 [2]
de sentence prose 3 "We rent it, and we"`},
		"a source": {`source s "s.txt" in fr`, "Häding\n\n- We use it. We sell it. We rent it, and we sell it.\n- Nobody quotes this.\n", `fr item encoded 1 "We use it."
fr sentence encoded 2 "We sell it." s.txt:3:17+4 [2]
fr sentence prose 3 "We rent it, and we sell it." s.txt:3:45+4 [3]`},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			look := rule("look", func(r *lint.Rule) {
				r.Check = func(c *lint.Context) []lint.Finding {
					for _, p := range c.Passages() {
						line := fmt.Sprintf("%s %v %v", p.Language, p.Kind, p.As)
						for _, i := range p.Clauses {
							line += " " + c.Policy().Clauses[i].ID
						}
						line += fmt.Sprintf(" %q", p.Text)
						if i := strings.Index(p.Text, "sell"); i >= 0 {
							f := p.Finding("m", i, i+4)
							var ids []string
							for _, n := range f.Clauses {
								ids = append(ids, c.Policy().Clauses[n].ID)
							}
							line += fmt.Sprintf(" %s:%d:%d+%d %v", f.At.File, f.At.Line, f.At.Column, f.Length, ids)
						}
						got = append(got, line)
					}
					return nil
				}
			})
			lint.Run([]lint.Rule{look}, load(t, c.fields, clauses, "s.txt", c.source), lint.Options{})
			if got := strings.Join(got, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestWordsOverTwoLines marks words that go on in the next line: what is marked is on the first.
func TestWordsOverTwoLines(t *testing.T) {
	look := rule("look", func(r *lint.Rule) {
		r.Check = func(c *lint.Context) []lint.Finding {
			p := c.Passages()[0]
			return []lint.Finding{p.Finding("m", strings.Index(p.Text, "from"), len(p.Text)-1)}
		}
	})
	p := load(t, `source s "s.txt"`, `clause 1 { quote "We use it from time to time."  prose }`, "s.txt", "We use it from \r\n  time to time.\n")
	f := lint.Run([]lint.Rule{look}, p, lint.Options{}).Findings[0]
	if f.At.Line != 1 || f.At.Column != 11 || f.Length != 4 || f.About != "from \r\n  time to time" {
		t.Errorf("got %+v", f)
	}
	if got := lint.EntryOf(p, f).About; got != "from time to time" {
		t.Errorf("a baseline knows it by %q", got)
	}
}
