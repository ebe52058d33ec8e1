package grammar

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/number"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// either returns a key, or another one where so is false.
func either(key string, so bool) string {
	if so {
		return key
	}
	return key + ".not"
}

// cond says that a condition is so, or that it is not: a clause as it stands behind the language's "if".
func (t *tongue) cond(c model.Cond, so bool) string {
	switch c := c.(type) {
	case *model.Not:
		return t.cond(c.Cond, !so)
	case *model.AllOf:
		return t.join(c.Conds, so, so)
	case *model.AnyOf:
		return t.join(c.Conds, so, !so)
	case *model.Named:
		label, ok := t.names.Term(c.Term)
		if !ok {
			label = lacking(t.p.Terms[c.Term].ID)
		}
		return t.g("cond.term", t.cond(c.Cond, so), label)
	case *model.Yes:
		if overdue(t.p, c.Fact) {
			return t.g(either("cond.overdue", so), strings.TrimPrefix(t.p.Facts[c.Fact].ID, "overdue "))
		}
		return t.yes(c.Fact, so)
	case *model.Compare:
		return t.g("cond."+comparison(c.Op, so), t.fact(c.Fact), t.printer.Sprint(number.Decimal(c.Value)))
	case *model.OptionIs:
		return t.option(c, so)
	case *model.PlaceIn:
		key := "cond.place"
		if c.Exact {
			key = "cond.exact"
		}
		return t.g(either(key, so), t.fact(c.Fact), t.placed(c))
	case *model.Elapsed:
		return t.g(either("cond.elapsed", so), t.time(timingIn(model.Condition{Stated: c})))
	case *model.HasConsent:
		return t.concerned("consent."+strings.TrimSuffix(c.Kind.String(), " consent"), so)
	case *model.HasObjection:
		return t.concerned("objection", so)
	}
	panic("grammar: a condition of an unknown form")
}

// overdue reports whether a fact is the passing of a vague deadline, which has no label.
func overdue(p *model.Policy, f model.FactID) bool {
	return strings.HasPrefix(p.Facts[f].ID, "overdue ")
}

// concerned says what the reader has done, or whoever the sentence is about.
func (t *tongue) concerned(key string, so bool) string {
	if key = either(key, so); t.other {
		key += ".other"
	}
	return t.g(key)
}

func (t *tongue) placed(c *model.PlaceIn) string {
	if t.place != nil {
		return t.place(c.Place, c.Exact)
	}
	return t.node(model.PlaceKind, c.Place)
}

// yes says that a fact is so, or is not so. A label may say that itself, behind a bar: "you are a member | you are not a member".
func (t *tongue) yes(f model.FactID, so bool) string {
	label := t.fact(f)
	text, not, both := strings.Cut(label, "|")
	switch {
	case both && !so:
		return strings.TrimSpace(not)
	case both:
		label = strings.TrimSpace(text)
	}
	return t.g(either("cond.yes", so), label)
}

// value is a value of a fact, in words.
func (t *tongue) value(f model.FactID, option int) string {
	if text, ok := t.names.Value(f, option); ok {
		return text
	}
	return lacking(t.p.Facts[f].Options[option])
}

func (t *tongue) option(c *model.OptionIs, so bool) string {
	key := "cond.option"
	if t.p.Facts[c.Fact].Judgement {
		key = "cond.judged"
	}
	return t.g(either(key, so), t.fact(c.Fact), t.value(c.Fact, c.Option))
}

// comparison returns the key of a comparison that is so, or of its opposite.
func comparison(op model.Op, so bool) string {
	keys := [...]string{model.Less: "less", model.LessOrEqual: "most", model.Equal: "equal", model.GreaterOrEqual: "least", model.Greater: "more"}
	if so {
		return keys[op]
	}
	return [...]string{model.Less: "least", model.LessOrEqual: "more", model.Equal: "unequal", model.GreaterOrEqual: "less", model.Greater: "most"}[op]
}

// join says several conditions, of which all must be so, or one. What is joined otherwise stands in brackets.
func (t *tongue) join(conds []model.Cond, so, all bool) string {
	items := make([]string, len(conds))
	for i, c := range conds {
		items[i] = t.cond(c, so)
		if mixed(c, so, all) {
			items[i] = t.g("cond.brackets", items[i])
		}
	}
	if len(items) == 1 {
		return items[0]
	}
	joint := t.g("cond.or")
	if all {
		joint = t.g("cond.and")
	}
	return strings.Join(items, joint)
}

// mixed reports whether a condition joins several in another way than those around it.
func mixed(c model.Cond, so, all bool) bool {
	switch c := c.(type) {
	case *model.Not:
		return mixed(c.Cond, !so, all)
	case *model.AllOf:
		return len(c.Conds) > 1 && so != all
	case *model.AnyOf:
		return len(c.Conds) > 1 && so == all
	}
	return false
}

// time says when something happens: by when, where it must.
func (t *tongue) time(x *timing) string {
	event := t.fact(x.event)
	key := [...]string{isBefore: "before", isAfter: "after", isDeadline: "within", isWithin: "within", isMoreThan: "more", isFrom: "least"}[x.relation]
	switch {
	case x.relation == isBefore || x.relation == isAfter:
		return t.g("time."+key, event)
	case x.vague != "" && key == "within":
		return t.g("time.vague", event, t.Free(x.vague))
	case x.vague != "":
		return t.g("time.vague.not", event, t.Free(x.vague))
	case key == "within":
		return t.g("time.within", event, t.length(x.hours, x.words, ".within"))
	}
	if n, _ := lengthOf(x.hours, x.words, t.p.Lengths[x.hours]); t.plural(n) == plural.One {
		key += ".one"
	}
	return t.g("time."+key, event, t.length(x.hours, x.words, ""))
}

// Deadline says by when a duty must be done.
func (t *tongue) Deadline(d *model.Deadline) string {
	return t.time(&timing{relation: isDeadline, event: d.Event, hours: d.Hours, vague: d.Vague})
}

// all says conditions that must all be so, and any those of which one is enough.
func (t *tongue) all(conds []model.Cond) string { return t.each(conds, true) }
func (t *tongue) any(conds []model.Cond) string { return t.each(conds, false) }

func (t *tongue) each(conds []model.Cond, all bool) string {
	if conds = distinct(conds); len(conds) == 1 {
		return t.cond(conds[0], true)
	}
	return t.join(conds, true, all)
}

// timesOf are the times of conditions, as they stand by themselves.
func (t *tongue) timesOf(when []model.Condition) []string {
	for _, w := range when {
		if w.Role == model.Timing {
			if x := timingIn(w); x != nil {
				return []string{t.time(x)}
			}
			return nil
		}
	}
	return nil
}
