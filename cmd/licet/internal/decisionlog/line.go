package decisionlog

import (
	"bytes"
	"regexp"
	"time"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/decision"
	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
	"github.com/seed-90f8eabc/licet/engine"
)

// stamp is RFC 3339 with a width that is always the same, so that times sort as text. They are in UTC.
const stamp = "2006-01-02T15:04:05.000000Z"

// head is how each line begins.
type head struct {
	Format string `json:"format"`
	Time   string `json:"time"`
}

// about is what lines on requests share.
type about struct {
	head
	Trace    string           `json:"trace_id,omitempty"`
	Span     string           `json:"span_id,omitempty"`
	Request  string           `json:"request_id,omitempty"`
	Endpoint string           `json:"endpoint"`
	Policy   engine.PolicyRef `json:"policy"`
}

// decided is the line of a decision.
type decided struct {
	about
	question
	Answer      string   `json:"answer"`
	Conflict    bool     `json:"conflict"`
	Clauses     []string `json:"clauses"`
	Nanoseconds int64    `json:"duration_ns"`
	*values
}

// searched is the line of a search.
type searched struct {
	about
	question
	Searched    string   `json:"searched"`
	Found       []string `json:"found"`
	Nanoseconds int64    `json:"duration_ns"`
	*values
}

// question is what was understood; what is given has no values in it.
type question struct {
	Question    *asked   `json:"question,omitempty"`
	Given       []string `json:"given"`
	NothingElse bool     `json:"nothing_else"`
}

// values stand in a line where Options.Values wants them.
type values struct {
	Values   map[string]any    `json:"values,omitempty"`
	Identity map[string]string `json:"identity,omitempty"`
}

// asked is the question, in names: engine.Asked without what is given. Its fields are listed again on purpose: one that Asked gains later is in no log
// before somebody has seen that it has no values in it.
type asked struct {
	Actor     any                 `json:"actor"`
	Action    any                 `json:"action"`
	Data      []string            `json:"data,omitempty"`
	Of        any                 `json:"of,omitempty"`
	From      any                 `json:"from,omitempty"`
	Recipient any                 `json:"recipient,omitempty"`
	Purpose   any                 `json:"purpose,omitempty"`
	Place     any                 `json:"place,omitempty"`
	Except    map[string][]string `json:"except,omitempty"`
}

// refused is the line of a request that was wrong.
type refused struct {
	about
	Error       string `json:"error"`
	Nanoseconds int64  `json:"duration_ns"`
}

// missing is the line that stands where others do not.
type missing struct {
	Format  string `json:"format"`
	Dropped uint64 `json:"dropped"`
	Since   string `json:"since"`
	Time    string `json:"time"`
}

// The shapes of what comes from outside, or might. What has another shape may be anything, and is not written.
var (
	traceID  = regexp.MustCompile(`^[0-9a-f]{32}$`)
	spanID   = regexp.MustCompile(`^[0-9a-f]{16}$`)
	randomID = regexp.MustCompile(`^([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$`)
	aCode    = regexp.MustCompile(`^[a-z][a-z0-9-]{0,40}$`)
)

// encode makes the line of a decision.
func (l *Log) encode(d *decision.Decision, ids IDs) []byte {
	a := about{head{Format, utc(l.at(d))}, shaped(traceID, d.Trace), shaped(spanID, ids.Span), l.request(ids), d.Endpoint, d.Policy}
	if d.Fault != nil || d.Answer == "" && d.Searched == "" {
		return marshal(refused{a, code(d.Fault), int64(d.Took)})
	}
	q, values := l.question(d)
	if d.Searched != "" {
		return marshal(searched{a, q, d.Searched, append([]string{}, d.Found...), int64(d.Took), values})
	}
	return marshal(decided{a, q, d.Answer, d.Conflict, append([]string{}, d.Clauses...), int64(d.Took), values})
}

// question says what was asked, and with Options.Values the values.
func (l *Log) question(d *decision.Decision) (q question, v *values) {
	q.Given = d.Given()
	var all engine.Asked
	if d.Asked != nil {
		all = engine.AskedOf(d.Asked)
		q.Question, q.NothingElse = askedOf(all), all.NothingElse
	}
	if l.options.Values {
		v = &values{all.Given, d.Identity}
	}
	return q, v
}

// at is when it was decided.
func (l *Log) at(d *decision.Decision) time.Time {
	if d.Time.IsZero() {
		return l.options.Now()
	}
	return d.Time
}

// request is what the client calls its request. It may have called it after a person.
func (l *Log) request(ids IDs) string {
	if l.options.Values {
		return ids.Request
	}
	return shaped(randomID, ids.Request)
}

func askedOf(q engine.Asked) *asked {
	return &asked{q.Actor, q.Action, q.Data, q.Of, q.From, q.Recipient, q.Purpose, q.Place, q.Except}
}

// encodeGap makes the line that says what is missing.
func encodeGap(now, since time.Time, n uint64) []byte {
	return marshal(missing{Format, n, utc(since), utc(now)})
}

// isGap tells such a line from others.
func isGap(line []byte) bool {
	return bytes.HasPrefix(line, []byte(`{"format":"`+Format+`","dropped":`))
}

func utc(t time.Time) string { return t.UTC().Format(stamp) }

// shaped returns an id that has its shape, and nothing for another.
func shaped(shape *regexp.Regexp, id string) string {
	if shape.MatchString(id) {
		return id
	}
	return ""
}

// code returns the code of what was wrong. Something that has not the shape of one may be a message, with the words of the request in it.
func code(f *wire.Fault) string {
	if f == nil || !aCode.MatchString(f.Code) {
		return wire.Failed
	}
	return f.Code
}

// marshal returns a value as a line. The values are strings, numbers and truths, alone and in lists and objects, so that it cannot fail.
func marshal(v any) []byte {
	text, err := wire.Text(v)
	if err != nil {
		panic(err)
	}
	return text
}
