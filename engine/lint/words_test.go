package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// TestWords finds phrases: whatever the case, the white space and the marks between the words, never inside a word.
func TestWords(t *testing.T) {
	o := lint.Options{Words: []lint.WordSetting{
		{List: "none", Language: "en", Add: []string{"as soon as possible = say when", "soon", "soon after that", "users' wishes", "etc", "out", "# nothing", " ", "opt-in"}, Except: []string{"Out"}},
		{List: "none", Language: "zh", Add: []string{"尽快", "尽快处理"}},
		{List: "none", Language: "fr", Add: []string{"bientôt"}},
	}}
	for text, want := range map[string]string{
		"":                                 "",
		"We do it as  soon\n as possible.": "as  soon\n as possible=say when",
		"AS SOON, as possible":             "AS SOON, as possible=say when",
		"soon after this":                  "soon=",
		"soon after that, soon":            "soon after that= soon=",
		"sooner, monsoon, soon-ish":        "",
		"the users’ wishes etc.":           "users’ wishes= etc=",
		"out":                              "",
		"an Opt-in, opt in":                "Opt-in=",
		"soon\xff soon":                    "soon= soon=",
	} {
		compareWords(t, o, "en", text, want)
	}
	compareWords(t, o, "zh", "我们将尽快处理，尽快答复。soon", "尽快处理= 尽快=")
	compareWords(t, o, "fr", "Bientôt soon", "Bientôt=")
	compareWords(t, o, "de", "soon", "")
}

func compareWords(t *testing.T, o lint.Options, language, text, want string) {
	t.Helper()
	var got []string
	look := rule("look", func(r *lint.Rule) {
		r.Check = func(c *lint.Context) []lint.Finding {
			for _, m := range c.Words("none", language).Find(text) {
				got = append(got, fmt.Sprintf("%s=%s", text[m.Start:m.End], m.Advice))
			}
			return nil
		}
	})
	lint.Run([]lint.Rule{look}, load(t, "", threeClauses), o)
	if got := strings.Join(got, " "); got != want {
		t.Errorf("%q: got %q, want %q", text, got, want)
	}
}
