package grammar

import (
	"slices"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// german speaks German. Its verbs stand at the end, as infinitives behind a modal verb, and its labels say how they are inflected (see
// germannoun.go). Facts are labelled as they stand behind "wenn", events as behind "nach" and "vor".
type german struct{ tongue }

func newGerman(names *labels.Catalogue, p *model.Policy) *german { return &german{newTongue(names, p)} }

func (g *german) Norm(n *model.Norm, following ...*model.Norm) string {
	if len(following) > 0 {
		return oneByOne(g, n, following)
	}
	return g.Sentence(g.main(n) + g.clauses(n.When, n.Deadline) + g.trail(n))
}

// Only says the permission, and that the rest is prohibited.
// WhenOf says the conditions as any.
func (g *german) WhenOf(n *model.Norm) string { return g.When(n.When) }

func (g *german) Only(n, rest *model.Norm) string {
	for d := range model.Dim(model.DimCount) {
		if rest.Scope[d].Outside {
			return g.Sentence(g.main(n) + g.clauses(n.When, n.Deadline) + g.trail(n) + g.g("only."+d.String()))
		}
	}
	return g.Sentence(g.main(n) + g.clauses(n.When, n.Deadline) + g.trail(n) + g.g("only.given"))
}

// main is the main clause, with when it happens: "Wir dürfen Ihre E-Mail-Adresse für unseren Newsletter verwenden".
func (g *german) main(n *model.Norm) string {
	who, plural := g.subject(n.Scope[model.Actor])
	key := [...]string{model.May: "may", model.Must: "must", model.MustNot: "mustnot"}[n.Modality]
	nobody := n.Modality == model.MustNot && n.Scope[model.Actor].All
	if one(n.Scope[model.Actor], model.You) && n.Modality == model.May {
		key = "can"
	}
	if nobody {
		who, key = g.g("nobody"), "may"
	}
	verb := g.g(key + map[bool]string{true: ".many", false: ".one"}[plural])
	act := g.act(n.Scope, n.Stated, n.EitherAct || n.Modality == model.MustNot, n.Modality == model.MustNot && !nobody)
	times := strings.Join(g.tail(n.When, n.Deadline).times, ", ")
	switch lead := g.leads(n); {
	case lead != "": // then the verb stands before the subject
		return strings.Join(present(lead, verb, who, times, act), " ")
	case times != "":
		return strings.Join(present(times, verb, who, act), " ")
	}
	return who + " " + verb + " " + act
}

// present are the words that are there.
func present(words ...string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// leads is what stands first where the sentence yields, or prevails.
func (g *german) leads(n *model.Norm) string {
	switch {
	case n.Default:
		return g.g("default")
	case len(n.Over) > 0:
		return g.g("over")
	}
	return ""
}

// An act is something that is done, and how it is denied: by "nicht", or, of something done to anybody, by "niemand".
type act struct {
	s        model.Scope
	named    model.Dims
	or       bool
	prohibit bool
	none     model.Dim // the dimension that is denied; DimCount where it is the act
}

// act is what is done, with the infinitive at its end: "Ihre E-Mail-Adresse nicht an Dritte weitergeben".
func (g *german) act(s model.Scope, named model.Dims, or, prohibit bool) string {
	x := act{s, named, or, prohibit, model.Dim(model.DimCount)}
	for _, d := range []model.Dim{model.In, model.From, model.To} {
		if prohibit && named.Has(d) && s[d].All {
			x.none = d
		}
	}
	var shared, phrases []string
	for _, a := range s[model.Action].In {
		if label := g.node(model.ActionKind, a); strings.ContainsAny(label, "{[") {
			phrases = append(phrases, g.phrase(label, x))
		} else {
			shared = append(shared, label)
		}
	}
	if s[model.Action].All {
		shared = append(shared, g.node(model.ActionKind, model.Root))
	}
	if len(shared) > 0 {
		data := ""
		if named.Has(model.Data) {
			data = g.data(x, accusative) + " "
		}
		phrases = append([]string{data + g.denied(x) + g.parts(x, nil) + g.List(shared, or)}, phrases...)
	}
	return g.List(phrases, or && !prohibit) // each is denied by itself
}

// denied is the word that denies an act, with a space behind it.
func (g *german) denied(x act) string {
	if !x.prohibit || int(x.none) != model.DimCount {
		return ""
	}
	return g.g("not") + " "
}

// phrase is an act whose label says where its parts stand. What it does not place stands behind an object, or before the verb.
func (g *german) phrase(label string, x act) string {
	placed := map[model.Dim]bool{}
	for d := range model.Dim(model.DimCount) {
		placed[d] = d.Word() != "" && has(label, d.Word())
	}
	rest := g.denied(x) + g.parts(x, placed)
	if has(label, "not") {
		rest = g.parts(x, placed)
	}
	said := fill(label, func(name, form string) (string, bool) {
		d, isPart := model.DimOfWord(name)
		switch {
		case name == "not":
			return g.denied(x), true
		case name == "data" && !x.named.Has(model.Data), name != "data" && (!isPart || !x.named.Has(d)):
			return "", false
		case name == "data" && form == "dat":
			return g.data(x, dative), true
		case name == "data":
			out := strings.TrimSuffix(g.data(x, accusative)+" "+rest, " ")
			rest = ""
			return out, true
		case form == "into":
			return g.into(x), true
		}
		return g.set(d.Kind(), x.s[d], caseOf(form), x.or, x.how(d)), true
	})
	if i := strings.LastIndexByte(said, ' ') + 1; rest != "" && !startsBare(label) { // before the verb
		return said[:i] + rest + said[i:]
	}
	return rest + said
}

// startsBare reports whether a label has no object of its own, so that "nicht" stands before all of it.
func startsBare(label string) bool { return !strings.Contains(label, "{data") }

// into is a country as the goal of a transfer: "nach Deutschland", "in die Schweiz".
func (g *german) into(x act) string {
	set := x.s[model.In]
	if len(set.In) == 1 && !set.All && !set.Outside && g.noun(model.PlaceKind, set.In[0]).gender == "" {
		return g.g("into.name", g.set(model.PlaceKind, set, accusative, x.or, x.how(model.In)))
	}
	return g.g("into", g.set(model.PlaceKind, set, accusative, x.or, x.how(model.In)))
}

// how tells how anything in a dimension is said.
func (x act) how(d model.Dim) string {
	switch {
	case d == x.none:
		return "no"
	case x.prohibit:
		return "some"
	}
	return "any"
}

// parts are the recipient, purpose and place that no label places, each with a space behind it.
func (g *german) parts(x act, placed map[model.Dim]bool) string {
	out := ""
	for _, d := range []model.Dim{model.To, model.For, model.In} {
		if !x.named.Has(d) || placed[d] {
			continue
		}
		c := accusative
		if d == model.In {
			c = dative
		}
		out += g.g(d.String(), g.set(d.Kind(), x.s[d], c, x.or, x.how(d))) + " "
	}
	return out
}

// data is whose data, and where they come from.
func (g *german) data(x act, c kase) string {
	set, of := x.s[model.Data], x.s[model.Of]
	yours := one(of, model.You)
	items := make([]string, 0, len(set.In))
	for _, n := range set.In {
		items = append(items, g.noun(model.DataKind, n).owned(c, yours))
	}
	out := g.List(items, x.or)
	if set.All {
		out = g.anyOf("data", c, x.how(model.Data))
	}
	if len(set.Except) > 0 {
		out += " " + g.g("except", g.listed(model.DataKind, set.Except, dative, g.definite))
	}
	if set.Outside {
		out = g.g("outside.data", out)
	}
	if !yours {
		out += " " + g.g("of", g.set(model.PartyKind, of, dative, true, x.how(model.Of)))
	}
	if from := x.s[model.From]; !from.IsAny() {
		out += " " + g.g("from", g.set(model.PartyKind, from, dative, true, x.how(model.From)))
	}
	return out
}

// anyOf is anything of a kind: "jeder", in a prohibition "irgendjemand", or, where that denies it, "niemand".
func (g *german) anyOf(kind string, c kase, how string) string {
	key := how + "." + kind
	if c == dative {
		key += ".dat"
	}
	return g.g(key)
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
	out := g.listedOr(k, s.In, c, or)
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

func (g *german) listedOr(k model.Kind, names []model.NodeID, c kase, or bool) string {
	items := make([]string, len(names))
	for i, n := range names {
		items[i] = g.noun(k, n).named(c)
	}
	return g.List(items, or)
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

// clauses are the conditions behind a main clause.
func (g *german) clauses(conditions []model.Condition, d *model.Deadline) string {
	t := g.tail(conditions, d)
	out := ""
	if len(t.given) > 0 {
		out += ", " + g.g("when.given", strings.Join(t.given, g.g("cond.and")))
	}
	if len(t.unless) > 0 {
		out += ", " + g.g("when.unless", strings.Join(t.unless, g.g("cond.or")))
	}
	return out
}

// trail is what stands behind the sentence and decides nothing.
func (g *german) trail(n *model.Norm) string {
	var notes []string
	if len(n.By) > 0 {
		notes = append(notes, g.g("by", g.List(g.free(n.By), true)))
	}
	if len(n.Under) > 0 {
		notes = append(notes, g.g("under", g.List(g.free(n.Under), false)))
	}
	if len(n.Basis) > 0 {
		items := make([]string, len(n.Basis))
		for i, b := range n.Basis {
			items[i] = g.noun(model.BasisKind, b).heading
		}
		notes = append(notes, g.g("basis", g.List(items, false)))
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, "; ") + ")"
}

func (g *german) Refusing(norms []*model.Norm) string {
	var out []string
	for _, n := range norms {
		purposes := g.Names(model.PurposeKind, n.Scope[model.For])
		switch {
		case one(n.Scope[model.Actor], model.You):
			out = append(out, g.Sentence(g.main(n)))
		case n.Modality == model.MustNot:
			out = append(out, g.g("refusing.spared", purposes))
		default:
			out = append(out, g.g("refusing.costs", purposes))
		}
	}
	return strings.Join(out, " ")
}

func (g *german) Exclusion(x *model.Exclusion) string {
	return g.Sentence(g.g("exclusion", g.data(act{s: x.Scope, or: true, prohibit: true, none: model.Dim(model.DimCount)}, accusative)) + g.clauses(x.When, nil))
}

func (g *german) Treat(t *model.Treat) string {
	data := g.listed(model.DataKind, t.Data, accusative, func(n noun, c kase) string { return n.owned(c, true) })
	return g.Sentence(g.g(either("treat", !t.Not), data, g.noun(model.DataKind, t.Class).heading) + g.clauses(t.When, nil))
}

func (g *german) Waiver(w *model.Waiver) string {
	return g.Sentence(g.g("waiver", g.act(w.Scope, stated(w.Scope), true, false)) + g.clauses(w.When, nil))
}

func (g *german) Deeming(d *model.Deeming) string {
	return g.Sentence(g.g("deeming", g.fact(d.Fact), g.act(d.Scope, stated(d.Scope), true, false)) + g.clauses(d.When, nil))
}

func (g *german) Settlement(f model.FactID) string {
	s := g.p.Facts[f].Settled
	if s == nil {
		return ""
	}
	return g.Sentence(g.g("settlement", g.Day(s.On), g.Free(s.By), g.settled(f), g.Free(s.Because)))
}

func (g *german) Name(k model.Kind, n model.NodeID) string {
	if k == model.ActionKind {
		return strings.TrimSpace(fill(g.node(k, n), func(name, _ string) (string, bool) { return g.g("name." + name), name == "data" }))
	}
	return g.noun(k, n).heading
}

func (g *german) Names(k model.Kind, s model.Set) string {
	items := make([]string, 0, len(s.In))
	for _, n := range s.In {
		items = append(items, g.Name(k, n))
	}
	out := g.List(items, false)
	if s.All {
		out = g.anyOf(k.String(), accusative, "any")
	}
	if len(s.Except) > 0 {
		out += " " + g.g("except", g.listed(k, s.Except, dative, nil))
	}
	if s.Outside {
		out = g.g("outside."+k.String(), out)
	}
	return out
}

func (g *german) When(conditions []model.Condition) string {
	return strings.TrimPrefix(strings.Join(g.tail(conditions, nil).times, ", ")+g.clauses(conditions, nil), ", ")
}

func (g *german) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2. ") + g.g("month."+t.Format("1")) + t.Format(" 2006")
}

func (g *german) Sentence(words string) string { return latinSentence(words) }
