package grammar

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// holder says whose data a sentence is about, as the subject of "has given consent": "you" where it is yours alone.
func (e *english) holder(of model.Set) string {
	if one(of, model.You) {
		return "you"
	}
	return "the person concerned"
}

// comma is the conditions behind a comma, or "".
func (e *english) comma(c conditions, holder string) string {
	if c.none() {
		return ""
	}
	return ", " + e.tail(c, holder)
}

// tail says conditions as they stand behind a clause: "if you are a member, unless you have objected".
func (e *english) tail(c conditions, holder string) string {
	say := e.speaker(holder, c.prior)
	switch yes, unless := together(say, c.yes, "if", "and"), together(say, c.unless, "unless", "or"); {
	case yes == "" || unless == "":
		return yes + unless
	default:
		return yes + ", " + unless
	}
}

// front says conditions as they stand before a clause.
func (e *english) front(c conditions, holder string) string {
	if c.none() {
		return ""
	}
	return strings.Replace(e.tail(c, holder), ", unless ", " and unless ", 1) + ","
}

// together joins conditions behind one word. Where one is long, the word stands before each of them; where one is several itself, each has a
// letter.
func together(say *sentence.Speaker, conds []model.Cond, word, joint string) string {
	conds = distinct(conds)
	if any, ok := soleAnyOf(conds); ok && joint == "and" {
		conds, joint = any.Conds, "or"
	}
	items := each(say, conds, joint)
	switch {
	case len(items) == 0:
		return ""
	case len(items) == 1 || !slices.ContainsFunc(items, isLong):
		return word + " " + sentence.List(items, joint)
	case slices.ContainsFunc(conds, isCompound):
		for i := range items {
			items[i] = "(" + string(rune('a'+i%26)) + ") " + items[i]
		}
		items[0] = word + " " + items[0]
	default:
		for i := range items {
			items[i] = word + " " + items[i]
		}
	}
	return strings.Join(items[:len(items)-1], ", ") + ", " + joint + " " + items[len(items)-1]
}

// each says conditions one by one. Kinds of consent that must all be given are said in one: "explicit consent and written consent".
func each(say *sentence.Speaker, conds []model.Cond, joint string) []string {
	var items []string
	for i, c := range conds {
		text := say.Cond(c, true)
		if consent, ok := c.(*model.HasConsent); ok && joint == "and" && i > 0 {
			if start, ok := strings.CutSuffix(text, consent.Kind.String()); ok && strings.HasPrefix(items[len(items)-1], start) {
				items[len(items)-1] += " and " + consent.Kind.String()
				continue
			}
		}
		items = append(items, text)
	}
	return items
}

// isCompound reports whether a condition is several, that are not values of one fact: beside others it wants a letter of its own.
func isCompound(c model.Cond) bool {
	switch c := c.(type) {
	case *model.Not:
		return isCompound(c.Cond)
	case *model.AllOf:
		return len(c.Conds) > 1
	case *model.AnyOf:
		return len(c.Conds) > 1 && optionsOf(c) == nil
	}
	return false
}

// isLong reports whether words have a joint of their own, or begin as a question does: "what ... means is taken to be ...".
func isLong(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	return hasJoint(words) || strings.Contains(words, ",") || strings.HasPrefix(words, "it is not so that ") ||
		slices.Contains([]string{"what", "who", "whose", "where", "how", "which", "when", "whether", "why"}, first)
}

// soleAnyOf returns the only condition, where one of several is enough for it. Values of one fact are said together, and are none.
func soleAnyOf(conds []model.Cond) (*model.AnyOf, bool) {
	if len(conds) != 1 {
		return nil, false
	}
	any, ok := conds[0].(*model.AnyOf)
	return any, ok && len(any.Conds) > 0 && optionsOf(any) == nil
}

// optionsOf returns conditions that are all values of one fact; nil where they are not.
func optionsOf(any *model.AnyOf) []*model.OptionIs {
	var out []*model.OptionIs
	for _, x := range any.Conds {
		o, ok := x.(*model.OptionIs)
		if !ok || len(out) > 0 && out[0].Fact != o.Fact {
			return nil
		}
		out = append(out, o)
	}
	return out
}

// speaker says what a document says in other words than an answer: whose consent it is, and that it is given before, where the policy says
// so; who considers something to be so, and what has been decided.
func (e *english) speaker(holder string, prior bool) *sentence.Speaker {
	return e.say.Testing(func(c model.Cond, so bool) string {
		switch c := c.(type) {
		case *model.HasConsent:
			words := givenBy(holder, sentence.Consent(c.Kind, so))
			if prior && c.Kind == model.Consent {
				words = strings.TrimSuffix(words, "consent") + "prior consent"
			}
			return words
		case *model.HasObjection:
			return givenBy(holder, sentence.Objection(so))
		case *model.Yes:
			return e.judged(c, so)
		case *model.OptionIs:
			return e.read([]*model.OptionIs{c}, so)
		case *model.AnyOf:
			return e.read(optionsOf(c), so)
		}
		return ""
	})
}

// givenBy puts another subject in the place of "you".
func givenBy(holder, words string) string {
	if holder == "you" {
		return words
	}
	words = strings.Replace(words, "you have", holder+" has", 1)
	words = strings.Replace(words, "deem you", "deem "+holder, 1)
	return strings.Replace(words, "deems you", "deems "+holder, 1)
}

// judged says a judgement: who it is that considers it so, and whether that has been decided. It returns "" for what is none.
func (e *english) judged(c *model.Yes, so bool) string {
	fact := &e.p.Facts[c.Fact]
	if !fact.Judgement {
		return ""
	}
	words := e.say.Cond(c, so)
	switch by := fact.By; {
	case by == "we" && !strings.HasPrefix(words, "we "):
		words = "we consider that " + words
	case by == "you":
		words = "you consider that " + words
	case by != "" && by != "we" && fact.Settled == nil:
		words += " (which " + e.Free(by) + " decides)"
	}
	return words + decided(fact.Settled, fact.Settled != nil && fact.Settled.Yes == so)
}

// read says which value a fact has, or how a text is read that can be read in several ways.
func (e *english) read(options []*model.OptionIs, so bool) string {
	if len(options) == 0 {
		return ""
	}
	fact := &e.p.Facts[options[0].Fact]
	is := map[bool]map[bool]string{
		true:  {true: " is taken to be ", false: " is taken to be anything but "},
		false: {true: " is ", false: " is not "},
	}[fact.Judgement][so]
	var values []string
	chosen := false
	for _, o := range options {
		values = append(values, "\""+e.value(o.Fact, o.Option)+"\"")
		chosen = chosen || fact.Settled != nil && fact.Settled.Option == o.Option
	}
	return e.fact(options[0].Fact) + is + list(values, "or") + decided(fact.Settled, chosen == so)
}

// decided says that the policy has settled a judgement, and which way.
func decided(s *model.Settlement, so bool) string {
	switch {
	case s == nil:
		return ""
	case so:
		return " (which has been decided)"
	}
	return " (it has been decided that this is not so)"
}
