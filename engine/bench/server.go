package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// A server is one way to ask over HTTP.
type server struct {
	id, label string
	path      string
	body      func(*turns.Ask) any // of a request, for JSON
	allowed   func(answer []byte) (bool, error)

	// args prepares a folder for the server, and returns how it is started to listen on an address.
	args func(dir, address string) ([]string, error)
}

// A running server, with requests that are ready to be sent.
type running struct {
	server
	cmd      *exec.Cmd
	address  string
	requests [][]byte
	failed   error
}

const (
	serverRules   = 1000
	serverAsks    = 2000 // different requests
	serverCompare = 300
)

// run starts a server, waits until it answers, and compares what it answers with what Licet does.
func (s server) run(ctx context.Context, dir string, w *turns.World, want []bool) (*running, error) {
	address, err := free()
	if err != nil {
		return nil, err
	}
	args, err := s.args(dir, address)
	if err != nil {
		return nil, err
	}
	x := &running{server: s, address: address, cmd: exec.CommandContext(ctx, args[0], args[1:]...)}
	var said bytes.Buffer
	x.cmd.Stderr, x.cmd.Stdout = &said, &said
	x.cmd.Env = append(os.Environ(), "CERBOS_NO_TELEMETRY=1")
	if err := x.cmd.Start(); err != nil {
		return nil, err
	}
	for i := range serverAsks {
		r, err := x.request(&w.Asks[i])
		if err != nil {
			return x, err
		}
		x.requests = append(x.requests, r)
	}
	if err := x.ready(); err != nil {
		x.end()
		return nil, fmt.Errorf("%w: %.300s", err, said.String())
	}
	return x, x.compare(w, want)
}

// end stops the server, which this program started.
func (x *running) end() {
	_ = x.cmd.Process.Kill()
	_ = x.cmd.Wait()
}

// free returns an address that nobody listens on.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func (x *running) request(a *turns.Ask) ([]byte, error) {
	body, err := json.Marshal(x.body(a))
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", x.path, x.address, len(body), body), nil
}

func (x *running) ready() error {
	var err error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var c *connection
		if c, err = dial(x.address); err == nil {
			_, err = c.ask(x.requests[0])
			_ = c.Close()
		}
		if err == nil {
			return nil
		}
	}
	return fmt.Errorf("it does not answer within half a minute: %w", err)
}

func (x *running) compare(w *turns.World, want []bool) error {
	c, err := dial(x.address)
	if err != nil {
		return err
	}
	defer c.Close()
	for i := range serverCompare {
		answer, err := c.ask(x.requests[i])
		if err != nil {
			return err
		}
		got, err := x.allowed(answer)
		if err != nil {
			return fmt.Errorf("%w: %.300s", err, answer)
		}
		if got != want[i] {
			return disagreement{x.id, serverRules, w.Asks[i], "01"[bit(got)]}
		}
	}
	return nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A connection is kept open, and asks one question after the other: it costs little beside the server that it shares two cores with.
type connection struct {
	net.Conn
	in *bufio.Reader
}

func dial(address string) (*connection, error) {
	var d net.Dialer
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	c, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &connection{c, bufio.NewReader(c)}, nil
}

// ask sends a request, and returns the body of its answer.
func (c *connection) ask(request []byte) ([]byte, error) {
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return nil, err
	}
	if _, err := c.Write(request); err != nil {
		return nil, err
	}
	r, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %.200s", r.StatusCode, body)
	}
	return body, err
}

// said reads a member of an answer.
func said[T any](answer []byte, of func(*T) bool) (bool, error) {
	var v T
	if err := json.Unmarshal(answer, &v); err != nil {
		return false, err
	}
	return of(&v), nil
}
