package server

import (
	"net/http"
	"slices"
)

// requestID is the header by which those who ask know their requests (AuthZEN Authorization API 1.0, section 10.1.3).
const requestID = "X-Request-Id"

// identified gives each response the id of its request, if that has one.
func identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id := r.Header[requestID]; len(id) == 1 {
			w.Header()[requestID] = id
		}
		next.ServeHTTP(w, r)
	})
}

// Patterns returns what is mounted, as "POST /v1/ask", sorted.
func (s *Server) Patterns() []string {
	var out []string
	for path, route := range s.routes {
		for method, gate := range route.gates {
			if method != http.MethodHead || route.gates[http.MethodGet] != gate {
				out = append(out, method+" "+path)
			}
		}
	}
	slices.Sort(out)
	return out
}
