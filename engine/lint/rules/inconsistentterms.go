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
	t := newTerms(c)
	var out []lint.Finding
	passages := c.Passages()
	for i := range passages {
		out = append(out, t.otherNames(&passages[i])...)
		out = append(out, t.longerNames(&passages[i])...)
		out = append(out, t.products(&passages[i])...)
	}
	return out
}

// terms are what the names in a text are compared with.
type terms struct {
	c        *lint.Context
	self     string // the controller's name, in small letters
	longer   func(text string) [][]int
	declared func(words string) bool
	seen     map[string]bool // names that are reported
}

func newTerms(c *lint.Context) *terms {
	self := strings.ToLower(c.Policy().Controller.In(c.Policy().Language))
	return &terms{c, self, longerNames(self), declaredWords(c.Policy()), map[string]bool{}}
}

// otherNames reports the words that mean the same as the controller's name: "this application", where that is "the app".
func (t *terms) otherNames(x *lint.Passage) []lint.Finding {
	var out []lint.Finding
	for _, m := range t.c.Words("names-of-self", x.Language).Find(x.Text) {
		if isOtherName(t.c, x.Language, t.self, m) {
			out = append(out, t.once(x, m.Start, m.End, t.also())...)
		}
	}
	return out
}

// longerNames reports the names with more words and the controller's noun: "the fine union", where it is "the union".
func (t *terms) longerNames(x *lint.Passage) []lint.Finding {
	var out []lint.Finding
	for _, at := range t.longer(x.Text) {
		if name := x.Text[at[0]:at[1]]; !t.declared(name) && !t.common(x, name) {
			out = append(out, t.once(x, at[0], at[1], t.also())...)
		}
	}
	return out
}

// products reports the names of products that nothing declares.
func (t *terms) products(x *lint.Passage) []lint.Finding {
	var out []lint.Finding
	for _, at := range product.FindAllStringSubmatchIndex(x.Text, -1) {
		if name := x.Text[at[2]:at[3]]; !t.declared(name) && !t.common(x, name) && !strings.Contains(t.self, strings.ToLower(name)) {
			out = append(out, t.once(x, at[2], at[3], "is named here, and nothing declares it; declare the party or the thing, or correct the name")...)
		}
	}
	return out
}

func (t *terms) also() string {
	return fmt.Sprintf("seems to be another name of the controller, \"%s\"; use one name throughout, or declare the other party", t.self)
}

// common reports whether a word with a capital letter is no party's: "the European Union".
func (t *terms) common(x *lint.Passage, name string) bool {
	return len(t.c.Words("common-names", x.Language).Find(name)) > 0
}

// once returns a finding about a name, unless there was one before.
func (t *terms) once(x *lint.Passage, start, end int, message string) []lint.Finding {
	name := oneSpace(x.Text[start:end])
	if key := strings.ToLower(name); !t.seen[key] {
		t.seen[key] = true
		return []lint.Finding{x.Finding(fmt.Sprintf("\"%s\" %s", name, message), start, end)}
	}
	return nil
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
