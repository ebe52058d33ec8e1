//go:build unix

package loadtest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// A question is asked in each way that there is, and the test knows the answer of each version.
type question struct {
	fields  dsl.Fields
	answers map[string]answer // by digest
}

type answer struct {
	word     string
	conflict bool
	clauses  []string // sorted
}

// A search asks for all data with which a question is permitted.
type search struct {
	question
	found map[string][]string // by digest, sorted
}

// A pool is what the clients draw from.
type pool struct {
	questions []question
	searches  []search
	differ    int // questions that the versions answer differently
}

// newPool draws questions that both versions understand.
func newPool(t *testing.T, engines []*engine.Engine, random *rand.Rand, questions, searches int) *pool {
	t.Helper()
	p := &pool{}
	for len(p.questions) < questions {
		q := question{fields: draw(random), answers: map[string]answer{}}
		if q.understood(engines) {
			p.questions = append(p.questions, q)
			if fmt.Sprint(q.answers[digest(engines[0])]) != fmt.Sprint(q.answers[digest(engines[1])]) {
				p.differ++
			}
		}
	}
	for len(p.searches) < searches {
		s := search{question: question{fields: draw(random), answers: map[string]answer{}}, found: map[string][]string{}}
		if s.understood(engines) {
			s.find(engines)
			p.searches = append(p.searches, s)
		}
	}
	if p.differ < questions/20 {
		t.Fatalf("only %d questions of %d are answered differently by the versions", p.differ, questions)
	}
	return p
}

// understood answers the question by each version, if both understand it.
func (q *question) understood(engines []*engine.Engine) bool {
	for _, e := range engines {
		bound, err := e.Asker().Fields(q.fields)
		if err != nil {
			return false
		}
		a, clauses, err := e.Brief(bound)
		if err != nil {
			return false
		}
		q.answers[digest(e)] = answer{a.String(), a.Conflict(), sorted(clauses)}
	}
	return true
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// find answers the search one name after the other.
func (s *search) find(engines []*engine.Engine) {
	for _, e := range engines {
		out := []string{}
		g := e.Policy().Graph(model.Data)
		for n := range g.Len() {
			f := s.fields
			f.Dims[model.Data] = []string{g.Node(model.NodeID(n)).ID}
			if bound, err := e.Asker().Fields(f); err == nil {
				if a, err := e.DecideQuestion(bound); err == nil && a.Allowed() {
					out = append(out, f.Dims[model.Data][0])
				}
			}
		}
		s.found[digest(e)] = sorted(out)
	}
}

// draw draws a question.
func draw(r *rand.Rand) dsl.Fields {
	pick := func(from ...string) []string { return []string{from[r.IntN(len(from))]} }
	f := dsl.Fields{Values: map[string]any{}, NothingElse: r.IntN(2) == 0}
	f.Dims[model.Action] = pick("use", "use", "disclose", "store", "share", "profile", "delete")
	f.Dims[model.Data] = pick("email", "phone", "contact", "personal", "health", "name", "ip-address")
	if r.IntN(4) > 0 {
		f.Dims[model.For] = pick("marketing", "service-provision", "newsletter", "payment")
	}
	if r.IntN(2) == 0 {
		f.Dims[model.To] = pick("processor", "third-party", "partner", "authority")
	}
	some := func(name string, value func() any) {
		if r.IntN(2) == 0 {
			f.Values[name] = value()
		}
	}
	some("member", func() any { return r.IntN(2) == 0 })
	some("age", func() any { return int64(14 + r.IntN(6)) })
	some("objection", func() any { return r.IntN(3) == 0 })
	some("account-closed", func() any { return map[string]any{"days": int64(r.IntN(60))} })
	some("consent", func() any {
		grants := []any{map[string]any{"kind": "explicit"}, map[string]any{"data": "contact"}, map[string]any{"kind": "separate", "purpose": "service-provision"}}
		return []any{true, false, []any{grants[r.IntN(3)]}}[r.IntN(3)]
	})
	return f
}

// object is the question as `/v1/ask` takes it.
func (q *question) object() map[string]any {
	out := map[string]any{"given": q.fields.Values, "nothing_else": q.fields.NothingElse}
	for d, names := range q.fields.Dims {
		if len(names) > 0 {
			out[model.Dim(d).String()] = names
		}
	}
	return out
}

// tuple is the question as AuthZEN has it. Its subject has an id, which must not be found in the log.
func (q *question) tuple() map[string]any {
	context := map[string]any{"given": q.fields.Values, "nothing_else": q.fields.NothingElse}
	if names := q.fields.Dims[model.For]; len(names) > 0 {
		context["purpose"] = names[0]
	}
	if names := q.fields.Dims[model.To]; len(names) > 0 {
		context["recipient"] = names[0]
	}
	return map[string]any{
		"subject": map[string]any{"type": "user", "id": person}, "action": map[string]any{"name": q.fields.Dims[model.Action][0]},
		"resource": map[string]any{"type": "data", "id": q.fields.Dims[model.Data][0]}, "context": context,
	}
}

// person is whom the questions are about.
const person = "anna-4711@example.org"

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
