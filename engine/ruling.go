package engine

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A Ruling is an answer with the sentences that decide it: those that an explanation cites. Where an answer is undetermined or
// not-addressed, nothing decides it.
type Ruling struct {
	Answer     Answer
	Norms      []int // indexes in the policy's Norms, ascending
	Exclusions []int // the same in its Exclusions
}

// Rule answers a bound question with the sentences that decide it.
func (e *Engine) Rule(q *model.Question) (Ruling, error) {
	x, err := e.explainer(q, e.program.Layout.Known(q))
	if err != nil {
		return Ruling{}, err
	}
	if x.answer.decision == Undetermined || x.answer.decision == NotAddressed {
		return Ruling{Answer: x.answer}, nil
	}
	x.collect(false)
	return Ruling{x.answer, x.deciding(), x.excluding()}, nil
}

// RuleParts answers a bound question with the sentences that decide its parts, each by itself: also those that do not decide the
// whole, since another part is graver. A part whose answer depends on what is not known is decided by nothing.
func (e *Engine) RuleParts(q *model.Question) (Ruling, error) {
	x, err := e.explainer(q, e.program.Layout.Known(q))
	if err != nil {
		return Ruling{}, err
	}
	x.collect(false)
	out := Ruling{Answer: x.answer}
	for _, c := range x.classes {
		part := *x
		part.classes = []*compile.ClassView{c}
		part.answer.decision, _ = compile.Verdict(c.Ends)
		decides := part.decidesIn(c, true)
		for _, v := range c.Norms {
			if decides(v) {
				out.Norms = append(out.Norms, v.Norm)
			}
		}
		out.Exclusions = append(out.Exclusions, part.excluding()...)
	}
	out.Norms, out.Exclusions = ascending(out.Norms), ascending(out.Exclusions)
	return out, nil
}

// ascending sorts indexes, and keeps each once.
func ascending(list []int) []int {
	slices.Sort(list)
	return slices.Compact(list)
}

// CiteNorm says a norm of the policy, by its index, with the words that it rests on.
func (e *Engine) CiteNorm(n int) Citation {
	x := &explainer{e: e, say: sentence.New(e.policy)}
	norm := &e.policy.Norms[n]
	return x.cite(norm.Clause, norm.Modality.String(), norm.Pos, x.normSays(norm))
}

// CiteExclusion says an exclusion of the policy, by its index, with the words that it rests on.
func (e *Engine) CiteExclusion(n int) Citation {
	x := &explainer{e: e, say: sentence.New(e.policy)}
	ex := &e.policy.Exclusions[n]
	return x.cite(ex.Clause, "does not cover", ex.Pos, "this policy does not cover "+x.say.Data(ex.Scope)+x.conditions(ex.When))
}
