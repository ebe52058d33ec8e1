package engine

import "github.com/seed-90f8eabc/licet/engine/internal/compile"

// Next names what is best found out next where an answer is undetermined: a fact, event or judgement that the answer depends on, and of
// those the one that is the likeliest to settle it; or "consent" or "objection". It leaves out what skip tells to, which may be nil. It
// returns false where the answer depends on nothing else: then it is what Decide says, whatever the rest may be.
//
// It costs some microseconds, and allocates. Package engine/facts asks a service's sources in this order.
func (p *Prepared) Next(f *Facts, skip func(name string) bool) (name string, ok bool, err error) {
	if f.engine != p.engine {
		return "", false, errForeignFacts
	}
	with, err := p.with(f)
	if err != nil {
		return "", false, err
	}
	l := p.engine.program.Layout
	v, ok := with.question.Next(&f.known, func(v int) bool { return skip != nil && skip(p.engine.varName(l.VarOf(v))) })
	if !ok {
		return "", false, nil
	}
	return p.engine.varName(l.VarOf(v)), true, nil
}

// varName is the name by which a variable is found out: consent of any kind is found out at once.
func (e *Engine) varName(v compile.Var) string {
	switch {
	case v.Consent, v.Deemed:
		return "consent"
	case v.Objects:
		return "objection"
	}
	return e.policy.Facts[v.Fact].ID
}
