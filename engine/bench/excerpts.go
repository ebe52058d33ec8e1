package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/internal/generate"
	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// excerpts shows two rules, one that permits and one that prohibits, in each encoding, made by what makes the encodings.
func excerpts() (string, error) {
	w := turns.NewWorld(100)
	permit := slices.IndexFunc(w.Rules, func(r generate.SyntheticRule) bool { return !r.Prohibits && len(r.Conditions) == 3 })
	prohibit := slices.IndexFunc(w.Rules, func(r generate.SyntheticRule) bool { return r.Prohibits && len(r.Conditions) == 2 })
	two := &turns.World{Rules: []generate.SyntheticRule{w.Rules[permit], w.Rules[prohibit]}}
	data, err := opaExcerpt(two)
	if err != nil {
		return "", err
	}
	lines, err := casbinLines(two, casbinCells)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	show := func(title, text string) {
		fmt.Fprintf(&b, "%s\n\n```text\n%s\n```\n\n", title, strings.TrimSpace(text))
	}
	show("In Licet:", licetExcerpt(w.Text, permit)+licetExcerpt(w.Text, prohibit))
	show("In Cedar:", string(cedarText(two)))
	_, rules, _ := strings.Cut(opaRulesText(two), "permitted if")
	show("In Rego, as rules, of which a question is `permitted` by one and `prohibited` by none:", "permitted if"+rules)
	show("In Rego, as data, by action, data, recipient and purpose:", data)
	show("In Casbin, with the conditions as columns:", lines)
	show("In CEL:", celScope(two.Rules[0])+" &&\n  "+celEffect(two.Rules[0])+"\n"+celScope(two.Rules[1])+" &&\n  "+celEffect(two.Rules[1]))
	return b.String(), nil
}

// licetExcerpt is a clause of the text.
func licetExcerpt(text string, rule int) string {
	_, rest, _ := strings.Cut(text, fmt.Sprintf("clause R.%d {\n", rule))
	clause, _, _ := strings.Cut(rest, "\n}\n")
	return strings.TrimSpace(clause) + "\n"
}

func opaExcerpt(w *turns.World) (string, error) {
	document, err := opaDocument(w)
	if err != nil {
		return "", err
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(document, &parts); err != nil {
		return "", err
	}
	return fmt.Sprintf("permits:   %s\nprohibits: %s", parts["permits"], parts["prohibits"]), nil
}
