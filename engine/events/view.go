package events

import (
	"sync/atomic"
)

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

// kindBad is the kind of bad rows; other kinds are those of engine.Decision.
const kindBad = 7

func kindOf(o *Outcome) uint8 {
	if o.Code != "" {
		return kindBad
	}
	return uint8(o.Answer)
}

// place gives each ask its place in tuples.
func (v *view) place(x *bounds) {
	v.total = 0
	for k, n := range v.bits {
		v.shift[k] = uint8(v.total)
		v.total += int(n)
	}
	v.tuples, v.cache = nil, nil
	switch {
	case v.total <= x.tupleBits:
		v.tuples = make([]uint32, 1<<v.total)
	case v.total <= x.cacheBits:
		v.cache = make([]uint64, 1<<max(x.tupleBits-2, 1))
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

// tuple returns the tuple of ids; false where the view is older than one of them.
func (v *view) tuple(ids []uint32) (t uint64, ok bool) {
	for k, id := range ids {
		if id>>v.bits[k] > 0 {
			return 0, false
		}
		t |= uint64(id) << v.shift[k]
	}
	return t, true
}

// remember notes the question of a tuple.
func (v *view) remember(ids []uint32, question uint32) {
	t, ok := v.tuple(ids)
	switch {
	case !ok:
	case v.tuples != nil:
		atomic.StoreUint32(&v.tuples[t], question)
	case v.cache != nil:
		atomic.StoreUint64(&v.cache[v.spread(t)], (t+1)<<questionBits|uint64(question))
	}
}

// recall returns the question of a tuple; 0 where it is not known.
func (v *view) recall(ids []uint32) uint32 {
	t, ok := v.tuple(ids)
	switch {
	case !ok:
	case v.tuples != nil:
		return atomic.LoadUint32(&v.tuples[t])
	case v.cache != nil:
		return v.cached(t)
	}
	return 0
}

// cached returns the question of a tuple that the cache has; 0 where it has another.
func (v *view) cached(t uint64) uint32 {
	if w := atomic.LoadUint64(&v.cache[v.spread(t)]); w>>questionBits == t+1 {
		return uint32(w & (1<<questionBits - 1))
	}
	return 0
}

// at returns where a question's outcome is for some codes of slots.
func (v *view) at(question uint32, codes []uint16) uint32 {
	record := v.records[int(question)*(len(codes)+1):]
	place := record[0]
	for s, c := range codes {
		place += v.offsets[record[1+s]+uint32(c)]
	}
	return place
}
