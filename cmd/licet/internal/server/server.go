// Package server is the decision server behind `licet serve`: it answers over HTTP what a policy permits.
//
// It holds an engine, and puts another in force when the policy changes; a policy that does not load never takes the place of one that does. It
// answers questions in the JSON of the command line (package wire), and mounts what other packages answer (package decision). It refuses in
// every doubt, and bounds what a request may cost. It keeps no facts and no answers, and looks nothing up; who asks brings what is known.
//
//	s, err := server.New(server.Config{FS: os.DirFS("policies"), Dir: "shop"})
//	err = s.Mount(authzen.Endpoints(s)...)
//	err = http.Serve(listener, s.Handler())
package server

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/engine"
)

// A Config says what a server serves, and within which limits. What is zero is as in Defaults.
type Config struct {
	FS  fs.FS  // where the policy is
	Dir string // its folder, or its file
	// Decided takes decisions, as for a log; it must wait for nothing. Nil takes none.
	Decided func(context.Context, *decision.Decision)
	Limits  decision.Limits
	Now     func() time.Time // the clock; nil is time.Now
}

// Defaults returns the limits of a server that says nothing else.
func Defaults() decision.Limits {
	return decision.Limits{Body: 256 << 10, Depth: 32, Batch: 100}
}

// A Server answers requests. It is safe for concurrent use once everything is mounted.
type Server struct {
	config Config
	holder *engine.Holder[*state]
	mux    *http.ServeMux
}

// New loads the policy and returns a server that answers `/v1/ask`. Its error is that of engine.Load.
func New(c Config) (*Server, error) {
	c.Limits = orDefault(c.Limits)
	if c.Now == nil {
		c.Now = time.Now
	}
	e, err := engine.Load(c.FS, c.Dir)
	if err != nil {
		return nil, err
	}
	holder, err := engine.NewHolder(e, open, c.Now())
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, holder: holder, mux: http.NewServeMux()}
	return s, s.Mount(decision.Endpoint{Pattern: "POST /v1/ask", Name: "ask", Handler: http.HandlerFunc(s.ask)})
}

func orDefault(l decision.Limits) decision.Limits {
	d := Defaults()
	if l.Body <= 0 {
		l.Body = d.Body
	}
	if l.Depth <= 0 {
		l.Depth = d.Depth
	}
	if l.Batch <= 0 {
		l.Batch = d.Batch
	}
	return l
}

// Handler returns what answers requests.
func (s *Server) Handler() http.Handler { return s.mux }

// Engine returns the engine in force, as of decision.Source.
func (s *Server) Engine() (*engine.Engine, error) {
	return s.holder.Now().engine, nil
}

// Limits returns what a request may ask for.
func (s *Server) Limits() decision.Limits { return s.config.Limits }

// Decided takes note of a decision.
func (s *Server) Decided(ctx context.Context, d *decision.Decision) {
	if s.config.Decided == nil {
		return
	}
	if d.Time.IsZero() {
		d.Time = s.config.Now()
	}
	if d.Trace == "" {
		d.Trace = decision.Trace(ctx)
	}
	s.config.Decided(ctx, d)
}

// Mount adds endpoints, before the first request. Their error is a pattern that is wrong or taken.
func (s *Server) Mount(endpoints ...decision.Endpoint) (err error) {
	defer func() {
		if r := recover(); r != nil { // so says http.ServeMux
			err = fmt.Errorf("cannot mount: %v", r)
		}
	}()
	for _, e := range endpoints {
		s.mux.Handle(e.Pattern, e.Handler)
	}
	return nil
}

var _ decision.Source = (*Server)(nil)
