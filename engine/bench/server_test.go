package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// standIn is a server that has answered requests of this kind so: a running one needs no process.
func standIn(t *testing.T, s server, w *turns.World, answer http.HandlerFunc) *running {
	t.Helper()
	listening := httptest.NewServer(answer)
	t.Cleanup(listening.Close)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	x := &running{server: s, cmd: &exec.Cmd{Process: self}, address: strings.TrimPrefix(listening.URL, "http://")}
	for i := range serverCompare {
		r, err := x.request(&w.Asks[i])
		if err != nil {
			t.Fatal(err)
		}
		x.requests = append(x.requests, r)
	}
	return x
}

func TestServersAreCompared(t *testing.T) {
	w := turns.NewWorld(10)
	want, err := wanted(w)
	if err != nil {
		t.Fatal(err)
	}
	authzen := authzenServer(binaries{}, w)
	at := 0
	truth := standIn(t, authzen, w, func(out http.ResponseWriter, r *http.Request) {
		var sent, meant any
		body, _ := io.ReadAll(r.Body)
		own, _ := json.Marshal(authzen.body(&w.Asks[at]))
		if json.Unmarshal(body, &sent) != nil || json.Unmarshal(own, &meant) != nil || r.URL.Path != authzen.path {
			t.Errorf("%s: %s", r.URL, body)
		}
		_ = json.NewEncoder(out).Encode(object{"decision": want[at]})
		at++
	})
	if err := truth.compare(w, want); err != nil || at != serverCompare {
		t.Errorf("after %d answers: %v", at, err)
	}
	liar := standIn(t, authzen, w, func(out http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(out, `{"decision": true}`) })
	if differs := (disagreement{}); !errors.As(liar.compare(w, want), &differs) {
		t.Error("a server that allows everything agrees")
	}
	broken := standIn(t, authzen, w, func(out http.ResponseWriter, r *http.Request) { http.Error(out, "no", http.StatusTeapot) })
	if err := broken.compare(w, want); err == nil || !strings.Contains(err.Error(), "status 418: no") {
		t.Errorf("a server that fails is told as %v", err)
	}
}

func TestWhatServersSay(t *testing.T) {
	for _, s := range servers(binaries{}, turns.NewWorld(10)) {
		answers := map[string]string{
			"licet":         `{"answer": "permitted"} {"answer": "undetermined"}`,
			"licet-authzen": `{"decision": true} {"decision": false}`,
			"opa-rules":     `{"result": true} {"result": false}`,
			"opa-data":      `{"result": true} {}`,
			"cerbos":        `{"results": [{"actions": {"sell": "EFFECT_ALLOW"}}]} {"results": [{"actions": {"sell": "EFFECT_DENY"}}]}`,
		}
		from := json.NewDecoder(strings.NewReader(answers[s.id]))
		for _, want := range []bool{true, false} {
			var answer json.RawMessage
			if err := from.Decode(&answer); err != nil {
				t.Fatalf("%s: %v", s.id, err)
			}
			if got, err := s.allowed(answer); err != nil || got != want {
				t.Errorf("%s: %s is read as %v, %v", s.id, answer, got, err)
			}
		}
	}
}

func TestLoad(t *testing.T) {
	w := turns.NewWorld(10)
	s := opaRulesServer(binaries{}, w)
	good := standIn(t, s, w, func(out http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(out, `{}`) })
	took, err := good.storm(300 * time.Millisecond)
	if err != nil || len(took) == 0 {
		t.Errorf("%d requests, %v", len(took), err)
	}
	var log bytes.Buffer
	if row := (plan{log: &log}).load([]*running{good}, 100*time.Millisecond)[s.id]; row.Failed != "" || row.PerSec <= 0 || row.P50US > row.P99US {
		t.Errorf("%+v", row)
	}
	s.id = "bad"
	bad := standIn(t, s, w, func(out http.ResponseWriter, r *http.Request) { http.Error(out, "no", http.StatusTeapot) })
	rows := plan{log: &log}.load([]*running{bad}, 10*time.Millisecond)
	if !strings.Contains(rows["bad"].Failed, "status 418") || rows["bad"].PerSec != 0 {
		t.Errorf("a server that fails under load is told as %+v", rows["bad"])
	}
}
