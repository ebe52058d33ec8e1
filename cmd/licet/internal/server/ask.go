package server

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// ask answers a question as `licet ask -o json` does; by default on one line, as with `--batch`.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) {
	d, begun := &decision.Decision{Endpoint: "ask"}, time.Now()
	form, err := formOf(r.URL.RawQuery)
	var v any
	if err == nil {
		v, err = s.answer(r, form, d)
	}
	d.Took = time.Since(begun)
	if err != nil {
		d.Fault = wire.FaultOf(err)
	}
	s.Decided(r.Context(), d)
	switch {
	case d.Fault != nil:
		wire.WriteFault(w, d.Fault)
	case form.pretty:
		wire.WritePretty(w, http.StatusOK, v)
	default:
		wire.Write(w, http.StatusOK, v)
	}
}

// A form is how an answer is wanted.
type form struct {
	brief  bool // no more than the clauses that decide
	pretty bool // on several lines
}

// formOf reads a form from the query of a URL. What it does not know it refuses: who asks for one thing must not get another.
func formOf(query string) (f form, err error) {
	switch query {
	case "":
		return f, nil
	case "brief=true":
		return form{brief: true}, nil
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return f, wire.NewFault(wire.BadParameter, "what stands behind the question mark of the URL cannot be read; write ?brief=true, or leave it out")
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		set := map[string]*bool{"brief": &f.brief, "pretty": &f.pretty}[key]
		v := values[key]
		switch {
		case set == nil:
			return f, wire.NewFault(wire.BadParameter, "there is no parameter %s; there are `brief` and `pretty`", wire.Named(key))
		case len(v) != 1 || v[0] != "true" && v[0] != "false":
			return f, wire.NewFault(wire.BadParameter, "`%s` is true or false, once", key)
		}
		*set = v[0] == "true"
	}
	return f, nil
}

func (s *Server) answer(r *http.Request, form form, d *decision.Decision) (any, error) {
	e, err := s.Engine()
	if err != nil {
		return nil, err
	}
	d.Policy = engine.RefOf(e.Policy())
	body, err := decision.Body(r, s.config.Limits)
	if err != nil {
		return nil, err
	}
	if d.Question, err = s.read(body); err != nil {
		return nil, err
	}
	q, err := e.Asker().Fields(d.Question)
	if err != nil {
		return nil, err
	}
	d.Asked = q
	if form.brief {
		return brief(e, q, d)
	}
	return full(e, q, d)
}

// read reads a question.
func (s *Server) read(body []byte) (dsl.Fields, error) {
	reader, _ := s.readers.Get().(*wire.Questions)
	if reader == nil {
		reader = wire.NewQuestions(s.config.Limits.Depth)
	}
	defer s.readers.Put(reader)
	return reader.Read(body)
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
	d.Answer, d.Conflict, d.Clauses = x.Answer, x.Conflict, x.Clauses()
	return x, nil
}
