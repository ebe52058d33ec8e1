package document

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// The notice says in a few lines what people ask first. Each of its sentences is a summary: it names what the policy permits in some
// case, and says that the sections below tell in which.

// mostNamed is how many names the notice lists before it says how many there are.
const mostNamed = 10

func (b *builder) notice(placed map[string][]*unit) []Block {
	var items []Item
	add := func(label string, s ...Sentence) {
		s = slices.DeleteFunc(s, func(x Sentence) bool { return x.Text == "" })
		if len(s) > 0 {
			items = append(items, Item{Label: b.g.Say("notice." + label), Sentences: s})
		}
	}
	add("what", b.names("what", model.Data, placed, "collect"))
	add("why", b.names("why", model.For, placed, "collect", "use"))
	add("who", append([]Sentence{b.names("who", model.To, placed, "disclose")}, b.never(placed)...)...)
	add("choices", b.choices(placed)...)
	if len(b.p.Contact) > 0 {
		add("contact", b.plain("notice.contact.text", b.g.Label(b.p.Contact)))
	}
	if len(items) == 0 {
		return nil
	}
	return []Block{{List: &List{Items: items}}}
}

// names lists the names of a dimension that some permissions name, each once, without those that lie beneath another.
func (b *builder) names(key string, d model.Dim, placed map[string][]*unit, actions ...string) Sentence {
	var s Sentence
	var nodes []model.NodeID
	any := false
	for _, action := range actions {
		for _, u := range b.permissions(placed, action) {
			n := b.only(u.norm, action)
			any = any || n.Scope[d].All && (n.Stated.Has(d) || d != model.For)
			for _, x := range n.Scope[d].In {
				nodes = union(nodes, x)
			}
			s.sum(u.refs)
			claims, _ := b.claims(n)
			s.Claims = append(s.Claims, claims[0])
		}
	}
	nodes = b.widest(d, nodes)
	switch {
	case any:
		s.Text = b.g.Sentence(b.g.Say("notice." + key + ".any"))
	case len(nodes) == 0:
		return Sentence{}
	default:
		s.Text = b.g.Sentence(b.g.Say("notice."+key+".text", b.listed(d, nodes)))
	}
	return s
}

// sum adds what a sentence says in short, each once.
func (s *Sentence) sum(refs []Ref) {
	for _, r := range refs {
		if !slices.Contains(s.Sums, r) {
			s.Sums = append(s.Sums, r)
		}
	}
}

// listed lists names; of many the first ones, and how many more there are.
func (b *builder) listed(d model.Dim, nodes []model.NodeID) string {
	var names []string
	for i, n := range nodes {
		if left := len(nodes) - i; i == mostNamed-1 && left > 1 {
			names = append(names, b.g.Say("notice.more."+d.String(), b.g.Number(left)))
			break
		}
		names = append(names, b.g.Name(d.Kind(), n))
	}
	return b.g.List(names, false)
}

// widest leaves out what lies beneath another of the nodes.
func (b *builder) widest(d model.Dim, nodes []model.NodeID) []model.NodeID {
	g := b.p.Graph(d)
	return slices.DeleteFunc(slices.Clone(nodes), func(n model.NodeID) bool {
		return slices.ContainsFunc(nodes, func(m model.NodeID) bool { return m != n && g.Below(n, m) })
	})
}

// never are the sentences that forbid selling data, whatever is so.
func (b *builder) never(placed map[string][]*unit) []Sentence {
	for _, u := range placed["recipients"] {
		n := u.norm
		if n == nil || n.Modality != model.MustNot || n.Default || len(n.When) > 0 || !b.byUs(n) || !b.does(n, "sell") {
			continue
		}
		if c := b.ask(n.Scope, n.Stated, nil); c != nil && c.Answer == model.Prohibited.String() {
			return []Sentence{{Text: u.text(), Sums: u.refs, Claims: []Claim{*c}}}
		}
	}
	return nil
}

// choices says what you may do, in few sentences: how is told below.
func (b *builder) choices(placed map[string][]*unit) []Sentence {
	var units []*unit
	for _, id := range []string{"rights", "cookies", "required"} {
		for _, u := range placed[id] {
			if u.norm == nil || u.norm.Modality != model.May || !onlyIn(u.norm.Scope[model.Actor], model.You) {
				continue
			}
			bare := *u.norm
			bare.By = nil
			v := &unit{refs: u.refs, norm: &bare}
			v.text = func() string { return b.g.Norm(&bare) }
			units = append(units, v)
		}
	}
	var out []Sentence
	for _, u := range b.merge(units) {
		claims, ok := b.claims(u.norm)
		if ok && len(claims) > 0 {
			out = append(out, Sentence{Text: u.text(), Sums: u.refs, Claims: claims[:1]})
		}
	}
	return out
}
