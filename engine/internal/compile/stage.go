package compile

import (
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Stage is what questions ask about, as far as their parts are given.
type Stage struct {
	s     *Space
	lists []*sentences
	made  bool
	end   diagram.Ref
}

// Next returns the stage at which the next part asks about something.
func (st *Stage) Next(a *Asked) (*Stage, error) { return st.over(a.nodes, a.in) }

// Each returns the stages at which the next part is one of the nodes that there are, each by itself.
func (st *Stage) Each() ([]*Stage, error) {
	dim := st.dim()
	nodes := st.s.apart[dim]
	if !slices.ContainsFunc(st.lists, func(l *sentences) bool { return l.takes(dim) }) {
		nodes = rootOnly // any will do
	}
	var out []*Stage
	seen := map[*Stage]bool{}
	for _, n := range nodes {
		next, err := st.over([]model.NodeID{n}, []*expr{exprTrue})
		if err != nil {
			return nil, err
		}
		if !seen[next] {
			seen[next], out = true, append(out, next)
		}
	}
	return out, nil
}

// takes reports whether a part is one of the atoms', so far as it is known which action they have.
func (l *sentences) takes(dim model.Dim) bool { return dim == model.Action || l.taken.Has(dim) }

// dim is the part that is to be given next.
func (st *Stage) dim() model.Dim { return st.s.order[st.lists[0].depth] }

// over returns the stage at which the next part is any of some nodes, each under a condition.
func (st *Stage) over(nodes []model.NodeID, in []*expr) (*Stage, error) {
	s, dim := st.s, st.dim()
	var out []*sentences
	s.round++
	add := func(l *sentences) {
		if l.round != s.round {
			l.round, out = s.round, append(out, l)
		}
	}
	for _, list := range st.lists {
		if !list.takes(dim) {
			add(s.skip(list, dim))
			continue
		}
		for i, n := range nodes {
			next := s.follow(list, dim, n)
			if in[i].op != opTrue {
				next = s.intern(next.depth, next.items, and(next.present, in[i]), next.taken, next.data)
			}
			add(next)
		}
		if s.work -= len(nodes); s.work < 0 || s.Over() {
			return nil, ErrLimit
		}
	}
	return s.stage(out), nil
}

// stage returns the stage of some lists, each of which comes once.
func (s *Space) stage(lists []*sentences) *Stage {
	slices.SortFunc(lists, func(a, b *sentences) int { return a.id - b.id })
	var key []byte
	for _, l := range lists {
		key = binary.AppendUvarint(key, uint64(l.id))
	}
	st := s.stages[string(key)]
	if st == nil {
		st = &Stage{s: s, lists: lists}
		s.stages[string(key)] = st
	}
	return st
}

// Function returns the gravest end of the atoms that a question asks about, of which all parts are given.
func (st *Stage) Function() (diagram.Ref, error) {
	if st.made {
		return st.end, nil
	}
	r := diagram.Ref(EndAbsent)
	for _, l := range st.lists {
		r = st.s.Min(r, st.s.function(l))
	}
	if st.s.Over() {
		return 0, ErrLimit
	}
	st.made, st.end = true, r
	return r, nil
}

func (s *Space) function(l *sentences) diagram.Ref {
	if !l.made {
		w := &walker{divider: &divider{p: s.p, q: s.q}, data: l.data}
		l.made, l.end = true, s.b.class(w.class(l.items, l.present, l.taken))
	}
	return l.end
}

// Clauses returns the clauses with norms and exclusions that are about what a question asks, in order; of those that say the same, one.
func (st *Stage) Clauses() []int {
	var out []int
	for _, l := range st.lists {
		for _, it := range l.items {
			switch it.list {
			case listNorm:
				out = append(out, st.s.p.Policy.Norms[it.index].Clause)
			case listExclusion:
				out = append(out, st.s.p.Policy.Exclusions[it.index].Clause)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
