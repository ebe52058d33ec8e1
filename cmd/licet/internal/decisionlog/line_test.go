package decisionlog

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
)

// encoded is the line of a decision.
func encoded(d *decision.Decision, ids IDs, values bool) string {
	l := &Log{options: Options{Values: values, Now: noon}}
	return string(l.encode(d, ids))
}

const sentence = "may we use email for marketing given consent and no objection and member and after closed?"

func TestLines(t *testing.T) {
	d := ask(t, load(t), "may we use email for marketing given explicit consent and age >= 18 and 3 days after closed?", nil)
	d.Trace, d.Identity = strings.Repeat("a1", 16), map[string]string{"subject.id": "anna"}
	annas := IDs{strings.Repeat("b2", 8), "Anna's request"}
	random := IDs{annas.Span, "0F8FAD5B-D9CB-469F-A165-70867728950E"}
	refused := *d
	refused.Fault, refused.Time = wire.NewFault("unknown-name", "no purpose is called anna"), noon().Add(time.Minute)
	bare := &decision.Decision{Endpoint: "ask", Policy: policy, Answer: "permitted", Clauses: []string{"1"}}
	s := compiled(t)
	const ids = `"trace_id":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","span_id":"b2b2b2b2b2b2b2b2"`
	const by = `"endpoint":"ask","policy":{"id":"p","version":"1","digest":"sha256:abababababababababababababababababababababababababababababababab"}`
	search := *d
	search.Answer, search.Clauses, search.Searched, search.Found = "", nil, "data", []string{"email", "phone"}
	for _, c := range []struct{ name, got, want string }{
		{"a decision", encoded(d, annas, false), `{"format":"licet.decision/1","time":"2026-11-26T12:00:00.000000Z",` + ids + `,` + by +
			`,"question":{"actor":"we","action":"use","data":["email"],"purpose":"marketing"},"given":["age","closed","consent"],"nothing_else":false` +
			`,"answer":"undetermined","conflict":false,"clauses":[],"duration_ns":5000}`},
		{"with values", encoded(d, annas, true), `{"format":"licet.decision/1","time":"2026-11-26T12:00:00.000000Z",` + ids + `,"request_id":"Anna's request",` + by +
			`,"question":{"actor":"we","action":"use","data":["email"],"purpose":"marketing"},"given":["age","closed","consent"],"nothing_else":false` +
			`,"answer":"undetermined","conflict":false,"clauses":[],"duration_ns":5000` +
			`,"values":{"age":">= 18","closed":{"days":3},"explicit consent":true},"identity":{"subject.id":"anna"}}`},
		{"a search", encoded(&search, IDs{}, false), `{"format":"licet.decision/1","time":"2026-11-26T12:00:00.000000Z","trace_id":"` + d.Trace + `",` + by +
			`,"question":{"actor":"we","action":"use","data":["email"],"purpose":"marketing"},"given":["age","closed","consent"],"nothing_else":false` +
			`,"searched":"data","found":["email","phone"],"duration_ns":5000}`},
		{"a request that was wrong", encoded(&refused, random, false), `{"format":"licet.decision/1","time":"2026-11-26T12:01:00.000000Z",` + ids +
			`,"request_id":"0F8FAD5B-D9CB-469F-A165-70867728950E",` + by + `,"error":"unknown-name","duration_ns":5000}`},
		{"an endpoint that does not say the question", encoded(bare, IDs{}, true), `{"format":"licet.decision/1","time":"2026-11-26T12:00:00.000000Z",` + by +
			`,"given":[],"nothing_else":false,"answer":"permitted","conflict":false,"clauses":["1"],"duration_ns":0}`},
		{"what is missing", string(encodeGap(noon().Add(time.Second), noon(), 7)),
			`{"format":"licet.decision/1","dropped":7,"since":"2026-11-26T12:00:00.000000Z","time":"2026-11-26T12:00:01.000000Z"}`},
	} {
		if d := cmp.Diff(c.want+"\n", c.got); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
		valid(t, s, []byte(c.got))
		if isGap([]byte(c.got)) != (c.name == "what is missing") {
			t.Errorf("%s: isGap says the contrary", c.name)
		}
	}
}

// TestWhatHasAnotherShapeIsNotWritten takes what a client may have put in the place of an id, and a message in the place of a code.
func TestWhatHasAnotherShapeIsNotWritten(t *testing.T) {
	for _, secret := range []string{"anna@example.org", "4711", strings.Repeat("a", 31), strings.Repeat("A", 32) + "\n", strings.Repeat("g", 32)} {
		line := encoded(&decision.Decision{Trace: secret, Fault: wire.NewFault("no purpose is called "+secret, "%s", secret)}, IDs{secret, secret}, false)
		if strings.Contains(line, strings.TrimSpace(secret)) || !strings.Contains(line, `"error":"failed"`) {
			t.Errorf("%q is in %s", secret, line)
		}
	}
	if line := encoded(&decision.Decision{}, IDs{}, false); !strings.Contains(line, `"error":"failed"`) {
		t.Errorf("no question, no error: %s", line)
	}
}

// drawGiven draws facts whose values are marked, and what must not be found.
func drawGiven(t *rapid.T) (map[string]any, []string) {
	out, marks := map[string]any{}, []string{"marked"}
	number := func(name string) int64 {
		n := rapid.Int64Range(700000, 799999).Draw(t, name)
		marks = append(marks, strconv.FormatInt(n, 10))
		return n
	}
	scopes := []map[string]any{{"data": "marked-data"}, {"purpose": "marked-purpose", "kind": "explicit"}, {"recipient": "marked-party", "action": "disclose"}}
	draws := map[string]func() any{
		"age": func() any { return number("age") },
		"channel": func() any {
			return rapid.SampledFrom([]string{"marked-web", "marked-phone", "not marked-web"}).Draw(t, "channel")
		},
		"country":   func() any { return "marked-place" },
		"closed":    func() any { return map[string]any{"days": number("days")} },
		"consent":   func() any { return []any{rapid.SampledFrom(scopes).Draw(t, "scope")} },
		"objection": func() any { return []any{scopes[rapid.SampledFrom([]int{0, 2}).Draw(t, "objection")]} },
		"member":    func() any { return rapid.Bool().Draw(t, "member") },
	}
	for _, name := range slices.Sorted(maps.Keys(draws)) {
		if rapid.Bool().Draw(t, "gives "+name) {
			out[name] = draws[name]()
		}
	}
	return out, marks
}

// TestNoValueIsWritten searches the bytes for what random facts say, and for whom they are about; with Values they are there.
func TestNoValueIsWritten(t *testing.T) {
	e, s, found := load(t), compiled(t), 0
	rapid.Check(t, func(r *rapid.T) {
		values, marks := drawGiven(r)
		d := ask(t, e, "may we use email for marketing?", values)
		d.Identity = map[string]string{"subject.id": "anna", "resource.id": "marked-4711"}
		line := encoded(d, IDs{Request: "anna"}, false)
		valid(t, s, []byte(line))
		for _, secret := range append(marks, "anna", "4711", "days", "explicit") {
			if strings.Contains(line, secret) {
				r.Fatalf("%q is in %s", secret, line)
			}
		}
		for name := range values {
			if !strings.Contains(line, `"`+name+`"`) {
				r.Fatalf("the name %q is not in %s", name, line)
			}
		}
		full := encoded(d, IDs{Request: "anna"}, true)
		valid(t, s, []byte(full))
		if !strings.Contains(full, "anna") || !strings.Contains(full, "marked") {
			r.Fatalf("with values: %s", full)
		}
		found += len(values)
	})
	if found < 50 {
		t.Errorf("only %d facts were given", found)
	}
}

// FuzzLine writes texts into every place that has some: it is one line, and says them again.
func FuzzLine(f *testing.F) {
	for _, s := range []string{"", "a", "\n", "\"", "\\", "\u2028", "\xff", "</script>", "\x00", "é", `","dropped":`} {
		f.Add(s, s)
	}
	e := load(f)
	whole := ask(f, e, sentence, nil)
	f.Fuzz(func(t *testing.T, a, b string) {
		d := *whole
		d.Endpoint, d.Clauses, d.Policy = b, []string{a, b}, engine.PolicyRef{ID: a, Version: b, Digest: a}
		d.Identity = map[string]string{a: b}
		line := []byte(encoded(&d, IDs{Request: a}, true))
		if bytes.Count(line, newline) != 1 || line[len(line)-1] != '\n' || isGap(line) {
			t.Fatalf("not a line: %q", line)
		}
		var back struct {
			Request  string `json:"request_id"`
			Endpoint string
			Clauses  []string
			Identity map[string]string
		}
		if err := json.Unmarshal(line, &back); err != nil {
			t.Fatal(err)
		}
		a, b = strings.ToValidUTF8(a, "\ufffd"), strings.ToValidUTF8(b, "\ufffd")
		if same := strings.ReplaceAll(a, "\ufffd", ""); strings.ReplaceAll(back.Request, "\ufffd", "") != same || back.Identity == nil || len(back.Clauses) != 2 {
			t.Fatalf("%q became %q", a, back.Request)
		}
		refused := decision.Decision{Fault: wire.NewFault(a, "%s", a), Endpoint: b}
		if line := encoded(&refused, IDs{Request: a}, false); !json.Valid([]byte(line)) || strings.Count(line, "\n") != 1 {
			t.Fatalf("not a line: %q", line)
		}
	})
}
