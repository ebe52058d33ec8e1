package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func inconsistentTerms() lint.Rule {
	return lint.Rule{Name: "inconsistent-terms", Category: lint.Consistency, Severity: lint.Warning,
		Summary: "the text has a second name for the controller, or a name that nothing declares", Check: findInconsistentTerms}
}

// findInconsistentTerms reports each name once, where it first stands.
func findInconsistentTerms(c *lint.Context) []lint.Finding {
	p := c.Policy()
	self := strings.ToLower(p.Controller.In(p.Language))
	longer := longerNames(self)
	declared := declaredWords(p)
	seen := map[string]bool{}
	var out []lint.Finding
	passages := c.Passages()
	for i := range passages {
		x := &passages[i]
		report := func(message string, start, end int) {
			name := strings.ToLower(strings.Join(strings.Fields(x.Text[start:end]), " "))
			if !seen[name] {
				seen[name] = true
				out = append(out, x.Finding(fmt.Sprintf("\"%s\" %s", strings.Join(strings.Fields(x.Text[start:end]), " "), message), start, end))
			}
		}
		also := fmt.Sprintf("seems to be another name of the controller, \"%s\"; use one name throughout, or declare the other party", self)
		for _, m := range c.Words("names-of-self", x.Language).Find(x.Text) {
			if isOtherName(c, x.Language, self, m) {
				report(also, m.Start, m.End)
			}
		}
		for _, at := range longer(x.Text) {
			if !declared(x.Text[at[0]:at[1]]) && len(c.Words("common-names", x.Language).Find(x.Text[at[0]:at[1]])) == 0 { // "the European Union"
				report(also, at[0], at[1])
			}
		}
		for _, at := range product.FindAllStringSubmatchIndex(x.Text, -1) {
			if name := x.Text[at[2]:at[3]]; !declared(name) && len(c.Words("common-names", x.Language).Find(name)) == 0 && !strings.Contains(self, strings.ToLower(name)) {
				report("is named here, and nothing declares it; declare the party or the thing, or correct the name", at[2], at[3])
			}
		}
	}
	return out
}

// isOtherName reports whether a name is of the same group as the controller's, and has another noun.
func isOtherName(c *lint.Context, language, self string, m lint.Match) bool {
	own := c.Words("names-of-self", language).Find(self)
	return len(own) == 1 && own[0].Phrase == self && own[0].Advice == m.Advice && lastWord(m.Phrase) != lastWord(self)
}

func lastWord(s string) string { return s[strings.LastIndex(s, " ")+1:] }

// product matches a name before "products" or "services", within a sentence.
var product = regexp.MustCompile(`\b\pL+,?\s+(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)*)\s+(?:products|services)\b`)

// joins are the words that no name holds between its article and its noun.
const joins = " of the a an and or in to from by for with that this our your its is as on at "

// longerNames returns what finds names such as "the fine union" where the controller is "the union".
func longerNames(self string) func(text string) [][]int {
	noun, ok := strings.CutPrefix(self, "the ")
	if !ok || strings.Contains(noun, " ") {
		return func(string) [][]int { return nil }
	}
	name := regexp.MustCompile(`(?i)\bthe((?:\s+\pL+){1,2})\s+` + regexp.QuoteMeta(noun) + `\b`)
	return func(text string) [][]int {
		return slices.DeleteFunc(name.FindAllStringSubmatchIndex(text, -1), func(at []int) bool {
			return slices.ContainsFunc(strings.Fields(text[at[2]:at[3]]), func(w string) bool { return strings.Contains(joins, " "+strings.ToLower(w)+" ") })
		})
	}
}

// declaredWords returns what tells whether words stand in a label of the policy.
func declaredWords(p *model.Policy) func(words string) bool {
	var all strings.Builder
	note := func(labels model.Labels) {
		for _, l := range labels {
			all.WriteString(strings.ToLower(l.Text) + "\n")
		}
	}
	note(p.Title)
	note(p.Controller)
	for _, g := range p.Graphs {
		for id := range g.Len() {
			n := g.Node(model.NodeID(id))
			note(n.Labels)
			all.WriteString(strings.ReplaceAll(n.ID, "-", " ") + "\n")
		}
	}
	text := all.String()
	return func(words string) bool {
		return strings.Contains(text, strings.ToLower(strings.Join(strings.Fields(words), " ")))
	}
}
