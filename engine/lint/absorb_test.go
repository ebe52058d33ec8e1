package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// marking returns a rule that marks each place where a word stands.
func marking(name, word string, change ...func(*lint.Rule)) lint.Rule {
	check := func(r *lint.Rule) {
		r.Check = func(c *lint.Context) []lint.Finding {
			var out []lint.Finding
			for _, p := range c.Passages() {
				if i := strings.Index(p.Text, word); i >= 0 {
					out = append(out, p.Finding("m", i, i+len(word)))
				}
			}
			return out
		}
	}
	return rule(name, append([]func(*lint.Rule){check}, change...)...)
}

// TestAbsorbed has rules that mark the same words, in a policy with a source and one without.
func TestAbsorbed(t *testing.T) {
	absorbs := func(r *lint.Rule) { r.Absorbs, r.Category = true, lint.Correctness }
	of := func(c lint.Category) func(*lint.Rule) { return func(r *lint.Rule) { r.Category = c } }
	const text = "clause 1 { quote \"We sell it now.\" prose }\nclause 2 { quote \"We sell it.\" prose }\n"
	for name, c := range map[string]struct {
		rules []lint.Rule
		allow string
		want  string
	}{
		"the same words":            {[]lint.Rule{marking("all", "sell it now", absorbs), marking("word", "sell")}, "", "all 1, word 2"},
		"other words":               {[]lint.Rule{marking("all", "now", absorbs), marking("word", "sell")}, "", "all 1, word 1, word 2"},
		"words that only touch":     {[]lint.Rule{marking("all", " now", absorbs), marking("word", "it")}, "", "all 1, word 1, word 2"},
		"a short one in a long one": {[]lint.Rule{marking("all", "We sell it now", absorbs), marking("part", "sell", absorbs), marking("word", "now")}, "", "all 1, part 1, part 2"},
		"a rule that is off":        {[]lint.Rule{marking("all", "now", absorbs, func(r *lint.Rule) { r.Severity = lint.Off }), marking("word", "now")}, "", "word 1"},
		"what a law asks for":       {[]lint.Rule{marking("all", "now", absorbs), marking("word", "now", of(lint.Compliance))}, "", "all 1, word 1"},
		"two that absorb":           {[]lint.Rule{marking("all", "now", absorbs), marking("both", "now", absorbs)}, "", "all 1, both 1"},
		"what is accepted absorbs": {[]lint.Rule{marking("all", "now", absorbs), marking("word", "now", of(lint.Consistency))},
			`allow all in 1 because "x" by "y" until 2999-01-01`, ""},
	} {
		for fields, source := range map[string]string{"": "", `source s "s.txt"`: "We sell it now.\n\nWe sell it.\n"} {
			p := load(t, fields, text+c.allow, "s.txt", source)
			list := strings.Split(told(p, lint.Run(c.rules, p, lint.Options{}).Findings), ", ")
			slices.Sort(list)
			if got := strings.Join(list, ", "); got != c.want {
				t.Errorf("%s, %q: left are %s, want %s", name, fields, got, c.want)
			}
		}
	}
}
