package server

import (
	"net/http"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
)

// stale reports whether the policy in force could not be confirmed for too long.
func (s *Server) stale() bool {
	return s.config.MaxStaleness > 0 && s.age() > s.config.MaxStaleness
}

// age is how long ago the policy in force was seen to be the one that is there. One that ships with licet is always the one.
func (s *Server) age() time.Duration {
	if s.config.Shipped {
		return 0
	}
	return max(0, s.config.Now().Sub(s.holder.Status().Checked))
}

// healthy answers `/healthz`: the process lives, and that is all.
func healthy(w http.ResponseWriter, _ *http.Request) {
	wire.WriteText(w, http.StatusOK, []byte(`{"format":"licet.health/1","alive":true}`+"\n"))
}

// readiness is what `/readyz` answers: "licet.ready/1". Without a token, where one is needed, it is no more than the first three fields.
type readiness struct {
	Format string `json:"format"`
	Ready  bool   `json:"ready"`
	Reason string `json:"reason"` // why it is not ready: "stopping" or "stale"; else ""
	*details
}

type details struct {
	Policy      engine.PolicyRef `json:"policy"`
	LoadedAt    time.Time        `json:"loaded_at"`    // when it was put in force
	ConfirmedAt time.Time        `json:"confirmed_at"` // when it was last seen to be the one that is there
	RefusedAt   *time.Time       `json:"refused_at"`   // when what is there now was refused; null if it was not
	Problems    []Problem        `json:"problems"`     // why
}

// ready answers `/readyz`: 200 if questions are answered, 503 if they are not, or soon will not be.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	out := readiness{Format: "licet.ready/1", Ready: true}
	switch {
	case s.stopping.Load():
		out.Ready, out.Reason = false, "stopping"
	case s.stale():
		out.Ready, out.Reason = false, "stale"
	}
	if s.tokens.allow(r) {
		out.details = s.details()
	}
	status := http.StatusOK
	if !out.Ready {
		status = http.StatusServiceUnavailable
	}
	wire.Write(w, status, out)
}

func (s *Server) details() *details {
	st := s.holder.Status()
	out := &details{st.Policy, st.Since.UTC(), st.Checked.UTC(), nil, problemsOf(st.Err)}
	if s.config.Shipped {
		out.ConfirmedAt = s.config.Now().UTC()
	}
	if st.Err != nil {
		at := st.Refused.UTC()
		out.RefusedAt = &at
	}
	return out
}
