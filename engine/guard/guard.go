// Package guard is middleware for net/http: a handler behind it runs only if the policy permits what it does.
//
//	g := guard.Guard{Resolver: &resolver, Ask: func(r *http.Request) (guard.Ask, error) {
//		now := holder.Now() // once for each request
//		return guard.Ask{Question: now.newsletter, Facts: now.engine.NewFacts(), Case: facts.Case{Subject: r.PathValue("user"), At: time.Now()}}, nil
//	}}
//	mux.Handle("POST /letters/{user}", g.Wrap(send))
//
// It refuses whenever it is in doubt: for every answer other than permitted, for an error, for facts that cannot be looked up. It does
// not find out who asks: authentication comes before it. It does not do the duties that come with a permission: the
// handler does, and finds the answer with Of. It writes no log: Refuse is the place for one.
//
// Package internal/example beside it is a small service that uses it.
package guard

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/facts"
)

// A Guard decides about requests. It is safe for concurrent use if its functions are.
type Guard struct {
	// Ask says what a request is about to do. Its error means that the request is wrong: status 400.
	Ask func(*http.Request) (Ask, error)
	// Resolver looks up what the request does not say; nil if nothing is to be looked up.
	Resolver *facts.Resolver
	// Refuse answers a request that is not let through; nil is Refusal.Write.
	Refuse func(http.ResponseWriter, *http.Request, Refusal)
}

// An Ask is what a request is about to do.
type Ask struct {
	Question *engine.Prepared
	Facts    *engine.Facts // what the request itself tells, and to which is added what is looked up; not used by another request
	Case     facts.Case
}

// A Refusal is why a request was not let through.
type Refusal struct {
	Status int          // 403: not permitted; 503: it is not known, since a look-up failed; 400: Ask failed; 500: it could not be decided
	Result facts.Result // where the status is 403 or 503
	Err    error        // where it is 400 or 500
}

// Wrap returns a handler that lets a request through to another only if it is permitted. Then Of tells what was decided.
func (g *Guard) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		result, refusal := g.decide(r)
		if refusal != nil {
			g.refuse(w, r, *refusal)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, result)))
	})
}

// key is where the context of a request has what was decided.
type key struct{}

// Of returns what a Guard decided about the request of a context; false where none did.
func Of(ctx context.Context) (facts.Result, bool) {
	result, ok := ctx.Value(key{}).(facts.Result)
	return result, ok
}

func (g *Guard) decide(r *http.Request) (facts.Result, *Refusal) {
	ask, err := g.Ask(r)
	if err != nil {
		return facts.Result{}, &Refusal{Status: http.StatusBadRequest, Err: err}
	}
	result, err := g.resolve(r.Context(), ask)
	switch {
	case err != nil:
		return facts.Result{}, &Refusal{Status: http.StatusInternalServerError, Err: err}
	case result.Answer.Allowed():
		return result, nil
	case result.Answer.Decision() == engine.Undetermined && len(result.Failed) > 0:
		return facts.Result{}, &Refusal{Status: http.StatusServiceUnavailable, Result: result}
	}
	return facts.Result{}, &Refusal{Status: http.StatusForbidden, Result: result}
}

func (g *Guard) resolve(ctx context.Context, ask Ask) (facts.Result, error) {
	if g.Resolver != nil {
		return g.Resolver.Decide(ctx, ask.Question, ask.Facts, ask.Case)
	}
	a, err := ask.Question.Decide(ask.Facts)
	return facts.Result{Answer: a}, err
}

func (g *Guard) refuse(w http.ResponseWriter, r *http.Request, x Refusal) {
	if g.Refuse != nil {
		g.Refuse(w, r, x)
		return
	}
	x.Write(w)
}

// Write answers with problem details (RFC 9457). They tell the answer, and nothing about anybody's facts. Another time the answer may be
// another one, so that nobody is to keep it.
func (x Refusal) Write(w http.ResponseWriter) {
	body := struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Answer string `json:"answer,omitempty"`
	}{"the privacy policy does not permit it", x.Status, ""}
	switch x.Status {
	case http.StatusForbidden:
		body.Answer = x.Result.Answer.String()
	case http.StatusServiceUnavailable:
		body.Title, body.Answer = "whether the privacy policy permits it cannot be found out now", x.Result.Answer.String()
	case http.StatusBadRequest:
		body.Title = "the request does not say what is to be done"
	default:
		body.Title = "whether the privacy policy permits it could not be decided"
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(x.Status)
	_ = json.NewEncoder(w).Encode(body) // who asked may be gone
}
