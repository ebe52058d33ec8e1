package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func overbroadConsentException() lint.Rule {
	return lawful(lint.Rule{Name: "overbroad-consent-exception", Severity: lint.Warning,
		Summary: "consent is said not to be needed in a case for which the law has no exception"}, findOverbroadExceptions, gdpr("6(1)"), pipl("13"))
}

func findOverbroadExceptions(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	var out []lint.Finding
	named := map[int]bool{}
	for i := range p.Waivers {
		w := &p.Waivers[i]
		switch {
		case named[w.Clause]:
		case len(w.When) == 0:
			out = append(out, exception(p, w, l, "without any condition"))
		case slices.ContainsFunc(w.When, func(x model.Condition) bool { return ourJudgement(p, x) }):
			out = append(out, exception(p, w, l, "wherever the controller itself judges so"))
		default:
			named[w.Clause] = true
		}
	}
	if l.of("china") {
		out = append(out, otherGrounds(c, named)...)
	}
	return out
}

func exception(p *model.Policy, w *model.Waiver, l laws, when string) lint.Finding {
	return lint.Finding{Clauses: []int{w.Clause}, At: w.Pos,
		Message: fmt.Sprintf("clause %s says that consent is not needed, %s, and no law says so %s; name the case that the law has, in the text and here: given ...",
			p.Clauses[w.Clause].ID, when, l.cite())}
}

// ourJudgement reports whether the controller decides a part of a condition.
func ourJudgement(p *model.Policy, x model.Condition) bool {
	found := false
	model.Walk(x.Stated, func(c model.Cond) bool {
		if f := model.FactOf(c); f != model.NoFact {
			found = found || p.Facts[f].Judgement && p.Facts[f].By == "we"
		}
		return true
	})
	return found
}

// otherGrounds reports the words of waivers that name a ground which PIPL 13 does not have: older standards, from which texts are copied, do.
func otherGrounds(c *lint.Context, waivers map[int]bool) []lint.Finding {
	var out []lint.Finding
	for _, x := range c.Passages() {
		if !slices.ContainsFunc(x.Clauses, func(i int) bool { return waivers[i] }) {
			continue
		}
		for _, m := range c.Words("consent-exception", x.Language).Find(x.Text) {
			out = append(out, x.Finding(fmt.Sprintf("\"%s\" is no ground on which PIPL 13 lets one process data without consent: %s; ask for consent, or name the ground that it has",
				m.Phrase, m.Advice), m.Start, m.End))
			break
		}
	}
	return out
}
