package rules

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

// A law is one that a rule cites: the article of an act, which is in force in a jurisdiction.
type law struct{ place, act, article string }

func (l law) String() string { return l.act + " " + l.article }

// laws are those among a rule's that are in force for a policy.
type laws []law

// The acts that rules cite. The GDPR applies in the whole European Economic Area (EEA Joint Committee Decision 154/2018).
func gdpr(article string) law { return law{"eu", "GDPR", article} }
func pipl(article string) law { return law{"china", "PIPL", article} }
func ccpa(section string) law { return law{"california", "CCPA", section} }
func fadp(article string) law { return law{"switzerland", "FADP", article} }

// ukGDPR returns a law of the United Kingdom for each of the GDPR: whatever article rules cite is kept there under its number.
func ukGDPR(all []law) []law {
	var out []law
	for _, l := range all {
		out = append(out, l)
		if l.act == "GDPR" {
			out = append(out, law{"uk", "UK GDPR", l.article})
		}
	}
	return out
}

// where returns the names that headers use for the places in which the law of a jurisdiction is in force.
func where(place string) []string {
	if place == "eu" {
		return []string{"eu", "eea"}
	}
	return []string{place}
}

// cite returns them for a message: "(GDPR 13(1)(c), PIPL 17)".
func (l laws) cite() string { return "(" + l.list() + ")" }

// list returns them as cite does, without the brackets: those of an act together.
func (l laws) list() string {
	var acts []string
	articles := map[string][]string{}
	for _, x := range l {
		if articles[x.act] == nil {
			acts = append(acts, x.act)
		}
		articles[x.act] = append(articles[x.act], x.article)
	}
	for i, act := range acts {
		acts[i] = act + " " + strings.Join(articles[act], ", ")
	}
	return strings.Join(acts, ", ")
}

// saying returns those of some articles.
func (l laws) saying(articles ...string) laws {
	return slices.DeleteFunc(slices.Clone(l), func(x law) bool { return !slices.Contains(articles, x.article) })
}

// of reports whether the law of a jurisdiction is among them.
func (l laws) of(place string) bool {
	return slices.ContainsFunc(l, func(x law) bool { return x.place == place })
}

// lawful makes a rule of the category compliance: its check is given those of the laws whose jurisdiction the header declares.
func lawful(r lint.Rule, check func(*lint.Context, laws) []lint.Finding, all ...law) lint.Rule {
	r.Category = lint.Compliance
	all = ukGDPR(all)
	for _, l := range all {
		for _, place := range where(l.place) {
			if !slices.Contains(r.Jurisdictions, place) {
				r.Jurisdictions = append(r.Jurisdictions, place)
			}
		}
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
		return !slices.ContainsFunc(p.Jurisdictions, func(declared string) bool {
			return slices.ContainsFunc(where(l.place), func(place string) bool { return governs(p, place, declared) })
		})
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
