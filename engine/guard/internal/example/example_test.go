package example_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/seed-90f8eabc/licet/engine/guard/internal/example"
	"github.com/seed-90f8eabc/licet/policies"
)

// visit sends one request, and returns its answer.
func visit(t *testing.T, s *example.Service, method, path string, want int) map[string]any {
	t.Helper()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, path, nil))
	if w.Code != want {
		t.Errorf("%s %s: %d, want %d: %s", method, path, w.Code, want, w.Body)
	}
	var body map[string]any
	if strings.Contains(w.Header().Get("Content-Type"), "json") {
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
			t.Error(err)
		}
	}
	return body
}

// TestALetterNeedsConsent follows a visitor who agrees, withdraws, agrees again, and is forgotten about for years.
func TestALetterNeedsConsent(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s, err := example.New(policies.FS(), "shop", func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	if body := visit(t, s, "POST", "/visitors/ann/letters", http.StatusForbidden); body["answer"] != "prohibited" {
		t.Errorf("%v", body)
	}
	if body := visit(t, s, "POST", "/visitors/ann/consents", http.StatusCreated); body["id"] != 1.0 {
		t.Errorf("%v", body)
	}
	visit(t, s, "POST", "/visitors/ann/letters", http.StatusAccepted)
	visit(t, s, "POST", "/visitors/bob/letters", http.StatusForbidden)
	visit(t, s, "DELETE", "/visitors/bob/consents/1", http.StatusNotFound)
	visit(t, s, "DELETE", "/visitors/ann/consents/x", http.StatusNotFound)
	visit(t, s, "POST", "/visitors/ann/letters", http.StatusAccepted)
	visit(t, s, "DELETE", "/visitors/ann/consents/1", http.StatusNoContent)
	visit(t, s, "POST", "/visitors/ann/letters", http.StatusForbidden)
	visit(t, s, "POST", "/visitors/ann/consents", http.StatusCreated)
	visit(t, s, "POST", "/visitors/ann/letters", http.StatusAccepted)
	visit(t, s, "POST", "/visitors/bob/consents", http.StatusCreated)
	visit(t, s, "PUT", "/visitors/bob/minor", http.StatusNoContent)
	visit(t, s, "POST", "/visitors/bob/letters", http.StatusAccepted)
	now = now.AddDate(0, 0, 8) // clause 8.1 leaves a week
	visit(t, s, "POST", "/visitors/bob/letters", http.StatusForbidden)
	visit(t, s, "POST", "/visitors/eve/consents", http.StatusCreated)
	visit(t, s, "POST", "/visitors/eve/letters", http.StatusAccepted)
	visit(t, s, "POST", "/visitors/eve/objections", http.StatusCreated)
	visit(t, s, "POST", "/visitors/eve/letters", http.StatusForbidden)
	now = now.AddDate(3, 0, 0)
	visit(t, s, "POST", "/visitors/ann/letters", http.StatusForbidden)
}

// TestAnotherPolicyComesIntoForce at once, unless it is broken or lacks what the service needs.
func TestAnotherPolicyComesIntoForce(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s, err := example.New(policies.FS(), "shop", func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	policy := func(text string) fstest.MapFS {
		return fstest.MapFS{"p.licet": {Data: []byte("policy p \"P\" { version \"2\" }\nuse core\n" + text)}}
	}
	visit(t, s, "POST", "/visitors/ann/consents", http.StatusCreated)
	for _, bad := range []string{"clause 1 { we may", "clause 1 { we may use email }\n"} {
		if err := s.Reload(policy(bad), "."); err == nil {
			t.Errorf("%s: in force", bad)
		}
		body := visit(t, s, "GET", "/readyz", http.StatusOK)
		if p := body["policy"].(map[string]any); p["id"] == "p" || body["refused"] == nil {
			t.Errorf("%v", body)
		}
		visit(t, s, "POST", "/visitors/ann/letters", http.StatusAccepted)
	}
	if err := s.Reload(policy("purpose newsletter \"our newsletter\"\nclause 1 { we must not use email for newsletter }\n"), "."); err != nil {
		t.Fatal(err)
	}
	body := visit(t, s, "GET", "/readyz", http.StatusOK)
	if p := body["policy"].(map[string]any); p["id"] != "p" || p["version"] != "2" || body["refused"] != nil || body["since"] != "2026-03-01T12:00:00Z" {
		t.Errorf("%v", body)
	}
	visit(t, s, "POST", "/visitors/ann/letters", http.StatusForbidden)
	if _, err := example.New(policies.FS(), "core", time.Now); err == nil {
		t.Error("a vocabulary is no policy")
	}
}
