package cli

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/openapi/openapitest"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestServedIsDescribed compares the paths of `licet serve` with those of its OpenAPI document, each way, and holds a request to each of them, by
// each method, to the document.
func TestServedIsDescribed(t *testing.T) {
	s, err := server.New(server.Config{FS: policies.FS(), Dir: "shop", Shipped: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := mount(s, authzen.Options{PublicURL: "https://pdp.example.com/tenant1"}); err != nil {
		t.Fatal(err)
	}
	h := openapitest.Hold(t, s.Handler())
	served := map[string]bool{}
	for _, p := range s.Patterns() {
		method, path, _ := strings.Cut(p, " ")
		described := method + " " + h.Described(path)
		if !slices.Contains(h.Paths(), described) {
			t.Errorf("%s is served, and not described", p)
		}
		served[described] = true
		for _, body := range []string{"", "{}", `{"action": "use", "data": "email"}`} {
			for _, method := range []string{"GET", "HEAD", "POST", "PUT"} {
				r := httptest.NewRequest(method, path, strings.NewReader(body))
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("X-Request-ID", "bfe9eb29")
				h.ServeHTTP(httptest.NewRecorder(), r)
			}
		}
	}
	for _, p := range h.Paths() {
		if !served[p] {
			t.Errorf("%s is described, and not served", p)
		}
	}
	if h.Held() < 100 {
		t.Errorf("only %d responses were held to the document", h.Held())
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/ask", strings.NewReader(`{"action": "use"}`))
	r.Header.Set("Content-Type", "text/plain")
	h.ServeHTTP(httptest.NewRecorder(), r)
}
