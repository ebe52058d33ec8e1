package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Sharpen says of two names that stand side by side in what a parser could not read which of the two mistakes that is: a hyphen
// or a comma that is missing, or a label in the place of a name. The policy need not be without problems.
func Sharpen(p *model.Policy, problems diag.List) diag.List {
	if !slices.ContainsFunc(problems, func(x diag.Problem) bool { return len(x.Words) > 0 }) {
		return problems
	}
	return NewAsker(p).Sharpen(problems)
}

// Sharpen does the same for the problems of a question.
func (a *Asker) Sharpen(problems diag.List) diag.List {
	out := slices.Clone(problems)
	for i := range out {
		if x := &out[i]; len(x.Words) == 2 {
			if message, fix := a.sideBySide(x.Words[0], x.Words[1]); message != "" {
				x.Message, x.Fix = message, &diag.Fix{Text: fix}
			}
		}
	}
	return out
}

// sideBySide tells what two names together mean; "" where that is not certain.
func (a *Asker) sideBySide(first, second string) (message, fix string) {
	both, list := first+"-"+second, first+", "+second
	if a.isName(both) {
		return "two words without a hyphen; write `" + both + "`", both
	}
	if id := a.labelled(first + " " + second); id != "" {
		return "`" + first + " " + second + "` is a label, and a name is expected here; write `" + id + "`", id
	}
	if a.isName(first) && a.isName(second) {
		return "two names and nothing between; write `" + list + "`", list
	}
	return "", ""
}

func (a *Asker) isName(name string) bool {
	_, fact := a.policy.Fact(name)
	_, term := a.policy.Term(name)
	return fact || term || slices.ContainsFunc(a.policy.Graphs[:], func(g *model.Graph) bool {
		_, ok := g.Lookup(name)
		return ok
	})
}

// labelled returns the one name that has a text for its label; "" where none or several have.
func (a *Asker) labelled(label string) string {
	key := labelKey(label)
	var found []string
	for k, index := range a.labels.nodes {
		for _, id := range index[key] {
			found = append(found, a.policy.Graphs[k].Node(id).ID)
		}
	}
	for _, id := range a.labels.facts[key] {
		found = append(found, a.policy.Facts[id].ID)
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}
