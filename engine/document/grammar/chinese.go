package grammar

import (
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// chinese speaks Chinese. Words have no forms; what a sentence needs is their order: when and if, who, may, for what, with whom, does
// what, with which data. A label of an action may say where the data stand: "对{data}进行匿名化处理".
type chinese struct{ tongue }

func newChinese(names *labels.Catalogue, p *model.Policy) *chinese {
	return &chinese{newTongue(names, p)}
}

func (c *chinese) Norm(n *model.Norm, following ...*model.Norm) string {
	if len(following) > 0 {
		return oneByOne(c, n, following)
	}
	return c.Sentence(c.lead(n) + c.main(n) + c.trail(n))
}

// Only says the permission, and that the rest is prohibited.
// WhenOf says the conditions as any.
func (c *chinese) WhenOf(n *model.Norm) string { return c.When(n.When) }

func (c *chinese) Only(n, rest *model.Norm) string {
	said := c.lead(n) + c.main(n) + c.trail(n)
	for d := range model.Dim(model.DimCount) {
		if rest.Scope[d].Outside {
			return c.Sentence(said + c.g("only."+d.String()))
		}
	}
	return c.Sentence(said + c.g("only.given"))
}

// lead is what stands before the main clause: what the sentence yields to or prevails over, when, and if.
func (c *chinese) lead(n *model.Norm) string {
	out := ""
	if n.Default {
		out += c.g("default")
	}
	if len(n.Over) > 0 {
		out += c.g("over")
	}
	return out + c.before(n.When, n.Deadline, n.Modality == model.MustNot)
}

// before says conditions before a main clause.
func (c *chinese) before(conditions []model.Condition, d *model.Deadline, prohibits bool) string {
	t := c.tail(conditions, d)
	out := ""
	for _, x := range t.times {
		out += c.g("lead.time", x)
	}
	if len(t.given) > 0 {
		out += c.g("lead.given", strings.Join(t.given, c.g("cond.and")))
	}
	if len(t.unless) > 0 {
		key := "lead.unless"
		if prohibits {
			key = "lead.unless.not"
		}
		out += c.g(key, strings.Join(t.unless, c.g("cond.or")))
	}
	return out
}

// main is the main clause: who may do what.
func (c *chinese) main(n *model.Norm) string {
	who := c.set(model.PartyKind, n.Scope[model.Actor], false)
	modal := c.g([...]string{model.May: "may", model.Must: "must", model.MustNot: "mustnot"}[n.Modality])
	return who + modal + c.act(n.Scope, n.Stated, n.EitherAct || n.Modality == model.MustNot)
}

// act is what is done: "为了配送与Swift Swan共享您的姓名".
func (c *chinese) act(s model.Scope, named model.Dims, or bool) string {
	out := ""
	if named.Has(model.For) && !c.placed(s[model.Action], "for") {
		out += c.g("for", c.set(model.PurposeKind, s[model.For], or))
	}
	if c.collects(s[model.Action]) && !s[model.From].IsAny() && !one(s[model.From], model.You) {
		out += c.g("collect.from", c.set(model.PartyKind, s[model.From], true))
		s[model.From] = model.Any()
	}
	verbs := c.verbs(s, named, or)
	if named.Has(model.In) && !c.placed(s[model.Action], "in") {
		out += c.g("in", c.set(model.PlaceKind, s[model.In], or))
	}
	if named.Has(model.To) && !c.placed(s[model.Action], "to") {
		key := "to"
		if c.allWith(s[model.Action]) {
			key = "with"
		}
		out += c.g(key, c.set(model.PartyKind, s[model.To], or))
	}
	return out + verbs
}

// collects reports whether all actions are to collect, which is done from somebody.
func (t *tongue) collects(actions model.Set) bool {
	g := t.p.Graphs[model.ActionKind]
	collect, ok := g.Lookup("collect")
	for _, a := range actions.In {
		ok = ok && g.Below(a, collect)
	}
	return ok && len(actions.In) > 0
}

// placed reports whether the labels of all actions say where a part stands.
func (c *chinese) placed(actions model.Set, part string) bool {
	for _, a := range actions.In {
		if !has(c.node(model.ActionKind, a), part) {
			return false
		}
	}
	return len(actions.In) > 0
}

// allWith reports whether something is done with the recipient by each action.
func (t *tongue) allWith(actions model.Set) bool {
	for _, a := range actions.In {
		if !t.p.Graphs[model.ActionKind].Node(a).Action.With {
			return false
		}
	}
	return len(actions.In) > 0
}

// verbs says the actions with their data. Those whose labels do not say where the data stand share them.
func (c *chinese) verbs(s model.Scope, named model.Dims, or bool) string {
	data := ""
	if named.Has(model.Data) {
		data = c.data(s, or)
	}
	parts := func(name, _ string) (string, bool) {
		switch d, ok := model.DimOfWord(name); {
		case name == "data":
			return data, data != ""
		case ok && named.Has(d):
			return c.set(d.Kind(), s[d], or), true
		}
		return "", false
	}
	var plain, phrases []string
	if s[model.Action].All {
		plain = append(plain, c.node(model.ActionKind, model.Root))
	}
	for _, a := range s[model.Action].In {
		if label := c.node(model.ActionKind, a); strings.ContainsAny(label, "{[") {
			phrases = append(phrases, fill(label, parts))
		} else {
			plain = append(plain, label)
		}
	}
	if len(plain) > 0 {
		phrases = append([]string{c.List(plain, or) + data}, phrases...)
	}
	out := phrases[0]
	if len(phrases) > 1 {
		out = c.g(map[bool]string{true: "phrases.or", false: "phrases.and"}[or], strings.Join(phrases[:len(phrases)-1], c.g("phrases.comma")), phrases[len(phrases)-1])
	}
	if except := s[model.Action].Except; len(except) > 0 {
		out += c.g("except", c.list(model.ActionKind, except))
	}
	return out
}

// data is whose data, and where they come from.
func (c *chinese) data(s model.Scope, or bool) string {
	data := c.set(model.DataKind, s[model.Data], or)
	of, from := s[model.Of], s[model.From]
	fromYou := one(from, model.You)
	switch {
	case one(of, model.You) && (fromYou || strings.Contains(data, "您")):
	case one(of, model.You):
		data = c.g("of.you", data)
	default:
		data = c.g("of", c.set(model.PartyKind, of, true), data)
	}
	switch {
	case from.IsAny():
		return data
	case fromYou:
		return c.g("from.you", data)
	}
	return c.g("from", c.set(model.PartyKind, from, true), data)
}

// one reports whether a set is one name.
func one(s model.Set, n model.NodeID) bool {
	return !s.All && !s.Outside && len(s.Except) == 0 && len(s.In) == 1 && s.In[0] == n
}

// list is the labels of names.
func (c *chinese) list(k model.Kind, names []model.NodeID) string {
	items := make([]string, len(names))
	for i, n := range names {
		items[i] = c.node(k, n)
		if k == model.ActionKind {
			items[i] = c.Name(k, n)
		}
	}
	return c.List(items, false)
}

// set is the labels of a set.
func (c *chinese) set(k model.Kind, s model.Set, or bool) string {
	items := make([]string, 0, len(s.In))
	for _, n := range s.In {
		items = append(items, c.node(k, n))
	}
	out := c.List(items, or)
	if s.All {
		out = c.node(k, model.Root)
	}
	if len(s.Except) > 0 {
		out += c.g("except", c.list(k, s.Except))
	}
	if s.Outside {
		return c.g("outside", out, c.node(k, model.Root))
	}
	return out
}

// trail is what stands behind the main clause and decides nothing.
func (c *chinese) trail(n *model.Norm) string {
	out := ""
	if len(n.By) > 0 {
		out += c.g("by", c.List(c.free(n.By), true))
	}
	if len(n.Under) > 0 {
		out += c.g("under", c.List(c.free(n.Under), false))
	}
	if len(n.Basis) > 0 {
		out += c.g("basis", c.list(model.BasisKind, n.Basis))
	}
	return out
}

func (t *tongue) free(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = t.Free(w)
	}
	return out
}

func (c *chinese) Refusing(norms []*model.Norm) string {
	var out []string
	for _, n := range norms {
		switch {
		case one(n.Scope[model.Actor], model.You):
			out = append(out, c.Sentence(c.main(n)))
		case n.Modality == model.MustNot:
			out = append(out, c.g("refusing.spared", c.set(model.PurposeKind, n.Scope[model.For], false)))
		default:
			out = append(out, c.g("refusing.costs", c.set(model.PurposeKind, n.Scope[model.For], false)))
		}
	}
	return strings.Join(out, "")
}

func (c *chinese) Exclusion(x *model.Exclusion) string {
	return c.Sentence(c.before(x.When, nil, false) + c.g("exclusion", c.data(x.Scope, true)))
}

func (c *chinese) Treat(t *model.Treat) string {
	return c.Sentence(c.before(t.When, nil, t.Not) + c.g(either("treat", !t.Not), c.list(model.DataKind, t.Data), c.node(model.DataKind, t.Class)))
}

// stated returns the parts of a scope that are not everything.
func stated(s model.Scope) model.Dims {
	out := model.Dims(0).With(model.Action)
	for d := range model.Dim(model.DimCount) {
		if !s[d].IsAny() {
			out = out.With(d)
		}
	}
	return out
}

func (c *chinese) Waiver(w *model.Waiver) string {
	return c.Sentence(c.before(w.When, nil, false) + c.g("waiver", c.act(w.Scope, stated(w.Scope), true)))
}

func (c *chinese) Deeming(d *model.Deeming) string {
	return c.Sentence(c.before(d.When, nil, false) + c.g("deeming", c.fact(d.Fact), c.act(d.Scope, stated(d.Scope), true)))
}

func (c *chinese) Settlement(f model.FactID) string {
	s := c.p.Facts[f].Settled
	if s == nil {
		return ""
	}
	return c.Sentence(c.g("settlement", c.Day(s.On), c.Free(s.By), c.settled(f), c.Free(s.Because)))
}

// settled says what a judgement was decided to be.
func (t *tongue) settled(f model.FactID) string {
	fact := &t.p.Facts[f]
	if fact.Type == model.OneOf {
		return t.option(&model.OptionIs{Fact: f, Option: fact.Settled.Option}, true)
	}
	return t.cond(&model.Yes{Fact: f}, fact.Settled.Yes)
}

func (c *chinese) Name(k model.Kind, n model.NodeID) string {
	return fill(c.node(k, n), func(name, _ string) (string, bool) { return c.g("name." + name), name == "data" })
}

func (c *chinese) Names(k model.Kind, s model.Set) string { return c.set(k, s, false) }

func (c *chinese) When(conditions []model.Condition) string {
	t := c.tail(conditions, nil)
	var out []string
	out = append(out, t.times...)
	if len(t.given) > 0 {
		out = append(out, c.g("when.given", strings.Join(t.given, c.g("cond.and"))))
	}
	if len(t.unless) > 0 {
		out = append(out, c.g("when.unless", strings.Join(t.unless, c.g("cond.or"))))
	}
	return strings.Join(out, c.g("when.joint"))
}

func (c *chinese) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2006年1月2日")
}

func (c *chinese) Sentence(words string) string {
	if words == "" || strings.HasSuffix(words, "。") || strings.HasSuffix(words, "？") {
		return words
	}
	return words + "。"
}
