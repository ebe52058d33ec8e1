package events

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// What a row says is divided in two: which question it asks, by the columns of parts and of consents and objections with a scope; and the facts, by the
// others. The facts are slots, each with a small code.

// A slot is one thing that facts say: a fact's column, consent or objection for all that is asked, or whether some column of consents, or of
// objections, is null. Its codes are 0 where it is null, and 1 more than the cell of its variable; of the last, 1 where some column is null.
type slot struct {
	column  int   // -1 of the last
	nulls   Role  // of the last: Consent or Objection
	codes   int   // how many codes there are
	vars    []int // the variables of the program that it says something of
	of      []uint16
	settles [][]setting // by code
}

// A setting is what a slot says of one variable: a cell; or of what remains unsure, the cells that are left, where these are not all.
type setting struct {
	v    int
	cell uint16
	left []bool
}

// An ask is a column that says which question a row asks.
type ask struct {
	column int
	dim    model.Dim
	grant  int // the place of its grant; -1 of a part
}

// A layout is how a Bound divides its columns. It is immutable.
type layout struct {
	asks      []ask
	slots     []slot
	widest    []int          // their places: that with the most codes first
	start     []uint16       // the state of all variables where each column is null
	partial   map[int][]bool // likewise
	sentences *sentences
	grants    int
}

func newLayout(b *Bound) *layout {
	out := &layout{}
	var scopes []*model.Scope
	for i := range b.columns {
		switch c := &b.columns[i]; c.Role {
		case Part:
			out.asks = append(out.asks, ask{i, c.Dim, -1})
		case Consent, Objection:
			out.asks = append(out.asks, ask{i, 0, len(scopes)})
			scopes = append(scopes, &c.Grant.Scope)
		case Given:
			out.slots = append(out.slots, b.slot(i))
		}
	}
	out.grants = len(scopes)
	out.sentences = newSentences(b.engine.Policy(), scopes)
	l := b.program.Layout
	if b.other.noConsent && b.has(Consent) {
		out.slots = append(out.slots, slot{column: -1, nulls: Consent, codes: 2, vars: []int{l.Consent, l.Deemed}})
	}
	if b.other.noObjection && b.has(Objection) {
		out.slots = append(out.slots, slot{column: -1, nulls: Objection, codes: 2, vars: []int{l.Objects}})
	}
	known := b.known(b.nulls())
	out.start, out.partial = known.State, known.Partial
	for i := range out.slots {
		out.slots[i].settle(b)
		out.widest = append(out.widest, i)
	}
	slices.SortStableFunc(out.widest, func(i, j int) int { return cmp.Compare(out.slots[j].codes, out.slots[i].codes) })
	return out
}

func (b *Bound) has(r Role) bool {
	return slices.ContainsFunc(b.columns, func(c Column) bool { return c.Role == r })
}

// slot makes the slot of a fact's column.
func (b *Bound) slot(column int) slot {
	c, l := &b.columns[column], b.program.Layout
	s := slot{column: column}
	switch {
	case c.Fact != model.NoFact:
		s.vars = []int{int(c.Fact)}
		s.codes = 1 + l.Cells(int(c.Fact))
	case c.Says == "consent":
		s.vars, s.codes = []int{l.Consent, l.Deemed}, 3
	default:
		s.vars, s.codes = []int{l.Objects}, 3
	}
	if c.Kind == Place {
		s.of = make([]uint16, b.engine.Policy().Graphs[model.PlaceKind].Len())
		for n := range s.of {
			s.of[n] = 1 + uint16(l.PlaceCell(int(c.Fact), model.NodeID(n)))
		}
	}
	return s
}

// nulls returns the codes of a row of nulls.
func (b *Bound) nulls() []code {
	out := make([]code, len(b.columns))
	for i := range out {
		out[i] = codeNull
	}
	return out
}

// known is what the facts of codes come to. Which question they ask does not count.
func (b *Bound) known(codes []code) compile.Known { return b.program.Layout.Known(b.builder(codes).q) }

// settle finds what each code says of the slot's variables, from rows that say nothing else.
func (s *slot) settle(b *Bound) {
	for k := range s.codes {
		known := b.known(s.example(b, k))
		var says []setting
		for _, v := range s.vars {
			says = append(says, setting{v, known.State[v], known.Partial[v]})
		}
		s.settles = append(s.settles, says)
	}
}

// example returns a row that has a code in the slot, and else nulls; but without consents or objections, where that is the slot.
func (s *slot) example(b *Bound, k int) []code {
	out := b.nulls()
	if s.column >= 0 {
		out[s.column] = code(k) - 1
		if s.of != nil && k > 0 {
			out[s.column] = code(slices.Index(s.of, uint16(k)))
		}
		return out
	}
	for i := range out {
		if k == 0 && b.columns[i].Role == s.nulls {
			out[i] = 0
		}
	}
	return out
}

// code returns the slot's code of a column's code, which is none of the bad ones.
func (s *slot) code(c code) uint16 {
	if s.of != nil && c >= 0 {
		return s.of[c]
	}
	return uint16(c + 1)
}

// read returns the slot's code for a row of codes.
func (s *slot) read(b *Bound, codes []code) uint16 {
	if s.column >= 0 {
		return s.code(codes[s.column])
	}
	for i, c := range codes {
		if c == codeNull && b.columns[i].Role == s.nulls {
			return 1
		}
	}
	return 0
}

// state says what the slots' codes come to.
func (l *layout) state(to *compile.Known, codes []uint16) {
	to.State, to.Partial = append(to.State[:0], l.start...), maps.Clone(l.partial)
	for i := range l.slots {
		for _, x := range l.slots[i].settles[codes[i]] {
			to.State[x.v] = x.cell
			delete(to.Partial, x.v)
			if x.left != nil {
				if to.Partial == nil {
					to.Partial = map[int][]bool{}
				}
				to.Partial[x.v] = x.left
			}
		}
	}
}
