package events

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// An Outcome is what a row comes to. It must not be changed.
type Outcome struct {
	Answer  engine.Decision // the zero Decision of bad rows
	Clauses []string        // the ids of the clauses that decide, each once, in the policy's order; none where nothing decides
	Code    string          // of bad rows: one of BadCodes
}

// key is the same for equal outcomes, and orders them: those that rest on nothing come first.
func (o *Outcome) key() string {
	return string([]byte{'0' + byte(min(len(o.Clauses), 1)), '0' + byte(o.Answer)}) + o.Code + "\x00" + strings.Join(o.Clauses, "\x00")
}

// badOutcome returns the outcome of bad rows with a code.
func (m *memo) badOutcome(code string) uint32 { return m.bad[slices.Index(BadCodes(), code)] }

// outcome returns the number of an outcome.
func (m *memo) outcome(o *Outcome) uint32 {
	key := o.key()
	m.mu.Lock()
	defer m.mu.Unlock()
	if id, ok := m.outcomes[key]; ok {
		return id
	}
	v := *m.view.Load()
	id := uint32(len(v.outcomes))
	v.outcomes, v.kinds = append(v.outcomes, o), append(v.kinds, kindOf(o))
	m.outcomes[key] = id
	m.full = m.full || len(v.outcomes) >= m.bound.bounds.named
	m.view.Store(&v)
	return id
}

// answers decides what a question comes to with the facts of a row.
func (m *memo) answer(q *question, codes []code, slots []uint16, known *compile.Known) uint32 {
	b := m.bound
	b.layout.state(known, slots)
	ends, err := endsOf(q.parts, known)
	if err != nil {
		return m.badOutcome(b.badAnswer(err).Code)
	}
	if a, _ := compile.Verdict(ends); a == model.Undetermined || a == model.NotAddressed {
		return m.plain[a]
	}
	return m.ruled(q, codes)
}

// alike returns the row in the names of the first one that asked the question, so that few questions are prepared. What the row was
// given that is not about its own names may be about those: it is left out. So it is where the first one was not given it, since otherwise
// they would not be alike.
func (m *memo) alike(q *question, codes []code) []code {
	out := slices.Clone(codes)
	for _, a := range m.bound.layout.asks {
		first := q.codes[a.column]
		if a.grant < 0 {
			out[a.column] = first
		} else if out[a.column] == 1 && first != 1 {
			out[a.column] = 0
		}
	}
	return out
}

// ruled decides a row with the clauses that decide.
func (m *memo) ruled(q *question, codes []code) uint32 {
	b := m.bound
	asked, err := b.question(m.alike(q, codes))
	if err != nil {
		return m.badOutcome(EmptyScope) // it is not: the question was asked before
	}
	r, err := b.engine.Rule(asked)
	if err != nil {
		return m.badOutcome(b.badAnswer(err).Code)
	}
	return m.outcome(&Outcome{Answer: r.Answer.Decision(), Clauses: b.engine.Clauses(r)})
}
