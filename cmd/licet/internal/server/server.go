// Package server is the decision server behind `licet serve`: it answers over HTTP what a policy permits.
//
// It holds an engine, and puts another in force when the policy changes; a policy that does not load never takes the place of one that does. It
// answers questions in the JSON of the command line (package wire), and mounts what other packages answer (package decision). It refuses in
// every doubt, and bounds what a request may cost. It keeps no facts and no answers, and looks nothing up: who asks brings what is known.
//
//	s, err := server.New(server.Config{FS: os.DirFS("policies"), Dir: "shop"})
//	err = s.Mount(authzen.Endpoints(s)...)
//	err = s.Serve(ctx, listener)
package server

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
)

// A Server answers requests. It is safe for concurrent use once everything is mounted.
type Server struct {
	config Config
	holder *engine.Holder[*engine.Engine]
	mux    *http.ServeMux
	meters *meters
	routes map[string]*route // by path
	other  *gate             // for what is no endpoint

	looks sync.Mutex // for watch and kept
	watch watch
	kept  []*keptFile

	tokens      tokens
	certificate certificate
	bodies      bodies
	places      *places
	answers     sync.Pool // of *answer
	readers     sync.Pool // of *wire.Questions
	inFlight    atomic.Int64
	stopping    atomic.Bool

	connectionLines, panicLines throttle
}

// New loads the policy and returns a server that answers `/v1/ask`, `/healthz`, `/readyz` and `/metrics`. Its error is that of engine.Load, or
// tells of tokens or a certificate that cannot be used.
func New(c Config) (*Server, error) {
	s := &Server{config: c.orDefaults(), mux: http.NewServeMux(), routes: map[string]*route{}}
	c = s.config
	s.places = newPlaces(c.MaxRunning, c.MaxWaiting, c.Timeout)
	s.connectionLines.most, s.panicLines.most = 60, 10
	s.bodies.most = bodiesAtOnce * c.Limits.Body
	s.meters = newMeters(s)
	s.other = s.gate(decision.Endpoint{Name: "other"})
	if err := errors.Join(s.keepFiles(), s.start()); err != nil {
		return nil, err
	}
	s.mux.HandleFunc("/", s.notFound)
	return s, errors.Join(s.Mount(
		decision.Endpoint{Pattern: "POST /v1/ask", Name: "ask", Handler: http.HandlerFunc(s.ask)},
		decision.Endpoint{Pattern: "GET /healthz", Name: "healthz", Handler: http.HandlerFunc(healthy), Open: true},
		decision.Endpoint{Pattern: "GET /readyz", Name: "readyz", Handler: http.HandlerFunc(s.ready), Open: true},
	), s.mount(decision.Endpoint{Pattern: "GET /metrics", Name: "metrics", Handler: s.meters.handler()}, false))
}

// errMoving says that a policy cannot be read since it is being written.
var errMoving = errors.New("the policy's files change while they are read; start again when they are complete")

// start loads the policy.
func (s *Server) start() error {
	for range 3 {
		a := s.attempt()
		if !a.seen.same() {
			continue
		}
		if a.err != nil {
			return a.err
		}
		s.watch.loaded = a
		var err error
		s.holder, err = engine.NewHolder(a.engine, open, s.config.Now())
		return err
	}
	return errMoving
}

// keepFiles reads the tokens and the certificate, which the server must have if it was told of them.
func (s *Server) keepFiles() error {
	if c := s.config; c.TokenFile != "" {
		s.kept = append(s.kept, s.tokens.tokenFile(c.TokenFile))
	}
	if c := s.config; c.Secure() {
		s.kept = append(s.kept, s.certificate.files(c.Certificate, c.Key))
	}
	for _, k := range s.kept {
		if _, err := k.look(); err != nil {
			return &FileError{err}
		}
	}
	return nil
}

// A FileError tells of tokens or a certificate that cannot be used.
type FileError struct{ err error }

// Error says what is wrong.
func (e *FileError) Error() string { return e.err.Error() }

// Unwrap returns what is wrong.
func (e *FileError) Unwrap() error { return e.err }

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler {
	if s.config.Wrap == nil {
		return identified(s.mux)
	}
	return identified(s.config.Wrap(s.mux))
}

// Engine returns the engine in force, as of decision.Source. There is none to decide with when the policy is stale.
func (s *Server) Engine() (*engine.Engine, error) {
	if s.stale() {
		return nil, wire.NewFault(wire.Stale, "for %v it could not be confirmed that the policy in force is still the current one; see /readyz", s.age().Round(time.Second))
	}
	return s.holder.Now(), nil
}

// Limits returns what a request may ask for.
func (s *Server) Limits() decision.Limits { return s.config.Limits }

// Decided takes note of a decision.
func (s *Server) Decided(ctx context.Context, d *decision.Decision) {
	s.meters.decided(d)
	if s.config.Decided == nil {
		return
	}
	if d.Time.IsZero() {
		d.Time = s.config.Now()
	}
	if d.Policy == (engine.PolicyRef{}) { // it was refused before there was an engine to decide with
		d.Policy = s.holder.Status().Policy
	}
	if d.Trace == "" {
		d.Trace = decision.Trace(ctx)
	}
	s.config.Decided(ctx, d)
}

var _ decision.Source = (*Server)(nil)
