package document

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A literal is a condition that is wanted so, or not so.
type literal struct {
	cond model.Cond
	so   bool
}

// mostWays is how many ways of making conditions so are tried.
const mostWays = 32

// ways returns the ways in which all of some conditions can be so, as lists of literals: at most mostWays.
func ways(all []literal) [][]literal {
	out := [][]literal{nil}
	for _, l := range all {
		var next [][]literal
		for _, before := range out {
			for _, way := range waysOf(l) {
				if len(next) < mostWays {
					next = append(next, slices.Concat(before, way))
				}
			}
		}
		out = next
	}
	return out
}

func waysOf(l literal) [][]literal {
	each := func(conds []model.Cond, together bool) [][]literal {
		var list []literal
		for _, c := range conds {
			list = append(list, literal{c, l.so})
		}
		if together {
			return ways(list)
		}
		var out [][]literal
		for _, x := range list {
			out = append(out, waysOf(x)...)
		}
		return out[:min(len(out), mostWays)]
	}
	switch c := l.cond.(type) {
	case *model.Not:
		return waysOf(literal{c.Cond, !l.so})
	case *model.Named:
		return waysOf(literal{c.Cond, l.so})
	case *model.AllOf:
		return each(c.Conds, l.so)
	case *model.AnyOf:
		return each(c.Conds, !l.so)
	}
	return [][]literal{{l}}
}

// A setting is what a question gives.
type setting struct {
	p         *model.Policy
	facts     map[model.FactID]model.Known
	consent   [model.ConsentKinds]model.Tri
	objection model.Tri
}

// set returns a setting in which all literals are so; not ok where there is none.
func (b *builder) set(all []literal) (*setting, bool) {
	s := &setting{p: b.p, facts: map[model.FactID]model.Known{}}
	for _, l := range all {
		if !s.add(l) {
			return nil, false
		}
	}
	return s, true
}

func tri(so bool) model.Tri {
	if so {
		return model.Sure
	}
	return model.No
}

// add restricts the setting to what a literal says.
func (s *setting) add(l literal) bool {
	switch c := l.cond.(type) {
	case *model.HasConsent:
		return s.consents(c.Kind, l.so)
	case *model.HasObjection:
		ok := s.objection == model.Unknown || s.objection == tri(l.so)
		s.objection = tri(l.so)
		return ok
	}
	f := model.FactOf(l.cond)
	if f == model.NoFact {
		return false
	}
	if by := s.p.Facts[f].Settled; by != nil {
		return l.so == settledSo(l.cond, by)
	}
	k, ok := s.facts[f]
	if !ok {
		k = s.p.Unrestricted(f)
	}
	k = s.restrict(k, l)
	s.facts[f] = k
	return k.Possible(s.p.Facts[f].Type)
}

func settledSo(c model.Cond, by *model.Settlement) bool {
	if o, ok := c.(*model.OptionIs); ok {
		return o.Option == by.Option
	}
	return by.Yes
}

// consents says whether consent of a kind was given; what implies it, or follows from it, is said too.
func (s *setting) consents(kind model.ConsentKind, so bool) bool {
	ok := true
	for k := range model.ConsentKind(model.ConsentKinds) {
		if so && kind.Implies(k) || !so && k.Implies(kind) {
			ok = ok && (s.consent[k] == model.Unknown || s.consent[k] == tri(so))
			s.consent[k] = tri(so)
		}
	}
	return ok
}

func (s *setting) restrict(k model.Known, l literal) model.Known {
	switch c := l.cond.(type) {
	case *model.Yes:
		k.Yes, k.No = k.Yes && l.so, k.No && !l.so
	case *model.Compare:
		return compared(k, c, l.so)
	case *model.OptionIs:
		k.Options = slices.Clone(k.Options)
		for i := range k.Options {
			k.Options[i] = k.Options[i] && (i == c.Option) == l.so
		}
	case *model.PlaceIn:
		g := s.p.Graphs[model.PlaceKind]
		k.Places = slices.DeleteFunc(slices.Clone(k.Places), func(n model.NodeID) bool {
			return (n == c.Place || !c.Exact && g.Below(n, c.Place)) != l.so
		})
	case *model.Elapsed:
		return elapsed(k, c, l.so)
	}
	return k
}

func compared(k model.Known, c *model.Compare, so bool) model.Known {
	op := c.Op
	if !so {
		op = [...]model.Op{model.Less: model.GreaterOrEqual, model.LessOrEqual: model.Greater, model.Equal: model.Greater,
			model.GreaterOrEqual: model.Less, model.Greater: model.LessOrEqual}[op]
	}
	low, high := k.Min, k.Max
	switch op {
	case model.Less:
		high = min(high, c.Value-1)
	case model.LessOrEqual:
		high = min(high, c.Value)
	case model.Equal:
		low, high = max(low, c.Value), min(high, c.Value)
	case model.GreaterOrEqual:
		low = max(low, c.Value)
	case model.Greater:
		low = max(low, c.Value+1)
	}
	k.Min, k.Max = low, high
	return k
}

func elapsed(k model.Known, c *model.Elapsed, so bool) model.Known {
	rel, hours := c.Rel, c.Hours
	if !so {
		rel = [...]model.TimeRel{model.After: model.Before, model.Within: model.MoreThan, model.MoreThan: model.Within,
			model.AtLeast: model.Within, model.Before: model.After}[rel]
		if c.Rel == model.AtLeast {
			hours--
		}
	}
	if rel == model.Before {
		k.Happened = false
		return k
	}
	k.NotYet = false
	switch rel {
	case model.Within:
		k.Max = min(k.Max, hours)
	case model.MoreThan:
		k.Min = max(k.Min, hours+1)
	case model.AtLeast:
		k.Min = max(k.Min, hours)
	}
	return k
}
