package server

import (
	"net/http"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// ask answers a question as `licet ask -o json` does.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) {
	d, begun := &decision.Decision{Endpoint: "ask"}, time.Now()
	v, err := s.answer(r, d)
	d.Took = time.Since(begun)
	if err != nil {
		d.Fault = wire.FaultOf(err)
	}
	s.Decided(r.Context(), d)
	if d.Fault != nil {
		wire.WriteFault(w, d.Fault)
		return
	}
	wire.Write(w, http.StatusOK, v)
}

func (s *Server) answer(r *http.Request, d *decision.Decision) (any, error) {
	e, err := s.Engine()
	if err != nil {
		return nil, err
	}
	d.Policy = refOf(e.Policy())
	body, err := decision.Body(r, s.config.Limits)
	if err != nil {
		return nil, err
	}
	d.Question, err = wire.NewQuestions(s.config.Limits.Depth).Read(body)
	if err != nil {
		return nil, err
	}
	q, err := e.Asker().Fields(d.Question)
	if err != nil {
		return nil, err
	}
	d.Asked = q
	if r.URL.Query().Get("brief") == "true" {
		return brief(e, q, d)
	}
	return full(e, q, d)
}

// brief answers with no more than the clauses that decide.
func brief(e *engine.Engine, q *model.Question, d *decision.Decision) (any, error) {
	answer, clauses, err := e.Brief(q)
	if err != nil {
		return nil, err
	}
	d.Answer, d.Conflict, d.Clauses = answer.String(), answer.Conflict(), clauses
	return wire.BriefOf(answer, clauses), nil
}

// full answers with the reasons.
func full(e *engine.Engine, q *model.Question, d *decision.Decision) (any, error) {
	x, err := e.ExplainQuestion(q)
	if err != nil {
		return nil, err
	}
	d.Answer, d.Conflict = x.Answer, x.Conflict
	for _, c := range x.DecidedBy {
		if !slices.Contains(d.Clauses, c.Clause) {
			d.Clauses = append(d.Clauses, c.Clause)
		}
	}
	return x, nil
}
