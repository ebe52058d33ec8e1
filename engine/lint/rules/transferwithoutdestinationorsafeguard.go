package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func transferWithoutDestinationOrSafeguard() lint.Rule {
	return lawful(lint.Rule{Name: "transfer-without-destination-or-safeguard", Severity: lint.Warning,
		Summary: "data may leave the country, and the text does not say where to, or under what safeguard"}, findTransfers,
		gdpr("13(1)(f)"), pipl("38, 39"), fadp("19(4)"))
}

func findTransfers(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	told := c.SaysInProse("safeguard")
	var out []lint.Finding
	for _, list := range byClause(p, permissions(p, []string{"export"})) {
		for _, i := range list {
			if x := lacks(p, &p.Norms[i], l, told); len(x.broken) > 0 {
				out = append(out, x.finding(p, &p.Norms[i]))
				break
			}
		}
	}
	return out
}

// A lack is what a permission to transfer data does not say, by which laws, and how to write it.
type lack struct {
	missing, write []string
	broken         laws
}

func (x *lack) add(l law, missing, write string) {
	if !slices.Contains(x.missing, missing) {
		x.missing, x.write = append(x.missing, missing), append(x.write, write)
	}
	if !slices.Contains(x.broken, l) {
		x.broken = append(x.broken, l)
	}
}

func (x *lack) finding(p *model.Policy, n *model.Norm) lint.Finding {
	return lint.Finding{Clauses: []int{n.Clause}, At: n.Pos,
		Message: fmt.Sprintf("clause %s lets data leave the country, and %s %s; say it in the text, and write here: %s",
			p.Clauses[n.Clause].ID, few(x.missing), x.broken.cite(), strings.Join(x.write, " "))}
}

// lacks compares a permission with each law. told says that prose names a safeguard.
func lacks(p *model.Policy, n *model.Norm, l laws, told bool) lack {
	var x lack
	for _, law := range l {
		if staysIn(p, n, law.place) {
			continue
		}
		if len(n.Scope[model.In].In) == 0 {
			x.add(law, "does not say where to", "in ...")
		}
		if law.place == "china" && len(n.Basis) == 0 && !fails(p, n.When, withoutConsent(model.SeparateConsent, model.WrittenConsent)) {
			x.add(law, "asks for no separate consent", "given separate consent")
		}
		if law.place == "switzerland" && len(n.Scope[model.In].In) > 0 {
			continue // where the law there protects enough, no safeguard is to be told of, and which these are the government lists
		}
		explicit := law.place != "china" && fails(p, n.When, withoutConsent(model.ExplicitConsent, model.WrittenConsent))
		if len(n.Under) == 0 && !told && !explicit {
			x.add(law, "names no safeguard", "under \"...\"")
		}
	}
	return x
}

// staysIn reports whether all places that a norm names lie where a law does not speak of a transfer.
func staysIn(p *model.Policy, n *model.Norm, place string) bool {
	g := p.Graphs[model.PlaceKind]
	home := map[string]string{"eu": "eea", "uk": "uk", "china": "china", "switzerland": "switzerland"}[place]
	in := n.Scope[model.In]
	for _, at := range in.In {
		if !under(g, at, home) || under(g, at, "hong-kong") || under(g, at, "macao") {
			return false
		}
	}
	return len(in.In) > 0 && !in.Outside
}
