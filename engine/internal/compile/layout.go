package compile

import (
	"slices"
	"sort"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// What a question can depend on is a list of variables: every fact, and then consent, deemed consent
// and objection. Each has as many cells as the policy can tell apart: a fact of yes or no has two, an
// age one for each stretch between the numbers it is compared with, a time likewise, a place one for each
// set of places that no condition tells apart.

// Cells of yes-or-no variables.
const (
	CellNo  = 0
	CellYes = 1
)

// A Layout is how the facts of one policy are divided into cells. It is immutable.
type Layout struct {
	policy  *model.Policy
	vars    []variable
	kinds   []model.ConsentKind // kinds, but consent and deemed consent, that some condition names
	Consent int                 // the variable of consent: cell 0 none, 1 and more with the kinds as bits
	Deemed  int
	Objects int
}

type variable struct {
	cells  int
	cuts   []int64  // of numbers and times: cell i holds what is at least cuts[i-1] and less than cuts[i]
	cellOf []uint16 // of places: the cell of each node
	member []model.NodeID
}

func newLayout(p *model.Policy) *Layout { return newLayouts(p)[0] }

// newLayouts divides the facts of several policies alike, each into as many cells as any of them can tell apart. The policies declare
// the same facts and the same places.
func newLayouts(policies ...*model.Policy) []*Layout {
	p := policies[0]
	l := &Layout{policy: p, vars: make([]variable, len(p.Facts)+3)}
	l.Consent, l.Deemed, l.Objects = len(p.Facts), len(p.Facts)+1, len(p.Facts)+2
	cuts := make([][]int64, len(p.Facts))
	tests := make([][]*model.PlaceIn, len(p.Facts))
	note := func(c model.Cond) {
		switch c := c.(type) {
		case *model.Compare:
			cuts[c.Fact] = append(cuts[c.Fact], cutsOf(c.Op, c.Value)...)
		case *model.Elapsed:
			if c.Rel == model.Within || c.Rel == model.MoreThan {
				cuts[c.Fact] = append(cuts[c.Fact], c.Hours+1)
			} else if c.Rel == model.AtLeast && c.Hours > 0 {
				cuts[c.Fact] = append(cuts[c.Fact], c.Hours)
			}
		case *model.PlaceIn:
			tests[c.Fact] = append(tests[c.Fact], c)
		case *model.HasConsent:
			if c.Kind != model.Consent && c.Kind != model.DeemedConsent && !slices.Contains(l.kinds, c.Kind) {
				l.kinds = append(l.kinds, c.Kind)
			}
		}
	}
	var places []*model.Graph
	for _, x := range policies {
		x.EachCondition(note)
		places = append(places, x.Graphs[model.PlaceKind])
	}
	slices.Sort(l.kinds)
	for f := range p.Facts {
		l.vars[f] = factVariable(&p.Facts[f], cuts[f], tests[f], places)
	}
	l.vars[l.Consent].cells = 1 + 1<<len(l.kinds)
	l.vars[l.Deemed].cells, l.vars[l.Objects].cells = 2, 2
	out := make([]*Layout, len(policies))
	for i, x := range policies {
		own := *l
		own.policy = x
		out[i] = &own
	}
	return out
}

func cutsOf(op model.Op, value int64) []int64 {
	switch op {
	case model.Less, model.GreaterOrEqual:
		return []int64{value}
	case model.LessOrEqual, model.Greater:
		return []int64{value + 1}
	}
	return []int64{value, value + 1}
}

func factVariable(f *model.Fact, cuts []int64, tests []*model.PlaceIn, places []*model.Graph) variable {
	slices.Sort(cuts)
	v := variable{cuts: slices.Compact(cuts)}
	switch f.Type {
	case model.YesNo:
		v.cells = 2
	case model.Number:
		v.cells = len(v.cuts) + 1
	case model.Event:
		v.cells = len(v.cuts) + 2 // cell 0: it has not happened
	case model.OneOf:
		v.cells = len(f.Options)
	case model.AtPlace:
		v.cellOf, v.member = placeCells(tests, places)
		v.cells = len(v.member)
	}
	return v
}

// placeCells divides the places into those that no test tells apart, whichever of some graphs it goes by.
func placeCells(tests []*model.PlaceIn, graphs []*model.Graph) (cellOf []uint16, member []model.NodeID) {
	cellOf = make([]uint16, graphs[0].Len())
	byKey := map[string]uint16{}
	within, exactly := map[model.NodeID]bool{}, map[model.NodeID]bool{}
	for _, t := range tests {
		if t.Exact {
			exactly[t.Place] = true
		} else {
			within[t.Place] = true
		}
	}
	for n := range model.NodeID(len(cellOf)) {
		var key []byte
		for _, g := range graphs {
			for _, a := range g.Above(n) {
				if within[a] {
					key = append(key, byte(a), byte(a>>8), byte(a>>16), byte(a>>24), 0)
				}
			}
			key = append(key, 2)
		}
		if exactly[n] {
			key = append(key, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), 1)
		}
		cell, ok := byKey[string(key)]
		if !ok {
			cell = uint16(len(member))
			byKey[string(key)] = cell
			member = append(member, n)
		}
		cellOf[n] = cell
	}
	return cellOf, member
}

// Vars returns the number of variables.
func (l *Layout) Vars() int { return len(l.vars) }

// Cells returns how many cells a variable has.
func (l *Layout) Cells(v int) int { return l.vars[v].cells }

// Kinds returns the kinds of consent, but consent itself and deemed consent, that some condition names: the bits of the cells of the
// variable of consent, less one. It must not be changed.
func (l *Layout) Kinds() []model.ConsentKind { return l.kinds }

// CellsOf returns which cells of its fact make a test true.
func (l *Layout) CellsOf(c model.Cond) []bool { return l.cellsOf(int(model.FactOf(c)), c) }

// NumberCell returns the cell of a number.
func (l *Layout) NumberCell(v int, n int64) int {
	cuts := l.vars[v].cuts
	if len(cuts) <= 8 {
		cell := 0
		for cell < len(cuts) && cuts[cell] <= n {
			cell++
		}
		return cell
	}
	return sort.Search(len(cuts), func(i int) bool { return cuts[i] > n })
}

// Cuts returns the numbers at which the cells of a number begin, but the first. It must not be changed.
func (l *Layout) Cuts(v int) []int64 { return l.vars[v].cuts }

// EventCell returns the cell of an event that happened so many hours ago. Cell 0 is that it has not.
func (l *Layout) EventCell(v int, hours int64) int { return 1 + l.NumberCell(v, hours) }

// PlaceCell returns the cell of a place.
func (l *Layout) PlaceCell(v int, n model.NodeID) int { return int(l.vars[v].cellOf[n]) }

// Bounds returns the smallest and the largest number of a cell; of an event's cell 1 and more, in hours.
func (l *Layout) Bounds(v, cell int) (low, high int64, hasLow, hasHigh bool) {
	cuts := l.vars[v].cuts
	if cell > 0 {
		low, hasLow = cuts[cell-1], true
	}
	if cell < len(cuts) {
		high, hasHigh = cuts[cell]-1, true
	}
	return low, high, hasLow, hasHigh
}

// PlaceOf returns a place that stands for a cell: the first of it that is declared.
func (l *Layout) PlaceOf(v, cell int) model.NodeID { return l.vars[v].member[cell] }

// Runs returns the first and the last of each row of cells that lie side by side. That an event has not happened is apart.
func Runs(cells []int, event bool) [][2]int {
	var out [][2]int
	for _, c := range cells {
		if n := len(out); n > 0 && out[n-1][1] == c-1 && (c > 1 || !event) {
			out[n-1][1] = c
			continue
		}
		out = append(out, [2]int{c, c})
	}
	return out
}

// HasKind reports whether a cell of the consent variable includes a kind.
func (l *Layout) HasKind(cell int, k model.ConsentKind) bool {
	if cell == 0 {
		return false
	}
	if k == model.Consent {
		return true
	}
	i := slices.Index(l.kinds, k)
	return i >= 0 && (cell-1)&(1<<i) != 0
}

// cellsOf returns which cells of its variable make a test true.
func (l *Layout) cellsOf(v int, c model.Cond) []bool {
	out := make([]bool, l.vars[v].cells)
	for cell := range out {
		out[cell] = l.cellHolds(v, cell, c)
	}
	return out
}

func (l *Layout) cellHolds(v, cell int, c model.Cond) bool {
	switch c := c.(type) {
	case *model.Yes:
		return cell == CellYes
	case *model.Compare:
		low, high, hasLow, hasHigh := l.Bounds(v, cell)
		switch { // every number of a cell compares alike, so any will do
		case hasLow:
			return c.Op.Holds(low, c.Value)
		case hasHigh:
			return c.Op.Holds(high, c.Value)
		}
		return c.Op.Holds(0, c.Value)
	case *model.OptionIs:
		return cell == c.Option
	case *model.PlaceIn:
		n := l.vars[v].member[cell]
		return n == c.Place || !c.Exact && l.policy.Graphs[model.PlaceKind].Below(n, c.Place)
	case *model.Elapsed:
		low, _, _, _ := l.Bounds(v, max(cell-1, 0))
		return c.Rel.Holds(cell > 0, low, c.Hours)
	}
	panic("compile: not a test of a fact")
}
