package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func missingRetention() lint.Rule {
	return lawful(lint.Rule{Name: "missing-retention", Severity: lint.Warning,
		Summary: "nothing says how long data are kept, or when they are deleted"}, findMissingRetention,
		gdpr("13(2)(a)"), pipl("17, 19"), ccpa("1798.100(a)(3)"))
}

func findMissingRetention(c *lint.Context, l laws) []lint.Finding {
	p := c.Policy()
	kept, limits := permissions(p, []string{"collect", "store"}), retentions(p)
	switch {
	case len(kept) == 0:
		return nil
	case len(limits) > 0:
		return unlimited(c, l, kept, limits)
	case c.Says("retention"):
		return nil
	}
	return about(p, fmt.Sprintf("the policy does not say how long personal data are kept, nor by what that is determined %s; say it in the text, and encode it, "+
		"as in: we must delete ... 2 years after ...", l.cite()))
}

// retentions returns what data the policy says how long they are kept of: those that we must delete or make anonymous, and those that we may
// store for some time.
func retentions(p *model.Policy) []model.Set {
	var out []model.Set
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin == model.Stated && byUs(n) && (n.Modality == model.Must && does(p, n, "delete", "anonymise") ||
			n.Modality == model.May && does(p, n, "store") && slices.ContainsFunc(n.When, isTiming)) {
			out = append(out, n.Scope[model.Data])
		}
	}
	return out
}

func isTiming(c model.Condition) bool { return c.Role == model.Timing }

// unlimited reports the data of which nothing says how long they are kept, where that of others is said. What stands above all kinds is not
// one of them, and what is said only in prose may be about any.
func unlimited(c *lint.Context, l laws, kept []int, limits []model.Set) []lint.Finding {
	p := c.Policy()
	g := p.Graphs[model.DataKind]
	var data []model.NodeID
	var norms []int
	for _, i := range kept {
		for _, d := range p.Norms[i].Scope[model.Data].In {
			if g.Node(d).ID != "personal" && under(g, d, "personal") && !limited(g, d, limits) {
				data, norms = append(data, d), append(norms, i)
			}
		}
	}
	if len(norms) == 0 || c.SaysInProse("retention") {
		return nil
	}
	slices.Sort(data)
	return []lint.Finding{{Clauses: clausesOf(p, norms), At: p.Norms[norms[0]].Pos, Message: fmt.Sprintf("no sentence says how long we keep %s, while others say it "+
		"of other data %s; say it in the text, and encode it, as in: we must delete ... 2 years after ...", ids(g, slices.Compact(data)), l.cite())}}
}

// limited reports whether a kind of data, or each kind beneath it, is in one of the sets.
func limited(g *model.Graph, d model.NodeID, limits []model.Set) bool {
	if slices.ContainsFunc(limits, func(s model.Set) bool { return s.Contains(g, d) }) {
		return true
	}
	children := g.Node(d).Children
	return len(children) > 0 && !slices.ContainsFunc(children, func(c model.NodeID) bool { return !limited(g, c, limits) })
}
