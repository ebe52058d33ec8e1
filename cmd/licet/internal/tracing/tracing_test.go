package tracing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// A collector takes spans, as a real one does.
type collector struct {
	*httptest.Server
	answer func(w http.ResponseWriter, n int) // the n-th request, from 1 on; nil: all is well

	mu    sync.Mutex
	asked int
	text  []byte
	spans []span
}

func newCollector(t *testing.T) *collector {
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		c.mu.Lock()
		c.asked++
		n := c.asked
		c.mu.Unlock()
		if err != nil || r.Method != "POST" || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s %v", r.Method, r.URL, err)
		}
		if c.answer != nil {
			c.answer(w, n)
			return
		}
		c.take(t, body)
		fmt.Fprint(w, `{"partialSuccess":{}}`)
	}))
	t.Cleanup(c.Server.Close)
	return c
}

func (c *collector) take(t *testing.T, body []byte) {
	var all struct {
		ResourceSpans []struct {
			Resource   struct{ Attributes []attribute }
			ScopeSpans []struct{ Spans []span }
		}
	}
	if err := json.Unmarshal(body, &all); err != nil {
		t.Error(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.text = append(c.text, body...)
	for _, s := range all.ResourceSpans[0].ScopeSpans {
		c.spans = append(c.spans, s.Spans...)
	}
}

// times is how often it was asked.
func (c *collector) times() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

// tracer returns a tracer that sends to the collector; its pauses are short.
func tracer(t *testing.T, endpoint string) *Tracer {
	t.Helper()
	tr, err := New(Options{Endpoint: endpoint, Version: "v1", Report: func(err error) { t.Log("reported:", err) }})
	if err != nil {
		t.Fatal(err)
	}
	tr.exporter.pause = time.Microsecond
	return tr
}

func patient(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// decided is a decision with values that no span must have.
func decided(t *testing.T) *decision.Decision {
	t.Helper()
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	q, err := e.Asker().QuestionWith("may we share email with partner for partner-offers given no consent and no serves-you and nothing else?", dsl.Fields{})
	if err != nil {
		t.Fatal(err)
	}
	answer, clauses, err := e.Brief(q)
	if err != nil {
		t.Fatal(err)
	}
	return &decision.Decision{Endpoint: "ask", Policy: engine.PolicyRef{ID: "app", Version: "1", Digest: "sha256:00"}, Asked: q, Answer: answer.String(),
		Clauses: clauses, Took: time.Millisecond, Identity: map[string]string{"subject.id": "anna"}}
}

// serve lets a tracer see one request.
func serve(tr *Tracer, r *http.Request, do func(context.Context)) *httptest.ResponseRecorder {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/{what}", func(w http.ResponseWriter, r *http.Request) {
		do(r.Context())
		w.WriteHeader(http.StatusTeapot)
	})
	w := httptest.NewRecorder()
	tr.Handler(mux).ServeHTTP(w, r)
	return w
}

const (
	trace   = "0af7651916cd43dd8448eb211c80319c"
	outside = "b7ad6b7169203331"
)

func TestParent(t *testing.T) {
	for header, want := range map[string]parent{
		"00-" + trace + "-" + outside + "-01":                   {trace, outside, true},
		"00-" + trace + "-" + outside + "-00":                   {trace, outside, false},
		"00-" + trace + "-" + outside + "-ff":                   {trace, outside, true},
		" 00-" + trace + "-" + outside + "-03 ":                 {trace, outside, true},
		"cc-" + trace + "-" + outside + "-01":                   {trace, outside, true},
		"cc-" + trace + "-" + outside + "-01-more":              {trace, outside, true},
		"00-" + trace + "-" + outside + "-01-more":              {},
		"ff-" + trace + "-" + outside + "-01":                   {},
		"0-" + trace + "-" + outside + "-01":                    {},
		"00-" + trace + "-" + outside:                           {},
		"00-" + trace + "-" + outside + "-1":                    {},
		"00-" + trace[1:] + "-" + outside + "-01":               {},
		"00-" + strings.ToUpper(trace) + "-" + outside + "-01":  {},
		"00-" + strings.Repeat("0", 32) + "-" + outside + "-01": {},
		"00-" + trace + "-" + strings.Repeat("0", 16) + "-01":   {},
		"00-" + trace + "-" + strings.Repeat("z", 16) + "-01":   {},
		"anna@example.org":                                      {}, "": {}, "---": {},
	} {
		got, ok := parentOf(http.Header{"Traceparent": {header}})
		if got != want || ok != (want != parent{}) {
			t.Errorf("%q: %+v, %v", header, got, ok)
		}
	}
	good := "00-" + trace + "-" + outside + "-01"
	if _, ok := parentOf(http.Header{"Traceparent": {good, good}}); ok {
		t.Error("a header that stands twice was taken")
	}
}

func FuzzParent(f *testing.F) {
	f.Add("00-" + trace + "-" + outside + "-01")
	f.Fuzz(func(t *testing.T, header string) {
		if p, ok := parentOf(http.Header{"Traceparent": {header}}); ok && (!isHex(p.trace, 32) || !isHex(p.span, 16)) {
			t.Fatalf("%q: %+v", header, p)
		}
	})
}

// TestSpans sends a request with two decisions: its span lies in that of who asked, theirs lie in it, and there is no value in the bytes.
func TestSpans(t *testing.T) {
	c := newCollector(t)
	tr := tracer(t, c.URL+"/")
	r := httptest.NewRequest("POST", "/v1/anna@example.org?who=anna", nil)
	r.Header.Set("Traceparent", "00-"+trace+"-"+outside+"-01")
	r.Header.Set("X-Request-Id", "anna's")
	var ids IDs
	serve(tr, r, func(ctx context.Context) {
		ids = Of(ctx)
		if decision.Trace(ctx) != trace {
			t.Errorf("the trace is %q", decision.Trace(ctx))
		}
		tr.Decided(ctx, decided(t))
		tr.Decided(ctx, &decision.Decision{Endpoint: "ask", Fault: wire.NewFault("unknown-name", "no data is called anna")})
	})
	tr.Close(patient(t))
	if len(c.spans) != 3 || tr.Stats() != (Stats{Sent: 3}) {
		t.Fatalf("%d spans, %+v", len(c.spans), tr.Stats())
	}
	whole, first, second := c.spans[2], c.spans[0], c.spans[1]
	if whole.Trace != trace || whole.Parent != outside || whole.ID != ids.Span || ids.Request != "anna's" || whole.Name != "POST /v1/{what}" || whole.Kind != server {
		t.Errorf("%+v, %+v", whole, ids)
	}
	if first.Parent != whole.ID || second.Parent != whole.ID || first.ID == second.ID || first.Trace != trace || first.Start >= first.End {
		t.Errorf("%+v %+v", first, second)
	}
	said := string(c.text)
	for _, secret := range []string{"anna", "example", "boolValue", "false", "true"} {
		if strings.Contains(said, secret) {
			t.Errorf("%q is in %s", secret, said)
		}
	}
	for _, word := range []string{`"intValue":"418"`, `"intValue":"2"`, `"serves-you"`, `"prohibited"`, `"partner-offers"`, `"unknown-name"`, `"stringValue":"/v1/{what}"`, `"licet.clauses"`, `"sha256:00"`, `"service.name"`} {
		if !strings.Contains(said, word) {
			t.Errorf("%s is not in %s", word, said)
		}
	}
}

// TestWithoutACollector has traces nevertheless, for the log.
func TestWithoutACollector(t *testing.T) {
	tr, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for range 3 {
		serve(tr, httptest.NewRequest("POST", "/v1/ask", nil), func(ctx context.Context) {
			tr.Decided(ctx, decided(t))
			id, span := decision.Trace(ctx), Of(ctx).Span
			if !isHex(id, 32) || zero(id) || !isHex(span, 16) || zero(span) || seen[id] {
				t.Errorf("%q %q", id, span)
			}
			seen[id] = true
		})
	}
	tr.Close(patient(t))
	if Of(context.Background()) != (IDs{}) || tr.Stats() != (Stats{}) {
		t.Error("nothing has a span")
	}
}

// TestWhatIsNotSampled is not sent.
func TestWhatIsNotSampled(t *testing.T) {
	c := newCollector(t)
	tr := tracer(t, c.URL)
	r := httptest.NewRequest("POST", "/v1/ask", nil)
	r.Header.Set("Traceparent", "00-"+trace+"-"+outside+"-00")
	serve(tr, r, func(ctx context.Context) { tr.Decided(ctx, decided(t)) })
	serve(tr, httptest.NewRequest("GET", "/anna", nil), nil)
	tr.Close(patient(t))
	if len(c.spans) != 1 || c.spans[0].Name != "GET" || strings.Contains(string(c.text), "anna") {
		t.Errorf("%+v", c.spans)
	}
}

// TestManyDecisions bounds what one request says; how many there were it says in any case.
func TestManyDecisions(t *testing.T) {
	c := newCollector(t)
	tr := tracer(t, c.URL)
	d := decided(t)
	serve(tr, httptest.NewRequest("POST", "/v1/ask", nil), func(ctx context.Context) {
		for range maxDecisions + 7 {
			tr.Decided(ctx, d)
		}
	})
	tr.Close(patient(t))
	if len(c.spans) != maxDecisions+1 || !strings.Contains(string(c.text), fmt.Sprintf(`"key":"licet.decisions","value":{"intValue":"%d"}`, maxDecisions+7)) {
		t.Errorf("%d spans", len(c.spans))
	}
}

// ask lets a tracer see n requests, none of which waits.
func ask(tr *Tracer, n int) {
	for range n {
		serve(tr, httptest.NewRequest("POST", "/v1/ask", nil), func(context.Context) {})
	}
}

// TestCollectors tries the ways in which a collector can fail.
func TestCollectors(t *testing.T) {
	status := func(codes ...int) func(http.ResponseWriter, int) {
		return func(w http.ResponseWriter, n int) { w.WriteHeader(codes[min(n, len(codes))-1]) }
	}
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter, int)
		asked  int
		want   Stats
	}{
		"an error of its own":         {status(500), 1, Stats{Dropped: 5}},
		"a request that it refuses":   {status(400), 1, Stats{Dropped: 5}},
		"somewhere else":              {func(w http.ResponseWriter, _ int) { w.Header().Set("Location", "/elsewhere"); w.WriteHeader(307) }, 1, Stats{Dropped: 5}},
		"too busy, and then well":     {status(503, 429, 200), 3, Stats{Sent: 5}},
		"too busy for ever":           {status(503), attempts, Stats{Dropped: 5}},
		"takes some":                  {func(w http.ResponseWriter, _ int) { fmt.Fprint(w, `{"partialSuccess":{"rejectedSpans":"2"}}`) }, 1, Stats{Sent: 3, Dropped: 2}},
		"refuses more than there are": {func(w http.ResponseWriter, _ int) { fmt.Fprint(w, `{"partialSuccess":{"rejectedSpans":99}}`) }, 1, Stats{Dropped: 5}},
		"answers nonsense":            {func(w http.ResponseWriter, _ int) { fmt.Fprint(w, strings.Repeat("<", 2*maxReply)) }, 1, Stats{Sent: 5}},
		"hangs up":                    {func(http.ResponseWriter, int) { panic(http.ErrAbortHandler) }, attempts, Stats{Dropped: 5}},
	} {
		t.Run(name, func(t *testing.T) {
			server := newCollector(t)
			server.answer = c.answer
			tr := tracer(t, server.URL)
			ask(tr, 5)
			tr.Close(patient(t))
			if got, n := tr.Stats(), server.times(); got != c.want || n != c.asked {
				t.Errorf("asked %d times, want %d; %+v, want %+v", n, c.asked, got, c.want)
			}
		})
	}
}

// TestACollectorThatIsDown cannot be reached.
func TestACollectorThatIsDown(t *testing.T) {
	c := newCollector(t)
	c.Server.Close()
	tr := tracer(t, c.URL)
	ask(tr, 5)
	tr.Close(patient(t))
	if tr.Stats() != (Stats{Dropped: 5}) {
		t.Errorf("%+v", tr.Stats())
	}
}

// TestACollectorThatHangs lets nobody wait, bounds what is kept, and is left when the time is over.
func TestACollectorThatHangs(t *testing.T) {
	c := newCollector(t)
	hangs, ends := make(chan bool, 1), make(chan bool)
	c.answer = func(http.ResponseWriter, int) { hangs <- true; <-ends }
	tr := tracer(t, c.URL)
	ask(tr, maxBatch)
	<-hangs
	ask(tr, maxQueued+100)
	if got := tr.Stats(); got != (Stats{Dropped: 100}) {
		t.Errorf("while it hangs: %+v", got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tr.Close(ctx)
	if got := tr.Stats(); got != (Stats{Dropped: maxBatch + maxQueued + 100}) {
		t.Errorf("at the end: %+v", got)
	}
	close(ends)
}

// TestReports tells of the beginning and of the end of a failure, and no password.
func TestReports(t *testing.T) {
	c := newCollector(t)
	c.answer = func(w http.ResponseWriter, n int) {
		if n < 3 {
			w.WriteHeader(500)
		}
	}
	var reports []error
	e, err := newExporter(Options{Endpoint: c.URL, Report: func(err error) { reports = append(reports, err) }})
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		e.add(make([]span, maxBatch))
	}
	e.close(patient(t))
	if len(reports) != 2 || reports[0] == nil || reports[1] != nil {
		t.Errorf("%v", reports)
	}
	_, _, _, err = (&exporter{url: "http://anna:secret@127.0.0.1:1/v1/traces", client: http.DefaultClient, ctx: context.Background()}).send(nil)
	if err == nil || strings.Contains(err.Error(), "anna") {
		t.Errorf("%v", err)
	}
}

func TestEndpoints(t *testing.T) {
	for endpoint, want := range map[string]string{
		"http://127.0.0.1:4318":                  "http://127.0.0.1:4318/v1/traces",
		"https://collector.example/otlp/":        "https://collector.example/otlp/v1/traces",
		"http://collector.example/v1/traces":     "http://collector.example/v1/traces",
		"http://collector.example/v1/traces?a=b": "http://collector.example/v1/traces?a=b",
		"collector.example:4318":                 "", "grpc://collector.example": "", "http://": "", "\x00": "", "/v1/traces": "",
	} {
		e, err := newExporter(Options{Endpoint: endpoint})
		if (err == nil) != (want != "") || err == nil && e.url != want {
			t.Errorf("%q: %+v, %v", endpoint, e, err)
		}
		if err == nil {
			e.close(patient(t))
		}
	}
	if _, err := New(Options{Endpoint: "nowhere"}); err == nil || errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestStatus is about what a response says first.
func TestStatus(t *testing.T) {
	w := &statusWriter{ResponseWriter: httptest.NewRecorder()}
	var got []int
	got = append(got, w.code())
	for _, status := range []int{103, 404, 500} {
		w.WriteHeader(status)
		got = append(got, w.code())
	}
	if !slices.Equal(got, []int{200, 200, 404, 404}) || http.NewResponseController(w).Flush() != nil {
		t.Errorf("%v", got)
	}
}
