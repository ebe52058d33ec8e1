package engine

import "github.com/seed-90f8eabc/licet/dsl/model"

// An Outline is an answer with what a service acts on, and without the words that explain it: an Explanation says the same, at more than
// ten times the cost.
type Outline struct {
	Answer  Answer
	Clauses []string // that decide; none where it is undetermined or not addressed
	Needs   []string // as in an Explanation, where undetermined
	Duties  []Duty   // as in an Explanation, where permitted
	Notes   []string // that too much is unknown to say Needs
}

// Outline answers a bound question with what a service acts on.
func (e *Engine) Outline(q *model.Question) (Outline, error) {
	x, err := e.explainer(q, e.program.Layout.Known(q))
	if err != nil {
		return Outline{}, err
	}
	out := Outline{Answer: x.answer, Clauses: []string{}, Needs: []string{}, Duties: []Duty{}, Notes: []string{}}
	switch x.answer.decision {
	case Undetermined:
		out.Needs = x.needs(&out.Notes)
		return out, nil
	case NotAddressed:
		return out, nil
	}
	x.collect(false)
	out.Clauses, out.Duties = x.clauses(x.deciding()), x.duties()
	return out, nil
}
