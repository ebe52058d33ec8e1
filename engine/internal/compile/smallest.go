package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A case is told with as few facts as decide it. Under `nothing else` every yes-or-no fact, event, consent and objection that is not
// told is no, and every number, value and place is unknown: then what is told must decide whatever they are. So a walk is in a
// set of nodes at a time, as in change.go.

// maxSets bounds the sets of nodes that are looked at for one case. Beyond it every number, value and place on the way is told,
// and what is not needed left out again: few facts, but perhaps not the fewest.
const maxSets = 20_000

// Smallest returns the fewest facts, each counting one, with which a function of facts has an end that is accepted, under `nothing
// else`. Allowed tells what the case may be; nil is anything. What the policy has settled stays, and is not told, unless the case may not
// be so: who asks "what if" supposes otherwise. False where there is no such case.
func (l *Layout) Smallest(code *diagram.Code, allowed *Known, accept func(end uint32) bool) ([]VarCell, bool) {
	s := &smallest{l: l, accept: accept, allowed: allowed, closed: l.Start(true), nodes: map[uint32]*diagram.Node{}, level: map[uint32]int{}}
	nodes := code.Nodes(func(v uint32) int { return l.Cells(int(v)) })
	for i := range nodes {
		s.nodes[nodes[i].Place] = &nodes[i]
	}
	for i, v := range code.Vars {
		s.level[uint32(v)] = i
	}
	root := []uint32{code.Root()}
	s.restart(false)
	cost := s.cost(root)
	if s.steps > maxSets {
		s.restart(true)
		cost = s.cost(root)
	}
	if cost >= far {
		return nil, false
	}
	var out []VarCell
	s.collect(root, &out)
	out = s.must(code, out)
	if s.tellAll {
		out = s.drop(code, out)
	}
	slices.SortFunc(out, func(a, b VarCell) int { return a.Var.rank() - b.Var.rank() })
	return out, true
}

type smallest struct {
	l       *Layout
	accept  func(end uint32) bool
	allowed *Known
	closed  []uint16
	nodes   map[uint32]*diagram.Node
	level   map[uint32]int
	memo    map[string]int
	steps   int
	tellAll bool // no number, value or place on the way is left unknown
}

func (s *smallest) restart(tellAll bool) {
	s.memo, s.steps, s.tellAll = map[string]int{}, 0, tellAll
}

// may reports whether a case may have a variable in a cell.
func (s *smallest) may(v, cell int) bool {
	if s.allowed == nil {
		return true
	}
	if known := s.allowed.State[v]; known != diagram.Unsure {
		return int(known) == cell
	}
	return s.allowed.Allowed(uint32(v), cell)
}

// untold returns the cells that a variable may be in where nothing is told of it; none where something must be told.
func (s *smallest) untold(v int) []int {
	if cell := s.closed[v]; cell != diagram.Unsure {
		if s.may(v, int(cell)) {
			return []int{int(cell)}
		}
		return nil
	}
	var all []int
	for cell := range s.l.Cells(v) {
		if !s.may(v, cell) {
			return nil
		}
		all = append(all, cell)
	}
	if s.tellAll && len(all) > 1 {
		return nil
	}
	return all
}

// settled reports whether the policy has settled a variable, and the case may be so.
func (s *smallest) settled(v int) bool {
	return v < len(s.l.policy.Facts) && s.l.policy.Facts[v].Settled != nil && s.may(v, int(s.closed[v]))
}

// each calls f for each way to go on from a set: untold (cell -1, at no cost), or told.
func (s *smallest) each(set []uint32, v uint32, f func(step, cell int, to []uint32)) {
	if cells := s.untold(int(v)); cells != nil {
		f(0, -1, stepped(s.nodes, set, v, cells))
	}
	if s.settled(int(v)) {
		return
	}
	for cell := range s.l.Cells(int(v)) {
		if s.may(int(v), cell) && int(s.closed[v]) != cell {
			f(1, cell, stepped(s.nodes, set, v, []int{cell}))
		}
	}
}

// next returns the first variable that a node of the set tests; done where all are ends, or one is not accepted.
func (s *smallest) next(set []uint32) (v uint32, done bool) {
	first := -1
	for _, n := range set {
		if diagram.IsEnd(n) {
			if !s.accept(n) {
				return 0, true
			}
			continue
		}
		if l := s.level[s.nodes[n].Var]; first < 0 || l < first {
			first, v = l, s.nodes[n].Var
		}
	}
	return v, first < 0
}

// cost returns how many facts must be told, from a set of nodes on.
func (s *smallest) cost(set []uint32) int {
	v, done := s.next(set)
	if done {
		if slices.ContainsFunc(set, func(n uint32) bool { return !diagram.IsEnd(n) || !s.accept(n) }) {
			return far
		}
		return 0
	}
	key := setKey(set)
	if cost, ok := s.memo[key]; ok {
		return cost
	}
	best := far
	if s.steps++; s.steps <= maxSets || s.tellAll {
		s.each(set, v, func(step, _ int, to []uint32) {
			if best > step {
				best = min(best, step+s.cost(to))
			}
		})
	}
	s.memo[key] = best
	return best
}

// collect follows the first cheapest way.
func (s *smallest) collect(set []uint32, out *[]VarCell) {
	v, done := s.next(set)
	if done {
		return
	}
	left, found := s.cost(set), false
	s.each(set, v, func(step, cell int, to []uint32) {
		if found || step+s.cost(to) != left {
			return
		}
		found = true
		if step > 0 {
			*out = append(*out, VarCell{s.l.VarOf(int(v)), cell})
		}
		s.collect(to, out)
	})
}

// must adds what a case must tell although the function does not depend on it there: otherwise it would say less than is allowed.
func (s *smallest) must(code *diagram.Code, told []VarCell) []VarCell {
	if s.allowed == nil {
		return told
	}
	for v := range s.allowed.State {
		if s.untold(v) != nil || s.settled(v) || slices.ContainsFunc(told, func(x VarCell) bool { return x.Var.index == v }) {
			continue
		}
		for cell := range s.l.Cells(v) {
			if s.may(v, cell) {
				told = append(told, VarCell{s.l.VarOf(v), cell})
				break
			}
		}
	}
	return told
}

// drop leaves out what is not needed.
func (s *smallest) drop(code *diagram.Code, told []VarCell) []VarCell {
	s.tellAll = false
	for i := len(told) - 1; i >= 0; i-- {
		less := slices.Delete(slices.Clone(told), i, i+1)
		if s.untold(told[i].Var.index) != nil && s.decides(code, less) {
			told = less
		}
	}
	return told
}

// decides reports whether facts decide that the end is accepted.
func (s *smallest) decides(code *diagram.Code, told []VarCell) bool {
	k := s.l.Told(told)
	ends := code.Reach(code.Root(), k.State, k.Partial)
	for end := range uint32(diagram.Ends) {
		if ends&(1<<end) != 0 && !s.accept(end) {
			return false
		}
	}
	return true
}

// Told returns what is known of a case: what is told, and under `nothing else` nothing else.
func (l *Layout) Told(told []VarCell) Known {
	k := Known{State: l.Start(true)}
	for _, x := range told {
		k.State[x.Var.index] = uint16(x.Cell)
	}
	return k
}

// Say adds what is told to a question.
func (l *Layout) Say(q *model.Question, told []VarCell) {
	for _, x := range told {
		switch v := x.Var; {
		case v.Consent:
			l.sayConsent(q, x.Cell)
		case v.Deemed:
			q.Consent[model.DeemedConsent] = triOf(x.Cell == CellYes)
		case v.Objects:
			q.Objection = triOf(x.Cell == CellYes)
		default:
			if q.Facts == nil {
				q.Facts = map[model.FactID]model.Known{}
			}
			q.Facts[v.Fact] = l.value(v.Fact, x.Cell)
		}
	}
}

func triOf(yes bool) model.Tri {
	if yes {
		return model.Sure
	}
	return model.No
}

// sayConsent says which consent there is. Under `nothing else` there is no other.
func (l *Layout) sayConsent(q *model.Question, cell int) {
	if cell == 0 {
		q.Consent[model.Consent] = model.No
		return
	}
	plain := true
	for _, k := range l.kinds {
		if l.HasKind(cell, k) {
			q.Consent[k], plain = model.Sure, false
		}
	}
	if plain {
		q.Consent[model.Consent] = model.Sure
	}
}

// value returns a value of a fact that lies in a cell: a single one, but where anything after an event will do.
func (l *Layout) value(f model.FactID, cell int) model.Known {
	k := l.policy.Unrestricted(f)
	switch l.policy.Facts[f].Type {
	case model.YesNo:
		k.Yes, k.No = cell == CellYes, cell != CellYes
	case model.OneOf:
		for i := range k.Options {
			k.Options[i] = i == cell
		}
	case model.AtPlace:
		k.Places = []model.NodeID{l.placeIn(int(f), cell)}
	case model.Number:
		k.Min = l.number(int(f), cell)
		k.Max = k.Min
	case model.Event:
		if k.Happened, k.NotYet = cell > 0, cell == 0; cell > 0 && len(l.Cuts(int(f))) > 0 {
			k.Min = l.hours(int(f), cell-1)
			k.Max = k.Min
		}
	}
	return k
}

// placeIn returns a place of a cell: one that has a name, if there is one.
func (l *Layout) placeIn(v, cell int) model.NodeID {
	for n, c := range l.vars[v].cellOf {
		if int(c) == cell && model.NodeID(n) != model.Root {
			return model.NodeID(n)
		}
	}
	return model.Root
}

// number returns the number of a cell that is nearest to what the policy compares with.
func (l *Layout) number(v, cell int) int64 {
	low, high, hasLow, hasHigh := l.Bounds(v, cell)
	switch {
	case hasLow:
		return low
	case hasHigh:
		return high
	}
	return 0
}

// hours returns a length of time in a cell: whole days where there are any.
func (l *Layout) hours(v, cell int) int64 {
	low, high, hasLow, hasHigh := l.Bounds(v, cell)
	if !hasLow {
		low = 0
	}
	if days := (low + 23) / 24 * 24; !hasHigh || days <= high {
		return days
	}
	return low
}

// SayFirst adds the first value of a fact to a question.
func (l *Layout) SayFirst(q *model.Question, f model.FactID) {
	l.Say(q, []VarCell{{l.VarOf(int(f)), 0}})
}
