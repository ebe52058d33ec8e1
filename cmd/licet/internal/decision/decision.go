// Package decision is what the endpoints of a decision server share, so that none of them imports another: what an endpoint is given to decide
// with (a Source), how it is hung into the server (an Endpoint), and what it says of each decision (a Decision). It decides nothing itself.
//
// Package server has the Source, and mounts endpoints; package authzen makes endpoints; package decisionlog takes Decisions.
//
//	e, err := source.Engine() // once for each request, so that a request is decided by one policy
//	body, err := decision.Body(r, source.Limits())
//	source.Decided(ctx, &decision.Decision{...})
package decision

import (
	"context"
	"net/http"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A Source is what an endpoint decides with. It is safe for concurrent use.
type Source interface {
	// Engine returns the engine in force: an endpoint takes it once for each request, and keeps it to the end of the request. Its error
	// is a *wire.Fault: then nothing must be decided.
	Engine() (*engine.Engine, error)
	// Limits returns what a request may ask for. They never change.
	Limits() Limits
	// Decided takes note of a decision, or of a question that got none. It waits for nothing. It sets what the endpoint left open of Time, Policy and Trace;
	// after it nobody changes the Decision.
	Decided(context.Context, *Decision)
}

// Limits are what a request may ask for.
type Limits struct {
	Body  int64 // how many bytes a body may have
	Depth int   // how many JSON objects and lists may stand within each other
	Batch int   // how many questions a request may ask
}

// An Endpoint is a path that the server answers.
type Endpoint struct {
	Pattern string // a method and a path, as http.ServeMux takes them: "POST /v1/ask"
	Name    string // what metrics and the log call it: "ask"
	// Open is set where no token is needed, and no place among the requests that decide.
	Open bool
	// Handler answers. The server has read its body before (see Body), found the token, and holds a place for it among those
	// that run at once; it answers in its stead when the time is over, or when it panics.
	Handler http.Handler
	// Refuse answers a request that the server does not let in, or whose time is over, as this endpoint tells of faults; nil is wire.WriteFault.
	Refuse func(http.ResponseWriter, *wire.Fault)
}

// A Decision is what was decided about one question.
type Decision struct {
	Time     time.Time
	Took     time.Duration // to decide, without reading and writing; 0 where it was not measured
	Endpoint string        // the Endpoint's Name
	Policy   engine.PolicyRef
	Question dsl.Fields        // as it was asked, in names or labels; only facts have values in it
	Asked    *model.Question   // what the engine was asked: the question in the policy's own names; nil if it was not understood
	Identity map[string]string // what the request said of who and what it is about, as "subject.id"; never logged unless values are
	Answer   string            // as in the JSON of answers: permitted, prohibited, undetermined, not-addressed or out-of-scope; "" where there is a Fault
	Conflict bool
	Clauses  []string    // that decide
	Searched string      // of a search: the part of the question that was searched for, as "data"; it has no Answer and no Clauses
	Found    []string    // of a search: the names with which the question is permitted
	Fault    *wire.Fault // why there is no answer; nil if there is one
	Trace    string      // the trace that the request belongs to: 32 hexadecimal digits, or ""
}

// traceKey is where a context has its trace.
type traceKey struct{}

// WithTrace returns a context that belongs to a trace.
func WithTrace(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, traceKey{}, id)
}

// Trace returns the trace that a context belongs to, or "".
func Trace(ctx context.Context) string {
	id, _ := ctx.Value(traceKey{}).(string)
	return id
}
