package grammar

import (
	"slices"
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
	out := c.lead(pl) + c.main(n, pl.timing, pl.onlyIf()) + c.trail(n) + c.rest(pl)
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
	if o := pl.only; o != nil && o.condition && !pl.onlyIf() {
		all.yes, all.unless = append(all.yes, o.when.yes...), append(all.unless, o.when.unless...)
	}
	out += c.before(conditions{yes: all.yes}, of)
	if pl.timing != nil && !inside(pl.timing) {
		out += c.g("lead.time", c.time(pl.timing))
	}
	out += c.before(conditions{unless: all.unless}, of)
	if pl.onlyIf() {
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
	case o == nil || pl.onlyIf():
		return ""
	case o.condition:
		return c.g("only.given")
	case pl.own.none():
		return c.g(c.onlyKey(pl), c.g("only.joint"))
	}
	return c.g(c.onlyKey(pl), c.g("only.always"))
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
