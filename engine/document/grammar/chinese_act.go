package grammar

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// main is the main clause: who may do what. Behind "only where" it says so with a word of its own.
func (c *chinese) main(n *model.Norm, t *timing, only bool) string {
	modal := c.g([...]string{model.May: "may", model.Must: "must", model.MustNot: "mustnot"}[n.Modality])
	switch {
	case only:
		modal = c.g("may.only")
	case n.Modality == model.MustNot && n.Scope[model.Actor].All:
		modal = c.g("mustnot.all")
	}
	if t != nil && inside(t) {
		modal += c.time(t)
	}
	return c.set(model.PartyKind, n.Scope[model.Actor], false) + modal + c.act(n.Scope, c.plans.said(n), n.EitherAct || n.Modality == model.MustNot)
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

// placed reports whether the labels of all actions say where a part stands.
func (c *chinese) placed(actions model.Set, part string) bool {
	for _, a := range actions.In {
		if !has(c.node(model.ActionKind, a), part) {
			return false
		}
	}
	return len(actions.In) > 0
}

// verbs says the actions with their data.
func (c *chinese) verbs(s model.Scope, named model.Dims, or bool) string {
	data := ""
	if named.Has(model.Data) {
		data = c.data(s, or)
	}
	return c.actions(s, named, or, data)
}

// longData is how many characters of data are not said twice in a sentence.
const longData = 12

// actions says the actions with what they are done with. Those whose labels do not say where that stands share it.
func (c *chinese) actions(s model.Scope, named model.Dims, or bool, data string) string {
	parts := func(name, _ string) (string, bool) {
		switch d, ok := model.DimOfWord(name); {
		case name == "data":
			return data, data != ""
		case ok && named.Has(d):
			return c.set(d.Kind(), s[d], or), true
		}
		return "", false
	}
	var plain, shaped, phrases []string
	if s[model.Action].All {
		plain = append(plain, c.node(model.ActionKind, model.Root))
	}
	for _, a := range s[model.Action].In {
		if label := c.node(model.ActionKind, a); strings.ContainsAny(label, "{[") {
			shaped = append(shaped, label)
		} else {
			plain = append(plain, label)
		}
	}
	if len(plain) > 0 {
		phrases = append(phrases, c.List(plain, or)+data)
	}
	for _, label := range shaped {
		if len(phrases) > 0 && utf8.RuneCountInString(data) > longData {
			data = c.g("end.data")
		}
		phrases = append(phrases, fill(label, parts))
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
	of, from := s[model.Of], s[model.From]
	fromYou := one(from, model.You)
	data := ""
	switch {
	case one(of, model.You) && !fromYou:
		data = c.yours(s[model.Data], or)
	case one(of, model.You):
		data = c.set(model.DataKind, s[model.Data], or)
	default:
		data = c.g("of", c.set(model.PartyKind, of, true), c.set(model.DataKind, s[model.Data], or))
	}
	switch {
	case from.IsAny():
		return data
	case fromYou:
		return c.g("from.you", data)
	}
	return c.g("from", c.set(model.PartyKind, from, true), data)
}

// yours is the reader's data, which is said before those that do not say it themselves, once for those that follow each other.
func (c *chinese) yours(set model.Set, or bool) string {
	if set.All || set.Outside || len(set.In) == 0 {
		key := "of.you"
		if set.Outside || len(set.Except) > 0 {
			key = "of.you.outside"
		}
		return c.g(key, c.set(model.DataKind, set, or))
	}
	items, mine := make([]string, len(set.In)), true
	for i, n := range set.In {
		items[i] = c.node(model.DataKind, n)
		says := strings.Contains(items[i], c.node(model.PartyKind, model.You))
		if mine && !says {
			items[i] = c.g("of.you", items[i])
		}
		mine = says
	}
	out := c.List(items, or)
	if len(set.Except) > 0 {
		out += c.g("except", c.list(model.DataKind, set.Except))
	}
	return out
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
	switch {
	case s.All && len(s.Except) > 0 && !s.Outside:
		return c.outside(k, c.list(k, s.Except))
	case s.All:
		out = c.node(k, model.Root)
	}
	if len(s.Except) > 0 {
		out += c.g("except", c.list(k, s.Except))
	}
	if s.Outside {
		return c.outside(k, out)
	}
	return out
}

// outside is all of a kind but some.
func (c *chinese) outside(k model.Kind, but string) string {
	key := "outside"
	if k == model.PlaceKind {
		key = "outside.place"
	}
	return c.g(key, but, c.node(k, model.Root))
}
