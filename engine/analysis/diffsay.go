package analysis

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	words "github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// sayChange says a row as a sentence: what is so now, or no longer.
func (c *comparer) sayChange(t *transition, box *compile.Box, remark string) string {
	s := c.phrase(box)
	if (t.before == model.OutOfScope || t.after == model.OutOfScope) && s.allOfData() {
		return words.Capital(c.sayCovered(t, s.data()+c.sayWhen(t), remark)) + "."
	}
	who, act, when := s.actor(), s.act(), c.sayWhen(t)+remark
	var text string
	switch {
	case t.after == model.Permitted:
		text = who + " may now " + act + when
	case t.before == model.Permitted && t.after == model.Prohibited:
		text = who + " may no longer " + act + when + ": it is now prohibited"
	case t.before == model.Permitted && t.after == model.OutOfScope:
		text = who + " may no longer " + act + when + ": the policy now says that it does not apply"
	case t.before == model.Permitted:
		text = who + " may no longer " + act + when + ": the policy no longer says that it is permitted"
	case t.after == model.OutOfScope:
		text = "whether " + who + " may " + act + when + " is no longer for the policy to say"
	case t.after == model.Prohibited && t.before == model.OutOfScope:
		text = "the policy now applies, and says that " + who + " must not " + act + when
	case t.after == model.Prohibited:
		text = "the policy now says that " + who + " must not " + act + when
	case t.before == model.Prohibited:
		text = "the policy no longer says that " + who + " must not " + act + when
	default:
		text = "the policy now applies to whether " + who + " may " + act + when + ", and does not address it"
	}
	return words.Capital(text) + "."
}

// sayCovered says that data, whatever is done with them, are now covered by the policy, or are no longer.
func (c *comparer) sayCovered(t *transition, data, remark string) string {
	text, answer, says := "the policy no longer applies to "+data, t.before, "is no longer"
	if t.before == model.OutOfScope {
		text, answer, says = "the policy now applies to "+data, t.after, "is now"
	}
	switch {
	case answer == model.Permitted:
		return text + ": what another sentence permits with them " + says + " permitted"
	case answer == model.Prohibited:
		return text + ": what another sentence prohibits with them " + says + " prohibited"
	}
	return text + remark
}

// sayWhen says in which cases.
func (c *comparer) sayWhen(t *transition) string {
	var ways []string
	for _, x := range t.own {
		if len(x) == 0 {
			return ""
		}
		ways = append(ways, c.sayCube(x))
	}
	if len(ways) == 1 && !t.ownMore {
		switch ways[0] {
		case words.Consent(model.Consent, false):
			return " without your consent"
		case words.Consent(model.Consent, true):
			return " with your consent"
		case words.Objection(true):
			return " although you have objected"
		}
		return ", if " + ways[0]
	}
	if len(ways) == 0 {
		return ", in some cases"
	}
	text := ", if " + strings.Join(ways, "; or if ")
	if t.ownMore {
		text += "; and in other cases"
	}
	return text
}

func (c *comparer) sayCube(x cube) string {
	l := c.programs[newSide].Layout
	var consent, facts, not []string
	for _, v := range slices.Sorted(maps.Keys(x)) {
		if text, about := c.sayCells(l, v, x[v]); about {
			consent = append(consent, text)
		} else if fact, isNot := c.notSo(v, x[v]); isNot {
			not = append(not, fact)
		} else {
			facts = append(facts, text)
		}
	}
	all := append(consent, facts...)
	switch {
	case len(not) == 1:
		all = append(all, words.Not(not[0]))
	case len(not) > 1:
		all = append(all, "none of these is so: "+strings.Join(not, "; "))
	}
	return words.List(all, "and")
}

// notSo returns what a yes-or-no fact says where a cube says that it is not so.
func (c *comparer) notSo(v int, cells []int) (says string, ok bool) {
	if v >= len(c.v[newSide].alike.Facts) || c.v[newSide].alike.Facts[v].Type != model.YesNo || cells[0] == compile.CellYes {
		return "", false
	}
	return words.New(c.policyOf(v)).Cond(&model.Yes{Fact: model.FactID(v)}, true), true
}

// policyOf returns the version that a fact is said in the words of: the new one, if it has it.
func (c *comparer) policyOf(fact int) *model.Policy {
	if c.v[newSide].hasF[fact] {
		return c.v[newSide].alike
	}
	return c.v[oldSide].alike
}

// sayCells says that a variable is in some cells; and whether it is about consent or an objection.
func (c *comparer) sayCells(l *compile.Layout, v int, cells []int) (text string, consent bool) {
	yes := cells[0] == compile.CellYes
	switch v {
	case l.Consent:
		return sayConsent(l, cells), true
	case l.Deemed:
		return words.Consent(model.DeemedConsent, yes), true
	case l.Objects:
		return words.Objection(yes), true
	}
	f := model.FactID(v)
	p := c.policyOf(v)
	say := words.New(p)
	switch p.Facts[v].Type {
	case model.YesNo:
		return say.Cond(&model.Yes{Fact: f}, yes), false
	case model.OneOf:
		var any model.AnyOf
		for _, cell := range cells {
			any.Conds = append(any.Conds, &model.OptionIs{Fact: f, Option: cell})
		}
		return say.Cond(&any, true), false
	case model.AtPlace:
		return c.sayPlaces(l, p, f, cells), false
	}
	var ways []string
	for _, run := range compile.Runs(cells, p.Facts[v].Type == model.Event) {
		if p.Facts[v].Type == model.Number {
			ways = append(ways, sayNumbers(say, l, f, run))
		} else {
			ways = append(ways, sayTimes(say, l, f, run))
		}
	}
	return words.List(ways, "or"), false
}

func sayConsent(l *compile.Layout, cells []int) string {
	if cells[0] == 0 && len(cells) == 1 {
		return words.Consent(model.Consent, false)
	}
	var given, not []model.ConsentKind
	for k := model.Consent; k < model.DeemedConsent; k++ {
		all, none, some := true, true, false
		for cell := range l.Cells(l.Consent) {
			some = some || l.HasKind(cell, k)
		}
		for _, cell := range cells {
			all, none = all && l.HasKind(cell, k), none && !l.HasKind(cell, k)
		}
		switch {
		case all:
			given = append(given, k)
		case none && some:
			not = append(not, k)
		}
	}
	if len(given)+len(not) == 0 {
		return "of the kinds of consent, you have given some"
	}
	return words.Consents(given, not)
}

func sayNumbers(say *words.Speaker, l *compile.Layout, f model.FactID, run [2]int) string {
	low, _, hasLow, _ := l.Bounds(int(f), run[0])
	_, high, _, hasHigh := l.Bounds(int(f), run[1])
	switch {
	case hasLow && hasHigh && low == high:
		return say.Cond(&model.Compare{Fact: f, Op: model.Equal, Value: low}, true)
	case hasLow && hasHigh:
		return say.Fact(f) + " is " + strconv.FormatInt(low, 10) + " to " + strconv.FormatInt(high, 10)
	case hasLow:
		return say.Cond(&model.Compare{Fact: f, Op: model.GreaterOrEqual, Value: low}, true)
	}
	return say.Cond(&model.Compare{Fact: f, Op: model.LessOrEqual, Value: high}, true)
}

func sayTimes(say *words.Speaker, l *compile.Layout, f model.FactID, run [2]int) string {
	if run[0] == 0 {
		return say.Cond(&model.Elapsed{Fact: f, Rel: model.Before}, true)
	}
	low, _, hasLow, _ := l.Bounds(int(f), run[0]-1)
	_, high, _, hasHigh := l.Bounds(int(f), run[1]-1)
	if !hasLow {
		low = 0
	}
	if !hasHigh {
		high = math.MaxInt64
	}
	return "it is " + say.Times(low, high, say.Fact(f))
}

// sayPlaces says where a fact is: in one place, or not in it; else in some that it names.
func (c *comparer) sayPlaces(l *compile.Layout, p *model.Policy, f model.FactID, cells []int) string {
	say, g := words.New(p), p.Graphs[model.PlaceKind]
	for _, so := range []bool{true, false} {
		for n := model.NodeID(1); int(n) < g.Len(); n++ {
			exactly := true
			for m := range model.NodeID(g.Len()) {
				exactly = exactly && g.Below(m, n) == (slices.Contains(cells, l.PlaceCell(int(f), m)) == so)
			}
			if exactly {
				return say.Cond(&model.PlaceIn{Fact: f, Place: n}, so)
			}
		}
	}
	var names []string
	for _, cell := range cells {
		names = append(names, say.Node(model.PlaceKind, l.PlaceOf(int(f), cell)))
	}
	return say.Fact(f) + " is " + nameSome(names, "or")
}

// maxSaid is how many names of a list are said in a sentence.
const maxSaid = 5

func nameSome(names []string, joint string) string {
	if len(names) > maxSaid {
		rest := len(names) - maxSaid
		return strings.Join(names[:maxSaid], ", ") + " " + joint + " " + strconv.Itoa(rest) + " more"
	}
	return words.List(names, joint)
}
