package authzen_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

// written returns a server of a policy that is written here.
func written(t *testing.T, policy string) *server.Server {
	t.Helper()
	s, err := server.New(server.Config{FS: fstest.MapFS{"policy.licet": {Data: []byte("policy p \"P\" {}\nuse core\n" + policy)}}, Dir: "policy.licet"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// direct asks an endpoint without the server before it.
func direct(t *testing.T, s *server.Server, ctx context.Context, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	for _, e := range authzen.Endpoints(s, authzen.Options{}) {
		if e.Pattern == "POST "+path {
			r := httptest.NewRequestWithContext(ctx, "POST", path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			e.Handler.ServeHTTP(w, r)
			return w
		}
	}
	t.Fatalf("there is no %s", path)
	return nil
}

// TestNothingIsCutShort checks that what is too much, or takes too long, is an error, and not a part of the answer.
func TestNothingIsCutShort(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	small := written(t, "clause 1 { we may use email for marketing }\n")
	var b strings.Builder
	b.WriteString("data d \"d\" {\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "d%d \"x\"\n", i)
	}
	large := written(t, b.String()+"}\nclause 1 { we may use d1, d2, d3 for marketing }\n")
	const use = `"subject": {"type": "actor", "id": "we"}, "action": {"name": "use"}, "context": {"purpose": "marketing"}, `
	for _, c := range []struct {
		name       string
		s          *server.Server
		ctx        context.Context
		path, body string
		code       int
		want       string
	}{
		{"a search", small, t.Context(), "/access/v1/search/resource", `{` + use + `"resource": {"type": "data"}}`, 200, `"id":"email"`},
		{"a search whose time is over", small, over, "/access/v1/search/resource", `{` + use + `"resource": {"type": "data"}}`, 422, "too many names"},
		{"a search over too many names", large, t.Context(), "/access/v1/search/resource", `{` + use + `"resource": {"type": "data"}}`, 422, "too many names"},
		{"a search over others", large, t.Context(), "/access/v1/search/action", `{"subject": {"type": "user", "id": "a"}, "resource": {"type": "data", "id": "d3"}, "context": {"purpose": "marketing"}}`, 200, `"name":"use"`},
		{"evaluations", small, t.Context(), "/access/v1/evaluations", `{` + use + `"evaluations": [{"resource": {"type": "data", "id": "email"}}]}`, 200, `"decision":true`},
		{"evaluations whose time is over", small, over, "/access/v1/evaluations", `{` + use + `"evaluations": [{"resource": {"type": "data", "id": "email"}}]}`, 503, "the time for the request is over"},
	} {
		w := direct(t, c.s, c.ctx, c.path, c.body)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %.300s", c.name, w.Code, w.Body)
		}
	}
}
