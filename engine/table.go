package engine

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A questionKey is the nodes of a question that names at most one in each dimension.
type questionKey [model.DimCount]model.NodeID

// maxPrepared bounds how many prepared questions an engine keeps, of each of its two kinds. When there are
// more, it forgets all and begins again: those that are asked come back.
const maxPrepared = 1 << 17

// A table finds prepared questions by their keys, without locks: readers see an array of slots that only ever
// fills up, until a larger one takes its place.
type table struct {
	slots atomic.Pointer[[]slot]
	mu    sync.Mutex
	count int
}

type slot struct{ entry atomic.Pointer[tableEntry] }

type tableEntry struct {
	key      questionKey
	prepared *Prepared
}

func (k *questionKey) hash() uint64 {
	const m1, m2, m3, m4 = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F
	pair := func(i int) uint64 { return uint64(uint32(k[i]))<<32 | uint64(uint32(k[i+1])) }
	h := pair(0)*m1 ^ pair(2)*m2
	h ^= h >> 29
	h = h*m3 ^ pair(4)*m4
	h ^= h >> 31
	h = h*m1 ^ pair(6)*m2
	return h ^ h>>32
}

func (t *table) get(k *questionKey) *Prepared {
	slots := t.slots.Load()
	if slots == nil {
		return nil
	}
	mask := uint64(len(*slots) - 1)
	for i := k.hash() & mask; ; i = (i + 1) & mask {
		e := (*slots)[i].entry.Load()
		if e == nil {
			return nil
		}
		if e.key == *k {
			return e.prepared
		}
	}
}

func (t *table) put(k *questionKey, p *Prepared) {
	t.mu.Lock()
	defer t.mu.Unlock()
	slots := t.slots.Load()
	switch {
	case slots == nil || t.count >= maxPrepared:
		fresh := make([]slot, 256)
		slots, t.count = &fresh, 0
	case t.count*2 >= len(*slots):
		larger := make([]slot, 2*len(*slots))
		for i := range *slots {
			if e := (*slots)[i].entry.Load(); e != nil {
				insert(larger, e)
			}
		}
		slots = &larger
	}
	if insert(*slots, &tableEntry{*k, p}) {
		t.count++
	}
	t.slots.Store(slots)
}

// insert puts an entry into the first free slot of its chain, unless the key is there already.
func insert(slots []slot, e *tableEntry) bool {
	mask := uint64(len(slots) - 1)
	for i := e.key.hash() & mask; ; i = (i + 1) & mask {
		old := slots[i].entry.Load()
		if old == nil {
			slots[i].entry.Store(e)
			return true
		}
		if old.key == e.key {
			return false
		}
	}
}

// scopes finds prepared questions of any form by their scope, open parts and grants.
type scopes struct {
	mu  sync.RWMutex
	all map[string]*Prepared
}

func (s *scopes) prepared(e *Engine, q *model.Question) (*Prepared, error) {
	var buffer [256]byte
	key := scopeKey(buffer[:0], q)
	s.mu.RLock()
	p := s.all[string(key)]
	s.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	prepared, err := e.program.Prepare(q)
	if err != nil {
		return nil, err
	}
	p = &Prepared{e, prepared}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil || len(s.all) >= maxPrepared {
		s.all = map[string]*Prepared{}
	}
	s.all[string(key)] = p
	return p, nil
}

// scopeKey writes what a prepared question depends on, so that different ones have different keys.
func scopeKey(key []byte, q *model.Question) []byte {
	key = binary.LittleEndian.AppendUint16(key, uint16(q.Open))
	key = appendScope(key, &q.Scope)
	for i := range q.Grants {
		g := &q.Grants[i]
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
