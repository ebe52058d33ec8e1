package audit_test

import (
	"encoding/json"
	"testing"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
)

// TestQuestionAgain reads the questions of samples as `licet ask --batch` does, where consents and objections cover a part, and are all there
// are. An objection to all that is done with some data has no words: then the command asks the question as JSON.
func TestQuestionAgain(t *testing.T) {
	bound := bindText(t, policy, `columns: {action: op, data: field, recipient: to, purpose: why}
consents: [{column: ok, kind: explicit, action: share, recipient: partner}, {column: staff}]
objections: [{column: closed, data: email}]
nothing_else: true
`)
	var rows []fields
	for _, yes := range []any{true, false, nil} {
		for _, objects := range []any{true, false, nil} {
			rows = append(rows, fields{"op": "use", "field": "email", "why": "marketing", "ok": yes, "closed": objects, "staff": false},
				fields{"op": "share", "field": "email", "to": "partner", "why": "marketing", "ok": yes, "closed": objects, "staff": objects},
				fields{"op": "share", "field": "name", "to": "partner", "ok": yes, "closed": objects, "staff": false})
		}
	}
	batches := 0
	present := audit.Presentation{Samples: 5, Command: func(s string) string { return s }, Batch: func(q engine.Asked) string { batches++; return "batch" }}
	for _, g := range run(t, bound, "e.jsonl", asJSON(t, rows), 1).Report(present).Groups {
		for _, s := range g.Samples {
			text, err := json.Marshal(s.Question)
			if err != nil {
				t.Fatal(err)
			}
			f, err := wire.NewQuestions(0).Read(text)
			if err != nil {
				t.Fatal(err)
			}
			q, err := bound.Engine().Asker().Fields(f)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if a, _, err := bound.Engine().Brief(q); err != nil || a.String() != g.Answer {
				t.Errorf("%s is %s, and the event was %s: %v", text, a, g.Answer, err)
			}
			if (s.Sentence == "") != (s.Command == "batch") {
				t.Errorf("the command of %s is %q", text, s.Command)
			}
		}
	}
	if batches == 0 {
		t.Error("every question has words")
	}
}
