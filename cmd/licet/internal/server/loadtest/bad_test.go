//go:build unix

package loadtest

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A nuisance is a client that does the server no good. None of them may get a permission, nor harm the others.
type nuisance struct {
	t    *testing.T
	p    *process
	http *http.Client
	stop <-chan struct{}
	ask  string // a question that can be answered
	sent atomic.Int64
}

// until does something again and again, with pauses, until the test is over.
func (b *nuisance) until(pause time.Duration, do func(r *rand.Rand)) {
	r := rand.New(rand.NewPCG(7, 7))
	for {
		select {
		case <-b.stop:
			return
		case <-time.After(pause):
			b.sent.Add(1)
			do(r)
		}
	}
}

// A bad request is refused, whatever else happens.
type badRequest struct {
	method, path, kind string
	body               string
}

func badRequests() []badRequest {
	const js = "application/json"
	return []badRequest{
		{"POST", "/v1/ask", js, ""},
		{"POST", "/v1/ask", js, "\x00\xff garbage {"},
		{"POST", "/v1/ask", js, `{"action": "use", "data": "email"`},
		{"POST", "/v1/ask", js, `{"action": "use", "action": "use", "data": "email"}`},
		{"POST", "/v1/ask", js, `{"Action": "use", "data": "email"}`},
		{"POST", "/v1/ask", js, `{"action": "use", "data": "email", "given": {"consent": true, "Consent": true}}`},
		{"POST", "/v1/ask", js, `{"action": "use", "data": "email", "given": {"` + person + `": true}}`},
		{"POST", "/v1/ask", js, `{"action": "use", "data": "` + person + `"}`},
		{"POST", "/v1/ask", js, `{"action": "use", "data": "email", "given": {"age": 1e999}}`},
		{"POST", "/v1/ask", js, "{\"action\": \"use\", \"data\": \"em\xffail\"}"},
		{"POST", "/v1/ask", js, strings.Repeat("[", 10_000)},
		{"POST", "/v1/ask", js, strings.Repeat(`{"given":`, 10_000)},
		{"POST", "/v1/ask", js, `{"action": "` + strings.Repeat("x", 1<<20) + `"}`},
		{"POST", "/v1/ask", "text/plain", `{"action": "use", "data": "email"}`},
		{"GET", "/v1/ask", js, ""},
		{"DELETE", "/access/v1/evaluation", js, `{}`},
		{"POST", "/" + person, js, `{}`},
		{"POST", "/access/v1/evaluation", js, `{"subject": {"type": "user", "id": "` + person + `"}}`},
		{"POST", "/access/v1/evaluation", js, `{"subject": {"type": "ship", "id": "1"}, "action": {"name": "use"}, "resource": {"type": "data", "id": "email"}}`},
		{"POST", "/access/v1/evaluation", js, `{"subject": {"type": "user", "id": "1"}, "action": {"name": "` + person + `"}, "resource": {"type": "data", "id": "email"}}`},
		{"POST", "/access/v1/evaluations", js, `{"evaluations": [` + strings.Repeat(`{},`, 5000) + `{}]}`},
		{"POST", "/access/v1/search/resource", js, `{"page": {"token": "` + person + `"}}`},
	}
}

// flood sends requests that are wrong.
func (b *nuisance) flood() {
	all := badRequests()
	b.until(time.Millisecond, func(r *rand.Rand) {
		bad := all[r.IntN(len(all))]
		request, err := http.NewRequest(bad.method, "http://"+b.p.addr+bad.path, strings.NewReader(bad.body))
		if err != nil {
			b.t.Error(err)
			return
		}
		request.Header.Set("Content-Type", bad.kind)
		response, err := b.http.Do(request)
		if err != nil {
			return // the server may hang up on what is too long
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		if permits(text) || response.StatusCode == http.StatusOK && !bytes.Contains(text, []byte(`"error"`)) {
			b.t.Errorf("%s %s %.100s: %d %s", bad.method, bad.path, bad.body, response.StatusCode, text)
		}
	})
}

func permits(text []byte) bool {
	return bytes.Contains(text, []byte(`"decision":true`)) || bytes.Contains(text, []byte(`"answer":"permitted"`))
}

// raw is a whole request as it is sent.
func (b *nuisance) raw() string {
	return fmt.Sprintf("POST /v1/ask HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", b.p.addr, len(b.ask), b.ask)
}

// connected does something with a connection, and cuts it: what the server still sends is refused.
func (b *nuisance) connected(do func(net.Conn)) {
	c, err := net.DialTimeout("tcp", b.p.addr, patience)
	if err != nil {
		return // the server may be gone
	}
	do(c)
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// cut sends a part of a request, or a whole one, and cuts the connection.
func (b *nuisance) cut() {
	raw := b.raw()
	b.until(2*time.Millisecond, func(r *rand.Rand) {
		b.connected(func(c net.Conn) {
			_, _ = io.WriteString(c, raw[:r.IntN(len(raw)+1)])
		})
	})
}

// slow sends a request a byte at a time, for as long as the server bears it.
func (b *nuisance) slow() {
	raw := b.raw()
	b.until(time.Millisecond, func(r *rand.Rand) {
		b.connected(func(c net.Conn) {
			for i := r.IntN(len(raw)); i < len(raw); i++ {
				if _, err := io.WriteString(c, raw[i:i+1]); err != nil {
					return
				}
				select {
				case <-b.stop:
					return
				case <-time.After(50 * time.Millisecond):
				}
			}
		})
	})
}

// deaf asks a lot, and reads no answer.
func (b *nuisance) deaf() {
	many := strings.Repeat(b.raw(), 200)
	b.until(100*time.Millisecond, func(*rand.Rand) {
		b.connected(func(c net.Conn) {
			_ = c.SetWriteDeadline(time.Now().Add(200 * time.Millisecond))
			_, _ = io.WriteString(c, many)
		})
	})
}
