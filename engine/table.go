package engine

import (
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Prepared questions are kept, so that a question that was asked before, with whatever facts, costs one look-up
// and a walk through its diagram. What is kept are programs, not answers: an answer is computed each time.

// maxPrepared bounds how many prepared questions an engine keeps by their strings, and maxWeight how large those are that it
// keeps by their scopes, in nodes, norms and classes. When there is more, it forgets all and begins again: those that are asked come back.
const (
	maxPrepared = 1 << 17
	maxWeight   = 1 << 24
)

// A table finds prepared questions by the strings that they are asked in, without locks: readers see an array of
// slots that only ever fills up, until a larger one takes its place.
type table struct {
	seed  uint64
	slots atomic.Pointer[[]atomic.Pointer[tableEntry]]
	mu    sync.Mutex
	count int
}

type tableEntry struct {
	hash     uint64
	code     *diagram.Code // of prepared, one look nearer
	prepared *Prepared
	question Question
}

// hash mixes the strings of a question. Only names of the policy get into the table, so nobody can fill it with collisions.
func (t *table) hash(q *Question) uint64 {
	h := t.seed
	h = mix(h, q.Action)
	h = mix(h, q.Data)
	h = mix(h, q.Recipient)
	h = mix(h, q.Purpose)
	if len(q.Actor)+len(q.Of)+len(q.From)+len(q.Place) > 0 {
		h = mix(mix(mix(mix(h, q.Actor), q.Of), q.From), q.Place)
	}
	return h ^ h>>32
}

const mixer = 0x9E3779B97F4A7C15

// mix adds a string to a hash, eight bytes at a time. The last eight overlap.
func mix(h uint64, s string) uint64 {
	n := len(s)
	h ^= uint64(n)
	if n < 8 {
		var last uint64
		for i := range n {
			last = last<<8 | uint64(s[i])
		}
		h = (h ^ last) * mixer
		return h ^ h>>29
	}
	for i := 0; i+8 < n; i += 8 {
		h = (h ^ word(s[i:i+8])) * mixer
		h ^= h >> 29
	}
	h = (h ^ word(s[n-8:])) * mixer
	return h ^ h>>29
}

func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// strings returns the parts of a question by their dimensions.
func (q *Question) strings() [model.DimCount]string {
	return [model.DimCount]string{model.Actor: q.Actor, model.Action: q.Action, model.Data: q.Data, model.Of: q.Of,
		model.From: q.From, model.To: q.Recipient, model.For: q.Purpose, model.In: q.Place}
}

// own returns the question with strings of its own, side by side, so that the caller's memory is not kept.
func (q *Question) own() Question {
	text := q.Action + q.Data + q.Recipient + q.Purpose + q.Actor + q.Of + q.From + q.Place
	out := *q
	for _, s := range []*string{&out.Action, &out.Data, &out.Recipient, &out.Purpose, &out.Actor, &out.Of, &out.From, &out.Place} {
		n := len(*s)
		*s, text = text[:n], text[n:]
	}
	return out
}

func (t *table) get(h uint64, q *Question) *tableEntry {
	slots := t.slots.Load()
	if slots == nil {
		return nil
	}
	mask := uint64(len(*slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		e := (*slots)[i].Load()
		if e == nil {
			return nil
		}
		if e.hash == h && e.question == *q {
			return e
		}
	}
}

func (t *table) put(h uint64, q *Question, p *Prepared) *tableEntry {
	e := &tableEntry{h, p.code, p, q.own()}
	t.mu.Lock()
	defer t.mu.Unlock()
	slots := t.slots.Load()
	switch {
	case slots == nil || t.count >= maxPrepared:
		fresh := make([]atomic.Pointer[tableEntry], 256)
		slots, t.count = &fresh, 0
	case t.count*2 >= len(*slots):
		larger := make([]atomic.Pointer[tableEntry], 2*len(*slots))
		for i := range *slots {
			if old := (*slots)[i].Load(); old != nil {
				insert(larger, old)
			}
		}
		slots = &larger
	}
	if insert(*slots, e) {
		t.count++
	}
	t.slots.Store(slots)
	return e
}

// forget empties the table.
func (t *table) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.slots.Store(nil)
	t.count = 0
}

// insert puts an entry into the first free slot of its chain, unless its question is there already.
func insert(slots []atomic.Pointer[tableEntry], e *tableEntry) bool {
	mask := uint64(len(slots) - 1)
	for i := e.hash & mask; ; i = (i + 1) & mask {
		old := slots[i].Load()
		if old == nil {
			slots[i].Store(e)
			return true
		}
		if old.hash == e.hash && old.question == e.question {
			return false
		}
	}
}

// scopes finds prepared questions of any form by their scope, open parts and grants.
type scopes struct {
	mu     sync.RWMutex
	all    map[string]*Prepared
	weight int
}

func (s *scopes) prepared(e *Engine, scope *model.Scope, open model.Dims, grants []model.Grant) (*Prepared, error) {
	var buffer [1024]byte
	key := appendKey(buffer[:0], scope, open, grants)
	s.mu.RLock()
	p := s.all[string(key)]
	s.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	q := &model.Question{Policy: e.policy, Scope: *scope, Open: open, Grants: slices.Clone(grants)}
	prepared, err := e.program.Prepare(q)
	if err != nil {
		return nil, err
	}
	p = &Prepared{engine: e, code: prepared.Code(), question: prepared}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.weight += prepared.Weight(); s.all == nil || s.weight > maxWeight {
		s.all, s.weight = map[string]*Prepared{}, prepared.Weight()
		e.byName.forget() // its entries hold the same
	}
	s.all[string(key)] = p
	return p, nil
}

// scopeKey writes what a prepared question depends on, so that different ones have different keys.
func scopeKey(q *model.Question) string { return string(appendKey(nil, &q.Scope, q.Open, q.Grants)) }

func appendKey(key []byte, scope *model.Scope, open model.Dims, grants []model.Grant) []byte {
	key = binary.LittleEndian.AppendUint16(key, uint16(open))
	key = appendScope(key, scope)
	for i := range grants {
		g := &grants[i]
		objection := byte(0)
		if g.Objection {
			objection = 1
		}
		key = appendScope(append(key, 'g', objection, byte(g.Kind)), &g.Scope)
	}
	return key
}

func appendScope(key []byte, s *model.Scope) []byte {
	for d := range s {
		set := &s[d]
		flags := byte(0)
		if set.All {
			flags |= 1
		}
		if set.Outside {
			flags |= 2
		}
		key = append(key, flags)
		for _, list := range [][]model.NodeID{set.In, set.Except} {
			key = binary.LittleEndian.AppendUint32(key, uint32(len(list)))
			for _, n := range list {
				key = binary.LittleEndian.AppendUint32(key, uint32(n))
			}
		}
	}
	return key
}
