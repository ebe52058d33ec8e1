package rules

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingLabel() lint.Rule {
	return lint.Rule{Name: "missing-label", Category: lint.Style, Severity: lint.Warning, Vocabularies: true,
		Summary: "a name has no words for people, so answers show the name itself", Check: findMissingLabels}
}

func findMissingLabels(c *lint.Context) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	look := func(what, id string, labels model.Labels, at model.Pos) {
		if c.Own(at) && strings.TrimSpace(labels.In("")) == "" {
			out = append(out, lint.Finding{About: id, At: at, Length: len(id),
				Message: fmt.Sprintf("the %s `%s` has no words for people, so answers show its name; write them behind it: %s \"...\"", what, id, id)})
		}
	}
	for k := range model.Kind(model.Kinds) {
		for _, n := range p.Graphs[k].All() {
			look(k.String(), n.ID, n.Labels, n.Pos)
		}
	}
	for i := range p.Facts {
		look(factWord(&p.Facts[i]), p.Facts[i].ID, p.Facts[i].Labels, p.Facts[i].Pos)
	}
	for i := range p.Terms {
		look("term", p.Terms[i].ID, p.Terms[i].Labels, p.Terms[i].Pos)
	}
	return out
}

// factWord is how the language calls a fact.
func factWord(f *model.Fact) string {
	switch {
	case f.Judgement:
		return "judgement"
	case f.Type == model.Event:
		return "event"
	}
	return "fact"
}
