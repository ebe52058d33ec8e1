package authzen_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// discard is a response that nobody reads.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header       { return d.header }
func (*discard) WriteHeader(int)             {}
func (*discard) Write(p []byte) (int, error) { return len(p), nil }

func BenchmarkEvaluation(b *testing.B) {
	s, err := server.New(server.Config{FS: policies.FS(), Dir: "shop", Shipped: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Mount(authzen.Endpoints(s, authzen.Options{})...); err != nil {
		b.Fatal(err)
	}
	h := s.Handler()
	for name, body := range map[string]string{
		"permitted":    `{"subject": {"type": "user", "id": "alice", "properties": {"consent": true}}, "action": {"name": "use"}, "resource": {"type": "data", "id": "email"}, "context": {"purpose": "newsletter", "nothing_else": true}}`,
		"prohibited":   `{"subject": {"type": "user", "id": "alice", "properties": {"consent": false}}, "action": {"name": "use"}, "resource": {"type": "data", "id": "email"}, "context": {"purpose": "newsletter"}}`,
		"undetermined": `{"subject": {"type": "user", "id": "alice"}, "action": {"name": "use"}, "resource": {"type": "data", "id": "email"}, "context": {"purpose": "newsletter"}}`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			reader := strings.NewReader(body)
			r := httptest.NewRequest("POST", "/access/v1/evaluation", reader)
			r.Header.Set("Content-Type", "application/json")
			inner := r.Body
			w := &discard{http.Header{}}
			for b.Loop() {
				reader.Reset(body)
				r.Body = inner
				h.ServeHTTP(w, r)
			}
		})
	}
}
