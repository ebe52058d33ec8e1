// Package openapitest holds a server to the document of package openapi, in tests: each response that passes is one that the document tells of, and
// what was asked, where it was answered, is as the document has it. It is for tests alone.
//
//	h := openapitest.Hold(t, s.Handler())
package openapitest

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi"
)

// T is what it needs of a *testing.T, a *testing.F or a *rapid.T.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// A Holder holds a handler to the document. It is safe for concurrent use.
type Holder struct {
	t    T
	next http.Handler
	doc  map[string]any

	mu      sync.Mutex
	c       *jsonschema.Compiler
	schemas map[string]*jsonschema.Schema
	held    int
}

// Hold returns a handler that passes requests on, and fails the test by what is not in the document.
func Hold(t T, next http.Handler) *Holder {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(openapi.Document()))
	if err != nil {
		t.Fatal(err)
	}
	h := &Holder{t: t, next: next, doc: doc.(map[string]any), c: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	h.c.DefaultDraft(jsonschema.Draft2020)
	h.c.AssertFormat()
	if err := h.c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return h
}

// Held returns how many responses were held to the document.
func (h *Holder) Held() int { return h.held }

// Paths returns what the document describes, as "GET /healthz", sorted.
func (h *Holder) Paths() []string {
	var out []string
	for path, item := range h.doc["paths"].(map[string]any) {
		for method := range item.(map[string]any) {
			out = append(out, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(out)
	return out
}

// Described returns the path of the document that describes a path of a request: itself, or one with a name in braces; "" if there is none.
func (h *Holder) Described(path string) string {
	if h.at("paths", path) != nil {
		return path
	}
	for described := range h.at("paths") {
		before, rest, ok := strings.Cut(described, "{")
		_, after, _ := strings.Cut(rest, "}")
		if ok && after == "" && strings.HasPrefix(path, before) && len(path) > len(before) && !strings.Contains(path[len(before):], "/") {
			return described
		}
	}
	return ""
}

// ServeHTTP passes a request on, and its response back.
func (h *Holder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
	got := httptest.NewRecorder()
	h.next.ServeHTTP(got, r)
	if err := h.check(r, body, got); err != nil {
		h.t.Errorf("%s %s\n%s\nis answered %d %s\n%s\nagainst the document: %v", r.Method, r.URL, body, got.Code, got.Header().Get("Content-Type"), got.Body, err)
	}
	maps.Copy(w.Header(), got.Header())
	w.WriteHeader(got.Code)
	_, _ = w.Write(got.Body.Bytes())
}

// failing is where a body ends, with the error that it had there, if it had one.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) {
	if f.err == nil {
		return 0, io.EOF
	}
	return 0, f.err
}

func (h *Holder) check(r *http.Request, body []byte, got *httptest.ResponseRecorder) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.held++
	path := h.Described(r.URL.Path)
	if path == "" {
		if got.Code == http.StatusNotFound {
			return nil
		}
		return fmt.Errorf("there is no such path")
	}
	method := strings.ToLower(r.Method)
	if method == "head" {
		method = "get"
	}
	if h.at("paths", path, method) == nil {
		if got.Code == http.StatusMethodNotAllowed {
			return nil
		}
		return fmt.Errorf("there is no such method")
	}
	if err := h.response(r, path, method, got); err != nil {
		return fmt.Errorf("the response: %w", err)
	}
	if id := r.Header.Get("X-Request-ID"); got.Header().Get("X-Request-ID") != id {
		return fmt.Errorf("the request's id is %q, and the response's %q", id, got.Header().Get("X-Request-ID"))
	}
	if method == "post" && got.Code == http.StatusOK && !bytes.Contains(got.Body.Bytes(), []byte(`"error":`)) {
		if err := h.validate(body, "paths", path, method, "requestBody", "content", "application/json", "schema"); err != nil {
			return fmt.Errorf("it was answered, and the request: %w", err)
		}
	}
	return nil
}

// response checks the status, the content type and the body of a response.
func (h *Holder) response(r *http.Request, path, method string, got *httptest.ResponseRecorder) error {
	at := []string{"paths", path, method, "responses", strconv.Itoa(got.Code)}
	response := h.at(at...)
	if response == nil {
		return fmt.Errorf("there is no such status")
	}
	if ref, ok := response["$ref"].(string); ok {
		at = strings.Split(strings.TrimPrefix(ref, "#/"), "/")
	}
	kind, _, err := mime.ParseMediaType(got.Header().Get("Content-Type"))
	if err != nil {
		return err
	}
	if h.at(append(at, "content", kind)...) == nil {
		return fmt.Errorf("there is no such content type")
	}
	if r.Method == http.MethodHead || kind != "application/json" {
		return nil
	}
	return h.validate(got.Body.Bytes(), append(at, "content", kind, "schema")...)
}

// at returns an object of the document; nil if there is none.
func (h *Holder) at(path ...string) map[string]any {
	o := h.doc
	for _, key := range path {
		o, _ = o[key].(map[string]any)
	}
	return o
}

// validate holds a JSON value to a schema of the document.
func (h *Holder) validate(text []byte, path ...string) error {
	for i, key := range path {
		path[i] = strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
	}
	at := "openapi.json#/" + strings.Join(path, "/")
	s := h.schemas[at]
	if s == nil {
		var err error
		if s, err = h.c.Compile(at); err != nil {
			return err
		}
		h.schemas[at] = s
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(v)
}
