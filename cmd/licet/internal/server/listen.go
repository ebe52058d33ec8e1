package server

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"
)

// Serve answers the connections of a listener until the context ends, and then stops so that no request which has arrived loses its answer:
//
//  1. `/readyz` says that the server stops, and each answer that it is the last of its connection;
//  2. for Config.Drain connections are still taken, so that those who balance loads have time to see that;
//  3. no more are let in, those that are there are taken, and the listener closes;
//  4. what was taken is answered, at most for Config.Grace; on connections on which nothing has come nothing is waited for.
//
// Its error is what ended it before, or *Unanswered.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	c := s.config
	last, open := newLastListener(l, c.MaxConnections), newConns()
	h := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: c.ReadTimeout, ReadTimeout: c.ReadTimeout, IdleTimeout: c.IdleTimeout,
		WriteTimeout: 2*c.ReadTimeout + 2*c.Timeout, MaxHeaderBytes: c.MaxHeader,
		ErrorLog: log.New(lines{s}, "", 0), ConnState: open.note,
	}
	served := make(chan error, 1)
	go func() { served <- s.serve(h, last) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	s.stopping.Store(true)
	s.lastConnections(last, served)
	until := time.Now().Add(c.Grace)
	open.wait(until, time.Now().Add(min(firstQuiet, c.Grace)))
	return s.shutdown(h, until)
}

func (s *Server) serve(h *http.Server, l net.Listener) error {
	if !s.config.Secure() {
		return h.Serve(l)
	}
	h.TLSConfig = s.certificate.config()
	return h.ServeTLS(l, "", "")
}

// lastConnections takes those connections that are there when no more are let in.
func (s *Server) lastConnections(l *lastListener, served <-chan error) {
	time.Sleep(s.config.Drain)
	l.end()
	late := time.NewTimer(s.config.Grace) // a listener that cannot be told to end does not
	defer late.Stop()
	select {
	case <-served: // its error is that it ended
	case <-late.C:
	}
}

// shutdown waits for the requests that are being answered.
func (s *Server) shutdown(h *http.Server, until time.Time) error {
	ctx, cancel := context.WithDeadline(context.Background(), until)
	defer cancel()
	err := h.Shutdown(ctx) // it tries once at least, though the time be over
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

// Listen listens on an address, in the way that Serve can end without losing a connection: on Linux that needs plain TCP, and not Multipath
// TCP, which is Go's default.
func Listen(ctx context.Context, addr *net.TCPAddr) (net.Listener, error) {
	var c net.ListenConfig
	c.SetMultipathTCP(false)
	return c.Listen(ctx, "tcp", addr.String())
}

// Exposed reports whether others than this machine can reach an address.
func Exposed(addr *net.TCPAddr) bool { return !addr.IP.IsLoopback() }
