package server_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi/openapitest"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// app returns a server of the policy app, which ships.
func app(t *testing.T, c server.Config) *server.Server {
	t.Helper()
	c.FS, c.Dir, c.Shipped = policies.FS(), "app", true
	return start(t, c)
}

// handler returns what answers for a server, held to the document of what it serves.
func handler(t *testing.T, s *server.Server) http.Handler {
	t.Helper()
	return openapitest.Hold(t, s.Handler())
}

func appConfig() server.Config {
	return server.Config{FS: policies.FS(), Dir: "app", Shipped: true}
}

// answered checks that a response is either an answer or a fault, and by its status no other than it is by its body.
func answered(t *testing.T, status int, body []byte) {
	t.Helper()
	var v struct{ Format, Answer, Code string }
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%d %q: %v", status, body, err)
	}
	switch {
	case status == 200 && (v.Format == "licet.answer/1" || v.Format == "licet.brief/1") && v.Answer != "" && v.Code == "":
	case status >= 400 && v.Format == "licet.error/1" && v.Answer == "" && v.Code != "" && v.Code != "internal" && v.Code != "failed":
	default:
		t.Fatalf("%d %s", status, body)
	}
}

func start(t *testing.T, c server.Config) *server.Server {
	t.Helper()
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// outOfScope is a question to app, and brief its answer.
const (
	outOfScope = `{"action": "use", "data": "search-query"}`
	brief      = `{"format":"licet.brief/1","answer":"out-of-scope","conflict":false,"decided_by":[{"clause":"A.11"}]}` + "\n"
)

// request returns a request as a client of good manners makes it.
func request(t *testing.T, method, path, body string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func do(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func post(t *testing.T, h http.Handler, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	return do(h, request(t, "POST", path, body))
}

func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	return do(h, request(t, "GET", path, ""))
}

// refused checks that a response is a fault, and none that could be taken for an answer.
func refused(t *testing.T, what string, w *httptest.ResponseRecorder, status int, code string) {
	t.Helper()
	refusedText(t, what, w.Code, w.Header(), w.Body.String(), status, code)
}

func refusedText(t *testing.T, what string, gotStatus int, h http.Header, body string, status int, code string) {
	t.Helper()
	var f map[string]any
	if err := json.Unmarshal([]byte(body), &f); err != nil || gotStatus != status || f["format"] != "licet.error/1" || f["code"] != code || f["message"] == "" || f["answer"] != nil {
		t.Errorf("%s: %d %s, want %d %s", what, gotStatus, body, status, code)
	}
	if again := status == 503; again != (h.Get("Retry-After") != "") {
		t.Errorf("%s: Retry-After is %q", what, h.Get("Retry-After"))
	}
}

// metric returns the value of a line of /metrics, which begins with a text; "" if there is none.
func metric(t *testing.T, h http.Handler, begin string) string {
	t.Helper()
	for line := range strings.Lines(get(t, h, "/metrics").Body.String()) {
		if value, ok := strings.CutPrefix(line, begin+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// A logbook keeps what a server tells those who run it.
type logbook struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logbook) log(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.WriteString(line + "\n")
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// A clock is one that is set by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// write writes a file below a folder.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func readAll(t *testing.T, r io.Reader) string {
	t.Helper()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
