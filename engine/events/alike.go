package events

import (
	"encoding/binary"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// Two rows with other names may be the same question to the policy: no sentence that is about the one is not about the other, and none is
// about a part of them only. So the names of a row are looked at once for the sentences that are about each, and rows that have the
// same sentences in common share what was found out about one of them. Of a policy of a thousand sentences, half a million
// combinations of names come to some thousands.
//
// What shares an answer must be exact. A sentence is left out only where it cannot be about any part of the question; where it is about
// some of what lies beneath a name, or of what a null leaves open, that name itself tells the questions apart. So does every action, since it
// says which parts there are; and so do all data, where the policy treats some as belonging to others under conditions.

// A sentences is all that a policy says, by the names that it is about. It is immutable.
type sentences struct {
	policy *model.Policy
	scopes []*model.Scope
	byName [model.DimCount]map[model.NodeID][]int32 // those that name a node, and have no exceptions
	other  [model.DimCount][]int32                  // those with exceptions, and those about the complement of something
	any    [model.DimCount][]int32                  // those that do not name the part
	treats bool
}

// newSentences lists the sentences of a policy, and behind them some grants.
func newSentences(p *model.Policy, grants []*model.Scope) *sentences {
	s := &sentences{policy: p, treats: len(p.Treats) > 0}
	for i := range p.Norms {
		s.scopes = append(s.scopes, &p.Norms[i].Scope)
	}
	for i := range p.Exclusions {
		s.scopes = append(s.scopes, &p.Exclusions[i].Scope)
	}
	for i := range p.Waivers {
		s.scopes = append(s.scopes, &p.Waivers[i].Scope)
	}
	for i := range p.Deemings {
		s.scopes = append(s.scopes, &p.Deemings[i].Scope)
	}
	s.scopes = append(s.scopes, grants...)
	for d := range s.byName {
		s.byName[d] = map[model.NodeID][]int32{}
		for i, scope := range s.scopes {
			s.index(model.Dim(d), int32(i), &scope[d])
		}
	}
	return s
}

func (s *sentences) index(d model.Dim, i int32, set *model.Set) {
	switch {
	case set.IsAny():
		s.any[d] = append(s.any[d], i)
	case set.All || set.Outside || len(set.Except) > 0:
		s.other[d] = append(s.other[d], i)
	default:
		for _, n := range set.In {
			s.byName[d][n] = append(s.byName[d][n], i)
		}
	}
}

// A value is what one column says of one part, as far as the sentences go. It is immutable.
type value struct {
	code   code
	about  []int32 // the sentences that may be about it, ascending; where all are, nil
	all    bool
	partly bits // those of them that may be about a part of it only
	meets  bits // about, as a set
	apart  bool // it tells questions apart by itself
}

// bits is a set of sentences.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) add(i int32)      { b[i>>6] |= 1 << (i & 63) }
func (b bits) has(i int32) bool { return b[i>>6]>>(i&63)&1 == 1 }

// value finds the sentences about a node; codeNull stands for a part that is open, or that the action does not take.
func (s *sentences) value(d model.Dim, c code) *value {
	v := &value{code: c, partly: newBits(len(s.scopes)), apart: d == model.Action || d == model.Data && s.treats}
	if c == codeNull || d == model.Data && s.treats {
		v.all = true
		for i, scope := range s.scopes {
			if !scope[d].IsAny() {
				v.partly.add(int32(i))
			}
		}
		return v
	}
	s.find(d, model.NodeID(c), v)
	if d == model.Of { // a sentence is about an action that does not take the part, whatever it says of it
		s.whatever(v)
		return v
	}
	slices.Sort(v.about)
	v.about = slices.Compact(v.about)
	v.meets = newBits(len(s.scopes))
	for _, i := range v.about {
		v.meets.add(i)
	}
	return v
}

// whatever makes all sentences those that may be about a value.
func (s *sentences) whatever(v *value) {
	whole := newBits(len(s.scopes))
	for _, i := range v.about {
		if !v.partly.has(i) {
			whole.add(i)
		}
	}
	v.all, v.about = true, nil
	for i := range int32(len(s.scopes)) {
		if !whole.has(i) {
			v.partly.add(i)
		}
	}
}

// find lists the sentences about a node.
func (s *sentences) find(d model.Dim, n model.NodeID, v *value) {
	g := s.policy.Graph(d)
	v.about = slices.Clone(s.any[d])
	for _, a := range g.Above(n) {
		v.about = append(v.about, s.byName[d][a]...)
	}
	whole := newBits(len(s.scopes))
	for _, i := range v.about {
		whole.add(i)
	}
	for _, a := range around(g, n) {
		for _, i := range s.byName[d][a] {
			if !whole.has(i) {
				v.partly.add(i)
				v.about = append(v.about, i)
			}
		}
	}
	for _, i := range s.other[d] {
		some, all := s.contains(d, &s.scopes[i][d], n)
		if some {
			v.about = append(v.about, i)
		}
		if some && !all {
			v.partly.add(i)
		}
	}
}

// around returns the nodes that something beneath a node lies beneath, too: since nodes have several parents, they need be neither above nor
// beneath it.
func around(g *model.Graph, n model.NodeID) []model.NodeID {
	var out []model.NodeID
	for _, m := range g.Beneath(n) {
		out = append(out, g.Above(m)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wideNode is beneath how many names it is not looked whether they are in a set with exceptions.
const wideNode = 256

// contains reports whether some of what lies beneath a node is in a set, and whether all of it is. It may say so of some, and not of all, wrongly.
func (s *sentences) contains(d model.Dim, set *model.Set, n model.NodeID) (some, all bool) {
	g := s.policy.Graph(d)
	beneath := g.Beneath(n)
	if len(beneath) > wideNode {
		return true, false
	}
	all = true
	for _, m := range beneath {
		in := set.Contains(g, m)
		some, all = some || in, all && in
	}
	return some, all
}

// key appends a key that is the same for rows that are the same question: it has the sentences that are about them, and the values of
// columns that some of these are about in part only.
func (s *sentences) key(to []byte, about []int32, values []*value) []byte {
	for _, i := range about {
		to = binary.LittleEndian.AppendUint32(to, uint32(i))
	}
	to = binary.LittleEndian.AppendUint32(to, ^uint32(0))
	for _, v := range values {
		switch {
		case v == nil: // a name that stands for nothing beneath it
			to = binary.LittleEndian.AppendUint32(to, ^uint32(1))
		case v.apart || v.code == codeNull || v.partlyIn(about):
			to = binary.LittleEndian.AppendUint32(to, uint32(v.code))
		default:
			to = binary.LittleEndian.AppendUint32(to, ^uint32(1))
		}
	}
	return to
}

// list returns some sentences as the program names them, without the grants.
func (s *sentences) list(about []int32) []compile.Sentence {
	p := s.policy
	out := make([]compile.Sentence, 0, len(about))
	for _, i := range about {
		n := int(i)
		for _, l := range []struct {
			list compile.List
			size int
		}{{compile.InNorms, len(p.Norms)}, {compile.InExclusions, len(p.Exclusions)}, {compile.InWaivers, len(p.Waivers)}, {compile.InDeemings, len(p.Deemings)}} {
			if n < l.size {
				out = append(out, compile.Sentence{List: l.list, Index: n})
				break
			}
			n -= l.size
		}
	}
	return out
}

// partlyIn reports whether some sentences are about a value in part only.
func (v *value) partlyIn(about []int32) bool {
	for _, i := range about {
		if v.partly.has(i) {
			return true
		}
	}
	return false
}

// about appends the sentences that may be about all of a row's values, ascending; of the grants, those that the row has.
func (s *sentences) about(to []int32, values []*value, given func(grant int) bool, grants int) []int32 {
	first := len(s.scopes) - grants
	s.common(values, func(i int32) {
		if int(i) < first || given(int(i)-first) {
			to = append(to, i)
		}
	})
	return to
}

// common calls f for the sentences that may be about all of some values, ascending.
func (s *sentences) common(values []*value, f func(i int32)) {
	var least *value
	for _, v := range values {
		if !v.all && (least == nil || len(v.about) < len(least.about)) {
			least = v
		}
	}
	in := func(i int32) bool {
		for _, v := range values {
			if !v.all && !v.meets.has(i) {
				return false
			}
		}
		return true
	}
	if least == nil {
		for i := range int32(len(s.scopes)) {
			f(i)
		}
		return
	}
	for _, i := range least.about {
		if in(i) {
			f(i)
		}
	}
}
