package grammar

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	if n.Origin == model.ByRefusing && len(following) > 0 {
		return c.Refusing(append([]*model.Norm{n}, following...))
	}
	pl := c.plans.newPlan(n, following)
	if pl.twice() {
		return oneByOne(c, n, following)
	}
	return c.Sentence(c.statement(&pl))
}

// Only says the permission, and that the rest is prohibited.
func (c *chinese) Only(n, rest *model.Norm) string { return c.Norm(n, rest) }

// statement says a norm and what follows from it, each behind its conditions.
func (c *chinese) statement(pl *plan) string {
	n := pl.norm
	out := c.lead(pl) + c.main(n, pl.timing, c.onlyWhere(pl)) + c.trail(n) + c.rest(pl)
	for i := range pl.ends {
		out += c.end(pl, &pl.ends[i])
	}
	for i := range pl.then {
		out += c.g("then", c.statement(&pl.then[i]))
	}
	for i := range pl.apart {
		out += c.g("apart", c.statement(&pl.apart[i]))
	}
	return out
}

// onlyWhere reports whether the sentence says "only where ... may we".
func (c *chinese) onlyWhere(pl *plan) bool {
	return pl.only != nil && pl.only.condition && pl.norm.Modality == model.May && len(pl.only.when.unless) == 0
}

// lead is what stands before the main clause: what the sentence yields to or prevails over, if what, and when.
func (c *chinese) lead(pl *plan) string {
	n, own := pl.norm, pl.own
	of := n.Scope[model.Of]
	out := c.yields(n, &own)
	if len(pl.prevails) > 0 {
		items := make([]string, len(pl.prevails))
		for i, id := range pl.prevails {
			items[i] = c.g("clause", id)
		}
		out += c.g("over", c.List(items, false))
	}
	all := conditions{yes: slices.Concat(pl.shared.yes, own.yes), unless: slices.Concat(pl.shared.unless, own.unless)}
	if o := pl.only; o != nil && o.condition && !c.onlyWhere(pl) {
		all.yes, all.unless = append(all.yes, o.when.yes...), append(all.unless, o.when.unless...)
	}
	out += c.before(conditions{yes: all.yes}, of)
	if pl.timing != nil && !inside(pl.timing) {
		out += c.g("lead.time", c.time(pl.timing))
	}
	out += c.before(conditions{unless: all.unless}, of)
	if c.onlyWhere(pl) {
		out += c.g("only.where", c.about(of).all(pl.only.when.yes))
	}
	return out
}

// yields says that other sentences prevail. Conditions under which the norm does not hold are exceptions too, and said with that.
func (c *chinese) yields(n *model.Norm, own *conditions) string {
	switch {
	case !n.Default:
		return ""
	case len(own.unless) == 0:
		return c.g("default")
	}
	unless := own.unless
	own.unless = nil
	return c.g("default.unless", c.about(n.Scope[model.Of]).any(unless))
}

// before says conditions before a main clause.
func (c *chinese) before(x conditions, of model.Set) string {
	out := ""
	if len(x.yes) > 0 {
		out += c.g("lead.given", c.about(of).all(x.yes))
	}
	if len(x.unless) > 0 {
		out += c.g("lead.unless", c.about(of).any(x.unless))
	}
	return out
}

// inside reports whether a time stands behind "may" or "must", as those do that give some time.
func inside(t *timing) bool { return t.relation == isDeadline || t.relation == isWithin }

// rest says what `only` prohibits.
func (c *chinese) rest(pl *plan) string {
	switch o := pl.only; {
	case o == nil || c.onlyWhere(pl):
		return ""
	case o.condition:
		return c.g("only.given")
	case pl.own.none():
		return c.g(c.onlyKey(pl), c.g("only.joint"))
	}
	return c.g(c.onlyKey(pl), c.g("only.always"))
}

// onlyKey is the key of what `only` prohibits in one part: where data come from is said otherwise of their collection.
func (t *tongue) onlyKey(pl *plan) string {
	key := "only." + pl.only.part.String()
	if pl.only.part == model.From && t.collects(pl.norm.Scope[model.Action]) {
		key += ".collect"
	}
	return key
}

// end says what a duty prohibits once its time has passed.
func (c *chinese) end(duty, pl *plan) string {
	n := pl.norm
	of := c.about(n.Scope[model.Of])
	key := "end"
	if duty.timing.relation == isDeadline {
		key = "end.deadline"
	}
	out := c.g(key, c.actions(n.Scope, n.Stated, true, c.g("end.data")))
	if len(pl.own.yes) > 0 {
		out += c.g("end.given", of.all(pl.own.yes))
	}
	if len(pl.own.unless) > 0 {
		out += c.g("end.unless", of.any(pl.own.unless))
	}
	return out
}

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

// Refusing says what may be refused, and what that costs: for which purposes we may require the data.
func (c *chinese) Refusing(norms []*model.Norm) string {
	out := ""
	for _, n := range norms {
		pl := c.plans.newPlan(n, nil)
		if one(n.Scope[model.Actor], model.You) {
			out += c.lead(&pl) + c.main(n, nil, false)
			continue
		}
		key := map[model.Modality]string{model.May: "refusing.costs", model.MustNot: "refusing.spared"}[n.Modality]
		purposes := c.set(model.PurposeKind, n.Scope[model.For], n.Modality == model.MustNot)
		out += c.g(key, c.set(model.PartyKind, n.Scope[model.Actor], false), purposes, c.before(pl.own, n.Scope[model.Of]))
	}
	return c.Sentence(out)
}

func (c *chinese) Exclusion(x *model.Exclusion) string {
	return c.Sentence(c.before(conditionsOf(x.When), x.Scope[model.Of]) + c.g("exclusion", c.data(x.Scope, true)))
}

func (c *chinese) Treat(t *model.Treat) string {
	return c.Sentence(c.before(conditionsOf(t.When), model.Only(model.You)) + c.g(either("treat", !t.Not), c.list(model.DataKind, t.Data), c.node(model.DataKind, t.Class)))
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

// whose ends the key of a phrase about the consent of somebody other than the reader.
func whose(s model.Scope) string {
	if one(s[model.Of], model.You) {
		return ""
	}
	return ".other"
}

// withFact is what a deeming asks for: its fact, and its conditions.
func withFact(d *model.Deeming) []model.Cond {
	when := conditionsOf(d.When)
	out := append([]model.Cond{&model.Yes{Fact: d.Fact}}, when.yes...)
	for _, x := range when.unless {
		out = append(out, &model.Not{Cond: x})
	}
	return out
}

func (c *chinese) Waiver(w *model.Waiver) string {
	return c.Sentence(c.before(conditionsOf(w.When), w.Scope[model.Of]) + c.g("waiver"+whose(w.Scope), c.done(w.Scope)))
}

// done says what is done, by somebody if that is said.
func (c *chinese) done(s model.Scope) string {
	who := ""
	if !s[model.Actor].IsAny() {
		who = c.set(model.PartyKind, s[model.Actor], true)
	}
	return who + c.act(s, stated(s), true)
}

func (c *chinese) Deeming(d *model.Deeming) string {
	return c.Sentence(c.g("deeming"+whose(d.Scope), c.about(d.Scope[model.Of]).all(withFact(d)), c.done(d.Scope)))
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
		return t.g("settled", t.fact(f), t.value(&model.OptionIs{Fact: f, Option: fact.Settled.Option}))
	}
	return t.cond(&model.Yes{Fact: f}, fact.Settled.Yes)
}

func (c *chinese) Name(k model.Kind, n model.NodeID) string {
	return fill(c.node(k, n), func(name, _ string) (string, bool) { return c.g("name." + name), name == "data" })
}

func (c *chinese) Names(k model.Kind, s model.Set) string { return c.set(k, s, false) }

func (c *chinese) When(conditions []model.Condition) string {
	return c.when(conditionsOf(conditions), c.timesOf(conditions), model.Only(model.You))
}

// WhenOf says conditions as When does, with until when something is kept.
func (c *chinese) WhenOf(n *model.Norm) string {
	times := c.timesOf(n.When)
	if t := timingOf(n); t != nil && t.relation == isBefore && c.plans.lasting(n.Scope[model.Action]) {
		times = []string{c.g("time.until", c.fact(t.event))}
	}
	return c.when(conditionsOf(n.When), times, n.Scope[model.Of])
}

func (c *chinese) when(x conditions, times []string, of model.Set) string {
	var out []string
	if len(x.yes) > 0 {
		out = append(out, c.g("when.given", c.about(of).all(x.yes)))
	}
	if len(x.unless) > 0 {
		out = append(out, c.g("when.unless", c.about(of).any(x.unless)))
	}
	return strings.Join(append(out, times...), c.g("when.joint"))
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
