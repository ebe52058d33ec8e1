//go:build unix

package loadtest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// A held request has been taken by the server, and is not complete: the server says that it waits for the body.
type held struct {
	conn net.Conn
	r    *bufio.Reader
	body []byte
	is   check
}

// hold begins a request.
func hold(t *testing.T, p *process, q *question) *held {
	t.Helper()
	conn, err := net.DialTimeout("tcp", p.addr, patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	h := &held{conn, bufio.NewReader(conn), marshal(t, q.object()), q.checkAsk}
	err = conn.SetDeadline(time.Now().Add(patience))
	if err == nil {
		_, err = fmt.Fprintf(conn, "POST /v1/ask HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", p.addr, len(h.body))
	}
	if err != nil {
		t.Fatal(err)
	}
	if response, err := http.ReadResponse(h.r, nil); err != nil || response.StatusCode != http.StatusContinue {
		t.Fatalf("%+v, %v", response, err)
	}
	return h
}

// finish sends the rest, and must be answered.
func (h *held) finish(t *testing.T) {
	t.Helper()
	_, err := h.conn.Write(h.body)
	var response *http.Response
	if err == nil {
		response, err = http.ReadResponse(h.r, nil)
	}
	if err != nil {
		t.Errorf("a request that was taken is not answered: %v", err)
		return
	}
	text, err := io.ReadAll(response.Body)
	if err == nil {
		_, err = h.is(text, nil)
	}
	if err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("a request that was taken: %d %s: %v", response.StatusCode, text, err)
	}
}

// gone waits until the server takes no connection any more.
func (p *process) gone(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		conn, err := net.DialTimeout("tcp", p.addr, patience)
		if err != nil {
			return
		}
		conn.Close()
		if time.Now().After(deadline) {
			t.Fatal("it takes connections for ever")
		}
	}
}
