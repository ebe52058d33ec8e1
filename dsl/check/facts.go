package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// unknownFact reports a name that no fact, event, judgement or term has.
func (c *checker) unknownFact(name ast.Name) { c.unknownFactAs(name, "fact", `"..."`) }

// unknownFactAs reports it where the sentence tells how it is to be declared: as an event, or as a fact with values.
func (c *checker) unknownFactAs(name ast.Name, what, rest string) {
	if c.isPoisoned(name.Text) || c.in.Partial || !readable(name) || c.nameless["fact"] || c.nameless["event"] || c.nameless["judgement"] || c.nameless["term"] {
		return
	}
	for k := range model.Kind(model.Kinds) {
		if c.hasNode(k, name.Text) {
			c.wrongKind(name, aKind(k), "a fact", c.factOut(k, name.Text, what), c.nodePlace(k, name.Text))
			return
		}
	}
	if c.inVocabulary(name) {
		return
	}
	if c.negatedName(name) {
		return
	}
	if meant := factMeant[name.Text]; meant != "" {
		c.didYouMean(name, what, meant, place{})
		return
	}
	otherwise := "; declare it: " + what + " " + name.Text + " " + rest
	if c.asking {
		otherwise = ", so no answer depends on it; leave it out, or take another: " + c.factsThere()
	}
	c.unknownNear(name, what, c.factIDs, otherwise, func(near string) place { return c.exclusive[near] })
}

// factOut tells what to do about a name of the vocabulary in the place of a fact.
func (c *checker) factOut(k model.Kind, name, what string) string {
	switch {
	case k == model.PurposeKind:
		return "; a purpose stands behind `for`, before `given`"
	case k == model.PlaceKind:
		return "; a place stands behind `in`"
	case k == model.BasisKind:
		return "; a lawful basis stands behind `on`"
	case c.asking:
		return "; " + c.factsThere()
	}
	return "; declare what must be so: " + what + " has-" + name + " \"...\""
}

// maxNamed is how many facts of a policy are named to somebody who asks for one that there is not.
const maxNamed = 6

// factsThere tells which facts a policy declares.
func (c *checker) factsThere() string {
	var names []string
	for i := range c.policy.Facts {
		if f := &c.policy.Facts[i]; !strings.Contains(f.ID, " ") {
			names = append(names, f.ID)
		}
	}
	slices.Sort(names)
	switch more := len(names) - maxNamed; {
	case len(names) == 0:
		return "the policy declares no fact but consent"
	case more > 1:
		return fmt.Sprintf("the policy has %s and %d others", strings.Join(names[:maxNamed], ", "), more)
	}
	return "the policy has " + strings.Join(names, ", ")
}

func (c *checker) factIDs(yield func(string) bool) {
	for i := range c.policy.Facts {
		if !yield(c.policy.Facts[i].ID) {
			return
		}
	}
	for i := range c.policy.Terms {
		if !yield(c.policy.Terms[i].ID) {
			return
		}
	}
	if yield(model.Consent.String()) {
		yield("objection")
	}
}

// labelledFact returns the name of the fact that has a text for its label; "" where none or several have.
func (c *checker) labelledFact(text string) string {
	found := ""
	for i := range c.policy.Facts {
		for _, l := range c.policy.Facts[i].Labels {
			if labelKey(l.Text) != labelKey(text) {
				continue
			}
			if found != "" && found != c.policy.Facts[i].ID {
				return ""
			}
			found = c.policy.Facts[i].ID
		}
	}
	return found
}

// decidedByWords tells what to do about who decides and is no party.
const decidedByWords = "; put it in quotation marks if it is nobody that the policy speaks of"

// bindDeciders binds who decides each judgement: a party, or somebody named in words.
func (c *checker) bindDeciders() {
	c.each(func(_ *Module, d ast.Decl, _ []string) {
		f, ok := d.(*ast.Fact)
		if !ok || f.By == nil {
			return
		}
		decl := c.facts[f.Name.Text]
		if decl == nil || decl.at.span != f.Name.At.At {
			return
		}
		by := f.By.Text
		if !f.By.Quoted {
			n := c.nodes[model.PartyKind][by]
			if n == nil {
				c.unknown(model.PartyKind, *f.By, decidedByWords)
				return
			}
			by = c.policy.Graphs[model.PartyKind].Node(n.id).Labels.In("")
		}
		c.policy.Facts[decl.id].By = by
	})
}

// settle records the policy's own decision of a judgement.
func (c *checker) settle(s *ast.Settle, clause int) {
	c.date(s.On)
	decl := c.facts[s.Judgement.Text]
	if decl == nil {
		c.unknownFact(s.Judgement)
		return
	}
	fact := &c.policy.Facts[decl.id]
	if !fact.Judgement {
		p := c.report(s.Judgement, "bad-type", "`%s` is not a judgement; a policy settles judgements only, facts come with each question", s.Judgement.Text)
		p.Related = append(p.Related, decl.at.related("declared here"))
		return
	}
	if fact.Settled != nil {
		c.report(s.Judgement, "duplicate-name", "the judgement `%s` is settled already, at %s:%d", fact.ID, fact.Settled.Pos.File, fact.Settled.Pos.Line)
		return
	}
	out := &model.Settlement{Because: s.Because.Value, By: s.By.Value, On: s.On.Text, Clause: clause, Pos: c.pos(s)}
	if fact.Type == model.YesNo {
		switch s.Value.Text {
		case "yes":
			out.Yes = true
		case "no":
		default:
			c.report(s.Value, "bad-value", "`%s` is a yes-or-no judgement; write `yes` or `no`", fact.ID)
			return
		}
	} else if out.Option = c.option(decl.id, s.Value.Text); out.Option < 0 {
		c.badOption(fact, s.Value)
		return
	}
	fact.Settled = out
}

// maxListed is how many values of a fact are listed in a message.
const maxListed = 100

func (c *checker) badOption(fact *model.Fact, value ast.Name) {
	list := strings.Join(fact.Options[:min(len(fact.Options), maxListed)], ", ")
	if more := len(fact.Options) - maxListed; more > 0 {
		list += fmt.Sprintf(" and %d others", more)
	}
	c.report(value, "bad-value", "`%s` has no value `%s`; it is one of %s", fact.ID, value.Text, list)
}

// option returns the place of a value among those of a fact; -1 where it is none of them.
func (c *checker) option(id model.FactID, value string) int {
	options := c.policy.Facts[id].Options
	if len(options) <= maxListed {
		return slices.Index(options, value)
	}
	if c.options[id] == nil {
		if c.options == nil {
			c.options = map[model.FactID]map[string]int{}
		}
		c.options[id] = make(map[string]int, len(options))
		for i, o := range options {
			c.options[id][o] = i
		}
	}
	if i, ok := c.options[id][value]; ok {
		return i
	}
	return -1
}
