package authzen

import (
	"context"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A request is one HTTP request while it is answered: by one engine, whatever policy comes into force meanwhile.
type request struct {
	api     *api
	name    string // of the endpoint
	ctx     context.Context
	engine  *engine.Engine
	strange strange
	ignored []string // members of the request itself that are not known
	aside   []string // the same of its options and its page, which say nothing of the question
	noted   bool     // whether something of it was told
}

// asking returns what reads one tuple of the request.
func (r *request) asking() *asking {
	return &asking{begun: time.Now(), engine: r.engine, strange: &r.strange, ignored: slices.Clone(r.ignored), aside: r.aside}
}

// members looks over the members of a request, or of one of its evaluations.
func (r *request) members(o object, path, what string, known []string) ([]string, *fault) {
	if f := misspelt(o, what, known); f != nil {
		return nil, f
	}
	a := asking{strange: &r.strange, engine: r.engine}
	for _, k := range others(o, known) {
		if f := a.stray(path, k, o[k]); f != nil {
			return nil, f
		}
		if f := a.ignore(path, k, namesOf()); f != nil {
			return nil, f
		}
	}
	return a.ignored, nil
}

// evaluation answers POST /access/v1/evaluation (section 6).
func (r *request) evaluation(o object) (any, *fault) {
	if _, ok := o["evaluations"]; ok {
		return nil, malformed("wrong-endpoint", "several evaluations are asked at %s", pathEvaluations)
	}
	var f *fault
	if r.ignored, f = r.members(o, "", "the request", tupleKeys()); f != nil {
		return nil, f
	}
	return r.single(o)
}

func tupleKeys() []string { return []string{"subject", "action", "resource", "context"} }

// single answers one evaluation that is the whole request: what is malformed fails it.
func (r *request) single(t tuple) (any, *fault) {
	d, f := r.evaluate(t, nil)
	if f != nil && f.malformed {
		return nil, f
	}
	return d, nil
}

// evaluate answers one evaluation. A fault is told, and the answer is then a denial that says it.
func (r *request) evaluate(t tuple, ignored []string) (decided, *fault) {
	a := r.asking()
	a.ignored = append(a.ignored, ignored...)
	d, f := r.answer(a, t)
	if f != nil {
		return refused(f), f
	}
	return d, nil
}

func (r *request) answer(a *asking, t tuple) (decided, *fault) {
	q, f := a.question(t, none)
	if f != nil {
		r.tell(a, nil, f)
		return decided{}, f
	}
	d, f := a.decide(q)
	r.tell(a, d.Context, f)
	return d, f
}

// tell takes note of what was decided.
func (r *request) tell(a *asking, c *answerContext, f *fault) {
	d := r.told(a, f)
	if f == nil {
		d.Answer, d.Conflict, d.Clauses = c.Licet.Answer, c.Licet.Conflict, c.Licet.Clauses
	}
	r.api.source.Decided(r.ctx, d)
}

// told is what is to be noted of an evaluation or a search, but for its outcome.
func (r *request) told(a *asking, f *fault) *decision.Decision {
	r.noted = true
	d := &decision.Decision{Endpoint: r.name, Policy: engine.RefOf(r.engine.Policy()), Question: a.fields, Asked: a.asked, Identity: a.identity}
	if !a.begun.IsZero() {
		d.Took = time.Since(a.begun)
	}
	if f != nil {
		d.Fault = wire.NewFault(f.Code, "%s", f.Message)
	}
	return d
}

// question binds a tuple to the policy's names.
func (a *asking) question(t tuple, searched model.Dim) (*model.Question, *fault) {
	if f := a.ask(t, searched); f != nil {
		return nil, f
	}
	q, err := a.engine.Asker().Fields(a.fields)
	if err != nil {
		return nil, faultOf(err)
	}
	a.asked = q
	return q, nil
}
