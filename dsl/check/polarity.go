package check

import (
	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// More consent must never permit less. So consent may make a permission hold, and may lift a
// prohibition or a duty, and nothing else.

// consentHelps reports a norm in which consent stands the wrong way round.
func (c *checker) consentHelps(s *ast.Norm, n *model.Norm, only *ast.Part) bool {
	want := n.Modality == model.May
	for _, w := range n.When {
		if consentAs(w.Cond(), !want, true) {
			c.reportConsent(s, n, w, only)
			return false
		}
	}
	return true
}

func (c *checker) reportConsent(s *ast.Norm, n *model.Norm, w model.Condition, only *ast.Part) {
	at := ast.Node(s)
	for _, p := range s.Parts {
		if (p.Word == "given" || p.Word == "unless") && (p.Word == "unless") == (w.Role == model.Unless) && mentionsConsent(p.Cond) {
			at = p
		}
	}
	switch {
	case only != nil:
		c.report(at, "consent-prohibits", "`only %s` also prohibits, and would prohibit because there is consent; write the permission and the prohibition as two sentences", only.Word)
	case n.Modality == model.May:
		c.report(at, "consent-prohibits", "a permission that consent takes away: more consent must never permit less; write `given consent`")
	case n.Modality == model.Must:
		c.report(at, "consent-prohibits", "a duty that consent creates: more consent must never permit less; write `unless consent` if consent lifts the duty")
	default:
		c.report(at, "consent-prohibits", "a prohibition that holds because there is consent: more consent must never permit less; write `unless consent`")
	}
}

func mentionsConsent(c ast.Cond) bool {
	switch c := c.(type) {
	case *ast.Consent:
		return true
	case *ast.Not:
		return mentionsConsent(c.Cond)
	case *ast.Brackets:
		return mentionsConsent(c.Cond)
	case *ast.Join:
		for _, t := range c.Terms {
			if mentionsConsent(t) {
				return true
			}
		}
	}
	return false
}

// consentAs reports whether consent stands in the condition so that more of it makes the condition more
// (positive) or less (not positive) easily true.
func consentAs(c model.Cond, positive, sign bool) bool {
	switch c := c.(type) {
	case *model.HasConsent:
		return sign == positive
	case *model.Not:
		return consentAs(c.Cond, positive, !sign)
	case *model.Named:
		return false // no consent stands in a term
	case *model.AllOf:
		for _, x := range c.Conds {
			if consentAs(x, positive, sign) {
				return true
			}
		}
	case *model.AnyOf:
		for _, x := range c.Conds {
			if consentAs(x, positive, sign) {
				return true
			}
		}
	}
	return false
}

// liftConsent returns the conditions without what consent lifts: where a duty yields to consent, its act
// stays permitted.
func liftConsent(when []model.Condition) []model.Condition {
	return supposing(when, never, func(c model.Cond) bool { return consentAs(c, false, true) })
}

// withoutAskingConsent returns the conditions without what asks for consent: the prohibition that `only` adds to a permission which
// asks for consent holds whether there is consent or not.
func withoutAskingConsent(when []model.Condition) []model.Condition {
	return supposing(when, always, func(c model.Cond) bool { return consentAs(c, true, true) })
}

// supposing replaces consent by a constant in the conditions that pick accepts, and leaves out what that makes true.
func supposing(when []model.Condition, consent model.Cond, pick func(model.Cond) bool) []model.Condition {
	out := make([]model.Condition, 0, len(when))
	for _, w := range when {
		if !pick(w.Cond()) {
			out = append(out, w)
		} else if x := replaceConsent(w.Cond(), consent); !isTrue(x) {
			out = append(out, model.Condition{Role: w.Role, Stated: x, Vague: w.Vague, Words: w.Words})
		}
	}
	return out
}

var never, always model.Cond = &model.AnyOf{}, &model.AllOf{}

func isTrue(c model.Cond) bool {
	all, ok := c.(*model.AllOf)
	return ok && len(all.Conds) == 0
}

func isFalse(c model.Cond) bool {
	any, ok := c.(*model.AnyOf)
	return ok && len(any.Conds) == 0
}

// replaceConsent replaces consent by a constant, and removes what that decides.
func replaceConsent(c, consent model.Cond) model.Cond {
	switch c := c.(type) {
	case *model.HasConsent:
		return consent
	case *model.Named:
		return c
	case *model.Not:
		x := replaceConsent(c.Cond, consent)
		switch {
		case isTrue(x):
			return never
		case isFalse(x):
			return always
		}
		return &model.Not{Cond: x}
	case *model.AllOf:
		out := &model.AllOf{}
		for _, x := range c.Conds {
			if y := replaceConsent(x, consent); isFalse(y) {
				return never
			} else if !isTrue(y) {
				out.Conds = append(out.Conds, y)
			}
		}
		return out
	case *model.AnyOf:
		out := &model.AnyOf{}
		for _, x := range c.Conds {
			if y := replaceConsent(x, consent); isTrue(y) {
				return always
			} else if !isFalse(y) {
				out.Conds = append(out.Conds, y)
			}
		}
		return out
	}
	return c
}

// saysAfter reports whether a condition is a time after an event.
func saysAfter(when []model.Condition) bool {
	for _, w := range when {
		if w.Role != model.Timing {
			continue
		}
		if e, ok := w.Stated.(*model.Elapsed); !ok || e.Rel != model.Before {
			return true
		}
	}
	return false
}

// needsObjection reports whether the conditions cannot hold without an objection.
func needsObjection(when []model.Condition) bool {
	for _, w := range when {
		if neverWithoutObjection(w.Cond(), false) {
			return true
		}
	}
	return false
}

// neverWithoutObjection reports whether a condition (or, negated, its opposite) is false whatever
// else is the case, as long as there is no objection.
func neverWithoutObjection(c model.Cond, negated bool) bool {
	every := func(conds []model.Cond) bool {
		for _, x := range conds {
			if !neverWithoutObjection(x, negated) {
				return false
			}
		}
		return true
	}
	some := func(conds []model.Cond) bool {
		for _, x := range conds {
			if neverWithoutObjection(x, negated) {
				return true
			}
		}
		return false
	}
	switch c := c.(type) {
	case *model.HasObjection:
		return !negated
	case *model.Not:
		return neverWithoutObjection(c.Cond, !negated)
	case *model.Named:
		return false // nor does an objection
	case *model.AllOf:
		if negated {
			return every(c.Conds)
		}
		return some(c.Conds)
	case *model.AnyOf:
		if negated {
			return some(c.Conds)
		}
		return every(c.Conds)
	}
	return false
}
