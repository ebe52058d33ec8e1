package server_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

func TestAsk(t *testing.T) {
	var told []*decision.Decision
	s := app(t, server.Config{Decided: func(_ context.Context, d *decision.Decision) { told = append(told, d) }})
	h := handler(t, s)
	if w := post(t, h, "/v1/ask?brief=true", outOfScope); w.Code != 200 || w.Body.String() != brief || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w := post(t, h, "/v1/ask", outOfScope)
	if w.Code != 200 || !strings.HasPrefix(w.Body.String(), `{"format":"licet.answer/1","policy":{"id":"app","version":"1",`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	refused(t, "an unknown name", post(t, h, "/v1/ask", `{"action": "use", "data": "serch-query"}`), 422, "unknown-name")
	refused(t, "before there is an engine", post(t, h, "/v1/ask?x", outOfScope), 400, "bad-parameter")
	if len(told) != 4 || told[3].Fault.Code != "bad-parameter" || told[3].Time.IsZero() || told[3].Policy != told[0].Policy {
		t.Errorf("%+v", told)
	}
	told = told[:3]
	if len(told) != 3 || told[0].Answer != "out-of-scope" || told[1].Clauses[0] != "A.11" || told[2].Fault.Code != "unknown-name" || told[2].Answer != "" {
		t.Errorf("%+v", told)
	}
	for i, d := range told {
		if d.Time.IsZero() || d.Policy.ID != "app" || d.Endpoint != "ask" || d.Question.Dims[1][0] != "use" || (d.Asked != nil) != (i < 2) {
			t.Errorf("%+v", d)
		}
	}
	if n := metric(t, h, `licet_decisions_total{answer="out-of-scope",endpoint="ask"}`); n != "2" {
		t.Errorf("%s decisions were counted", n)
	}
	if n := metric(t, h, `licet_errors_total{code="unknown-name",endpoint="ask"}`); n != "1" {
		t.Errorf("%s errors were counted", n)
	}
}

// TestWrongRequests tries what is no question, and what is none of the paths and methods.
func TestWrongRequests(t *testing.T) {
	h := handler(t, app(t, server.Config{}))
	for _, x := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/v1/ask", "", 415, "bad-media-type"},
		{"POST", "/v1/ask", " ", 400, "bad-json"},
		{"POST", "/v1/ask", "7", 400, "bad-json"},
		{"POST", "/v1/ask", outOfScope + outOfScope, 400, "bad-json"},
		{"POST", "/v1/ask", `{"action": "use", "action": "use", "data": "search-query"}`, 400, "bad-json"},
		{"POST", "/v1/ask", `{"action": "use", "Data": "search-query"}`, 400, "bad-json"},
		{"POST", "/v1/ask", `{"action": "use", "data": "search-query", "nothing": 1}`, 400, "bad-json"},
		{"POST", "/v1/ask", `{"action": "use", "data": "search-query", "given": {"Consent": true, "consent": true}}`, 400, "bad-json"},
		{"POST", "/v1/ask", `{"action": "use", "data": "search-query", "given": ` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, 400, "bad-json"},
		{"POST", "/v1/ask", "{\"action\": \"use\", \"data\": \"search-query\xff\"}", 400, "bad-json"},
		{"POST", "/v1/ask", `{"action": "use", "data": "search-query", "given": {"nobody-knows": true}}`, 422, "unknown-name"},
		{"POST", "/v1/ask?brief=yes", outOfScope, 400, "bad-parameter"},
		{"POST", "/v1/ask?Brief=true", outOfScope, 400, "bad-parameter"},
		{"POST", "/v1/ask?brief=true&brief=false", outOfScope, 400, "bad-parameter"},
		{"POST", "/v1/ask?brief=%zz", outOfScope, 400, "bad-parameter"},
		{"GET", "/v1/ask", "", 405, "bad-method"},
		{"PUT", "/v1/ask", outOfScope, 405, "bad-method"},
		{"POST", "/healthz", "{}", 405, "bad-method"},
		{"GET", "/v2/ask", "", 404, "not-found"},
		{"GET", "/", "", 404, "not-found"},
	} {
		w := do(h, request(t, x.method, x.path, x.body))
		refused(t, x.method+" "+x.path+" "+x.body, w, x.status, x.code)
		if (x.status == 405) != (w.Header().Get("Allow") != "") {
			t.Errorf("%s %s: Allow is %q", x.method, x.path, w.Header().Get("Allow"))
		}
	}
	for _, given := range []string{"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "text/json", "application/", ""} {
		r := request(t, "POST", "/v1/ask", outOfScope)
		r.Header.Set("Content-Type", given)
		refused(t, given, do(h, r), 415, "bad-media-type")
	}
	for _, given := range []string{"application/json; charset=utf-8", "Application/JSON", "application/licet+json"} {
		r := request(t, "POST", "/v1/ask?brief=true", outOfScope)
		r.Header.Set("Content-Type", given)
		if w := do(h, r); w.Body.String() != brief {
			t.Errorf("%s: %s", given, w.Body)
		}
	}
}

// TestHead is asked by those who only want to know whether something is there.
func TestHead(t *testing.T) {
	h := app(t, server.Config{}).Handler()
	for path, status := range map[string]int{"/healthz": 200, "/readyz": 200, "/metrics": 200, "/v1/ask": 405} {
		if w := do(h, request(t, "HEAD", path, "")); w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestForms holds the forms of an answer to one another.
func TestForms(t *testing.T) {
	h := handler(t, app(t, server.Config{}))
	line := post(t, h, "/v1/ask", outOfScope).Body.String()
	pretty := post(t, h, "/v1/ask?pretty=true", outOfScope).Body.String()
	if strings.Count(line, "\n") != 1 || !strings.HasPrefix(pretty, "{\n  \"format\": \"licet.answer/1\",\n") {
		t.Errorf("%s\n%s", line, pretty)
	}
	if got := post(t, h, "/v1/ask?brief=true&pretty=true", outOfScope).Body.String(); !strings.HasPrefix(got, "{\n  \"format\": \"licet.brief/1\",\n") {
		t.Error(got)
	}
	if got := post(t, h, "/v1/ask?brief=false&pretty=false", outOfScope).Body.String(); got != line {
		t.Error(got)
	}
}

func TestMountRefuses(t *testing.T) {
	nothing := http.NotFoundHandler()
	for what, e := range map[string]decision.Endpoint{
		"what is taken":     {Pattern: "POST /v1/ask", Name: "x", Handler: nothing},
		"no method":         {Pattern: "/v1/x", Name: "x", Handler: nothing},
		"no name":           {Pattern: "GET /v1/x", Handler: nothing},
		"no handler":        {Pattern: "GET /v1/x", Name: "x"},
		"a path that is no": {Pattern: "GET v1/x{", Name: "x", Handler: nothing},
	} {
		if err := app(t, server.Config{}).Mount(e); err == nil {
			t.Errorf("%s was mounted", what)
		}
	}
}

// FuzzAsk asks anything: what is answered is an answer, and everything else a fault.
func FuzzAsk(f *testing.F) {
	f.Add(outOfScope, "brief=true")
	f.Add(`{"action":"use","data":["email"],"given":{"consent":[{"data":"email"}]},"nothing_else":true}`, "")
	f.Add(`{"action":"share","given":{"age":1e9,"account-closed":{"days":1}},"except":{"data":"email"}}`, "pretty=true")
	s, err := server.New(appConfig())
	if err != nil {
		f.Fatal(err)
	}
	h := s.Handler()
	f.Fuzz(func(t *testing.T, body, query string) {
		r := request(t, "POST", "/v1/ask", body)
		r.Header.Set("Content-Type", "application/json")
		r.URL.RawQuery = query
		w := do(h, r)
		answered(t, w.Code, w.Body.Bytes())
	})
}
