// Package authzen is the OpenID AuthZEN Authorization API 1.0 (final, 11 January 2026) on a policy's engine: what a gateway or a service asks in the
// terms of subject, action, resource and context is answered as the policy has it.
//
// It decides nothing by itself: each evaluation becomes one question of the engine, and `decision` is true for the answer permitted alone. What the
// terms mean is said in mapping.go, and as a table in SERVE.md. It does not authenticate, bound bodies or time, or log: the server does.
//
//	err := s.Mount(authzen.Endpoints(s, authzen.Options{PublicURL: "https://pdp.example.com"})...)
package authzen

import (
	"io"
	"mime"
	"net/http"
	"strconv"
	"sync"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/strictjson"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// The paths of the API (section 10.1).
const (
	pathEvaluation     = "/access/v1/evaluation"
	pathEvaluations    = "/access/v1/evaluations"
	pathSearchSubject  = "/access/v1/search/subject"
	pathSearchResource = "/access/v1/search/resource"
	pathSearchAction   = "/access/v1/search/action"
	pathMetadata       = "/.well-known/authzen-configuration"
)

// Options are what the endpoints are told.
type Options struct {
	PublicURL string // where clients find the server, as https://pdp.example.com/tenant1; "" is as they say in their requests
	Strict    bool   // whether members that are not known are refused, although the specification (section 10.1.1) demands to ignore them
	PageSize  int    // the most results in one response of a search; 0 is 1,000
}

// Endpoints returns the API's endpoints, which decide with a source.
func Endpoints(source decision.Source, o Options) []decision.Endpoint {
	a := &api{source: source, limits: source.Limits(), options: o, shape: shape()}
	out := []decision.Endpoint{
		{Pattern: "POST " + pathEvaluation, Name: "evaluation", Handler: a.post("evaluation", (*request).evaluation)},
		{Pattern: "POST " + pathEvaluations, Name: "evaluations", Handler: a.post("evaluations", (*request).evaluations)},
		{Pattern: "POST " + pathSearchSubject, Name: "search-subject", Handler: a.search(searchSubject())},
		{Pattern: "POST " + pathSearchResource, Name: "search-resource", Handler: a.search(searchResource())},
		{Pattern: "POST " + pathSearchAction, Name: "search-action", Handler: a.search(searchAction())},
		{Pattern: "GET " + pathMetadata, Name: "authzen-configuration", Open: true, Handler: http.HandlerFunc(a.metadata)},
	}
	if path := a.publicPath(); path != "" {
		out = append(out, decision.Endpoint{Pattern: "GET " + pathMetadata + path, Name: "authzen-configuration", Open: true, Handler: http.HandlerFunc(a.metadata)})
	}
	for i := range out {
		out[i].Refuse = refuse
	}
	return out
}

// refuse answers a request that the server does not let in.
func refuse(w http.ResponseWriter, f *wire.Fault) {
	if f.Code == wire.BadMediaType {
		fail(w, wrongMediaType())
		return
	}
	fail(w, requestFault(f))
}

// An api answers requests. It is safe for concurrent use.
type api struct {
	source  decision.Source
	limits  decision.Limits
	options Options
	shape   *strictjson.Shape
	readers sync.Pool // of *strictjson.Reader
}

func (a *api) pageSize() int {
	if a.options.PageSize > 0 {
		return a.options.PageSize
	}
	return 1000
}

func (a *api) search(s searching) http.Handler {
	return a.post("search-"+s.key, func(r *request, o object) (any, *fault) { return r.search(s, o) })
}

// post handles an endpoint that is sent a JSON object.
func (a *api) post(name string, answer func(*request, object) (any, *fault)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, h *http.Request) {
		out, f := a.answer(name, h, answer)
		if f != nil {
			fail(w, f)
			return
		}
		wire.Write(w, http.StatusOK, out)
	})
}

func (a *api) answer(name string, h *http.Request, answer func(*request, object) (any, *fault)) (any, *fault) {
	e, err := a.source.Engine()
	if err != nil {
		a.source.Decided(h.Context(), &decision.Decision{Endpoint: name, Fault: wire.FaultOf(err)})
		return nil, requestFault(err)
	}
	r := &request{api: a, name: name, ctx: h.Context(), engine: e, strange: strange{refused: a.options.Strict}}
	o, f := a.read(h)
	var out any
	if f == nil {
		out, f = answer(r, o)
	}
	if f != nil && !r.noted {
		r.tell(&asking{}, nil, f)
	}
	return out, f
}

// read reads the body of a request, which must be an object (section 10.1.1).
func (a *api) read(h *http.Request) (object, *fault) {
	if kind, _, err := mime.ParseMediaType(h.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, wrongMediaType()
	}
	body, err := decision.Body(h, a.limits)
	if err != nil {
		return nil, requestFault(err)
	}
	reader, _ := a.readers.Get().(*strictjson.Reader)
	if reader == nil {
		reader = &strictjson.Reader{MaxDepth: a.limits.Depth}
	}
	defer a.readers.Put(reader)
	v, err := reader.Read(body, a.shape)
	if err != nil {
		return nil, requestFault(err)
	}
	o, ok := v.(object)
	if !ok {
		return nil, malformed("wrong-type", "the request is a JSON object")
	}
	return o, nil
}

func wrongMediaType() *fault {
	return malformed("content-type", "the request must have `Content-Type: application/json`")
}

// shape names the members of requests, so that none is taken for unknown because of its case.
func shape() *strictjson.Shape {
	out := tupleShape("the request")
	out.Fields["evaluations"] = &strictjson.Shape{Items: tupleShape("an evaluation")}
	out.Fields["options"] = open("`options`", "evaluations_semantic")
	out.Fields["page"] = open("`page`", "token", "limit", "properties")
	return out
}

func tupleShape(name string) *strictjson.Shape {
	s := open(name)
	s.Fields["subject"] = open("a subject", members("subject")...)
	s.Fields["action"] = open("an action", members("action")...)
	s.Fields["resource"] = open("a resource", members("resource")...)
	s.Fields["resource"].Fields["properties"] = open("`resource.properties`", "of", "from")
	s.Fields["context"] = open("a context", contextKeys()...)
	return s
}

// open is the shape of an object that may have more than is known.
func open(name string, keys ...string) *strictjson.Shape {
	s := &strictjson.Shape{Name: name, Fields: map[string]*strictjson.Shape{}}
	for _, k := range keys {
		s.Fields[k] = nil
	}
	return s
}

func contextKeys() []string {
	return []string{"purpose", "recipient", "place", "given", "nothing_else", "licet"}
}

// fail answers with an error message (section 10.1.2). It says how long the message is: when the time is over, who asked must not wait for the end of what
// the server still does.
func fail(w http.ResponseWriter, f *fault) {
	h, text := w.Header(), f.Message+"\n"
	h.Set("Content-Length", strconv.Itoa(len(text)))
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(f.Status)
	_, _ = io.WriteString(w, text) // who asked may be gone
}
