// Package tracing gives each request its place in a trace, and sends spans to an OpenTelemetry collector where one is named.
//
// A request that says its trace (W3C Trace Context, https://www.w3.org/TR/trace-context/) belongs to it, another one begins a trace; the
// decision log has the trace in any case. Spans say what was asked in names of the vocabulary, and which clauses decided; as in the log they
// have no values, nobody's identifiers and no path as it was sent. They are sent in the background (OTLP over HTTP, as JSON), and are given up where the
// collector is slow or gone: nobody who asks waits for it.
//
//	tracer := tracing.New(tracing.Options{Endpoint: "http://127.0.0.1:4318"})
//	handler := tracer.Handler(server.Handler())
//	defer tracer.Close(ctx)
//
// Why this is not the OpenTelemetry SDK: one kind of span is all there is to tell. Its exporter for HTTP needs gRPC and Protocol Buffers, and adds 12.4
// megabytes to a bare server of 8.4, and 19 modules to its go.mod; to licet, which has Protocol Buffers for its metrics, 5.1 megabytes to 34.3, and 17
// modules to the 25 that are linked.
package tracing

import (
	"context"
	"net/http"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
)

// Options are how a Tracer works.
type Options struct {
	Endpoint string           // the URL of a collector, without /v1/traces; "": nothing is sent
	Version  string           // of this program
	Now      func() time.Time // the clock; nil is time.Now
	Client   *http.Client     // nil: one that waits ten seconds and follows nobody
	Report   func(error)      // is told when spans begin to be lost, and, with nil, that they arrive again; nil: nobody is
}

// A Tracer traces requests. It is safe for concurrent use.
type Tracer struct {
	now      func() time.Time
	exporter *exporter // nil: nothing is sent
}

// New returns a tracer. Close ends it. Its error is an endpoint that is none.
func New(o Options) (*Tracer, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	t := &Tracer{now: o.Now}
	if o.Endpoint == "" {
		return t, nil
	}
	e, err := newExporter(o)
	t.exporter = e
	return t, err
}

// IDs are how others call a request.
type IDs struct {
	Span    string // the span of it, in hexadecimal digits
	Request string // the X-Request-ID that came with it, whatever that is
}

// Of returns what the request that a context belongs to is called.
func Of(ctx context.Context) IDs {
	if s, ok := ctx.Value(spanKey{}).(*request); ok {
		return IDs{s.id, s.called}
	}
	return IDs{}
}

// spanKey is where a context has its request.
type spanKey struct{}

// Handler gives requests their place in a trace, before another handler answers them.
func (t *Tracer) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := t.begin(r)
		r = r.WithContext(context.WithValue(decision.WithTrace(r.Context(), q.trace), spanKey{}, q))
		if !q.sampled || t.exporter == nil {
			next.ServeHTTP(w, r)
			return
		}
		status := &statusWriter{ResponseWriter: w}
		defer func() { t.end(q, r, status.code()) }() // also where it panics
		next.ServeHTTP(status, r)
	})
}

// Decided adds a decision to the request that a context belongs to.
func (t *Tracer) Decided(ctx context.Context, d *decision.Decision) {
	if q, ok := ctx.Value(spanKey{}).(*request); ok && q.sampled && t.exporter != nil {
		q.decided(t.now(), d)
	}
}

// Stats are figures since the start.
type Stats struct {
	Sent    uint64 // spans that the collector took
	Dropped uint64 // spans that it did not get, or refused
}

// Stats returns the figures.
func (t *Tracer) Stats() Stats {
	if t.exporter == nil {
		return Stats{}
	}
	return t.exporter.figures()
}

// Close sends what is left, for as long as the context lasts.
func (t *Tracer) Close(ctx context.Context) {
	if t.exporter != nil {
		t.exporter.close(ctx)
	}
}

// statusWriter remembers the status of a response.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// code is the status: 200 where something was written without one, or nothing was.
func (w *statusWriter) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}
