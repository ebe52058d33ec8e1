package authzen_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/authzen"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/server"
	"github.com/seed-90f8eabc/licet/policies"
)

// TestLimits sends what is too much: it is refused, or nothing of it is permitted, and it costs little.
func TestLimits(t *testing.T) {
	h := serve(t, server.Config{FS: policies.FS(), Dir: "shop"}, authzen.Options{})
	strange := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"strange%d": %d, `, i, i)
		}
		return b.String()
	}
	const tuple = `"subject": {"type": "actor", "id": "we"}, "action": {"name": "use"}, "resource": {"type": "data", "id": "email"}`
	context := func(inner string) string { return `{` + tuple + `, "context": {` + inner + `"purpose": "newsletter"}}` }
	for _, c := range []struct {
		name, path, body string
		code             int
		want             string
	}{
		{"as many unknown members as there may be", "evaluation", context(strange(64)), 200, `"context.strange63"`},
		{"one more", "evaluation", context(strange(65)), 400, "more than 64 members that are not known"},
		{"one more, over several evaluations", "evaluations", `{` + tuple + `, ` + strange(60) + `"evaluations": [{}, {"context": {` + strange(10) + `"purpose": "newsletter"}}]}`, 200, `"code":"limit"`},
		{"very many unknown members", "evaluation", context(strange(10_000)), 400, "more than 64 members"},
		{"very many unknown members of the request", "evaluation", `{` + strange(10_000) + tuple + `}`, 400, "more than 64 members"},
		{"evaluations without end", "evaluations", `{` + tuple + `, "evaluations": [` + strings.Repeat("{},", 50_000) + `{}]}`, 400, "50001 evaluations, more than the 100"},
		{"a list without end", "evaluation", context(`"given": {"consent": [` + strings.Repeat("true,", 30_000) + `true]}, `), 200, `"error":{"status":400`},
		{"a list of purposes without end", "evaluation", strings.Replace(context(""), `"newsletter"`, `[`+strings.Repeat(`"newsletter",`, 10_000)+`"newsletter"]`, 1), 200, `"decision":false`},
		{"nesting", "evaluation", context(`"x": ` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `, `), 400, "nests deeper than 32"},
		{"a long name", "evaluation", strings.Replace(context(""), `"newsletter"`, `"`+strings.Repeat("n", 100_000)+`"`, 1), 200, `"code":"unknown-name"`},
		{"a long key", "evaluation", context(`"` + strings.Repeat("k", 100_000) + `": 1, `), 200, `"decision":false`},
		{"a long type", "evaluation", strings.Replace(context(""), `"actor"`, `"`+strings.Repeat("t", 100_000)+`"`, 1), 200, `"code":"unknown-type"`},
		{"a large body", "evaluation", context(`"x": "` + strings.Repeat("x", 300_000) + `", `), 413, "more than"},
		{"bytes that are no text", "evaluation", context("\"x\": \"\xff\", "), 400, "UTF-8"},
		{"half of a pair", "evaluation", context(`"x": "\ud800", `), 400, "surrogate"},
		{"a number beyond all", "evaluation", context(`"x": 1e999, `), 400, "too large"},
		{"a limit beyond all", "search/resource", `{` + tuple + `, "page": {"limit": 99999999999999999999}}`, 400, "whole number"},
	} {
		w := send(t, h, "POST /access/v1/"+c.path+"\n\n"+c.body)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.want) || strings.Contains(w.Body.String(), `"decision":true`) {
			t.Errorf("%s: %d %.300s", c.name, w.Code, w.Body)
		}
		if w.Body.Len() > 20_000 {
			t.Errorf("%s is answered with %d bytes", c.name, w.Body.Len())
		}
		if c.code == 200 && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %.300s", c.name, w.Body)
		}
	}
}
