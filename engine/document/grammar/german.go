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

func newGerman(names *labels.Catalogue, p *model.Policy) *german {
	g := &german{newTongue(names, p)}
	g.place = func(n model.NodeID, exact bool) string {
		if exact {
			return g.noun(model.PlaceKind, n).named(nominative)
		}
		return g.noun(model.PlaceKind, n).named(dative)
	}
	return g
}

func (g *german) Norm(n *model.Norm, following ...*model.Norm) string {
	if n.Origin == model.ByRefusing && len(following) > 0 {
		return g.Refusing(append([]*model.Norm{n}, following...))
	}
	pl := g.plans.newPlan(n, following)
	if pl.twice() {
		return oneByOne(g, n, following)
	}
	return g.Sentence(g.statement(&pl))
}

// Only says the permission, and that the rest is prohibited.
func (g *german) Only(n, rest *model.Norm) string { return g.Norm(n, rest) }

// statement says a norm and what follows from it. What holds of both stands first.
func (g *german) statement(pl *plan) string {
	out := g.main(pl.norm, g.leads(pl), pl.timing, g.onlyThen(pl), "") + g.clauses(pl.own, pl.norm.Scope[model.Of]) + g.only(pl) + g.trail(pl.norm)
	for i := range pl.ends {
		end := &pl.ends[i]
		key := "end"
		if pl.timing.relation == isDeadline {
			key = "end.deadline"
		}
		out += "; " + g.main(end.norm, g.g(key), nil, false, g.g("end.data")) + g.clauses(end.own, end.norm.Scope[model.Of])
	}
	for i := range pl.then {
		out += g.g("then", capital(g.statement(&pl.then[i])))
	}
	for i := range pl.apart {
		out += g.g("apart", capital(g.statement(&pl.apart[i])))
	}
	return out
}

// onlyThen reports whether the sentence says "only if".
func (g *german) onlyThen(pl *plan) bool {
	return pl.only != nil && pl.only.condition && pl.norm.Modality == model.May && len(pl.only.when.unless) == 0
}

// only says what `only` prohibits.
func (g *german) only(pl *plan) string {
	o, of := pl.only, pl.norm.Scope[model.Of]
	switch {
	case o == nil:
		return ""
	case g.onlyThen(pl):
		return ", " + g.g("when.given", g.about(of).all(o.when.yes))
	case o.condition && pl.norm.Modality == model.Must:
		return g.clauses(o.when, of) + g.g("only.given.must", g.may(pl.norm.Scope[model.Actor]))
	case o.condition:
		return g.clauses(o.when, of) + g.g("only.given")
	case !pl.own.none():
		return g.g(g.onlyKey(pl) + ".always")
	case pl.norm.Modality == model.Must:
		return g.g("only.must", g.may(pl.norm.Scope[model.Actor]), g.g(g.onlyKey(pl)))
	}
	return g.g("only.joint", "", g.g(g.onlyKey(pl)))
}

// may is the verb of what somebody may do.
func (g *german) may(actor model.Set) string {
	_, plural := g.subject(actor)
	return g.g("may" + map[bool]string{true: ".many", false: ".one"}[plural])
}

// leads is what stands first: where the sentence yields, or prevails, and on which conditions all of it does.
func (g *german) leads(pl *plan) string {
	var out []string
	switch {
	case pl.norm.Default:
		out = append(out, g.g("default"))
	case len(pl.prevails) == 1:
		out = append(out, g.g("over.one", pl.prevails[0]))
	case len(pl.prevails) > 1:
		out = append(out, g.g("over.many", g.List(pl.prevails, false)))
	}
	of := g.about(pl.norm.Scope[model.Of])
	if len(pl.shared.yes) > 0 {
		out = append(out, g.g("when.given", of.all(pl.shared.yes))+",")
	}
	if len(pl.shared.unless) > 0 {
		out = append(out, g.g("when.except", of.any(pl.shared.unless))+",")
	}
	return strings.Join(out, " ")
}

// main is the main clause, with when it happens: "Wir dürfen Ihre E-Mail-Adresse für unseren Newsletter verwenden".
func (g *german) main(n *model.Norm, lead string, t *timing, only bool, data string) string {
	who, plural := g.subject(n.Scope[model.Actor])
	key := [...]string{model.May: "may", model.Must: "must", model.MustNot: "mustnot"}[n.Modality]
	nobody := n.Modality == model.MustNot && n.Scope[model.Actor].All
	if one(n.Scope[model.Actor], model.You) && n.Modality == model.May {
		key = "can"
	}
	if nobody {
		who, key = g.nobody(n.Scope[model.Actor]), "may"
	}
	verb := g.g(key + map[bool]string{true: ".many", false: ".one"}[plural])
	x := act{s: n.Scope, named: g.plans.said(n), or: n.EitherAct || n.Modality == model.MustNot, prohibit: n.Modality == model.MustNot && !nobody, some: nobody, only: only, it: data}
	switch time := g.timed(t); {
	case lead != "" && clausal(t): // a clause within the sentence
		return strings.Join([]string{lead, verb, who + ",", time, g.act(x)}, " ")
	case lead != "": // then the verb stands before the subject
		return strings.Join(present(lead, verb, who, time, g.act(x)), " ")
	case time != "":
		return strings.Join([]string{time, verb, who, g.act(x)}, " ")
	}
	return who + " " + verb + " " + g.act(x)
}

// timed says a time as it stands first.
func (g *german) timed(t *timing) string {
	switch {
	case t == nil:
		return ""
	case clausal(t):
		return g.time(t) + ","
	}
	return g.time(t)
}

// clausal reports whether a time is a clause: "sobald seit Ihrem Besuch 14 Tage vergangen sind".
func clausal(t *timing) bool {
	return t != nil && (t.relation == isMoreThan || t.relation == isFrom)
}

// present are the words that are there.
func present(words ...string) []string {
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// An act is something that is done, and how it is denied: by "nicht", or, of something done to anybody, by "niemand".
type act struct {
	s        model.Scope
	named    model.Dims
	or       bool
	prohibit bool
	some     bool      // it is denied, but not by itself
	only     bool      // it is done only if something is so
	none     model.Dim // the dimension that is denied, where nowhere is set
	nowhere  bool
	it       string // what stands for the data; "" for their names
}

// act is what is done, with the infinitive at its end: "Ihre E-Mail-Adresse nicht an Dritte weitergeben".
func (g *german) act(x act) string {
	x.nowhere = true
	for _, d := range []model.Dim{model.In, model.From, model.To, model.Data} {
		if x.prohibit && x.it == "" && x.named.Has(d) && g.deniable(x, d) {
			x.none, x.nowhere = d, false
		}
	}
	var shared, phrases []string
	for _, a := range x.s[model.Action].In {
		if label := g.node(model.ActionKind, a); strings.ContainsAny(label, "{[") {
			phrases = append(phrases, g.phrase(label, x))
		} else {
			shared = append(shared, label)
		}
	}
	if x.s[model.Action].All {
		shared = append(shared, g.node(model.ActionKind, model.Root))
	}
	if len(shared) > 0 {
		data := ""
		if x.named.Has(model.Data) {
			data = g.data(x, accusative) + " "
		}
		phrases = append([]string{data + g.denied(x) + g.parts(x, nil) + g.List(shared, x.or)}, phrases...)
	}
	out := g.List(phrases, x.or && !x.prohibit) // each is denied by itself
	if except := x.s[model.Action].Except; len(except) > 0 {
		names := make([]string, len(except))
		for i, a := range except {
			names[i] = g.Name(model.ActionKind, a)
		}
		out += g.g("except.action", g.List(names, false))
	}
	return out
}

// deniable reports whether an act can be denied by saying that it is done to no one, and each of its verbs says so.
func (g *german) deniable(x act, d model.Dim) bool {
	switch {
	case !x.s[d].All:
		return false
	case d == model.From:
		return !x.s[d].IsAny() && g.collects(x.s[model.Action])
	case d == model.Data:
		return !slices.ContainsFunc(x.s[model.Action].In, func(a model.NodeID) bool {
			label := g.node(model.ActionKind, a)
			return strings.ContainsAny(label, "{[") && !has(label, "data") || strings.Contains(label, "{data:")
		})
	}
	return true
}

// denied is the word that denies an act, with a space behind it.
func (g *german) denied(x act) string {
	switch {
	case x.only:
		return g.g("only.then") + " "
	case !x.prohibit || !x.nowhere:
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
		case name == "data" && form == "gen":
			return g.genitive(x), true
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
	case d == x.none && !x.nowhere:
		return "no"
	case x.prohibit || x.some:
		return "some"
	}
	return "any"
}

// parts are the recipient, purpose and place that no label places, each with a space behind it.
func (g *german) parts(x act, placed map[model.Dim]bool) string {
	out := ""
	for _, d := range []model.Dim{model.To, model.For, model.In} {
		if !x.named.Has(d) || placed[d] || x.it != "" {
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
func (g *german) clauses(x conditions, of model.Set) string {
	out := ""
	if len(x.yes) > 0 {
		out += ", " + g.g("when.given", g.about(of).all(x.yes))
	}
	if len(x.unless) > 0 {
		out += ", " + g.g("when.unless", g.about(of).any(x.unless))
	}
	return out
}

// trail is what stands behind the sentence and decides nothing.
func (g *german) trail(n *model.Norm) string {
	var notes []string
	by := ""
	if len(n.By) > 0 {
		by = g.g("by", g.List(g.free(n.By), true))
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
		return by
	}
	return by + " (" + strings.Join(notes, "; ") + ")"
}

// Refusing says what may be refused, and what that costs: for which purposes we may require the data.
func (g *german) Refusing(norms []*model.Norm) string {
	out := ""
	for _, n := range norms {
		pl := g.plans.newPlan(n, nil)
		if one(n.Scope[model.Actor], model.You) {
			out += g.main(n, g.leads(&pl), nil, false, "")
			continue
		}
		who, _ := g.subject(n.Scope[model.Actor])
		key := map[model.Modality]string{model.May: "refusing.costs", model.MustNot: "refusing.spared"}[n.Modality]
		purposes := g.set(model.PurposeKind, n.Scope[model.For], accusative, n.Modality == model.MustNot, "any")
		out += g.g(key, who, g.may(n.Scope[model.Actor]), purposes) + g.clauses(pl.own, n.Scope[model.Of])
	}
	return g.Sentence(out)
}

func (g *german) Exclusion(x *model.Exclusion) string {
	data := g.data(act{s: x.Scope, or: true, nowhere: true}, accusative)
	return g.Sentence(g.g("exclusion", data) + g.clauses(conditionsOf(x.When), x.Scope[model.Of]))
}

func (g *german) Treat(t *model.Treat) string {
	data := g.listed(model.DataKind, t.Data, accusative, func(n noun, c kase) string { return n.owned(c, true) })
	return g.Sentence(g.g(either("treat", !t.Not), data, g.noun(model.DataKind, t.Class).heading) + g.clauses(conditionsOf(t.When), model.Only(model.You)))
}

func (g *german) Waiver(w *model.Waiver) string {
	return g.Sentence(g.g("waiver"+whose(w.Scope), g.permitted(w.Scope)) + g.clauses(conditionsOf(w.When), w.Scope[model.Of]))
}

func (g *german) Deeming(d *model.Deeming) string {
	return g.Sentence(g.g("deeming"+whose(d.Scope), g.about(d.Scope[model.Of]).all(withFact(d)), g.permitted(d.Scope)))
}

// permitted says what somebody may do, as it stands behind "dass".
func (g *german) permitted(s model.Scope) string {
	who, plural := g.g("all"), true
	if !s[model.Actor].IsAny() {
		who, plural = g.subject(s[model.Actor])
	}
	verb := g.g("may" + map[bool]string{true: ".many", false: ".one"}[plural])
	return who + " " + g.act(act{s: s, named: stated(s), or: true}) + " " + verb
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
	return g.when(conditionsOf(conditions), g.timesOf(conditions), model.Only(model.You))
}

// WhenOf says conditions as When does, with until when something is kept.
func (g *german) WhenOf(n *model.Norm) string {
	times := g.timesOf(n.When)
	if t := timingOf(n); t != nil && t.relation == isBefore && g.plans.lasting(n.Scope[model.Action]) {
		until := g.g("time.until", g.fact(t.event))
		times = []string{strings.NewReplacer("zu der ", "zur ", "zu dem ", "zum ").Replace(until)}
	}
	return g.when(conditionsOf(n.When), times, n.Scope[model.Of])
}

func (g *german) when(x conditions, times []string, of model.Set) string {
	return strings.TrimPrefix(strings.Join(times, ", ")+g.clauses(x, of), ", ")
}

func (g *german) Day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("2. ") + g.g("month."+t.Format("1")) + t.Format(" 2006")
}

func (g *german) Sentence(words string) string {
	return latinSentence(strings.NewReplacer(",,", ",", ", ,", ",", ", (", " (", ",;", ";").Replace(strings.TrimRight(words, ", ")))
}
