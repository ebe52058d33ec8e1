package compile

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Known is what is known of each variable: one cell, or the cells that remain possible.
type Known struct {
	State   []uint16       // the cell, or diagram.Unsure
	Partial map[int][]bool // of unsure variables, the cells that remain; all where there is none
}

// Allowed reports whether an unsure variable may be in a cell.
func (k *Known) Allowed(v uint32, cell int) bool {
	if k.Partial == nil {
		return true
	}
	in, ok := k.Partial[int(v)]
	return !ok || in[cell]
}

// test tells whether a variable is in some cells.
func (k *Known) test(v int, in []bool) tri {
	if cell := k.State[v]; cell != diagram.Unsure {
		if in[cell] {
			return triTrue
		}
		return triFalse
	}
	out := tri(0)
	for cell, x := range in {
		if !k.Allowed(uint32(v), cell) {
			continue
		}
		if x {
			out |= triTrue
		} else {
			out |= triFalse
		}
	}
	return out
}

// Restrict keeps the cells of a variable for which keep holds, and reports whether any remain.
func (k *Known) Restrict(l *Layout, v int, keep func(cell int) bool) bool {
	last, count := 0, 0
	left := make([]bool, l.Cells(v))
	for cell := range left {
		before := k.State[v] == uint16(cell) || k.State[v] == diagram.Unsure && k.Allowed(uint32(v), cell)
		if left[cell] = before && keep(cell); left[cell] {
			last, count = cell, count+1
		}
	}
	switch count {
	case 0:
		return false
	case 1:
		k.State[v] = uint16(last)
		delete(k.Partial, v)
	case len(left):
	default:
		if k.Partial == nil {
			k.Partial = map[int][]bool{}
		}
		k.Partial[v] = left
	}
	return true
}

// Start returns what is known before a question says anything: what the policy has settled; and, under
// `nothing else`, that every yes-or-no fact is no, and that no event has happened.
func (l *Layout) Start(nothingElse bool) []uint16 {
	out := make([]uint16, len(l.vars))
	for f := range l.policy.Facts {
		fact := &l.policy.Facts[f]
		out[f] = diagram.Unsure
		switch s := fact.Settled; {
		case s != nil && fact.Type == model.OneOf:
			out[f] = uint16(s.Option)
		case s != nil && s.Yes:
			out[f] = CellYes
		case s != nil:
			out[f] = CellNo
		case nothingElse && (fact.Type == model.YesNo || fact.Type == model.Event):
			out[f] = 0
		}
	}
	for v := l.Consent; v <= l.Objects; v++ {
		out[v] = diagram.Unsure
		if nothingElse {
			out[v] = 0
		}
	}
	return out
}

// Known returns what a question says, with what that implies. What it says of consent for a part only
// (its grants) is not in it: that depends on the atom.
func (l *Layout) Known(q *model.Question) Known {
	k := Known{State: l.Start(q.NothingElse)}
	for f, said := range q.Facts {
		v := int(f)
		k.State[v] = diagram.Unsure // the question overrides what is settled and what `nothing else` closes
		if l.policy.Facts[f].Type == model.AtPlace {
			in := l.placesIn(v, said.Places)
			k.Restrict(l, v, func(cell int) bool { return in[cell] })
			continue
		}
		k.Restrict(l, v, func(cell int) bool { return l.possible(v, cell, said) })
	}
	l.knowConsent(&k, q)
	l.knowYesNo(&k, l.Deemed, q.Consent[model.DeemedConsent])
	l.knowYesNo(&k, l.Objects, q.Objection)
	return k
}

func (l *Layout) knowYesNo(k *Known, v int, t model.Tri) {
	switch t {
	case model.Sure:
		k.State[v] = CellYes
	case model.No:
		k.State[v] = CellNo
	}
}

// knowConsent narrows the cells of the consent variable. Kinds that no condition names have no cell of their own.
func (l *Layout) knowConsent(k *Known, q *model.Question) {
	said := false
	some := model.Unknown // consent of any kind
	for kind := range model.DeemedConsent {
		if q.Consent[kind] == model.Sure {
			some = model.Sure
		}
		said = said || q.Consent[kind] != model.Unknown
	}
	if q.Consent[model.Consent] == model.No {
		some = model.No
	}
	if !said {
		return
	}
	k.State[l.Consent] = diagram.Unsure
	k.Restrict(l, l.Consent, func(cell int) bool {
		if some == model.Sure && cell == 0 || some == model.No && cell > 0 || some == model.Unknown && q.NothingElse && cell > 0 {
			return false
		}
		for _, kind := range l.kinds {
			t := q.Consent[kind]
			if t == model.Unknown && q.NothingElse {
				t = model.No
			}
			if has := l.HasKind(cell, kind); has && t == model.No || !has && t == model.Sure {
				return false
			}
		}
		return true
	})
}

// placesIn returns which cells some places are in.
func (l *Layout) placesIn(v int, places []model.NodeID) []bool {
	in := make([]bool, l.Cells(v))
	for _, n := range places {
		in[l.PlaceCell(v, n)] = true
	}
	return in
}

// possible reports whether a fact that is no place may have a value of the cell.
func (l *Layout) possible(v, cell int, said model.Known) bool {
	switch l.policy.Facts[v].Type {
	case model.YesNo:
		return cell == CellYes && said.Yes || cell == CellNo && said.No
	case model.OneOf:
		return said.Options[cell]
	case model.Event:
		if cell == 0 {
			return said.NotYet
		}
		if !said.Happened {
			return false
		}
		cell--
	}
	low, high, hasLow, hasHigh := l.Bounds(v, cell)
	return (!hasHigh || said.Min <= high) && (!hasLow || said.Max >= low)
}
