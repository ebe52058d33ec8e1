package server_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// app returns a server of the policy app.
func app(t *testing.T, c server.Config) *server.Server {
	t.Helper()
	c.FS, c.Dir = policies.FS(), "app"
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func post(t *testing.T, h http.Handler, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAsk(t *testing.T) {
	var told []*decision.Decision
	s := app(t, server.Config{Decided: func(_ context.Context, d *decision.Decision) { told = append(told, d) }})
	w := post(t, s.Handler(), "/v1/ask?brief=true", `{"action": "use", "data": "search-query"}`)
	if w.Code != 200 || w.Body.String() != `{"format":"licet.brief/1","answer":"out-of-scope","conflict":false,"decided_by":[{"clause":"A.11"}]}`+"\n" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w = post(t, s.Handler(), "/v1/ask", `{"action": "use", "data": "search-query"}`)
	if w.Code != 200 || !strings.HasPrefix(w.Body.String(), `{"format":"licet.answer/1","policy":{"id":"app","version":"1",`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	w = post(t, s.Handler(), "/v1/ask", `{"action": "use", "data": "serch-query"}`)
	if w.Code != 422 || !strings.Contains(w.Body.String(), "did you mean `search-query`?") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if len(told) != 3 || told[0].Answer != "out-of-scope" || told[1].Clauses[0] != "A.11" || told[2].Fault.Code != "unknown-name" || told[2].Answer != "" ||
		told[1].Asked == nil || told[2].Asked != nil {
		t.Errorf("%+v", told)
	}
	for _, d := range told {
		if d.Time.IsZero() || d.Policy.ID != "app" || d.Endpoint != "ask" || d.Question.Dims[1][0] != "use" {
			t.Errorf("%+v", d)
		}
	}
}

func TestMountRefusesWhatIsTaken(t *testing.T) {
	s := app(t, server.Config{})
	if err := s.Mount(decision.Endpoint{Pattern: "POST /v1/ask", Handler: http.NotFoundHandler()}); err == nil {
		t.Error("a path was given twice")
	}
}
