package sentence

import (
	"strconv"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Cond says that a condition is so, or, where so is false, that it is not: a clause that can stand after "if".
func (s *Speaker) Cond(c model.Cond, so bool) string {
	if s.test != nil {
		if words := s.test(c, so); words != "" {
			return words
		}
	}
	switch c := c.(type) {
	case *model.Not:
		return s.Cond(c.Cond, !so)
	case *model.AllOf:
		return s.join(c.Conds, so, so)
	case *model.AnyOf:
		if same := sameFact(c.Conds); len(same) > 0 {
			return s.options(same, so)
		}
		return s.join(c.Conds, so, !so)
	case *model.Named:
		return s.term(c, so)
	case *model.Yes:
		return s.yes(c.Fact, so)
	case *model.Compare:
		return s.Fact(c.Fact) + " is " + compare(c.Op, c.Value, so)
	case *model.OptionIs:
		return s.options([]*model.OptionIs{c}, so)
	case *model.PlaceIn:
		if c.Exact {
			return s.Fact(c.Fact) + " is " + notIf(!so) + s.Node(model.PlaceKind, c.Place)
		}
		return s.Fact(c.Fact) + " is " + notIf(!so) + "in " + s.Node(model.PlaceKind, c.Place)
	case *model.Elapsed:
		if !so {
			return "it is not " + s.Elapsed(c)
		}
		return "it is " + s.Elapsed(c)
	case *model.HasConsent:
		if so && c.Kind == model.Consent && s.waived != "" {
			return s.waived
		}
		return Consent(c.Kind, so)
	case *model.HasObjection:
		return Objection(so)
	}
	panic("sentence: a condition of an unknown form")
}

// options says that a fact has one of some values, or, where so is false, none of them.
func (s *Speaker) options(list []*model.OptionIs, so bool) string {
	fact := &s.p.Facts[list[0].Fact]
	is := " is "
	switch {
	case fact.Judgement && so:
		is = " is taken to be "
	case fact.Judgement:
		is = " is taken to be anything but "
	case !so:
		is = " is not "
	}
	var names []string
	for _, c := range list {
		names = append(names, "\""+fact.Options[c.Option]+"\"")
	}
	return s.Fact(list[0].Fact) + is + List(names, "or")
}

// sameFact returns conditions that are all values of the same fact; nil where they are not.
func sameFact(conds []model.Cond) []*model.OptionIs {
	var out []*model.OptionIs
	for _, x := range conds {
		c, ok := x.(*model.OptionIs)
		if !ok || len(out) > 0 && out[0].Fact != c.Fact {
			return nil
		}
		out = append(out, c)
	}
	return out
}

func notIf(not bool) string {
	if not {
		return "not "
	}
	return ""
}

// join says several conditions. Mixed ones are told apart by "both" and "either".
func (s *Speaker) join(conds []model.Cond, so, all bool) string {
	items := make([]string, len(conds))
	mixed := false
	for i, x := range conds {
		items[i] = s.Cond(x, so)
		switch inner := x.(type) {
		case *model.AllOf:
			mixed = mixed || len(inner.Conds) > 1
		case *model.AnyOf:
			mixed = mixed || len(inner.Conds) > 1
		}
	}
	items = openLast(items)
	joint, lead := "or", "either "
	if all {
		joint, lead = "and", "both "
	}
	if !mixed || len(items) < 2 {
		return List(items, joint)
	}
	if len(items) > 2 {
		lead = "all of these are so: "
		if !all {
			lead = "one of these is so: "
		}
		return lead + strings.Join(items, "; ")
	}
	return lead + items[0] + ", " + joint + " " + items[1]
}

func (s *Speaker) term(c *model.Named, so bool) string {
	label, _ := s.names.Term(c.Term)
	return s.Cond(c.Cond, so) + " (" + notIf(!so) + "\"" + label + "\")"
}

// yes says a yes-or-no fact. Its label is a sentence of its own.
func (s *Speaker) yes(f model.FactID, so bool) string {
	if !s.named(f) {
		if so {
			return "\"" + s.Fact(f) + "\" is so"
		}
		return "\"" + s.Fact(f) + "\" is not so"
	}
	if so {
		return s.Fact(f)
	}
	return Not(s.Fact(f))
}

func compare(op model.Op, n int64, so bool) string {
	v := strconv.FormatInt(n, 10)
	if !so {
		if op == model.Equal {
			return "not " + v
		}
		op = [...]model.Op{model.Less: model.GreaterOrEqual, model.LessOrEqual: model.Greater, model.GreaterOrEqual: model.Less, model.Greater: model.LessOrEqual}[op]
	}
	switch op {
	case model.Less:
		return "less than " + v
	case model.LessOrEqual:
		return "at most " + v
	case model.GreaterOrEqual:
		return "at least " + v
	case model.Greater:
		return "more than " + v
	}
	return v
}

// Elapsed says a relation of time: "more than 30 days after you close your account".
func (s *Speaker) Elapsed(c *model.Elapsed) string {
	event := s.Fact(c.Fact)
	switch c.Rel {
	case model.Before:
		return "before " + event
	case model.Within:
		return "within " + s.Length(c.Hours) + " after " + event
	case model.MoreThan:
		return "more than " + s.Length(c.Hours) + " after " + event
	case model.AtLeast:
		return "at least " + s.Length(c.Hours) + " after " + event
	}
	return "after " + event
}

// Condition says one part of a norm: "if you have given consent", "unless ...", "within 30 days after ...".
func (s *Speaker) Condition(w model.Condition) string {
	if w.Role == model.Timing {
		return s.Timing(w)
	}
	if w.Negated {
		return "unless " + s.Cond(w.Stated, true)
	}
	return "if " + s.Cond(w.Stated, true)
}

// Timing says when. Of a vague length of time it says, in the policy's words, that it has passed, or not yet.
func (s *Speaker) Timing(w model.Condition) string {
	switch c := w.Stated.(type) {
	case *model.Elapsed:
		if w.Vague != "" {
			return "\"" + w.Vague + "\" " + s.Elapsed(c)
		}
		return s.Elapsed(c)
	case *model.AllOf:
		if e := firstElapsed(c); e != nil && w.Vague != "" {
			if _, not := c.Conds[len(c.Conds)-1].(*model.Not); not {
				return "as long as the time \"" + w.Vague + "\" after " + s.Fact(e.Fact) + " has not passed"
			}
			return "once the time \"" + w.Vague + "\" after " + s.Fact(e.Fact) + " has passed"
		}
	}
	return s.Cond(w.Stated, true)
}

func firstElapsed(c model.Cond) (found *model.Elapsed) {
	model.Walk(c, func(x model.Cond) bool {
		if e, ok := x.(*model.Elapsed); ok && found == nil {
			found = e
		}
		return found == nil
	})
	return found
}

// Norm says a norm as a sentence, without its final period.
func (s *Speaker) Norm(n *model.Norm) string {
	acts := "and"
	if n.EitherAct || n.Modality == model.MustNot {
		acts = "or"
	}
	out := s.Actor(n.Scope) + " " + n.Modality.String() + " " + s.Act(n.Scope, n.Stated, acts)
	for i, w := range n.When {
		out += joint(n.When[:i], w) + s.Condition(w)
	}
	if n.Deadline != nil && n.Deadline.Vague == "" {
		out += " (" + "within " + s.Length(n.Deadline.Hours) + ")"
	}
	if n.Default {
		out = "by default, " + out
	}
	return out
}

// joint returns what stands before a condition: several `if` must all be so, and of several `unless` one is enough.
func joint(before []model.Condition, w model.Condition) string {
	if w.Role == model.Timing {
		return " "
	}
	if len(before) > 0 && before[len(before)-1].Role != model.Timing && before[len(before)-1].Negated == w.Negated {
		if w.Negated {
			return ", or "
		}
		return ", and "
	}
	return ", "
}
