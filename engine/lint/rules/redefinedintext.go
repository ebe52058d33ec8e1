package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// calledNotPersonal reports words that say of personal data that they are not personal, where no sentence that is reported encodes them.
func calledNotPersonal(c *lint.Context, reported []lint.Finding) []lint.Finding {
	known := map[int]bool{}
	for _, f := range reported {
		for _, i := range f.Clauses {
			known[i] = true
		}
	}
	names := personalNames(c.Policy())
	var out []lint.Finding
	for i := range c.Passages() {
		x := &c.Passages()[i]
		if slices.ContainsFunc(x.Clauses, func(i int) bool { return known[i] }) {
			continue
		}
		for _, m := range c.Words("not-personal", x.Language).Find(x.Text) {
			if start, end, ok := names.beside(x.Text, m); ok {
				name := strings.Join(strings.Fields(x.Text[start:end]), " ")
				out = append(out, x.Finding(fmt.Sprintf("the words call \"%s\" not personal, and by the vocabulary, as by laws, that is personal information; correct them", name), start, end))
			}
		}
	}
	return out
}

// A nameFinder finds the labels that vocabularies give to kinds of personal data; nil where there are none.
type nameFinder struct{ before, after *regexp.Regexp }

// personalNames returns what finds labels just before a phrase ("an IP address alone is not personal information") and just after one
// ("non-personal information such as your IP address"). Between them stand only words that belong to an enumeration.
func personalNames(p *model.Policy) nameFinder {
	g := p.Graphs[model.DataKind]
	var labels []string
	for id, n := range g.All() {
		if n.Pos.Library != "" && under(g, id, "personal") && n.ID != "personal" && n.ID != "pseudonymous" {
			for _, l := range n.Labels {
				labels = append(labels, regexp.QuoteMeta(strings.ToLower(l.Text)))
			}
		}
	}
	if len(labels) == 0 {
		return nameFinder{}
	}
	slices.SortFunc(labels, func(a, b string) int { return len(b) - len(a) })
	name := `\b((?:` + strings.Join(labels, "|") + `)(?:e?s)?)\b`
	return nameFinder{
		regexp.MustCompile(`(?i)` + name + `[\s,)"”]*(?:(?:alone|etc\.?|itself|by itself|data|information)[\s,)"”]*)?$`),
		regexp.MustCompile(`(?i)^[\s,:("“]*(?:(?:your|the|an?)\s+)?` + name),
	}
}

// beside returns the label that stands beside a phrase, on the side that the list says; false where none does.
func (f nameFinder) beside(text string, m lint.Match) (start, end int, ok bool) {
	switch {
	case f.before == nil:
		return 0, 0, false
	case m.Advice == "after":
		at := f.after.FindStringSubmatchIndex(text[m.End:])
		if at == nil {
			return 0, 0, false
		}
		return m.End + at[2], m.End + at[3], true
	}
	at := f.before.FindStringSubmatchIndex(text[:m.Start])
	if at == nil {
		return 0, 0, false
	}
	return at[2], at[3], true
}
