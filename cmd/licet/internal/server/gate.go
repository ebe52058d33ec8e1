package server

import (
	"context"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// A gate stands before an endpoint: it lets in who may ask, reads what is asked, finds a place for it, and sees that it is answered in time,
// and once. What does not pass is answered with a fault.
type gate struct {
	s       *Server
	name    string // of the endpoint
	next    http.Handler
	fail    func(http.ResponseWriter, *wire.Fault)
	token   bool                // whether one is needed
	decides bool                // whether it takes a place among those that run at once
	seconds prometheus.Observer // of one that decides
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.s.inFlight.Add(1)
	defer g.s.inFlight.Add(-1)
	if g.s.stopping.Load() {
		w.Header()["Connection"] = []string{"close"} // ask another server the next time
	}
	defer func() {
		if p := recover(); p != nil { // what runs behind the place is caught there; this is what comes before it
			g.refuse(w, g.panicked(p))
		}
	}()
	release, err := g.admit(r)
	if err != nil {
		g.refuse(w, wire.FaultOf(err))
		return
	}
	defer release()
	if !g.decides {
		g.next.ServeHTTP(w, r)
		return
	}
	begun := time.Now()
	g.decide(w, r)
	g.seconds.Observe(time.Since(begun).Seconds())
}

// admit finds out whether a request may ask, and reads its body, which is held until release.
func (g *gate) admit(r *http.Request) (release func(), err error) {
	if g.token && !g.s.tokens.allow(r) {
		return nil, wire.NewFault(wire.Unauthorized, "this needs a token that the server knows: `Authorization: Bearer TOKEN`")
	}
	if r.Method != http.MethodPost {
		return func() {}, nil
	}
	if err := mediaType(r); err != nil {
		return nil, err
	}
	return g.s.bodies.read(r, g.s.config.Limits)
}

// mediaType refuses bodies that do not say that they are JSON: so no web page can have a browser send them without asking first.
func mediaType(r *http.Request) error {
	given := r.Header["Content-Type"]
	if len(given) == 1 && given[0] == "application/json" {
		return nil
	}
	if len(given) == 1 {
		if t, _, err := mime.ParseMediaType(given[0]); err == nil && (t == "application/json" || strings.HasPrefix(t, "application/") && strings.HasSuffix(t, "+json")) {
			return nil
		}
	}
	return wire.NewFault(wire.BadMediaType, "the body must be JSON, and say so: `Content-Type: application/json`")
}

// decide has the endpoint answer, within the time, when there is a place for it.
func (g *gate) decide(w http.ResponseWriter, r *http.Request) {
	if err := g.s.places.take(r.Context()); err != nil {
		g.refuse(w, wire.FaultOf(err))
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	a := newAnswer(w, g, cancel)
	g.run(a, r.WithContext(ctx))
	g.s.places.leave() // before it is sent, which may take a slow client long
	a.finish()
}

// run has the endpoint answer. If it panics, the answer is a fault.
func (g *gate) run(a *answer, r *http.Request) {
	defer func() {
		if p := recover(); p != nil {
			a.instead(g.panicked(p))
		}
	}()
	g.next.ServeHTTP(a, r)
}

// refuse answers with a fault, and counts it.
func (g *gate) refuse(w http.ResponseWriter, f *wire.Fault) {
	g.count(f)
	if f.Code == wire.CutOff || f.Code == wire.TooLarge {
		w.Header()["Connection"] = []string{"close"} // the rest of the body is not waited for
	}
	f.Headers(w.Header())
	g.fail(w, f)
}

func (g *gate) count(f *wire.Fault) { g.s.meters.fault(g.name, f.Code) }

// panicked tells those who run the server of a mistake in it, and returns what to tell those who asked.
func (g *gate) panicked(p any) *wire.Fault {
	g.s.meters.panics.Inc()
	if ok, _ := g.s.panicLines.pass(g.s.config.Now()); ok {
		g.s.logPanic("at "+g.name, p)
	}
	return wire.NewFault(wire.Internal, "licet failed by this request, which is a mistake of its own; please report it to those who run the server")
}
