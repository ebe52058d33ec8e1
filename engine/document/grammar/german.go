package grammar

import (
	"slices"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/labels"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// german speaks German. Its verbs stand at the end, as infinitives behind a modal verb, and its labels say how they are inflected (see
// german_noun.go). Facts are labelled as they stand behind "wenn", events as behind "nach" and "vor".
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
	out := g.main(pl.norm, g.leads(pl), pl.timing, pl.onlyIf(), "") + g.clauses(pl.own, pl.norm.Scope[model.Of]) + g.only(pl) + g.trail(pl.norm)
	for i := range pl.ends {
		end := &pl.ends[i]
		key := "end"
		if pl.timing.relation == isDeadline {
			key = "end.deadline"
		}
		out += "; " + g.main(end.norm, g.g(key), nil, false, g.g("end.data")) + g.clauses(end.own, end.norm.Scope[model.Of])
	}
	for i := range pl.then {
		out += g.g("then", sentence.Capital(g.statement(&pl.then[i])))
	}
	for i := range pl.apart {
		out += g.g("apart", sentence.Capital(g.statement(&pl.apart[i])))
	}
	return out
}

// only says what `only` prohibits.
func (g *german) only(pl *plan) string {
	o, of := pl.only, pl.norm.Scope[model.Of]
	switch {
	case o == nil:
		return ""
	case pl.onlyIf():
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
	words = strings.NewReplacer(",,", ",", ", ,", ",", ", (", " (", ",;", ";").Replace(strings.TrimRight(words, ", "))
	if words == "" {
		return ""
	}
	if words = sentence.Capital(words); strings.HasSuffix(words, ".") {
		return words
	}
	return words + "."
}
