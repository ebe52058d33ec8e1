package document

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Where a sentence stands decides nothing, so it may rest on names. The standard vocabulary's names tell most; of a policy's own
// names what their parents tell, and else the words that their ids are made of.

// placed returns the units of every section, merged, in the order in which they are said.
func (b *builder) placed() map[string][]*unit {
	out := b.others()
	for _, u := range b.normUnits() {
		id := b.section(u)
		out[id] = append(out[id], u)
	}
	for id, units := range out {
		for _, u := range units {
			u.rank = b.rank(id, u)
		}
		units = b.merge(units)
		slices.SortStableFunc(units, func(x, y *unit) int { return x.rank - y.rank })
		out[id] = units
	}
	return out
}

// section returns where a unit stands.
func (b *builder) section(u *unit) string {
	if u.refusing != nil {
		if b.cookies(u.refusing[0]) {
			return "cookies"
		}
		return "required"
	}
	n := u.norm
	switch {
	case b.unread(n.When):
		return "open"
	case b.children(n):
		return "children"
	case onlyIn(n.Scope[model.Actor], model.You):
		return b.yours(n)
	case b.cookies(n):
		return "cookies"
	case n.Modality == model.MustNot && objects(n.When):
		return "rights"
	}
	return b.byAction(n)
}

// onlyIn reports whether a set is one node.
func onlyIn(s model.Set, n model.NodeID) bool {
	return !s.All && !s.Outside && len(s.In) == 1 && s.In[0] == n
}

// yours is where a sentence about what you may or must do stands.
func (b *builder) yours(n *model.Norm) string {
	switch {
	case n.Modality != model.May:
		return "yours"
	case b.cookies(n):
		return "cookies"
	case b.does(n, "refuse"):
		return "required"
	}
	return "rights"
}

// byAction is where a sentence stands by what is done.
func (b *builder) byAction(n *model.Norm) string {
	if !b.byUs(n) {
		return "recipients"
	}
	switch {
	case b.does(n, "disclose") && !b.does(n, "use"):
		return "recipients"
	case b.does(n, "export") || n.Stated.Has(model.In):
		return "transfers"
	case b.does(n, "use"):
		return "use"
	case b.does(n, "collect"):
		return "collect"
	case b.does(n, "access"):
		return "use"
	case b.does(n, "store", "delete", "anonymise", "pseudonymise", "de-identify"):
		return "retention"
	case b.does(n, "require"):
		return "required"
	case b.does(n, "disclose"):
		return "recipients"
	}
	return b.byWords(n)
}

// byUs reports whether the controller is among those who act.
func (b *builder) byUs(n *model.Norm) bool {
	return n.Scope[model.Actor].Contains(b.p.Graphs[model.PartyKind], model.We)
}

// does reports whether a norm names an action, or one that lies beneath it.
func (b *builder) does(n *model.Norm, ids ...string) bool {
	g := b.p.Graphs[model.ActionKind]
	for _, id := range ids {
		top, ok := g.Lookup(id)
		if ok && slices.ContainsFunc(n.Scope[model.Action].In, func(a model.NodeID) bool { return g.Below(a, top) }) {
			return true
		}
	}
	return false
}

// cookies reports whether a norm is about cookies alone.
func (b *builder) cookies(n *model.Norm) bool { return b.about(n, model.Data, "cookie-data") }

// about reports whether all that a norm names in a dimension lies beneath a name.
func (b *builder) about(n *model.Norm, d model.Dim, id string) bool {
	g := b.p.Graph(d)
	top, ok := g.Lookup(id)
	set := n.Scope[d]
	return ok && !set.All && !set.Outside && len(set.In) > 0 &&
		!slices.ContainsFunc(set.In, func(x model.NodeID) bool { return !g.Below(x, top) })
}

// children reports whether a norm is about children: their data, their parents' consent, or a fact that is called so.
func (b *builder) children(n *model.Norm) bool {
	if b.about(n, model.Data, "minors-data") || b.about(n, model.Of, "child") {
		return true
	}
	found := false
	for _, w := range n.When {
		model.Walk(w.Stated, func(c model.Cond) bool {
			switch c := c.(type) {
			case *model.HasConsent:
				found = found || c.Kind == model.ParentalConsent
			case *model.Named:
				found = found || saysOf(b.p.Terms[c.Term].ID, "children")
			default:
				f := model.FactOf(c)
				found = found || f != model.NoFact && saysOf(b.p.Facts[f].ID, "children")
			}
			return !found
		})
	}
	return found
}

// objects reports whether a norm holds because you object.
func objects(when []model.Condition) bool {
	return slices.ContainsFunc(when, func(w model.Condition) bool {
		_, objection := w.Stated.(*model.HasObjection)
		return objection && !w.Negated
	})
}

// words are parts of ids, and of headings, that tell where a sentence belongs.
var words = []struct {
	section string
	parts   []string
}{
	{"children", []string{"child", "minor", "parent", "kinder", "儿童", "未成年"}},
	{"security", []string{"encrypt", "secur", "protect", "breach", "safeguard", "sicherheit", "安全"}},
	{"automated", []string{"automat", "algorithm", "自动化"}},
	{"changes", []string{"change", "update", "version", "änderung", "变更", "修订", "更新"}},
	{"transfers", []string{"transfer", "clauses", "übermittlung", "出境", "跨境"}},
	{"rights", []string{"request", "right", "complain", "recht", "权利"}},
	{"collect", []string{"collect", "收集"}},
	{"retention", []string{"retention", "how long", "speicherdauer", "保存"}},
}

// saysOf reports whether a text has one of the words of a section.
func saysOf(text, section string) bool {
	for _, w := range words {
		if w.section == section {
			text = strings.ToLower(text)
			return slices.ContainsFunc(w.parts, func(p string) bool { return strings.Contains(text, p) })
		}
	}
	return false
}

// byWords is where a sentence stands whose actions are the policy's own: by their ids, and then by the headings above it.
func (b *builder) byWords(n *model.Norm) string {
	g := b.p.Graphs[model.ActionKind]
	var texts []string
	for _, a := range n.Scope[model.Action].In {
		texts = append(texts, g.Node(a).ID)
	}
	for _, text := range append(texts, b.p.Clauses[n.Clause].Sections...) {
		for _, w := range words {
			if saysOf(text, w.section) {
				return w.section
			}
		}
	}
	return "other"
}

// The ranks of sentences in a section: the rule comes first, then what it leaves, then what never is.
const (
	rankDefault = iota
	rankMay
	rankMust
	rankNot
	rankLast // defaults, where people ask first what is
	rankOthers
)

func (b *builder) rank(section string, u *unit) int {
	n := u.norm
	switch {
	case n == nil:
		return rankMay
	case !b.byUs(n) && section == "recipients":
		return rankOthers
	case n.Default && (section == "use" || section == "collect"):
		return rankLast
	case n.Default && n.Modality == model.MustNot:
		return rankDefault
	}
	return map[model.Modality]int{model.May: rankMay, model.Must: rankMust, model.MustNot: rankNot}[n.Modality]
}
