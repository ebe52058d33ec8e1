package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// A route is a path with what answers at it, by method.
type route struct {
	gates   map[string]*gate
	first   *gate  // of those mounted here, which refuses what none of them takes
	methods string // for Allow
}

// Mount adds endpoints, before the first request. Its error is a pattern that is wrong or taken.
func (s *Server) Mount(endpoints ...decision.Endpoint) error {
	for _, e := range endpoints {
		if err := s.mount(e, !e.Open); err != nil {
			return err
		}
	}
	return nil
}

// Patterns returns what is mounted, as "POST /v1/ask", sorted.
func (s *Server) Patterns() []string {
	var out []string
	for path, route := range s.routes {
		for method, gate := range route.gates {
			if method != http.MethodHead || route.gates[http.MethodGet] != gate {
				out = append(out, method+" "+path)
			}
		}
	}
	slices.Sort(out)
	return out
}

// mount adds an endpoint, which may be one that decides.
func (s *Server) mount(e decision.Endpoint, decides bool) error {
	method, path, ok := strings.Cut(e.Pattern, " ")
	if !ok || e.Handler == nil || e.Name == "" {
		return fmt.Errorf("cannot mount %q: an endpoint has a method, a path, a name and a handler", e.Pattern)
	}
	r, err := s.route(path)
	if err != nil {
		return fmt.Errorf("cannot mount %q: %w", e.Pattern, err)
	}
	if r.gates[method] != nil {
		return fmt.Errorf("cannot mount %q: it is taken", e.Pattern)
	}
	g := s.gate(e)
	if g.decides = decides; decides {
		g.seconds = s.meters.seconds.WithLabelValues(e.Name)
	}
	r.add(method, g)
	return nil
}

// route returns that of a path, which may be a new one. Its error is a path that is none.
func (s *Server) route(path string) (r *route, err error) {
	if r := s.routes[path]; r != nil {
		return r, nil
	}
	defer func() {
		if p := recover(); p != nil { // so says http.ServeMux
			err = fmt.Errorf("%v", p)
		}
	}()
	r = &route{gates: map[string]*gate{}}
	s.mux.Handle(path, s.router(r))
	s.routes[path] = r
	return r, nil
}

func (r *route) add(method string, g *gate) {
	r.gates[method] = g
	if method == http.MethodGet {
		r.gates[http.MethodHead] = g
	}
	if r.first == nil {
		r.first = g
	}
	r.methods = allow(r.gates)
}

// gate returns what stands before an endpoint.
func (s *Server) gate(e decision.Endpoint) *gate {
	g := &gate{s: s, name: e.Name, next: e.Handler, token: !e.Open, fail: e.Refuse}
	if g.fail == nil {
		g.fail = wire.WriteFault
	}
	return g
}

// router finds what answers a method.
func (s *Server) router(route *route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g := route.gates[r.Method]; g != nil {
			g.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Allow", route.methods)
		route.first.refuse(w, wire.NewFault(wire.BadMethod, "this path takes %s, not %s", route.methods, wire.Named(r.Method)))
	})
}

func allow(gates map[string]*gate) string {
	var out []string
	for m := range gates {
		out = append(out, m)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// notFound answers for paths at which there is nothing.
func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.other.refuse(w, wire.NewFault(wire.NotFound, "there is nothing at %s; questions are asked at POST /v1/ask", wire.Named(r.URL.Path)))
}
