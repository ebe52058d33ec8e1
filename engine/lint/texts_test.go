package lint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-90f8eabc/licet/engine/lint"
)

// texts returns what a rule is given of the words.
func texts(t *testing.T, text string, files ...string) (out []lint.Text) {
	t.Helper()
	fields := ""
	if len(files) > 0 {
		fields = `source s "s.txt"`
	}
	r := rule("r", func(r *lint.Rule) {
		r.Check = func(c *lint.Context) []lint.Finding { out = c.Texts(); return nil }
	})
	lint.Run([]lint.Rule{r}, load(t, fields, text, files...), lint.Options{})
	return out
}

func TestTexts(t *testing.T) {
	quotes := "section \"Uses\" {\nclause 1 { quote \"We use your e-mail address. It is safe.\"  we may use email }\nclause 2 { quote \"We care.\"  prose }\n}"
	want := []lint.Text{
		{Words: "Uses", Language: "en"},
		{Words: "We use your e-mail address.", Language: "en", Encoded: true},
		{Words: "It is safe.", Language: "en", Encoded: true},
		{Words: "We care.", Language: "en"},
	}
	if diff := cmp.Diff(want, texts(t, quotes)); diff != "" {
		t.Errorf("of quotes (-want +got):\n%s", diff)
	}
	// What nobody quotes is said as well.
	source := "We use your e-mail address. It is safe.\n\nWe care.\n\nComplain to the regulator.\n"
	want = append(want, lint.Text{Words: "Complain to the regulator.", Language: "en"})
	if diff := cmp.Diff(want, texts(t, quotes, "s.txt", source)); diff != "" {
		t.Errorf("of a source (-want +got):\n%s", diff)
	}
}

func TestSays(t *testing.T) {
	for name, c := range map[string]struct {
		text        string
		says, prose bool
	}{
		"nowhere": {`clause 1 { quote "We use your e-mail address."  we may use email }`, false, false},
		"encoded": {`clause 1 { quote "As needed, we use your e-mail address."  we may use email }`, true, false},
		"prose":   {`clause 1 { quote "As needed, we take care."  prose }`, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			r := rule("r", func(r *lint.Rule) {
				r.Check = func(x *lint.Context) []lint.Finding {
					if a, b := x.Says("vague-term"), x.SaysInProse("vague-term"); a != c.says || b != c.prose {
						t.Errorf("says %t, in prose %t; want %t, %t", a, b, c.says, c.prose)
					}
					return nil
				}
			})
			lint.Run([]lint.Rule{r}, load(t, "", c.text), lint.Options{})
		})
	}
}
