package document

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// The notice says in a few lines what people ask first. Each of its sentences is a summary: it names what the policy permits in some
// case, and says that the sections below tell in which.

// mostNamed is how many names the notice lists before it says how many there are.
const mostNamed = 10

// mostChoices is how many sentences the notice has about what you may do; the section has all.
const mostChoices = 6

func (b *builder) notice(placed map[string][]*unit) []Block {
	var items []Item
	add := func(label, section string, s ...Sentence) {
		s = slices.DeleteFunc(s, func(x Sentence) bool { return x.Text == "" })
		if len(s) == 0 {
			return
		}
		if len(placed[section]) > 0 {
			s = append(s, b.see(section))
		}
		items = append(items, Item{Label: b.g.Say("label", b.g.Say("notice."+label)), Sentences: s})
	}
	add("what", "collect", b.names("what", model.Data, placed, "collect"))
	add("why", "use", b.names("why", model.For, placed, "collect", "use"))
	add("who", "recipients", append([]Sentence{b.names("who", model.To, placed, "disclose")}, b.selling(placed)...)...)
	add("choices", first(placed, "rights", "cookies", "required"), b.choices(placed)...)
	if len(placed["open"]) > 0 {
		add("open", "open", b.plain("notice.open.text"))
	}
	if len(b.p.Contact) > 0 {
		add("contact", "", b.plain("notice.contact.text", b.g.Label(b.p.Contact)))
	}
	if len(items) == 0 {
		return nil
	}
	return []Block{{List: &List{Items: items}}}
}

// first returns the first of some sections that says something.
func first(placed map[string][]*unit, sections ...string) string {
	for _, id := range sections {
		if len(placed[id]) > 0 {
			return id
		}
	}
	return ""
}

// see names a section, with a link to it.
func (b *builder) see(section string) Sentence {
	title := b.g.Say("section." + section)
	s := b.plain("see", title)
	if at := strings.Index(s.Text, title); at >= 0 {
		s.Marks = []Mark{{Start: at, End: at + len(title), Kind: "link", To: "#" + section}}
	}
	return s
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
				if d != model.To || x != model.You { // what you are told yourself is no sharing
					nodes = union(nodes, x)
				}
			}
			s.sum(u.refs)
			claims, _ := b.claims(n, u.refs)
			s.Claims = append(s.Claims, claims[0])
		}
	}
	all := nodes
	nodes = b.widest(d, nodes)
	switch {
	case any && len(nodes) == 0:
		s.Text = b.g.Sentence(b.g.Say("notice." + key + ".any"))
	case any:
		s.Text = b.g.Sentence(b.g.Say("including", b.g.Say("notice."+key+".any"), b.listed(d, nodes)))
	case len(nodes) == 0:
		return Sentence{}
	case len(nodes) == 1 && len(all) > 1:
		inner := b.widest(d, slices.DeleteFunc(all, func(n model.NodeID) bool { return n == nodes[0] }))
		s.Text = b.g.Sentence(b.g.Say("notice."+key+".text", b.g.Say("including", b.listed(d, nodes), b.listed(d, inner))))
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

// selling answers what people ask first of who receives their data: that they are never sold; or, where selling lies within what a
// sentence permits and is permitted in some case, that they may be.
func (b *builder) selling(placed map[string][]*unit) []Sentence {
	if never := b.never(placed); len(never) > 0 {
		return never
	}
	g := b.p.Graphs[model.ActionKind]
	sell, ok := g.Lookup("sell")
	if !ok {
		return nil
	}
	for _, u := range b.permissions(placed, "disclose") {
		if n := b.only(u.norm, "disclose"); n.Scope[model.Action].Contains(g, sell) {
			n.Scope[model.Action] = model.Only(sell)
			if c := b.inSomeCase(n); c != nil {
				s := b.plain("notice.selling")
				s.Sums, s.Claims = u.refs, []Claim{*c}
				return []Sentence{s}
			}
		}
	}
	return nil
}

// inSomeCase is the claim that a permission holds where its conditions are so, or also with your consent; nil where the engine denies both.
func (b *builder) inSomeCase(n *model.Norm) *Claim {
	sure := literals(n.ActWhen())
	for _, given := range [][]literal{sure, append(sure[:len(sure):len(sure)], literal{&model.HasConsent{}, true})} {
		scope, stated := b.spared(n, false)
		if c := b.ask(scope, stated, given); permitted(c) {
			return c
		}
	}
	return nil
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
	for _, u := range b.outermost(b.merge(units)) {
		if len(out) == mostChoices {
			break
		}
		claims, ok := b.claims(u.norm, u.refs)
		if ok && len(claims) > 0 {
			out = append(out, Sentence{Text: u.text(), Sums: u.refs, Claims: claims[:1]})
		}
	}
	return out
}

// outermost leaves out the units that say nothing that another one does not say, which then sums them too.
func (b *builder) outermost(units []*unit) []*unit {
	within := make([]bool, len(units))
	for i, u := range units {
		for j, v := range units {
			if i != j && !within[j] && b.within(u.norm, v.norm) {
				within[i] = true
				v.refs = slices.Concat(v.refs, u.refs)
				break
			}
		}
	}
	var out []*unit
	for i, u := range units {
		if !within[i] {
			out = append(out, u)
		}
	}
	return out
}

// within reports whether all that a norm permits another one permits, by their words.
func (b *builder) within(n, wide *model.Norm) bool {
	if len(wide.When) > 0 || b.wordless(n) != b.wordless(wide) {
		return false
	}
	for d := range model.Dim(model.DimCount) {
		g, w := b.p.Graph(d), wide.Scope[d]
		if w.IsAny() {
			continue
		}
		if !plainList(n.Scope[d]) || !plainList(w) ||
			slices.ContainsFunc(n.Scope[d].In, func(x model.NodeID) bool { return !w.Contains(g, x) }) {
			return false
		}
	}
	return true
}
