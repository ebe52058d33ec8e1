package wire_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestFaultOf follows mistakes from their text to their code, place and status.
func TestFaultOf(t *testing.T) {
	e, err := engine.Load(policies.FS(), "app")
	if err != nil {
		t.Fatal(err)
	}
	questions := wire.NewQuestions(3)
	for _, x := range []struct {
		text, code, at string
		status         int
	}{
		{`{"action": "use", "data": "email"}`, "", "", 200},
		{`{"action": "use", "data": ["email"], "given": {"consent": [{"data": "email"}]}}`, wire.BadJSON, "/given/consent", 400}, // deeper than 3
		{`{"Action": "use"}`, wire.BadJSON, "/Action", 400},
		{`{"action": "use", "except": {"data": 1}}`, wire.BadJSON, "/except/data", 400},
		{`{"action": "use", "except": {"dat": "x"}}`, wire.BadJSON, "/except", 400},
		{`{"given": []}`, wire.BadJSON, "/given", 400},
		{`{"nothing_else": 1}`, wire.BadJSON, "/nothing_else", 400},
		{`{"action": "use", "data": "email", "given": {"consent": true, "has-account": null}}`, "", "", 200},
		{`{"action": "use", "data": "email", "given": {"consent": true, "a/b": null}, "nothing_else": true}`, wire.BadJSON, "/given/a~1b", 400},
		{`{"action": "use", "data": "email", "given": {"age": [null]}, "nothing_else": true}`, wire.BadJSON, "/given/age", 400},
		{`{"action": "use", "data": "email", "given": {"consent": []}, "nothing_else": true}`, "", "", 200},
		{`7`, wire.BadJSON, "", 400},
		{`{"action": "use", "data": ["email"` + strings.Repeat(`, "email"`, 999) + `]}`, "", "", 200},
		{`{"action": "use", "data": ["email"` + strings.Repeat(`, "email"`, 1000) + `]}`, wire.BadJSON, "/data/999", 400}, // each would be looked at with each
		{`{"action": "use", "data": "emial"}`, "unknown-name", "", 422},
		{`{"action": "use", "data": "email", "except": {"data": "email"}}`, wire.EmptyScope, "", 422},
	} {
		err := ask(e, questions, x.text)
		if (err == nil) != (x.code == "") {
			t.Errorf("%s: %v", x.text, err)
		}
		if err == nil {
			continue
		}
		if fault := wire.FaultOf(err); fault.Code != x.code || fault.At != x.at || fault.Status() != x.status || fault.Format != "licet.error/1" {
			t.Errorf("%s: %+v, %d", x.text, fault, fault.Status())
		}
	}
	for err, code := range map[error]string{
		fmt.Errorf("%w: x", engine.ErrLimit):   wire.Limit,
		errors.New("x"):                        wire.Failed,
		wire.NewFault(wire.Stale, "x"):         wire.Stale,
		fmt.Errorf("%w: x", engine.ErrNothing): wire.EmptyScope,
	} {
		if got := wire.FaultOf(err); got.Code != code {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func ask(e *engine.Engine, questions *wire.Questions, text string) error {
	f, err := questions.Read([]byte(text))
	if err != nil {
		return err
	}
	q, err := e.Asker().Fields(f)
	if err != nil {
		return err
	}
	_, _, err = e.Brief(q)
	return err
}

// TestNoFaultIsAnAnswer checks that no code has a status by which a client could take it for an answer.
func TestNoFaultIsAnAnswer(t *testing.T) {
	for _, code := range []string{wire.BadJSON, wire.EmptyScope, wire.Limit, wire.Failed, wire.Internal, wire.NotFound, wire.BadMethod, wire.BadMediaType, wire.BadParameter,
		wire.Unauthorized, wire.TooLarge, wire.Busy, wire.Timeout, wire.Stale, wire.CutOff, "unknown-name", ""} {
		w := httptest.NewRecorder()
		wire.WriteFault(w, wire.NewFault(code, "x"))
		var body map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil || w.Code < 400 || body["code"] != code || body["answer"] != nil {
			t.Errorf("%s: status %d, %s", code, w.Code, w.Body)
		}
		if h := w.Header(); h.Get("Content-Type") != "application/json" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", code, h)
		}
		if again := code == wire.Busy || code == wire.Timeout || code == wire.Stale; (w.Header().Get("Retry-After") != "") != again {
			t.Errorf("%s: Retry-After %q", code, w.Header().Get("Retry-After"))
		}
	}
}

// TestWhatCannotBeWritten is an error with its status, and no half of an answer.
func TestWhatCannotBeWritten(t *testing.T) {
	w := httptest.NewRecorder()
	wire.Write(w, 200, map[string]any{"answer": "permitted", "f": func() {}})
	if w.Code != 500 || !json.Valid(w.Body.Bytes()) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
