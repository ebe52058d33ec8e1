package server

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/net/netutil"
)

// Serve answers the connections of a listener until the context ends, and then stops so that no request which has arrived loses its answer:
//
//  1. `/readyz` says that the server stops, and each answer that it is the last of its connection;
//  2. for Config.Drain connections are still taken, so that those who balance loads have time to see that;
//  3. the listener closes; what was accepted is answered, at most for Config.Grace.
//
// Its error is what ended it before, or *Unanswered.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	c := s.config
	last := &lastListener{Listener: l}
	h := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: c.ReadTimeout, ReadTimeout: c.ReadTimeout, IdleTimeout: c.IdleTimeout,
		WriteTimeout: 2*c.ReadTimeout + 2*c.Timeout, MaxHeaderBytes: c.MaxHeader,
		ErrorLog: log.New(lines{s}, "", 0),
	}
	served := make(chan error, 1)
	go func() { served <- s.serve(h, netutil.LimitListener(last, c.MaxConnections)) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	s.lastConnections(last, served)
	return s.shutdown(h)
}

func (s *Server) serve(h *http.Server, l net.Listener) error {
	if !s.config.Secure() {
		return h.Serve(l)
	}
	h.TLSConfig = s.certificate.config()
	return h.ServeTLS(l, "", "")
}

// lastConnections takes connections for a while. Those that the system has accepted for the server and the server has not taken yet would be lost if
// the listener were closed at once.
func (s *Server) lastConnections(l *lastListener, served <-chan error) {
	until := time.Now().Add(s.config.Drain)
	l.end(until)
	late := time.NewTimer(s.config.Drain + 50*time.Millisecond) // where there are too many connections, none is taken, and nothing ends
	defer late.Stop()
	select {
	case <-served: // its error is that the time is over
	case <-late.C:
	}
}

// A lastListener is a listener that can end by itself, at a time.
type lastListener struct{ net.Listener }

func (l *lastListener) end(at time.Time) {
	if d, ok := l.Listener.(interface{ SetDeadline(time.Time) error }); ok {
		_ = d.SetDeadline(at) // if that fails, those who wait for it do not wait longer
	}
}

// Accept is that of net.Listener. When the time is over its error is not one after which another try makes sense.
func (l *lastListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return nil, net.ErrClosed
	}
	return c, err
}

// shutdown waits for the requests that are being answered.
func (s *Server) shutdown(h *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.config.Grace)
	defer cancel()
	err := h.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		lost := s.inFlight.Load()
		_ = h.Close()
		return &Unanswered{int(lost)}
	}
	if err != nil {
		return fmt.Errorf("cannot stop: %w", err)
	}
	return nil
}

// Unanswered says that requests were cut off when the server stopped, since they took longer than Config.Grace.
type Unanswered struct{ Requests int }

// Error says how many.
func (u *Unanswered) Error() string {
	return fmt.Sprintf("%d requests were cut off, since they took longer than the grace", u.Requests)
}

// Exposed reports whether others than this machine can reach an address.
func Exposed(addr *net.TCPAddr) bool { return !addr.IP.IsLoopback() }

// lines takes what net/http has to say.
type lines struct{ s *Server }

func (l lines) Write(text []byte) (int, error) {
	for line := range strings.Lines(string(text)) {
		l.s.log("%s", strings.TrimRight(line, "\n"))
	}
	return len(text), nil
}
