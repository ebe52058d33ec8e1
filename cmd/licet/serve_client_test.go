package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"
)

// permitted asks whether a question is permitted. If it returns false, or an error, it is not.
func permitted(ctx context.Context, server, question string) (bool, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, server+"/v1/ask?brief=true", strings.NewReader(question))
	if err != nil {
		return false, err
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	var body struct{ Answer, Message string }
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		return false, err
	}
	if response.StatusCode != http.StatusOK {
		return false, errors.New(body.Message)
	}
	return body.Answer == "permitted", nil
}

// TestDocumentedClient holds the client of SERVE.md to permitted, and tries it.
func TestDocumentedClient(t *testing.T) {
	source, err := os.ReadFile("serve_client_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, own, _ := strings.Cut(string(source), "\n// permitted ")
	own, _, _ = strings.Cut(own, "\n// TestDocumentedClient ")
	text, _ := serverSections(t)
	if !strings.Contains(text, "```go\n// permitted "+strings.TrimSpace(own)+"\n```\n") {
		t.Error("SERVE.md has another client")
	}
	s := &serving{t: t, dir: t.TempDir()}
	s.commands("$ licet serve -p app 2>server.log &\n")
	for question, want := range map[string]struct {
		permitted bool
		err       string
	}{
		`{"action": "share", "data": "email", "recipient": "partner", "purpose": "partner-offers", "given": {"consent": true}, "nothing_else": true}`:  {true, ""},
		`{"action": "share", "data": "email", "recipient": "partner", "purpose": "partner-offers", "given": {"consent": false}, "nothing_else": true}`: {false, ""},
		`{"action": "share", "data": "emial"}`: {false, "no data is called `emial`; did you mean `email`?"},
	} {
		got, err := permitted(t.Context(), "http://"+s.addr, question)
		if got != want.permitted || (err == nil) != (want.err == "") || err != nil && err.Error() != want.err {
			t.Errorf("%s: %v, %v", question, got, err)
		}
	}
	s.commands("$ kill %1; wait\n")
	if got, err := permitted(t.Context(), "http://"+s.addr, "{}"); got || err == nil {
		t.Errorf("nobody there: %v, %v", got, err)
	}
}
