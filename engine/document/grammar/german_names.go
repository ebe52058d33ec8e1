package grammar

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// genitive is data that belong to a noun: "die Angabe Ihres Namens", or, where a label does not say how, "die Angabe von Ihrem Namen".
func (g *german) genitive(x act) string {
	set := x.s[model.Data]
	ok := x.it == "" && !set.All && !set.Outside
	for _, n := range set.In {
		ok = ok && g.noun(model.DataKind, n).forms[genitiveCase] != ""
	}
	if ok {
		return g.data(x, genitiveCase)
	}
	return g.g("belongs", g.data(x, dative))
}

// data is whose data, and where they come from.
func (g *german) data(x act, c kase) string {
	if x.it != "" {
		return x.it
	}
	set, of := x.s[model.Data], x.s[model.Of]
	yours := one(of, model.You)
	items := make([]string, 0, len(set.In))
	for _, n := range set.In {
		items = append(items, g.noun(model.DataKind, n).owned(c, yours))
	}
	out := g.List(items, x.or)
	if set.All {
		out = g.anyOf("data"+map[bool]string{false: ".others"}[yours], c, x.how(model.Data))
	}
	if len(set.Except) > 0 {
		out += " " + g.g("except", g.listed(model.DataKind, set.Except, dative, g.definite))
	}
	if set.Outside {
		out = g.g("outside.data", out)
	}
	if !yours {
		out += " " + g.owner(of, x.how(model.Of))
	}
	return out + g.from(x)
}

// owner is whose data they are: "eines Kindes", or, where a label does not say how, "von Kindern".
func (g *german) owner(of model.Set, how string) string {
	ok := !of.All && !of.Outside && len(of.Except) == 0
	for _, n := range of.In {
		noun := g.noun(model.PartyKind, n)
		ok = ok && noun.gender != "" && !noun.plural() && noun.forms[genitiveCase] != ""
	}
	if ok {
		return g.set(model.PartyKind, of, genitiveCase, true, how)
	}
	return g.g("of", g.set(model.PartyKind, of, dative, true, how))
}

// from is where data come from: what they are collected from, or a clause about those that are there.
func (g *german) from(x act) string {
	from := x.s[model.From]
	if from.IsAny() {
		return ""
	}
	whom := g.set(model.PartyKind, from, dative, true, x.how(model.From))
	if g.collects(x.s[model.Action]) {
		return " " + g.g("from", whom)
	}
	gender := "Plural"
	if set := x.s[model.Data]; !set.All && !set.Outside && len(set.In) == 1 {
		gender = g.noun(model.DataKind, set.In[0]).gender
	}
	if pronoun, ok := map[string]string{"der": "er", "die": "sie", "das": "es"}[gender]; ok {
		return g.g("stem.one", pronoun, whom)
	}
	return g.g("stem.many", whom)
}

// anyOf is anything of a kind: "jeder", in a prohibition "irgendjemand", or, where that denies it, "niemand".
func (g *german) anyOf(kind string, c kase, how string) string {
	key := how + "." + kind
	if c == dative {
		key += ".dat"
	}
	return g.g(key)
}

// nobody is that none of those acts.
func (g *german) nobody(s model.Set) string {
	if len(s.Except) == 0 {
		return g.g("nobody")
	}
	return g.g("nobody") + " " + g.g("except", g.listed(model.PartyKind, s.Except, dative, nil))
}

// subject is who acts, and whether the verb is plural.
func (g *german) subject(s model.Set) (string, bool) {
	items, plural := []string{}, len(s.In) > 1
	for _, n := range s.In {
		noun := g.noun(model.PartyKind, n)
		plural = plural || noun.plural() || n == model.We || n == model.You
		items = append(items, noun.named(nominative))
	}
	out := g.List(items, false)
	if s.All {
		out = g.g("everybody")
	}
	if len(s.Except) > 0 {
		out += " " + g.g("except", g.listed(model.PartyKind, s.Except, dative, nil))
	}
	if s.Outside {
		out = g.g("outside.party", out)
	}
	return out, plural
}

// set is the labels of a set in a case.
func (g *german) set(k model.Kind, s model.Set, c kase, or bool, how string) string {
	items := make([]string, len(s.In))
	for i, n := range s.In {
		items[i] = g.noun(k, n).named(c)
	}
	out := g.List(items, or)
	if s.All {
		out = g.anyOf(k.String(), c, how)
	}
	if len(s.Except) > 0 {
		out += " " + g.g("except", g.listed(k, s.Except, dative, nil))
	}
	if s.Outside {
		key := "outside." + k.String()
		if c == dative {
			key += ".dat"
		}
		out = g.g(key, out)
	}
	return out
}

// listed is names joined by "und", each said by say, or as a name where that is nil.
func (g *german) listed(k model.Kind, names []model.NodeID, c kase, say func(noun, kase) string) string {
	items := make([]string, len(names))
	for i, n := range names {
		if items[i] = g.noun(k, n).named(c); say != nil {
			items[i] = say(g.noun(k, n), c)
		}
	}
	return g.List(items, false)
}

func (g *german) definite(n noun, c kase) string { return n.owned(c, false) }
