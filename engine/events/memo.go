package events

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What has been decided is kept, and found again by small numbers. A row of names becomes a tuple of small numbers, by the columns; each tuple
// belongs to a question; rows that are alike (alike.go) have the same one. A question has a table of outcomes by the codes of the facts
// that its conditions test (slots.go), those that none of its conditions tells apart being one. So a warm row costs a look-up for
// each column, one for the question, and one for the outcome, without a branch that depends on the data, and without a lock: readers work on
// a view, which only ever grows; a larger one takes its place.
//
// The memo is bounded. When it is full, all is forgotten, and comes back as it is asked for.

// bounds of a memo. They are fields of the Bound so that tests can make them small.
type bounds struct {
	tupleBits int // tuples are kept in an array of so many bits; or, where they are longer, in a cache of a quarter of that size
	cacheBits int // but only up to so many: longer ones are looked at by themselves
	questions int
	weight    int // of their diagrams, in nodes
	outcomes  int // in all tables
	table     int // in one: where it would be larger, each decider keeps some
	kept      int // so many
	named     int // different outcomes
	valueBits int // of all values of columns together, in sentences
	groups    int // of a tally; more than there are codes of bad rows, so that these are never put together
	systems   int
}

func defaultBounds() bounds {
	return bounds{tupleBits: 22, cacheBits: maxTupleBits, questions: 1 << 16, weight: 1 << 23, outcomes: 1 << 24, table: 1 << 16, kept: 1 << 16, named: 1 << 17, valueBits: 1 << 29,
		groups: MaxGroups, systems: MaxSystems}
}

// A memo is what the deciders of a Bound have found out. It is safe for concurrent use.
type memo struct {
	bound *Bound
	view  atomic.Pointer[view]

	mu       sync.RWMutex
	ids      [][]uint32                               // atomic: of each ask, by its codes from null on, their ids plus one; 0 where there is none yet
	values   [][]*value                               // by id
	byKey    map[string]uint32                        // questions, by what makes rows alike
	pieces   map[string]*part                         // parts of open questions, likewise
	names    [model.DimCount]map[int32][]model.NodeID // that a sentence is about
	shared   map[string]uint32                        // lists of offsets
	outcomes map[string]uint32
	bad      []uint32          // by the place of their codes in BadCodes; it does not change
	plain    [Decisions]uint32 // of answers that rest on nothing, by engine.Decision; they do not change
	weight   int
	size     int // of values, in sentences
	full     bool
}

// A question is what rows that are alike ask.
type question struct {
	id      uint32
	codes   []code  // of a row that asks it
	parts   []*part // whose ends are its own
	outcome uint32  // of all its rows, where it is no question
	large   bool    // it has no table
}

func newMemo(b *Bound) *memo {
	n := len(b.layout.asks)
	m := &memo{bound: b, ids: make([][]uint32, n), values: make([][]*value, n), byKey: map[string]uint32{}, pieces: map[string]*part{},
		shared: map[string]uint32{}, outcomes: map[string]uint32{}}
	slots := len(b.layout.slots)
	v := &view{all: make([]*question, 1), shift: make([]uint8, n), bits: make([]uint8, n), table: make([]uint32, 1), outcomes: make([]*Outcome, 1), kinds: make([]uint8, 1)}
	widest := 1
	for i := range b.layout.slots {
		widest = max(widest, b.layout.slots[i].codes)
	}
	v.offsets = make([]uint32, widest) // those of zeros
	v.records = make([]uint32, 1+slots)
	for k, a := range b.layout.asks {
		m.ids[k], v.bits[k] = make([]uint32, 3), 2 // a grant is null, no or yes
		if a.grant < 0 {
			m.ids[k], v.bits[k] = make([]uint32, 1+b.engine.Policy().Graph(a.dim).Len()), 1
		}
	}
	v.place(&b.bounds)
	m.view.Store(v)
	for k, a := range b.layout.asks {
		for c := codeNull; c <= 1 && a.grant >= 0; c++ {
			m.valueID(k, c) // in this order: see nullGrant
		}
	}
	for _, c := range BadCodes() {
		m.bad = append(m.bad, m.outcome(&Outcome{Code: c, Clauses: []string{}}))
	}
	for a := range m.plain {
		if a := model.Answer(a); a == model.Undetermined || a == model.NotAddressed {
			m.plain[a] = m.outcome(&Outcome{Answer: a, Clauses: []string{}})
		}
	}
	return m
}

// valueID returns the id of what a column says of the question, and makes one if need be.
func (m *memo) valueID(k int, c code) uint32 {
	known := &m.ids[k][c-codeNull]
	if id := atomic.LoadUint32(known); id > 0 {
		return id - 1
	}
	a := &m.bound.layout.asks[k]
	var fresh *value
	if a.grant < 0 {
		fresh = m.bound.layout.sentences.value(a.dim, c)
	} else {
		fresh = &value{code: c}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if id := atomic.LoadUint32(known); id > 0 {
		return id - 1
	}
	id := uint32(len(m.values[k]))
	m.values[k] = append(m.values[k], fresh)
	m.size += 64 * (len(fresh.meets) + len(fresh.partly) + len(fresh.about)/2 + 8)
	m.full = m.full || m.size > m.bound.bounds.valueBits
	if v := m.view.Load(); id>>v.bits[k] > 0 {
		m.widen(k)
	}
	atomic.StoreUint32(known, id+1)
	return id
}

// widen gives a column more bits in tuples. The questions of tuples are found anew.
func (m *memo) widen(k int) {
	v := *m.view.Load()
	v.bits, v.shift = slices.Clone(v.bits), slices.Clone(v.shift)
	v.bits[k]++
	v.place(&m.bound.bounds)
	m.view.Store(&v)
}

// question returns the question of a row of codes.
func (m *memo) question(codes []code, ids []uint32) *question {
	v := m.view.Load()
	if id := v.recall(ids); id > 0 && int(id) < len(v.all) {
		return v.all[id]
	}
	l := m.bound.layout
	var space [16]*value
	values := space[:0]
	m.mu.RLock()
	for k, id := range ids {
		if l.asks[k].grant < 0 {
			values = append(values, m.values[k][id])
		}
	}
	m.mu.RUnlock()
	var keySpace [512]byte
	var aboutSpace [64]int32
	about := l.sentences.about(aboutSpace[:0], values, func(grant int) bool { return l.given(codes, grant) }, l.grants)
	key := l.sentences.key(keySpace[:0], about, values)
	m.mu.RLock()
	q := m.view.Load().all[m.byKey[string(key)]]
	m.mu.RUnlock()
	if q == nil {
		q = m.add(string(key), m.ask(codes, about, values))
	}
	m.view.Load().remember(ids, q.id)
	return q
}

// given tells whether a row has a grant.
func (l *layout) given(codes []code, grant int) bool {
	for _, a := range l.asks {
		if a.grant == grant {
			return codes[a.column] == 1
		}
	}
	return false
}

// ask prepares the question of a row, about which some sentences are.
func (m *memo) ask(codes []code, about []int32, values []*value) *question {
	b := m.bound
	q := &question{codes: slices.Clone(codes)}
	asked, err := b.question(codes)
	if err == nil {
		q.parts, err = m.parts(asked, codes, about, values)
	}
	if err != nil {
		var row *BadRow
		if !errors.As(err, &row) {
			row = b.badAnswer(err)
		}
		q.outcome = m.badOutcome(row.Code)
	}
	return q
}

// add puts a question among the others, unless somebody else has done so meanwhile.
func (m *memo) add(key string, q *question) *question {
	m.mu.Lock()
	defer m.mu.Unlock()
	v := *m.view.Load()
	if id, ok := m.byKey[key]; ok {
		return v.all[id]
	}
	q.id = uint32(len(v.all))
	record, size := m.record(&v, q)
	switch {
	case q.outcome != 0:
		record[0] = uint32(len(v.table))
		v.growTable(1, q.outcome)
	case size > m.bound.bounds.table || len(v.table)+size > m.bound.bounds.outcomes:
		q.large = true
		clear(record)
		m.full = m.full || size <= m.bound.bounds.table
	default:
		record[0] = uint32(len(v.table))
		v.growTable(size, 0)
	}
	v.records = append(v.records, record...)
	m.byKey[key] = q.id
	v.all = append(v.all, q)
	m.weight += 16 + len(q.parts)
	m.full = m.full || len(v.all) >= m.bound.bounds.questions || m.weight > m.bound.bounds.weight
	m.view.Store(&v)
	return q
}

// isFull reports whether the memo is to be forgotten.
func (m *memo) isFull() bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.full
}
