package server_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

// BenchmarkAsk is what the server adds to a decision, without net/http.
func BenchmarkAsk(b *testing.B) {
	for _, x := range []struct{ name, path, body string }{
		{"brief", "/v1/ask?brief=true", outOfScope},
		{"brief-facts", "/v1/ask?brief=true", `{"action": "share", "data": ["email"], "recipient": "partner", "purpose": "partner-offers", "given": {"consent": false, "legal-demand": false}, "nothing_else": true}`},
		{"full", "/v1/ask", outOfScope},
	} {
		b.Run(x.name, func(b *testing.B) {
			s, err := server.New(appConfig())
			if err != nil {
				b.Fatal(err)
			}
			h := s.Handler()
			r, err := http.NewRequestWithContext(b.Context(), "POST", x.path, nil)
			if err != nil {
				b.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			r.ContentLength = int64(len(x.body))
			body := bytes.NewReader([]byte(x.body))
			w := &nowhere{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				body.Reset([]byte(x.body))
				r.Body = io.NopCloser(body)
				clear(w.header)
				h.ServeHTTP(w, r)
				if w.status != 200 {
					b.Fatal(w.status)
				}
			}
		})
	}
}

// nowhere is where the answers of benchmarks go.
type nowhere struct {
	header http.Header
	status int
}

func (w *nowhere) Header() http.Header         { return w.header }
func (w *nowhere) WriteHeader(status int)      { w.status = status }
func (w *nowhere) Write(p []byte) (int, error) { return len(p), nil }
