//go:build unix

package loadtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/seed-90f8eabc/licet/engine"
)

// A client asks one question after the other, and holds each answer against what the test knows.
type client struct {
	t        *testing.T
	id       int
	p        *process
	http     *http.Client
	pool     *pool
	random   *rand.Rand
	settled  *atomic.Pointer[string]
	stopping *atomic.Bool // the signal to stop is being sent: what comes now may find nobody

	took    []time.Duration
	told    []uint8 // by request: how many decisions its answer had; they must stand in the log
	refused int
}

// work asks until the server is gone.
func (c *client) work() {
	for n := 0; ; n++ {
		if !c.ask(n) {
			return
		}
	}
}

// ask asks one question; false where nobody answers any more.
func (c *client) ask(n int) bool {
	path, body, check := c.next()
	stopping, settled := c.stopping.Load(), c.settled.Load()
	begun := time.Now()
	status, text, err := c.post(path, body, n)
	c.told = append(c.told, 0)
	switch {
	case err != nil:
		if !stopping && !c.stopping.Load() {
			c.t.Errorf("%s: %v", path, err)
		}
		return false
	case status == http.StatusServiceUnavailable:
		c.refused++
		return true
	case status != http.StatusOK:
		c.t.Errorf("%s %s: %d %s", path, body, status, text)
		return false
	}
	c.took = append(c.took, time.Since(begun))
	if c.settled.Load() != settled {
		settled = nil // it has changed meanwhile
	}
	decisions, err := check(text, settled)
	if err != nil {
		c.t.Errorf("%s %s: %v: %s", path, body, err, text)
		return false
	}
	c.told[n] = uint8(decisions)
	return true
}

func (c *client) post(path string, body []byte, n int) (int, []byte, error) {
	r, err := http.NewRequest("POST", "http://"+c.p.addr+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Request-ID", person)
	r.Header.Set("Traceparent", fmt.Sprintf("00-%s%04x%024x-00f067aa0ba902b7-01", goodTrace, c.id, n))
	response, err := c.http.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, text, err
}

// goodTrace is how the traces of the clients begin whose requests are all answered.
const goodTrace = "600d"

// A check holds an answer against what the test knows, and returns how many decisions it has. Settled is the version that must have answered;
// nil where any may have.
type check func(text []byte, settled *string) (int, error)

// next draws what to ask.
func (c *client) next() (path string, body []byte, is check) {
	q := &c.pool.questions[c.random.IntN(len(c.pool.questions))]
	switch c.random.IntN(8) {
	case 0, 1:
		return "/v1/ask", marshal(c.t, q.object()), q.checkAsk
	case 2, 3:
		return "/v1/ask?brief=true", marshal(c.t, q.object()), q.checkBrief
	case 4, 5:
		return "/access/v1/evaluation", marshal(c.t, q.tuple()), q.checkEvaluation
	case 6:
		return c.several()
	}
	s := &c.pool.searches[c.random.IntN(len(c.pool.searches))]
	t := s.tuple()
	t["resource"] = map[string]any{"type": "data"}
	return "/access/v1/search/resource", marshal(c.t, t), s.check
}

// several draws several questions for one request.
func (c *client) several() (string, []byte, check) {
	var all []*question
	var tuples []map[string]any
	for range 2 + c.random.IntN(10) {
		q := &c.pool.questions[c.random.IntN(len(c.pool.questions))]
		all, tuples = append(all, q), append(tuples, q.tuple())
	}
	return "/access/v1/evaluations", marshal(c.t, map[string]any{"evaluations": tuples}), func(text []byte, settled *string) (int, error) {
		return checkEvaluations(all, text, settled)
	}
}

// expect compares an answer with that of the version by which it says it was given.
func (q *question) expect(digest string, got answer, settled *string) error {
	want, ok := q.answers[digest]
	switch {
	case !ok:
		return fmt.Errorf("there is no version %q", digest)
	case settled != nil && *settled != digest:
		return fmt.Errorf("answered by %s, when %s was in force", digest, *settled)
	case got.word != want.word || got.conflict != want.conflict || !slices.Equal(sorted(got.clauses), want.clauses):
		return fmt.Errorf("got %+v, want %+v", got, want)
	}
	return nil
}

type byClause []struct{ Clause string }

func (b byClause) clauses() (out []string) {
	for _, c := range b {
		if !slices.Contains(out, c.Clause) {
			out = append(out, c.Clause)
		}
	}
	return out
}

func (q *question) checkAsk(text []byte, settled *string) (int, error) {
	var got struct {
		Policy    engine.PolicyRef
		Answer    string
		Conflict  bool
		DecidedBy byClause `json:"decided_by"`
	}
	if err := json.Unmarshal(text, &got); err != nil {
		return 0, err
	}
	return 1, q.expect(got.Policy.Digest, answer{got.Answer, got.Conflict, got.DecidedBy.clauses()}, settled)
}

// checkBrief tries both versions, where it is not certain which one must have answered: the answer does not say.
func (q *question) checkBrief(text []byte, settled *string) (int, error) {
	var got struct {
		Answer    string
		Conflict  bool
		DecidedBy byClause `json:"decided_by"`
	}
	err := json.Unmarshal(text, &got)
	if err != nil {
		return 0, err
	}
	for digest := range q.answers {
		if settled != nil && digest != *settled {
			continue
		}
		if err = q.expect(digest, answer{got.Answer, got.Conflict, got.DecidedBy.clauses()}, settled); err == nil {
			return 1, nil
		}
	}
	return 1, err
}

type evaluation struct {
	Decision *bool
	Context  struct {
		Licet struct {
			Policy   engine.PolicyRef
			Answer   string
			Conflict bool
			Clauses  []string
		}
	}
}

func (q *question) checkDecision(got *evaluation, settled *string) error {
	l := got.Context.Licet
	if got.Decision == nil || *got.Decision != (l.Answer == "permitted") {
		return fmt.Errorf("the decision does not fit the answer %q", l.Answer)
	}
	return q.expect(l.Policy.Digest, answer{l.Answer, l.Conflict, l.Clauses}, settled)
}

func (q *question) checkEvaluation(text []byte, settled *string) (int, error) {
	var got evaluation
	if err := json.Unmarshal(text, &got); err != nil {
		return 0, err
	}
	return 1, q.checkDecision(&got, settled)
}

// checkEvaluations also checks that one version answered them all.
func checkEvaluations(all []*question, text []byte, settled *string) (int, error) {
	var got struct{ Evaluations []evaluation }
	if err := json.Unmarshal(text, &got); err != nil {
		return 0, err
	}
	if len(got.Evaluations) != len(all) {
		return 0, fmt.Errorf("%d answers to %d questions", len(got.Evaluations), len(all))
	}
	for i, q := range all {
		if settled == nil {
			settled = &got.Evaluations[0].Context.Licet.Policy.Digest
		}
		if err := q.checkDecision(&got.Evaluations[i], settled); err != nil {
			return 0, err
		}
	}
	return len(all), nil
}

func (s *search) check(text []byte, settled *string) (int, error) {
	var got struct {
		Page    struct{ Total int }
		Context struct {
			Licet struct{ Policy engine.PolicyRef }
		}
		Results []struct{ ID string }
	}
	if err := json.Unmarshal(text, &got); err != nil {
		return 0, err
	}
	found := []string{}
	for _, r := range got.Results {
		found = append(found, r.ID)
	}
	digest := got.Context.Licet.Policy.Digest
	want, ok := s.found[digest]
	if !ok || settled != nil && digest != *settled || got.Page.Total != len(found) || !slices.Equal(sorted(found), want) {
		return 0, fmt.Errorf("version %q found %v, want %v", digest, found, want)
	}
	return 1, nil
}
