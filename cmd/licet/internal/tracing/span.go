package tracing

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/engine"
)

// maxDecisions is how many decisions of one request have a span of their own. The span of the request says how many there were.
const maxDecisions = 100

// A request is what becomes the span of a request, with a span beneath it for each of its decisions.
type request struct {
	trace, id, parent string
	sampled           bool
	called            string
	began             time.Time

	mu        sync.Mutex
	decisions []span
	count     int
}

// begin finds the place of a request in a trace. Where nobody says whether to record it, it is recorded.
func (t *Tracer) begin(r *http.Request) *request {
	q := &request{id: newID(8), called: r.Header.Get("X-Request-ID"), began: t.now()}
	if p, ok := parentOf(r.Header); ok {
		q.trace, q.parent, q.sampled = p.trace, p.span, p.sampled
	} else {
		q.trace, q.sampled = newID(16), true
	}
	return q
}

// end sends a request off. A path that no endpoint has may be anything, so that none is said.
func (t *Tracer) end(q *request, r *http.Request, status int) {
	method, route := methodOf(r), r.Pattern[strings.IndexByte(r.Pattern, ' ')+1:]
	s := span{
		Trace: q.trace, ID: q.id, Parent: q.parent, Name: method, Kind: server, Start: nano(q.began), End: nano(t.now()),
		Attributes: []attribute{text("http.request.method", method), number("http.response.status_code", status)},
	}
	if route != "" {
		s.Name, s.Attributes = method+" "+route, append(s.Attributes, text("http.route", route))
	}
	if status >= 500 {
		s.Status = &failed{Code: 2}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	s.Attributes = append(s.Attributes, number("licet.decisions", q.count))
	t.exporter.add(append(q.decisions, s))
	q.decisions = nil
}

// methodOf is the method of a request, if it is one that there is.
func methodOf(r *http.Request) string {
	switch r.Method {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT":
		return r.Method
	}
	return "_OTHER"
}

// decided adds the span of a decision.
func (q *request) decided(now time.Time, d *decision.Decision) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.count++; q.count > maxDecisions {
		return
	}
	q.decisions = append(q.decisions, span{
		Trace: q.trace, ID: newID(8), Parent: q.id, Name: "decide", Kind: internal, Start: nano(now.Add(-d.Took)), End: nano(now), Attributes: attributes(d),
	})
}

// attributes are what a span says of a decision: names, and no values.
func attributes(d *decision.Decision) []attribute {
	out := []attribute{text("licet.endpoint", d.Endpoint), text("licet.policy.id", d.Policy.ID),
		text("licet.policy.version", d.Policy.Version), text("licet.policy.digest", d.Policy.Digest)}
	if d.Fault != nil {
		return append(out, text("error.type", d.Fault.Code))
	}
	if d.Searched != "" {
		out = append(out, text("licet.searched", d.Searched), number("licet.found", len(d.Found)))
	} else {
		out = append(out, text("licet.answer", d.Answer), texts("licet.clauses", d.Clauses))
	}
	out = append(out, texts("licet.given", d.Given()))
	if d.Asked == nil {
		return out
	}
	q := engine.AskedOf(d.Asked)
	for _, part := range []struct {
		name  string
		names any
	}{{"actor", q.Actor}, {"action", q.Action}, {"data", q.Data}, {"of", q.Of}, {"from", q.From}, {"recipient", q.Recipient}, {"purpose", q.Purpose}, {"place", q.Place}} {
		out = append(out, named("licet."+part.name, part.names)...)
	}
	return out
}

// named is an attribute of a part of a question: one name, several, or none.
func named(key string, names any) []attribute {
	switch names := names.(type) {
	case string:
		return []attribute{texts(key, []string{names})}
	case []string:
		if len(names) > 0 {
			return []attribute{texts(key, names)}
		}
	}
	return nil
}

func nano(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }
