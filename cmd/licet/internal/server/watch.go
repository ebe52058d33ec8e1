package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/engine"
)

// A watch keeps the policy in force the one that is there. All of it is done by one goroutine at a time.
//
// A change is put in force when it has been the same for two looks: whoever writes a policy file by file, or a long file in pieces, is not interrupted.
// What is half written could load, and permit what the other half prohibits.
type watch struct {
	loaded *attempt // the last that was put in force, or refused
	next   *attempt // what was found since, and is not yet known to stay
}

// An attempt is a policy that was loaded, or that did not load, and what that came from.
type attempt struct {
	seen   *seen
	engine *engine.Engine
	err    error
}

// attempt loads the policy. One by which licet fails is refused like others, and does not end the server.
func (s *Server) attempt() (a *attempt) {
	a = &attempt{seen: newSeen(s.config.FS)}
	defer func() {
		if p := recover(); p != nil {
			s.logPanic("while the policy was loaded", p)
			a.err = fmt.Errorf("licet failed by this policy, which is a mistake of its own: %v", p)
		}
	}()
	if a.engine, a.err = engine.Load(a.seen, s.config.Dir); a.err == nil {
		_, a.err = open(a.engine)
	}
	return a
}

// Look looks whether what the server was started with has changed: its policy, tokens and certificate. Watch does it regularly.
func (s *Server) Look() {
	s.looks.Lock()
	defer s.looks.Unlock()
	s.lookAtFiles()
	if s.config.Shipped {
		return
	}
	switch {
	case s.watch.loaded.seen.same():
		s.watch.next = nil
		s.confirm()
	case s.watch.next != nil && s.watch.next.seen.same():
		s.settle(s.watch.next)
	default:
		s.watch.next = s.attempt()
	}
}

// Reload looks at once, and puts in force what is there, if it is complete: for those who say that it is.
func (s *Server) Reload() {
	s.looks.Lock()
	defer s.looks.Unlock()
	s.lookAtFiles()
	if s.config.Shipped {
		return
	}
	if a := s.attempt(); a.seen.same() {
		s.settle(a)
	} else {
		s.watch.next = a
	}
}

// confirm takes note that the policy in force is the one that is there; but not if what is there was refused.
func (s *Server) confirm() {
	if s.watch.loaded.err == nil {
		_ = s.holder.Swap(s.watch.loaded.engine, s.config.Now()) // it is in force already
	}
}

// settle puts in force what was found, or refuses it.
func (s *Server) settle(a *attempt) {
	s.watch.loaded, s.watch.next = a, nil
	before := s.holder.Status()
	if a.err != nil {
		s.holder.Refuse(a.err, s.config.Now())
		s.meters.reloads.WithLabelValues("failure").Inc()
		s.log("the policy was changed and does not load; the last good one stays in force: %s", before.Policy)
		s.logProblems(a.err)
		return
	}
	if err := s.holder.Swap(a.engine, s.config.Now()); err != nil { // open was tried before
		s.log("the policy was changed and cannot be put in force: %v", err)
		return
	}
	if now := s.holder.Status(); now.Policy != before.Policy || before.Err != nil {
		s.meters.reloads.WithLabelValues("success").Inc()
		s.log("in force: %s", now.Policy)
	}
}

func (s *Server) lookAtFiles() {
	for _, k := range s.kept {
		switch changed, err := k.look(); {
		case changed && err != nil:
			s.log("%v; what was there before stays in use", err)
		case changed:
			s.log("in use, since they changed: %s", k.what)
		}
	}
}

// logProblems tells what is wrong with a policy, a line each.
func (s *Server) logProblems(err error) {
	for _, p := range problemsOf(err) {
		s.log("  %s", p)
	}
}

// A Problem is what is wrong with a policy, and where.
type Problem struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// String is the problem as a line: "file:line:column: message [code]".
func (p Problem) String() string {
	place := ""
	if p.File != "" {
		place = fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Column)
	}
	return fmt.Sprintf("%s%s [%s]", place, p.Message, p.Code)
}

// mostProblems is how many problems of one policy are told.
const mostProblems = 20

// problemsOf returns what is wrong with a policy; never nil.
func problemsOf(err error) []Problem {
	out := []Problem{}
	var list diag.List
	switch {
	case err == nil:
	case errors.As(err, &list):
		for _, p := range list[:min(len(list), mostProblems)] {
			at := p.File.Position(p.Span.Start)
			out = append(out, Problem{p.File.Name, at.Line, at.Rune, p.Code, p.Message})
		}
	default:
		out = append(out, Problem{Code: "unreadable", Message: strings.TrimSpace(err.Error())})
	}
	return out
}

// Watch looks every so often, and reloads at once when it is told to, until the context ends.
func (s *Server) Watch(ctx context.Context, every time.Duration, now <-chan os.Signal) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.Look()
		case <-now:
			s.Reload()
		}
	}
}

// Serving says which policy is in force.
func (s *Server) Serving() string { return s.holder.Status().Policy.String() }
