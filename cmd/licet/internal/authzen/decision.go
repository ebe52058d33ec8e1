package authzen

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// Formats of what a response tells in Licet's own terms: of an evaluation, and of a search.
const (
	Format       = "licet.authzen/1"
	SearchFormat = "licet.authzen-search/1"
)

// A decided answers an evaluation (section 5.5).
type decided struct {
	Decision bool           `json:"decision"`
	Context  *answerContext `json:"context,omitempty"`
}

// An answerContext is what an answer tells beside yes or no (section 5.5.1).
type answerContext struct {
	Reason      string  `json:"reason,omitempty"`       // why an answer is the last one
	Error       *fault  `json:"error,omitempty"`        // why there is none
	ReasonAdmin *inLang `json:"reason_admin,omitempty"` // only where an explanation was asked for
	ReasonUser  *inLang `json:"reason_user,omitempty"`
	Licet       *report `json:"licet,omitempty"`
}

// inLang is a text by its language.
type inLang struct {
	En string `json:"en"`
}

// A report is the answer in Licet's terms. Lists are never null.
type report struct {
	Format      string              `json:"format"`
	Policy      engine.PolicyRef    `json:"policy"`
	Answer      string              `json:"answer"`
	Conflict    bool                `json:"conflict"`
	Clauses     []string            `json:"clauses"`
	Needs       []string            `json:"needs"`
	Duties      []engine.Duty       `json:"duties"`
	Ignored     []string            `json:"ignored"`
	Notes       []string            `json:"notes"`
	Explanation *engine.Explanation `json:"explanation,omitempty"`
}

// refused is the answer of an evaluation that has none.
func refused(f *fault) decided { return decided{Context: &answerContext{Error: f}} }

// decide answers a question. The answer is true only where it is permitted.
func (a *asking) decide(q *model.Question) (decided, *fault) {
	if a.explain {
		return a.explained(q)
	}
	o, err := a.engine.Outline(q)
	if err != nil {
		return decided{}, faultOf(err)
	}
	r := a.report(o.Answer.String(), o.Answer.Conflict())
	r.Clauses, r.Needs, r.Duties = o.Clauses, o.Needs, o.Duties
	r.Notes = append(r.Notes, o.Notes...)
	return decided{o.Answer.Allowed(), &answerContext{Licet: r}}, nil
}

// explained answers a question with everything that it rests on.
func (a *asking) explained(q *model.Question) (decided, *fault) {
	x, err := a.engine.ExplainQuestion(q)
	if err != nil {
		return decided{}, faultOf(err)
	}
	r := a.report(x.Answer, x.Conflict)
	r.Explanation, r.Clauses, r.Needs, r.Duties = x, x.Clauses(), x.Needs, x.Duties
	says := &inLang{x.Summary}
	return decided{x.Answer == engine.Permitted.String(), &answerContext{ReasonAdmin: says, ReasonUser: says, Licet: r}}, nil
}

func (a *asking) report(answer string, conflict bool) *report {
	out := &report{
		Format: Format, Policy: engine.RefOf(a.engine.Policy()),
		Answer: answer, Conflict: conflict, Clauses: []string{}, Needs: []string{}, Duties: []engine.Duty{},
		Ignored: a.passedOver(), Notes: []string{},
	}
	if answer == engine.Undetermined.String() {
		out.Notes = a.meant()
	}
	return out
}

// meant says what members that were ignored were probably meant to be, which is of use where something is not known.
func (a *asking) meant() []string {
	out := []string{}
	for _, path := range a.passedOver() {
		if near := a.strange.meant(path); near != "" {
			out = append(out, "`"+path+"` is not known, and was ignored; perhaps it is `"+near+"`.")
		}
	}
	return out
}

// passedOver returns the paths of all members that were ignored, sorted.
func (a *asking) passedOver() []string {
	out := append(append([]string{}, a.ignored...), a.aside...)
	slices.Sort(out)
	return out
}
