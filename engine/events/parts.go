package events

import (
	"errors"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A part that a row leaves open is one of the names of its kind, and nobody knows which; each of them is a question by itself, and the
// ends that the open question can come to are those that any of these can come to. Where nulls are frequent, most combinations of names with a null
// come up once or twice: to prepare each as a whole would be most of the work. But the questions that they consist of are few, since
// the sentences about one name in all parts are. So where one part is open, its question is put together from those.

// A part is a prepared question whose ends are among those of a question.
type part struct {
	prepared *compile.Prepared
	told     map[int][]uint16 // see compile.Prepared.Told
}

func newPart(p *compile.Prepared) *part { return &part{p.Light(), p.Told()} }

// endsOf returns the ends that some part leads to. It stops where they make the answer undetermined.
func endsOf(parts []*part, k *compile.Known) (ends uint8, err error) {
	for _, p := range parts {
		e, err := p.prepared.Ends(k)
		if err != nil && !errors.Is(err, engine.ErrNothing) {
			return 0, err
		}
		ends |= e
		if a, _ := compile.Verdict(ends); a == model.Undetermined {
			return ends, nil
		}
	}
	if ends == 0 {
		return 0, engine.ErrNothing
	}
	return ends, nil
}

// toldBy returns which cells of variables some part tells apart.
func toldBy(parts []*part) map[int][]uint16 {
	if len(parts) == 1 {
		return parts[0].told
	}
	out := map[int][]uint16{}
	for _, p := range parts {
		for v, classes := range p.told {
			if out[v] == nil {
				out[v] = classes
			} else if !slices.Equal(out[v], classes) {
				out[v] = refined(out[v], classes)
			}
		}
	}
	return out
}

// refined returns classes of cells that are in the same class of both.
func refined(a, b []uint16) []uint16 {
	out := make([]uint16, len(a))
	ids := map[[2]uint16]uint16{}
	for cell := range a {
		pair := [2]uint16{a[cell], b[cell]}
		id, ok := ids[pair]
		if !ok {
			id = uint16(len(ids))
			ids[pair] = id
		}
		out[cell] = id
	}
	return out
}

// Where an open question is not put together: where more names could stand for the open part, or more sentences are about it.
const (
	maxOpenNames = 1024
	maxOpenAbout = 64 // the bits of a mask
)

// parts prepares a question.
func (m *memo) parts(asked *model.Question, codes []code, about []int32, values []*value) ([]*part, error) {
	if k, dim, ok := m.oneOpen(asked, codes); ok && len(about) <= maxOpenAbout {
		return m.together(asked, dim, about, slices.Replace(slices.Clone(values), k, k+1, nil))
	}
	p, err := m.piece(asked, 0, about, values)
	return []*part{p}, err
}

// oneOpen returns the one part that is open because its cell is null, and its place among the values; false where there is none, or are several, or the question cannot
// be put together.
func (m *memo) oneOpen(asked *model.Question, codes []code) (place int, dim model.Dim, ok bool) {
	at := 0
	for _, a := range m.bound.layout.asks {
		if a.grant >= 0 {
			continue
		}
		if codes[a.column] == codeNull && asked.Open.Has(a.dim) {
			if ok {
				return 0, 0, false
			}
			place, dim, ok = at, a.dim, true
		}
		at++
	}
	p := m.bound.engine.Policy()
	ok = ok && dim != model.Of && (dim != model.Data || len(p.Treats) == 0) && p.Graph(dim).Len() <= maxOpenNames
	return place, dim, ok
}

// together puts a question together that leaves one part open. The values are those of the others.
func (m *memo) together(asked *model.Question, dim model.Dim, about []int32, values []*value) ([]*part, error) {
	var out []*part
	var seen []uint64
	var few []int32
	for n, mask := range m.masks(dim, about) {
		if slices.Contains(seen, mask) {
			continue
		}
		seen = append(seen, mask)
		few = few[:0]
		for j, i := range about {
			if mask>>j&1 == 1 {
				few = append(few, i)
			}
		}
		p, err := m.piece(named(asked, dim, model.NodeID(n)), model.Dims(0).With(dim), few, values)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out, nil
}

// masks returns, for each name of a dimension, which of some sentences are about it.
func (m *memo) masks(dim model.Dim, about []int32) []uint64 {
	out := make([]uint64, m.bound.engine.Policy().Graph(dim).Len())
	for j, i := range about {
		if m.bound.layout.sentences.scopes[i][dim].IsAny() {
			for n := range out {
				out[n] |= 1 << j
			}
			continue
		}
		for _, n := range m.namesOf(dim, i) {
			out[n] |= 1 << j
		}
	}
	return out
}

// namesOf returns the names that a sentence is about in a dimension.
func (m *memo) namesOf(dim model.Dim, sentence int32) []model.NodeID {
	m.mu.RLock()
	list, ok := m.names[dim][sentence]
	m.mu.RUnlock()
	if ok {
		return list
	}
	g, set := m.bound.engine.Policy().Graph(dim), &m.bound.layout.sentences.scopes[sentence][dim]
	for n := range model.NodeID(g.Len()) {
		if set.Contains(g, n) {
			list = append(list, n)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.names[dim] == nil {
		m.names[dim] = map[int32][]model.NodeID{}
	}
	m.names[dim][sentence] = list
	return list
}

// named returns a question in which an open part is one name.
func named(asked *model.Question, dim model.Dim, n model.NodeID) *model.Question {
	q := *asked
	q.Open &^= 1 << dim
	q.Named = q.Named.With(dim)
	q.Scope[dim] = model.Only(n)
	if n == model.Root {
		q.Scope[dim] = model.Any()
	}
	return &q
}

// piece prepares a question, in which the names of some dimensions stand for nothing beneath them: their values are nil. It is the same as that of
// any other names, in whichever dimensions, about which the same sentences are.
func (m *memo) piece(asked *model.Question, alone model.Dims, about []int32, values []*value) (*part, error) {
	var space [512]byte
	key := m.bound.layout.sentences.key(space[:0], about, values)
	m.mu.RLock()
	p := m.pieces[string(key)]
	m.mu.RUnlock()
	if p != nil {
		return p, nil
	}
	prepared, err := m.bound.program.PrepareAmong(asked, alone, m.bound.layout.sentences.list(about))
	if err != nil {
		return nil, err
	}
	p = newPart(prepared)
	m.mu.Lock()
	defer m.mu.Unlock()
	if old := m.pieces[string(key)]; old != nil {
		return old, nil
	}
	m.pieces[string(key)] = p
	m.weight += p.prepared.Weight()
	return p, nil
}
