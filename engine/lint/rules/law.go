package rules

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// A law is one that a rule cites: of a jurisdiction, by the name that headers use.
type law struct{ place, article string }

// laws are those among a rule's that are in force for a policy.
type laws []law

func gdpr(article string) law { return law{"eu", "GDPR " + article} }
func pipl(article string) law { return law{"china", "PIPL " + article} }
func ccpa(section string) law { return law{"california", "CCPA " + section} }

// cite returns them for a message: "(GDPR 13(1)(c), PIPL 17)".
func (l laws) cite() string { return "(" + l.list() + ")" }

// list returns them as cite does, without the brackets.
func (l laws) list() string {
	articles := make([]string, len(l))
	for i := range l {
		articles[i] = l[i].article
	}
	return strings.Join(articles, ", ")
}

// of reports whether the law of a jurisdiction is among them.
func (l laws) of(place string) bool {
	return slices.ContainsFunc(l, func(x law) bool { return x.place == place })
}

// lawful makes a rule of the category compliance: its check is given those of the laws whose jurisdiction the header declares.
func lawful(r lint.Rule, check func(*lint.Context, laws) []lint.Finding, all ...law) lint.Rule {
	r.Category = lint.Compliance
	for _, l := range all {
		r.Jurisdictions = append(r.Jurisdictions, l.place)
	}
	r.Check = func(c *lint.Context) []lint.Finding {
		in := inForce(c.Policy(), all)
		if len(in) == 0 {
			return nil
		}
		return check(c, in)
	}
	return r
}

func inForce(p *model.Policy, all laws) laws {
	return slices.DeleteFunc(slices.Clone(all), func(l law) bool {
		return !slices.ContainsFunc(p.Jurisdictions, func(declared string) bool { return governs(p, l.place, declared) })
	})
}

// governs reports whether the law of a place is that of a declared one: the place itself, or one that lies in it. Hong Kong and Macao
// have laws of their own.
func governs(p *model.Policy, place, declared string) bool {
	if declared == place {
		return true
	}
	g := p.Graphs[model.PlaceKind]
	in, known := g.Lookup(place)
	at, found := g.Lookup(declared)
	if !known || !found || !g.Below(at, in) {
		return false
	}
	return !under(g, at, "hong-kong") && !under(g, at, "macao")
}

// about returns a finding about the policy as a whole, at its header.
func about(p *model.Policy, message string) []lint.Finding {
	return []lint.Finding{{At: p.Pos, Length: len(p.ID), Message: message}}
}
