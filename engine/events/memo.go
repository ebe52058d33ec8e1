package events

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
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
	tupleBits int // tuples are kept in an array of so many bits, or, where they are longer, in a cache of that size
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
	return bounds{tupleBits: 22, questions: 1 << 16, weight: 1 << 23, outcomes: 1 << 24, table: 1 << 16, kept: 1 << 16, named: 1 << 17, valueBits: 1 << 29,
		groups: MaxGroups, systems: MaxSystems}
}

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
	all      []*question                              // by id; 0 is none
	zeros    uint32                                   // where the offsets are of a slot that a question does not test
	shared   map[string]uint32                        // lists of offsets
	outcomes map[string]uint32
	bad      []uint32          // by the place of their codes in BadCodes; it does not change
	plain    [Decisions]uint32 // of answers that rest on nothing, by engine.Decision; they do not change
	weight   int
	size     int // of values, in sentences
	full     bool
}

// A view is what readers see of a memo. Only what is said to be atomic changes in it.
type view struct {
	shift    []uint8     // of each ask, where its ids stand in a tuple
	bits     []uint8     // and how many bits they have
	total    int         // bits of a tuple
	tuples   []uint32    // atomic: the question of each tuple; 0 where it is not known. Nil where tuples are longer
	cache    []uint64    // atomic: tuples, plus 1, above their questions, by their hashes. Nil where there are tuples
	all      []*question // by id; 0 is none
	records  []uint32    // of each question: where its table is, and for each slot, where the offsets of the slot's codes are
	offsets  []uint32
	table    []uint32 // atomic: outcomes; 0 where it is not known. The first is never known
	outcomes []*Outcome
	kinds    []uint8 // of outcomes: see kindOf
}

// A question is what rows that are alike ask.
type question struct {
	id      uint32
	codes   []code  // of a row that asks it
	parts   []*part // whose ends are its own
	outcome uint32  // of all its rows, where it is no question
	large   bool    // it has no table
}

// kindBad is the kind of bad rows; other kinds are those of engine.Decision.
const kindBad = 7

func kindOf(o *Outcome) uint8 {
	if o.Code != "" {
		return kindBad
	}
	return uint8(o.Answer)
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
	v.place(b.bounds.tupleBits)
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

// badOutcome returns the outcome of bad rows with a code.
func (m *memo) badOutcome(code string) uint32 { return m.bad[slices.Index(BadCodes(), code)] }

// place gives each ask its place in tuples.
func (v *view) place(limit int) {
	v.total = 0
	for k, n := range v.bits {
		v.shift[k] = uint8(v.total)
		v.total += int(n)
	}
	v.tuples, v.cache = nil, nil
	switch {
	case v.total <= limit:
		v.tuples = make([]uint32, 1<<v.total)
	case v.total <= maxTupleBits:
		v.cache = make([]uint64, 1<<max(limit-2, 1))
	}
}

// A cached tuple shares its word with its question.
const (
	questionBits = 24
	maxTupleBits = 64 - questionBits - 1
)

// spread is where a tuple stands in the cache.
func (v *view) spread(tuple uint64) uint64 {
	h := tuple * 0x9E3779B97F4A7C15
	return (h ^ h>>29) * 0xD6E8FEB86659FD93 >> 20 & uint64(len(v.cache)-1)
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
	v.place(m.bound.bounds.tupleBits)
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

// growTable adds room for outcomes. Readers of an older table may put some there that are lost: they are found anew.
func (v *view) growTable(size int, outcome uint32) {
	if n := len(v.table) + size; n > cap(v.table) {
		larger := make([]uint32, len(v.table), max(n, 2*cap(v.table)))
		for i := range v.table {
			larger[i] = atomic.LoadUint32(&v.table[i])
		}
		v.table = larger
	}
	v.table = v.table[:len(v.table)+size]
	if outcome != 0 {
		v.table[len(v.table)-1] = outcome
	}
}

// record returns the record of a question, and the size of its table.
func (m *memo) record(v *view, q *question) (record []uint32, size int) {
	l := m.bound.layout
	record, size = make([]uint32, 1+len(l.slots)), 1
	if q.parts == nil {
		return record, 1
	}
	told := toldBy(q.parts)
	for i := range l.slots {
		classes, n := l.slots[i].classes(told)
		if n == 1 || size > m.bound.bounds.table {
			continue
		}
		offsets := make([]uint32, len(classes))
		for k, c := range classes {
			offsets[k] = uint32(size) * c
		}
		record[1+i] = m.share(v, offsets)
		size *= n
	}
	return record, size
}

// share returns where a list of offsets stands; equal ones stand there once, so that those in use stay near.
func (m *memo) share(v *view, list []uint32) uint32 {
	key := make([]byte, 0, 4*len(list))
	for _, x := range list {
		key = binary.LittleEndian.AppendUint32(key, x)
	}
	at, ok := m.shared[string(key)]
	if !ok {
		at = uint32(len(v.offsets))
		v.offsets = append(v.offsets, list...)
		m.shared[string(key)] = at
	}
	return at
}

// classes returns the class of each code of a slot, and how many there are. Null is a class of its own, where some condition tests the slot.
func (s *slot) classes(told map[int][]uint16) ([]uint32, int) {
	tested := slices.ContainsFunc(s.vars, func(v int) bool { return told[v] != nil })
	out := make([]uint32, s.codes)
	if !tested {
		return out, 1
	}
	if len(s.vars) > 1 || s.column < 0 || s.codes != 1+len(told[s.vars[0]]) {
		for k := range out {
			out[k] = uint32(k)
		}
		return out, s.codes
	}
	n := 1
	for cell, c := range told[s.vars[0]] {
		out[1+cell] = 1 + uint32(c)
		n = max(n, 2+int(c))
	}
	return out, n
}

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

// isFull reports whether the memo is to be forgotten.
func (m *memo) isFull() bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.full
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
		return m.badOutcome(Nothing) // it is not: the question was asked before
	}
	r, err := b.engine.Rule(asked)
	if err != nil {
		return m.badOutcome(b.badAnswer(err).Code)
	}
	return m.outcome(&Outcome{Answer: r.Answer.Decision(), Clauses: b.engine.Clauses(r)})
}
