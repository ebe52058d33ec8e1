package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func naming() lint.Rule {
	return lint.Rule{Name: "naming", Category: lint.Style, Severity: lint.Warning, Vocabularies: true,
		Summary: "a name is easily misread: a fact that denies, or two names that differ in a letter", Check: findNaming}
}

func findNaming(c *lint.Context) []lint.Finding { return append(denyingFacts(c), nearlySame(c)...) }

// denyingFacts finds facts whose names deny something: `no not-member` is hard to read, and `no consent` of something else.
func denyingFacts(c *lint.Context) []lint.Finding {
	var out []lint.Finding
	for _, f := range c.Policy().Facts {
		first, rest, several := strings.Cut(f.ID, "-")
		if !several || !c.Own(f.Pos) || f.Type != model.YesNo || first != "not" && first != "no" && first != "non" && first != "without" {
			continue
		}
		out = append(out, lint.Finding{About: f.ID, At: f.Pos, Length: len(f.ID),
			Message: fmt.Sprintf("the name `%s` denies, so that `no %s` denies twice; name what it is about, as `%s`, and write `no %s` where it is not so", f.ID, f.ID, rest, rest)})
	}
	return out
}

// nearlySame finds names of one kind that differ in hyphens or in the s of a plural alone.
func nearlySame(c *lint.Context) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	seen := map[string]model.Pos{}
	name := map[string]string{}
	look := func(kind, what, id string, at model.Pos) {
		key := kind + " " + strings.TrimSuffix(strings.ReplaceAll(id, "-", ""), "s")
		if first, ok := seen[key]; ok && c.Own(at) {
			out = append(out, lint.Finding{About: id, At: at, Length: len(id),
				Message: fmt.Sprintf("the %s `%s` is easily taken for `%s`; keep one of them, or give one another name", what, id, name[key]),
				Related: []lint.Related{{Message: "declared here", At: first}}})
			return
		}
		seen[key], name[key] = at, id
	}
	for k := range model.Kind(model.Kinds) {
		for _, n := range p.Graphs[k].All() {
			look(k.String(), k.String(), n.ID, n.Pos)
		}
	}
	for i := range p.Facts {
		look("fact", factWord(&p.Facts[i]), p.Facts[i].ID, p.Facts[i].Pos)
	}
	for i := range p.Terms {
		look("fact", "term", p.Terms[i].ID, p.Terms[i].Pos)
	}
	return out
}
