package grammar_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestAnyLabel says the sentences of all forms with labels that are no English, or that begin like something that they are not: every third label
// of the policy becomes each of these. Nothing is said of what comes out but that it is a sentence.
func TestAnyLabel(t *testing.T) {
	text, err := os.ReadFile("testdata/forms.licet")
	if err != nil {
		t.Fatal(err)
	}
	strange := []string{" ", "ing", "telling", "have", "have corrected", "have of", "have the of", "have the use barred of", "keep", "keep of", "of", ",", "a, b,", "a,", ", a,",
		"X", "the", "your", "the other", "partners", "partners telling", "partners telling you", "telling of", "detecting and", "detecting and preventing", "providing",
		"information about", "content of", "content of us", "categories of", "write to", "write to a", "É", "数据", "…", "s", "ss", "it is", "you are", "what", "'", "\\\"", "⟦", "%1", "only ~x"}
	label := regexp.MustCompile(`(?m)^((?:data|party|purpose|action|fact|event|judgement|term) .*?")[^"\n]*"`)
	said := 0
	for i, s := range strange {
		if testing.Short() && i%4 != 0 {
			continue
		}
		for third := range 3 {
			n := 0
			changed := label.ReplaceAllStringFunc(string(text), func(line string) string {
				if n++; n%3 != third {
					return line
				}
				return line[:strings.Index(line, `"`)+1] + s + `"`
			})
			p, err := dsl.Load(fstest.MapFS{"p/p.licet": {Data: []byte(changed)}}, "p", policies.Libraries())
			if err != nil {
				continue // such a label is refused
			}
			for _, line := range statements(english(t, p), p) {
				said++
				if text := line[strings.LastIndex(line, "\t")+1:]; len(text) < 10 || !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ".”") || strings.Contains(text, "  ") {
					t.Fatalf("%s %q: %q", line[:strings.Index(line, "\t")], s, text)
				}
			}
		}
	}
	if said < 1000 {
		t.Errorf("only %d sentences", said)
	}
}
