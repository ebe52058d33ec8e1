package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
)

// serve serves app until the test ends, or stop is called, which returns why it ended.
func serve(t *testing.T, c server.Config, endpoints ...decision.Endpoint) (addr string, stop func() error) {
	t.Helper()
	s := app(t, c)
	if err := s.Mount(endpoints...); err != nil {
		t.Fatal(err)
	}
	return serveIt(t, s)
}

func serveIt(t *testing.T, s *server.Server) (addr string, stop func() error) {
	t.Helper()
	l, err := server.Listen(t.Context(), &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { _ = stop() })
	return l.Addr().String(), stop
}

// TestStopUnderLoad stops a server while many ask it, on connections that they keep and on new ones. Each request that reaches it gets its
// whole answer; the others find nobody.
func TestStopUnderLoad(t *testing.T) {
	addr, stop := serve(t, server.Config{})
	var answered, unreached atomic.Int64
	var clients sync.WaitGroup
	for i := range 16 {
		clients.Go(func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: i%2 == 0}}
			for {
				r, err := client.Post("http://"+addr+"/v1/ask?brief=true", "application/json", strings.NewReader(outOfScope))
				if err != nil {
					if sure := runtime.GOOS == "linux" || i%2 == 1; sure && !errors.Is(err, errRefused) { // elsewhere a new connection may be reset
						t.Errorf("a request was lost: %v", err)
					}
					unreached.Add(1)
					return
				}
				body, err := io.ReadAll(r.Body)
				_ = r.Body.Close()
				if err != nil || r.StatusCode != 200 || string(body) != brief {
					t.Errorf("%d %q, %v", r.StatusCode, body, err)
				}
				answered.Add(1)
			}
		})
	}
	eventually(t, "many were answered", func() bool { return answered.Load() > 200 })
	if err := stop(); err != nil {
		t.Error(err)
	}
	clients.Wait()
	if unreached.Load() != 16 {
		t.Errorf("%d clients found nobody", unreached.Load())
	}
}

// TestStop follows a stop through its steps, with a request that runs all the while.
func TestStop(t *testing.T) {
	x := newSlow()
	addr, stop := serve(t, server.Config{Drain: 300 * time.Millisecond, Timeout: time.Minute}, decision.Endpoint{Pattern: "GET /slow", Name: "slow", Handler: x})
	client := &http.Client{Transport: &http.Transport{}}
	running := make(chan string, 1)
	go func() {
		r, err := client.Get("http://" + addr + "/slow")
		if err != nil {
			running <- err.Error()
			return
		}
		defer r.Body.Close()
		body, _ := io.ReadAll(r.Body)
		running <- string(body)
	}()
	<-x.begun
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	eventually(t, "/readyz says that it stops", func() bool {
		r, err := client.Get("http://" + addr + "/readyz")
		if err != nil {
			t.Fatal(err) // it still takes connections
		}
		defer r.Body.Close()
		var ready struct {
			Ready  bool
			Reason string
		}
		if err := json.NewDecoder(r.Body).Decode(&ready); err != nil {
			t.Fatal(err)
		}
		return r.StatusCode == 503 && !ready.Ready && ready.Reason == "stopping" && r.Close
	})
	eventually(t, "it takes no more connections", func() bool {
		c, err := net.DialTimeout("tcp", addr, 20*time.Millisecond) // no longer, since at first nobody says no
		if err == nil {
			_ = c.Close()
		}
		return errors.Is(err, errRefused)
	})
	select {
	case err := <-ended:
		t.Errorf("it ended before the request did: %v", err)
	default:
	}
	close(x.end)
	if got := <-running; got != "begun and ended: <nil>" {
		t.Error(got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestGraceIsBounded stops a server whose request never ends.
func TestGraceIsBounded(t *testing.T) {
	x := newSlow()
	defer close(x.end)
	addr, stop := serve(t, server.Config{Drain: time.Millisecond, Grace: 50 * time.Millisecond, Timeout: time.Minute}, decision.Endpoint{Pattern: "GET /slow", Name: "slow", Handler: x})
	go func() {
		if r, err := http.Get("http://" + addr + "/slow"); err == nil {
			_ = r.Body.Close()
		}
	}()
	<-x.begun
	var cut *server.Unanswered
	if err := stop(); !errors.As(err, &cut) || cut.Requests != 1 {
		t.Errorf("%v", err)
	}
}

// TestTheListenerFails ends the server with what was wrong.
func TestTheListenerFails(t *testing.T) {
	s := app(t, server.Config{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	if err := s.Serve(t.Context(), l); !errors.Is(err, net.ErrClosed) {
		t.Errorf("%v", err)
	}
}
