package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingRights() lint.Rule {
	return lawful(lint.Rule{Name: "missing-rights", Severity: lint.Warning,
		Summary: "the policy does not tell people of rights that they have"}, findMissingRights,
		gdpr("13(2)(b)"), pipl("17"), ccpa("1798.130(a)(5)"))
}

// A right is what the text must tell of. Words of the list `rights` are marked by its id.
type right struct {
	id, says string
	laws     laws
	actions  []string // of the standard vocabulary: "you may access personal"
}

func rights() []right {
	return []right{
		{"access", "access", laws{gdpr("15"), pipl("45"), ccpa("1798.110")}, []string{"access"}},
		{"correction", "correction", laws{gdpr("16"), pipl("46"), ccpa("1798.106")}, []string{"rectify"}},
		{"erasure", "deletion", laws{gdpr("17"), pipl("47"), ccpa("1798.105")}, []string{"delete"}},
		{"restriction", "restriction", laws{gdpr("18")}, []string{"restrict"}},
		{"portability", "portability", laws{gdpr("20")}, []string{"port"}},
		{"objection", "objection", laws{gdpr("21")}, []string{"object"}},
		{"refusal", "refusal or restriction", laws{pipl("44")}, []string{"object", "restrict"}},
	}
}

func findMissingRights(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	if len(permissions(p, processing)) == 0 {
		return nil
	}
	told := rightsTold(c)
	var missing []string
	for _, r := range rights() {
		if in := inForce(p, ukGDPR(r.laws)); len(in) > 0 && !told[r.id] {
			missing = append(missing, r.says+" "+in.cite())
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return about(p, fmt.Sprintf("the policy does not tell people of rights that they have: %s; %s requires it: say in the text how each is used, and encode it, "+
		"as in: you may access personal by \"...\"", strings.Join(missing, ", "), l.list()))
}

// rightsTold returns the rights that the encoding or the words tell of.
func rightsTold(c *lint.Context) map[string]bool {
	p, told := c.Policy(), map[string]bool{}
	for i := range p.Norms {
		if n := &p.Norms[i]; n.Modality == model.May && byYou(n) {
			for _, r := range rights() {
				told[r.id] = told[r.id] || does(p, n, r.actions...)
			}
			tellOf(c, told, labelsOf(p, n))
		}
	}
	inTexts(c, told)
	told["refusal"] = told["refusal"] || told["objection"] || told["restriction"]
	return told
}

// inTexts looks at sentences that speak of rights or requests; at all of them where a chapter is about rights.
func inTexts(c *lint.Context, told map[string]bool) {
	marks := make([]map[string]bool, len(c.Texts()))
	chapter := false
	for i, t := range c.Texts() {
		marks[i] = map[string]bool{}
		for _, m := range c.Words("rights", t.Language).Find(t.Words) {
			marks[i][m.Advice] = true
		}
		chapter = chapter || marks[i]["chapter"]
	}
	for _, m := range marks {
		for id := range m {
			told[id] = told[id] || chapter || m["talk"]
		}
	}
}

// tellOf notes the rights that the label of an action names.
func tellOf(c *lint.Context, told map[string]bool, labels []string) {
	for _, label := range labels {
		for _, m := range c.Words("rights", languageOf(c.Policy())).Find(label) {
			told[m.Advice] = true
		}
	}
}

// labelsOf returns the labels of the actions that a norm names, in the language of the policy.
func labelsOf(p *model.Policy, n *model.Norm) []string {
	var out []string
	for _, a := range n.Scope[model.Action].In {
		out = append(out, p.Graphs[model.ActionKind].Node(a).Labels.In(p.Language))
	}
	return out
}

func languageOf(p *model.Policy) string {
	if p.Language == "" {
		return "en"
	}
	return p.Language
}
