package sql

import "slices"

// A place is a function from the states of columns to an answer: an end, or a node of a store.
type place uint32

// The ends, in the order in which the expression counts them.
const (
	bad    place = iota // the row cannot be a question
	absent              // there is nothing to ask: bad, too, unless something else that may be the case is not
	permitted
	prohibited
	undetermined
	notAddressed
	outOfScope
	ends
)

// answer returns what the expression's value is where a row comes to an end.
func (p place) answer() string {
	return [...]string{"bad", "bad", "permitted", "prohibited", "undetermined", "not-addressed", "out-of-scope"}[p]
}

// A store makes functions, reduced and hash-consed: the same function is the same place. Columns have levels, and each node is about a column
// of a level above those that it leads to. The theory is that of package diagram; here a variable has, besides its values, the states
// in which something is not known.
type store struct {
	states []int // of each level
	level  []int32
	kid    [][]place
	unique map[uint64][]place
	joined map[[2]place]place
	limit  int
	size   int // of kid, in all
	over   bool
}

// kidsPerNode is how many states of a node count as one more node.
const kidsPerNode = 16

func newStore(states []int, limit int) *store {
	s := &store{states: states, unique: map[uint64][]place{}, joined: map[[2]place]place{}, limit: limit}
	for range ends {
		s.level, s.kid = append(s.level, int32(len(states))), append(s.kid, nil)
	}
	return s
}

// choose returns the function that is, in each state of a level, one of functions of the levels below. The slice is kept.
func (s *store) choose(level int, kids []place) place {
	if !slices.ContainsFunc(kids, func(k place) bool { return k != kids[0] }) {
		return kids[0]
	}
	h := uint64(level) + 1
	for _, k := range kids {
		h = (h ^ uint64(k)) * 0xD6E8FEB86659FD93
		h ^= h >> 32
	}
	for _, p := range s.unique[h] {
		if s.level[p] == int32(level) && slices.Equal(s.kid[p], kids) {
			return p
		}
	}
	if s.size += len(kids); len(s.level)+s.size/kidsPerNode >= s.limit {
		s.over = true
	}
	if s.over {
		return kids[0]
	}
	p := place(len(s.level))
	s.level, s.kid = append(s.level, int32(level)), append(s.kid, kids)
	s.unique[h] = append(s.unique[h], p)
	return p
}

// below returns what a function becomes in a state of a level.
func (s *store) below(p place, level int, state int) place {
	if s.level[p] != int32(level) {
		return p
	}
	return s.kid[p][state]
}

// join returns the function of what may be either way: where both have the same answer, it is that; where one has none, the other's;
// else it is undetermined.
func (s *store) join(a, b place) place {
	if a > b {
		a, b = b, a
	}
	switch {
	case a == b || s.over:
		return a
	case a == bad:
		return bad
	case b < ends && a == absent:
		return b
	case b < ends:
		return undetermined
	}
	if p, ok := s.joined[[2]place{a, b}]; ok {
		return p
	}
	level := int(min(s.level[a], s.level[b]))
	kids := make([]place, s.states[level])
	for state := range kids {
		kids[state] = s.join(s.below(a, level, state), s.below(b, level, state))
	}
	p := s.choose(level, kids)
	s.joined[[2]place{a, b}] = p
	return p
}

// joinAll joins functions, in halves.
func (s *store) joinAll(all []place) place {
	switch len(all) {
	case 0:
		return absent
	case 1:
		return all[0]
	}
	return s.join(s.joinAll(all[:len(all)/2]), s.joinAll(all[len(all)/2:]))
}
