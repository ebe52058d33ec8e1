package events

import (
	"encoding/binary"
	"slices"
)

// record returns the record of a question, and the size of its table. The widest slot comes first: so its offsets, which are most of them, are the
// same for all questions that tell the same of its codes apart, and stay in the cache.
func (m *memo) record(v *view, q *question) (record []uint32, size int) {
	l := m.bound.layout
	record, size = make([]uint32, 1+len(l.slots)), 1
	if q.parts == nil {
		return record, 1
	}
	told := toldBy(q.parts)
	for _, i := range l.widest {
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
