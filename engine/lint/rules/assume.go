package rules

import "github.com/seed-90f8eabc/licet/dsl/model"

// An assumption tells what is supposed of a test in a condition; of those that it says nothing about, nothing is known.
type assumption func(model.Cond) model.Tri

// fails reports whether one of some conditions is false, whatever else is so, under an assumption and what the policy has settled.
func fails(p *model.Policy, when []model.Condition, a assumption) bool {
	for _, w := range when {
		if value(p, w.Cond(), a) == model.No {
			return true
		}
	}
	return false
}

// value is cautious: it takes each test for independent of the others.
func value(p *model.Policy, c model.Cond, a assumption) model.Tri {
	switch c := c.(type) {
	case *model.AllOf:
		return every(p, c.Conds, a, model.Sure, model.No)
	case *model.AnyOf:
		return every(p, c.Conds, a, model.No, model.Sure)
	case *model.Not:
		return opposite(value(p, c.Cond, a))
	case *model.Named:
		return value(p, c.Cond, a)
	}
	if v := settled(p, c); v != model.Unknown || a == nil {
		return v
	}
	return a(c)
}

// every returns whole where all conditions are that, and broken where one is.
func every(p *model.Policy, conds []model.Cond, a assumption, whole, broken model.Tri) model.Tri {
	out := whole
	for _, c := range conds {
		switch value(p, c, a) {
		case broken:
			return broken
		case model.Unknown:
			out = model.Unknown
		}
	}
	return out
}

func opposite(t model.Tri) model.Tri {
	switch t {
	case model.Sure:
		return model.No
	case model.No:
		return model.Sure
	}
	return t
}

// settled returns what the policy itself has decided of a judgement.
func settled(p *model.Policy, c model.Cond) model.Tri {
	f := model.FactOf(c)
	if f == model.NoFact || p.Facts[f].Settled == nil {
		return model.Unknown
	}
	is := false
	switch c := c.(type) {
	case *model.Yes:
		is = p.Facts[f].Settled.Yes
	case *model.OptionIs:
		is = p.Facts[f].Settled.Option == c.Option
	default:
		return model.Unknown
	}
	if is {
		return model.Sure
	}
	return model.No
}

// withoutConsent supposes that nobody gave consent of one of the kinds, or a kind that implies one.
func withoutConsent(kinds ...model.ConsentKind) assumption {
	return func(c model.Cond) model.Tri {
		if h, ok := c.(*model.HasConsent); ok {
			for _, k := range kinds {
				if h.Kind.Implies(k) || h.Kind == k {
					return model.No
				}
			}
		}
		return model.Unknown
	}
}

// needsConsent reports whether a norm holds only with real consent; deemed consent is none.
func needsConsent(p *model.Policy, n *model.Norm) bool {
	return fails(p, n.ActWhen(), withoutConsent(model.Consent))
}

// endsByObjection reports whether a norm does not hold where the person objects.
func endsByObjection(p *model.Policy, n *model.Norm) bool {
	return fails(p, n.ActWhen(), func(c model.Cond) model.Tri {
		if _, ok := c.(*model.HasObjection); ok {
			return model.Sure
		}
		return model.Unknown
	})
}
