package server

import "net/http"

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
