package decisionlog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/schema"
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/engine"
)

// marked is a policy with facts of each kind. What the tests give as values is called after it.
const marked = `policy p "P" { controller "c" version "1" language en }
use core
data marked-data "marked" is personal
purpose marked-purpose "marked" is marketing
party marked-party "marked" is third-party
place marked-place "marked"
fact member "you are a member"
fact age number "your age"
fact channel one of marked-web, marked-phone "the channel"
fact country place "where you are"
event closed "you close your account"
judgement fair "we consider it fair" by we
clause 1 { we may use personal for marketing given consent and member and age > 17 and channel is marked-web and country in marked-place
  and fair }
clause 2 { we must not use email for marketing given objection or no member }
clause 3 { we may use personal for marketing more than 3 days after closed }
`

func load(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.Load(fstest.MapFS{"p/p.licet": {Data: []byte(marked)}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ask returns the decision on a sentence.
func ask(t testing.TB, e *engine.Engine, sentence string, values map[string]any) *decision.Decision {
	t.Helper()
	q, err := e.Asker().QuestionWith(sentence, dsl.Fields{Values: values})
	if err != nil {
		t.Fatal(err)
	}
	answer, clauses, err := e.Brief(q)
	if err != nil {
		t.Fatal(err)
	}
	return &decision.Decision{Endpoint: "ask", Policy: policy, Asked: q, Answer: answer.String(), Conflict: answer.Conflict(), Clauses: clauses, Took: 5 * time.Microsecond}
}

var policy = engine.PolicyRef{ID: "p", Version: "1", Digest: "sha256:" + strings.Repeat("ab", 32)}

// noon is the clock of the tests.
func noon() time.Time { return time.Date(2026, 11, 26, 13, 0, 0, 0, time.FixedZone("", 3600)) }

// numbered is a line for counting.
func numbered(n int) []byte { return fmt.Appendf(nil, `{"n":%d}`+"\n", n) }

// numbers reads such lines again: those that stand in a text, in their order. How many the lines about gaps miss is the second value.
func numbers(t *testing.T, text []byte) (out []int, dropped int) {
	t.Helper()
	for line := range bytes.Lines(text) {
		var v struct {
			N       *int
			Dropped int
		}
		if err := json.Unmarshal(line, &v); err != nil || line[len(line)-1] != '\n' {
			t.Fatalf("line %q: %v", line, err)
		}
		dropped += v.Dropped
		if v.N != nil {
			out = append(out, *v.N)
		}
	}
	return out, dropped
}

// A buffer is a sink in memory.
type buffer struct {
	mu     sync.Mutex
	text   []byte
	fail   func(lines []byte) (int, error) // what becomes of a write; nil: it works
	closed bool
}

func (b *buffer) Write(lines []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := len(lines), error(nil)
	if b.fail != nil {
		n, err = b.fail(lines)
	}
	b.text = append(b.text, lines[:n]...)
	return n, err
}

func (b *buffer) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	return nil
}

func (b *buffer) written() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.text)
}

// valid holds a line to the schema.
func valid(t testing.TB, s *jsonschema.Schema, line []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err == nil {
		err = s.Validate(doc)
	}
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	text, ok := schema.Of("decision")
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if !ok || err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("decision.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("decision.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
