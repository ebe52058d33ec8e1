package document

import "github.com/seed-90f8eabc/licet/dsl/model"

// What the policy has settled itself need not be said to the public as a condition: "if the words are taken to be 'literal'", where
// counsel has decided that they are. A condition that is so by the policy's settlements is left out of sentences for them, and a
// sentence of the policy whose condition is not so never holds, and is not said.

// settled returns conditions without what the policy has settled; never where they cannot hold.
func (b *builder) settled(when []model.Condition) (left []model.Condition, never bool) {
	if b.o.Audience == Internal {
		return when, false
	}
	return b.assumed(when)
}

// assumed returns conditions without what the policy has settled, whoever reads.
func (b *builder) assumed(when []model.Condition) (left []model.Condition, never bool) {
	for _, w := range when {
		folded := b.foldCond(w.Stated)
		if so, ok := folded.(truth); ok {
			if bool(so) == w.Negated {
				return nil, true
			}
			continue
		}
		w.Stated = folded.(model.Cond)
		left = append(left, w)
	}
	return left, false
}

// truth is a condition that is settled.
type truth bool

// foldedCond is a condition of the model, or a truth.
type foldedCond any

func (b *builder) foldCond(c model.Cond) foldedCond {
	switch c := c.(type) {
	case *model.Yes:
		if s := b.p.Facts[c.Fact].Settled; s != nil {
			return truth(s.Yes)
		}
	case *model.OptionIs:
		if s := b.p.Facts[c.Fact].Settled; s != nil {
			return truth(s.Option == c.Option)
		}
	case *model.Not:
		switch x := b.foldCond(c.Cond).(type) {
		case truth:
			return !x
		case model.Cond:
			return &model.Not{Cond: x}
		}
	case *model.Named:
		if t, ok := b.foldCond(c.Cond).(truth); ok {
			return t
		}
	case *model.AllOf:
		left, so := b.foldList(c.Conds, true)
		if left == nil {
			return so
		}
		return joined(left, func(l []model.Cond) model.Cond { return &model.AllOf{Conds: l} })
	case *model.AnyOf:
		left, so := b.foldList(c.Conds, false)
		if left == nil {
			return so
		}
		return joined(left, func(l []model.Cond) model.Cond { return &model.AnyOf{Conds: l} })
	}
	return c
}

// foldList folds conditions of which those that are neutral need not be said; one that is settled the other way decides.
func (b *builder) foldList(conds []model.Cond, neutral truth) (left []model.Cond, so truth) {
	for _, x := range conds {
		switch f := b.foldCond(x).(type) {
		case truth:
			if f != neutral {
				return nil, f
			}
		case model.Cond:
			left = append(left, f)
		}
	}
	return left, neutral
}

func joined(left []model.Cond, join func([]model.Cond) model.Cond) model.Cond {
	if len(left) == 1 {
		return left[0]
	}
	return join(left)
}

// unread reports whether a condition asks how unclear words of the policy are read, which nobody has settled yet.
func (b *builder) unread(when []model.Condition) bool {
	found := false
	for _, w := range when {
		model.Walk(w.Stated, func(c model.Cond) bool {
			if o, ok := c.(*model.OptionIs); ok {
				f := &b.p.Facts[o.Fact]
				found = found || f.Judgement && f.Settled == nil
			}
			return !found
		})
	}
	return found
}
