package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

func TestLargeBodies(t *testing.T) {
	s := app(t, server.Config{Limits: decision.Limits{Body: 100}})
	h := handler(t, s)
	if w := post(t, h, "/v1/ask?brief=true", outOfScope+strings.Repeat(" ", 100-len(outOfScope))); w.Body.String() != brief {
		t.Errorf("as large as may be: %s", w.Body)
	}
	refused(t, "one byte more", post(t, h, "/v1/ask", outOfScope+strings.Repeat(" ", 101-len(outOfScope))), 413, "too-large")
	announced := request(t, "POST", "/v1/ask", outOfScope)
	announced.Body, announced.ContentLength = unread{t}, 101
	refused(t, "announced", do(s.Handler(), announced), 413, "too-large")
	for _, n := range []int{101, 5000, 1 << 20} { // of a length that is not announced
		r := request(t, "POST", "/v1/ask", outOfScope)
		r.Body, r.ContentLength = io.NopCloser(io.LimitReader(spaces{}, int64(n))), -1
		refused(t, "not announced", do(h, r), 413, "too-large")
	}
	r := request(t, "POST", "/v1/ask", outOfScope)
	r.Body = io.NopCloser(io.MultiReader(strings.NewReader(outOfScope), failing{}))
	refused(t, "cut off", do(h, r), 408, "cut-off")
	if n := metric(t, h, `licet_errors_total{code="too-large",endpoint="ask"}`); n != "5" {
		t.Errorf("%s large bodies were counted", n)
	}
}

// unread is a body that is not to be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) { u.t.Error("it was read"); return 0, io.EOF }
func (unread) Close() error               { return nil }

type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("cut off") }

// TestManyBodies holds bodies that never end: when they are too many together, one more is refused, and when they are gone it is not.
func TestManyBodies(t *testing.T) {
	h := app(t, server.Config{Limits: decision.Limits{Body: 4096}}).Handler() // 256 of them may be held
	var ends []*io.PipeWriter
	for range 256 {
		in, out := io.Pipe()
		r := request(t, "POST", "/v1/ask", outOfScope)
		r.Body, r.ContentLength = in, -1
		go do(h, r)
		if _, err := out.Write([]byte(" ")); err != nil { // when this returns it is being read
			t.Fatal(err)
		}
		ends = append(ends, out)
	}
	refused(t, "one more", post(t, h, "/v1/ask", outOfScope), 503, "busy")
	if n := metric(t, h, "licet_requests_in_flight"); n != "257" {
		t.Errorf("%s are in flight", n)
	}
	for _, e := range ends {
		_ = e.Close()
	}
	eventually(t, "the next is answered", func() bool { return post(t, h, "/v1/ask?brief=true", outOfScope).Body.String() == brief })
}

// eventually waits for what will be so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not so: %s", what)
		}
	}
}

// slow is an endpoint that begins an answer, and ends it when it is told to.
type slow struct {
	begun, end chan struct{}
	over       chan error // what its context says at the end
}

func newSlow() *slow {
	return &slow{make(chan struct{}, 100), make(chan struct{}), make(chan error, 100)}
}

func (s *slow) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Begun", "yes")
	w.WriteHeader(http.StatusAccepted)
	fmt.Fprint(w, "begun ")
	s.begun <- struct{}{}
	<-s.end
	fmt.Fprintf(w, "and ended: %v", r.Context().Err())
	s.over <- r.Context().Err()
}

func withSlow(t *testing.T, c server.Config) (http.Handler, *slow) {
	t.Helper()
	s, x := app(t, c), newSlow()
	if err := s.Mount(decision.Endpoint{Pattern: "GET /slow", Name: "slow", Handler: x}); err != nil {
		t.Fatal(err)
	}
	return s.Handler(), x
}

// TestPlaces fills the places and those where requests wait for one.
func TestPlaces(t *testing.T) {
	h, x := withSlow(t, server.Config{MaxRunning: 1, MaxWaiting: 1, Timeout: 10 * time.Second})
	answers := make(chan *httptest.ResponseRecorder, 2)
	send := func() { answers <- get(t, h, "/slow") }
	go send()
	<-x.begun
	go send()
	eventually(t, "the second waits", func() bool { return metric(t, h, "licet_requests_in_flight") == "3" }) // with that of the metrics itself
	refused(t, "the third", get(t, h, "/slow"), 503, "busy")
	if w := get(t, h, "/healthz"); w.Code != 200 {
		t.Errorf("the process does not live: %d", w.Code)
	}
	close(x.end)
	for range 2 {
		if w := <-answers; w.Code != 202 || w.Body.String() != "begun and ended: <nil>" || w.Header().Get("X-Begun") != "yes" {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
}

// TestNoPlaceInTime waits for a place until the time is over.
func TestNoPlaceInTime(t *testing.T) {
	h, x := withSlow(t, server.Config{MaxRunning: 1, MaxWaiting: 1, Timeout: 30 * time.Millisecond})
	go get(t, h, "/slow")
	<-x.begun
	for range 3 { // each leaves its place among those that wait
		w := get(t, h, "/slow")
		refused(t, "the second", w, 503, "busy")
		if !strings.Contains(w.Body.String(), "no place became free within 30ms") {
			t.Error(w.Body)
		}
	}
	close(x.end)
	eventually(t, "the place is free again", func() bool { return post(t, h, "/v1/ask?brief=true", outOfScope).Body.String() == brief })
}

// TestTimeout answers while the endpoint still works. What the endpoint wrote before, and writes later, reaches nobody.
func TestTimeout(t *testing.T) {
	h, x := withSlow(t, server.Config{Timeout: 20 * time.Millisecond})
	web := httptest.NewServer(h)
	defer web.Close()
	for range 3 {
		r, err := web.Client().Get(web.URL + "/slow")
		if err != nil {
			t.Fatal(err)
		}
		body := readAll(t, r.Body) // to its end, though the endpoint has not ended
		_ = r.Body.Close()
		refusedText(t, "a slow one", r.StatusCode, r.Header, body, 503, "timeout")
		if r.Header.Get("X-Begun") != "" || !r.Close {
			t.Errorf("%v", r.Header)
		}
		<-x.begun
	}
	if n := metric(t, h, "licet_requests_in_flight"); n != "4" {
		t.Errorf("%s are in flight", n)
	}
	close(x.end)
	eventually(t, "nothing is in flight", func() bool { return metric(t, h, "licet_requests_in_flight") == "1" })
	for range 10 { // what was kept for the next answers is not what the time was over for
		if w := post(t, h, "/v1/ask?brief=true", outOfScope); w.Code != 200 || w.Body.String() != brief || w.Header().Get("X-Begun") != "" {
			t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
		}
	}
}

// TestTimeoutAnswersOnce ends an endpoint after its time: it is told that the time is over, and nothing more is written.
func TestTimeoutAnswersOnce(t *testing.T) {
	h, x := withSlow(t, server.Config{Timeout: 20 * time.Millisecond})
	w := httptest.NewRecorder()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.ServeHTTP(w, request(t, "GET", "/slow", ""))
	}()
	eventually(t, "the time is over", func() bool { return metric(t, h, `licet_errors_total{code="timeout",endpoint="slow"}`) == "1" })
	close(x.end)
	<-ended
	refused(t, "a slow one", w, 503, "timeout")
	if err := <-x.over; !errors.Is(err, context.Canceled) {
		t.Errorf("nobody told the endpoint: %v", err)
	}
}

// TestPanics fails in an endpoint, after half of a permission was written.
func TestPanics(t *testing.T) {
	var book logbook
	s := app(t, server.Config{Log: book.log})
	if err := s.Mount(decision.Endpoint{Pattern: "POST /bad", Name: "bad", Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"format":"licet.answer/1","answer":"permitted"}`)
		body, _ := decision.Body(r, s.Limits())
		panic(string(body))
	})}, decision.Endpoint{Pattern: "GET /open", Name: "open", Open: true, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("open") })}); err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	refused(t, "a mistake", post(t, h, "/bad", "\"x\nlicet: all is well\x1b[2J\u202e\xff\""), 500, "internal")
	refused(t, "a mistake where no place is needed", get(t, h, "/open"), 500, "internal")
	if n := metric(t, h, "licet_panics_total"); n != "2" {
		t.Errorf("%s mistakes were counted", n)
	}
	if n := metric(t, h, `licet_errors_total{code="internal",endpoint="bad"}`); n != "1" {
		t.Errorf("%s errors were counted", n)
	}
	if first, _, _ := strings.Cut(book.String(), "\n"); !strings.HasSuffix(first, `"x\nlicet: all is well\x1b[2J\u202e\xff"; please report this with what follows`) {
		t.Error(first)
	}
	if !strings.Contains(book.String(), "limits_test.go") {
		t.Error("nobody is told where: " + book.String())
	}
}

// TestSlowClients sends requests in pieces, over the network.
func TestSlowClients(t *testing.T) {
	addr, _ := serve(t, server.Config{ReadTimeout: 100 * time.Millisecond, MaxHeader: 1 << 10})
	head := "POST /v1/ask?brief=true HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 41\r\n"
	for what, x := range map[string]struct{ first, status string }{
		"a body that stops":       {head + "\r\n{\"action\"", "408"},
		"a header that stops":     {head, ""}, // the connection ends
		"a header of many bytes":  {head + "X: " + strings.Repeat("x", 10<<10) + "\r\n\r\n", "431"},
		"what is no request":      {"hello\r\n\r\n", "400"},
		"a body that is no chunk": {strings.Replace(head, "Content-Length: 41", "Transfer-Encoding: chunked", 1) + "\r\nxyz\r\n", "408"},
	} {
		c := dial(t, addr)
		if _, err := io.WriteString(c, x.first); err != nil {
			t.Fatal(err)
		}
		_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
		answer, err := io.ReadAll(bufio.NewReader(c))
		if err != nil && len(answer) == 0 && x.status != "" {
			t.Errorf("%s: %v", what, err)
		}
		_, rest, _ := strings.Cut(string(answer), " ")
		if !strings.HasPrefix(rest, x.status) || strings.Contains(rest, `"answer"`) || x.status == "" && rest != "" {
			t.Errorf("%s: %q", what, answer)
		}
		_ = c.Close()
	}
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// askOn asks on a connection.
func askOn(t *testing.T, c net.Conn) string {
	t.Helper()
	fmt.Fprintf(c, "POST /v1/ask?brief=true HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(outOfScope), outOfScope)
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return err.Error()
	}
	return readAll(t, r.Body)
}

// TestConnections opens as many as may be: one more waits.
func TestConnections(t *testing.T) {
	addr, _ := serve(t, server.Config{MaxConnections: 2})
	first, second, third := dial(t, addr), dial(t, addr), dial(t, addr)
	for _, c := range []net.Conn{first, second} {
		if got := askOn(t, c); got != brief {
			t.Error(got)
		}
	}
	got := make(chan string, 1)
	go func() { got <- askOn(t, third) }()
	select {
	case answer := <-got:
		t.Errorf("three connections at once: %s", answer)
	case <-time.After(50 * time.Millisecond): // that it does not come is what is tried; on a slow machine this tries less
	}
	_ = first.Close()
	if answer := <-got; answer != brief {
		t.Error(answer)
	}
}

// TestStopWhenFull stops a server that has as many connections as it may: one that waits is taken, and answered.
func TestStopWhenFull(t *testing.T) {
	addr, stop := serve(t, server.Config{MaxConnections: 1, Drain: 100 * time.Millisecond})
	first, second := dial(t, addr), dial(t, addr)
	defer first.Close()
	if got := askOn(t, first); got != brief {
		t.Error(got)
	}
	got := make(chan string, 1)
	go func() { got <- askOn(t, second) }()
	if err := stop(); err != nil {
		t.Error(err)
	}
	if answer := <-got; answer != brief {
		t.Error(answer)
	}
}
