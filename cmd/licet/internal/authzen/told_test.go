package authzen_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestTold checks what the log is told: what was understood, and of a search what was found on the page that was asked for.
func TestTold(t *testing.T) {
	var told []*decision.Decision
	h := serve(t, server.Config{FS: policies.FS(), Dir: "app", Decided: func(_ context.Context, d *decision.Decision) { told = append(told, d) }}, authzen.Options{})
	const share = `"subject": {"type": "user", "id": "anna"}, "resource": {"type": "data", "id": "email"}, "context": {"recipient": "partner", "purpose": "partner-offers", "given": {"consent": true}, "nothing_else": true}`
	for _, c := range []struct{ path, body, want string }{
		{"evaluation", `{"action": {"name": "share"}, ` + share + `}`, "evaluation permitted [A.19 A.21] [consent]  [] "},
		{"evaluation", `{"action": {"name": "shar"}, ` + share + `}`, "evaluation  [] []  [] unknown-name"},
		{"evaluations", `{"evaluations": [{"action": {"name": "publish"}}], ` + share + `}`, "evaluations permitted [A.21] [consent]  [] "},
		{"search/action", `{` + share + `, "page": {"limit": 2}}`, "search-action  [] [consent] action [disclose provide] "},
		{"search/resource", `{"action": {"name": "share"}, "subject": {"type": "user"}, "resource": {"type": "data"}}`, "search-resource  [] [] data [] missing"},
		{"evaluation", `{"acton": {"name": "share"}, ` + share + `}`, "evaluation  [] []  [] unknown-member"},
		{"evaluation", `{"action": `, "evaluation  [] []  [] bad-json"},
		{"evaluations", `{"evaluations": {}}`, "evaluations  [] []  [] wrong-type"},
		{"search/action", `{"page": 7}`, "search-action  [] []  [] wrong-type"},
	} {
		told = nil
		send(t, h, "POST /access/v1/"+c.path+"\nContent-Type: application/json\n\n"+c.body)
		if len(told) != 1 {
			t.Fatalf("%s: %d decisions", c.body, len(told))
		}
		d := told[0]
		code := ""
		if d.Fault != nil {
			code = d.Fault.Code
		}
		got := fmt.Sprint(d.Endpoint, " ", d.Answer, " ", d.Clauses, " ", d.Given(), " ", d.Searched, " ", d.Found, " ", code)
		if got != c.want || d.Policy.ID != "app" || slices.Contains(d.Given(), "anna") {
			t.Errorf("%s: got %q, want %q", c.path, got, c.want)
		}
	}
}
