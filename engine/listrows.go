package engine

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A namedCell is a cell whose answer must be said.
type namedCell struct {
	at      []int
	outcome int
	untaken model.Dims   // the listed dimensions that its action does not take
	level   int          // greater than those of the cells below it that have other answers
	over    []*namedCell // the cells above it that have other answers
	by      *namedCell   // a cell above it that has its answer and its level, and says it for both
	row     int
}

// rows names cells and joins them, in an order in which the first row that fits holds.
func (l *lister) rows() ([]ListRow, error) {
	named, err := l.name()
	if err != nil {
		return nil, err
	}
	l.level(named)
	var out []ListRow
	for _, group := range grouped(named) {
		for _, box := range fewest(boxes(group)) {
			for _, c := range group {
				if box.has(c.at) {
					c.row = len(out)
				}
			}
			out = append(out, l.row(box, group[0]))
		}
	}
	for _, c := range named {
		if c.by != nil {
			c.row = c.by.row
		}
	}
	for i := range out {
		out[i].Except = l.exceptions(named, &out[i])
	}
	return l.inOrder(out, named), nil
}

// grouped returns the cells that may share a row: those with one answer and one level, whose actions take the same.
func grouped(named []*namedCell) [][]*namedCell {
	place := map[[3]int]int{}
	var out [][]*namedCell
	for _, c := range named {
		if c.by != nil {
			continue
		}
		k := [3]int{c.level, c.outcome, int(c.untaken)}
		if _, ok := place[k]; !ok {
			place[k] = len(out)
			out = append(out, nil)
		}
		out[place[k]] = append(out[place[k]], c)
	}
	return out
}

// name finds the cells whose answers must be said: see the essay in list.go. A cell comes after those above it.
func (l *lister) name() ([]*namedCell, error) {
	near := make([][]*namedCell, len(l.cells)) // of each cell: the nearest named ones above it, or it
	var out []*namedCell
	for cell, o := range l.cells {
		at := l.at(cell)
		if whole := l.cell(l.taken(at)); whole != cell {
			near[cell] = near[whole]
			continue
		}
		nearest := l.nearest(at, near)
		if o == absent || len(nearest) > 0 && !slices.ContainsFunc(nearest, func(c *namedCell) bool { return c.outcome != o }) {
			near[cell] = nearest
			continue
		}
		c := &namedCell{at: at, outcome: o, untaken: l.untaken(at)}
		near[cell] = []*namedCell{c}
		if out = append(out, c); len(out) > maxNamedCells {
			return nil, l.limit(fmt.Sprintf("more than %d combinations have an answer of their own", maxNamedCells))
		}
	}
	return out, nil
}

// untaken returns the listed dimensions that the action of a cell does not take.
func (l *lister) untaken(at []int) model.Dims {
	if !l.listed.Has(model.Action) {
		return 0
	}
	return l.listed &^ l.e.takes(l.axes[0].nodes[at[0]]).With(model.Action)
}

// taken returns a cell with the root in the dimensions that its action does not take, of which there is nothing to tell apart.
func (l *lister) taken(at []int) []int {
	untaken := l.untaken(at)
	if untaken == 0 {
		return at
	}
	out := slices.Clone(at)
	for i, a := range l.axes {
		if untaken.Has(a.dim) {
			out[i] = 0
		}
	}
	return out
}

// nearest returns the nearest named cells above a cell.
func (l *lister) nearest(at []int, near [][]*namedCell) []*namedCell {
	var all []*namedCell
	for i, a := range l.axes {
		for _, up := range a.up[at[i]] {
			above := slices.Clone(at)
			above[i] = up
			for _, c := range near[l.cell(above)] {
				if !slices.Contains(all, c) {
					all = append(all, c)
				}
			}
		}
	}
	if len(all) < 2 {
		return all
	}
	var out []*namedCell
	for _, c := range all {
		if !slices.ContainsFunc(all, func(o *namedCell) bool { return o != c && l.below(o.at, c.at) }) {
			out = append(out, c)
		}
	}
	return out
}

// cell returns the number of a cell; the last axis changes first, and at is its inverse.
func (l *lister) cell(at []int) int {
	out := 0
	for i, place := range at {
		out = out*len(l.axes[i].nodes) + place
	}
	return out
}

// below reports whether a cell is another one, or lies below it.
func (l *lister) below(x, y []int) bool {
	for i, a := range l.axes {
		if !a.below(x[i], y[i]) {
			return false
		}
	}
	return true
}

// level finds the levels of named cells. Where several serve, it is one that a cell above with the same answer has, which then says it
// for both; else one that another cell with the same answer has, so that they may share a row.
func (l *lister) level(named []*namedCell) {
	under := make([][]*namedCell, len(named))
	for i, c := range named {
		for j, d := range named[:i] { // which alone can lie above it
			if c.outcome != d.outcome && l.below(c.at, d.at) {
				under[j], c.over = append(under[j], c), append(c.over, d)
			}
		}
	}
	for i := len(named) - 1; i >= 0; i-- {
		for _, c := range under[i] {
			named[i].level = max(named[i].level, c.level+1)
		}
	}
	for i, c := range named {
		l.raise(c, named[:i])
	}
}

// raise finds the level of a cell, once those of the cells above it are final.
func (l *lister) raise(c *namedCell, before []*namedCell) {
	highest := 1 << 30
	for _, d := range c.over {
		highest = min(highest, d.level-1)
	}
	least, best := c.level, c.level
	for _, d := range before {
		if d.outcome != c.outcome || d.level < least || d.level > highest {
			continue
		}
		if d.by == nil && l.below(c.at, d.at) {
			c.level, c.by = d.level, d
			return
		}
		best = max(best, d.level)
	}
	c.level = best
}

// inOrder sorts rows so that every row comes before those that have a cell with another answer above one of its own; else by the names
// of the first dimension, and by answers.
func (l *lister) inOrder(rows []ListRow, named []*namedCell) []ListRow {
	after := make([][]int, len(rows))
	waits := make([]int, len(rows))
	seen := map[[2]int]bool{}
	for _, c := range named {
		for _, d := range c.over {
			if k := [2]int{c.row, d.row}; !seen[k] {
				seen[k] = true
				after[c.row] = append(after[c.row], d.row)
				waits[d.row]++
			}
		}
	}
	out := make([]ListRow, 0, len(rows))
	done := make([]bool, len(rows))
	for range rows {
		best := -1
		for r := range rows {
			if !done[r] && waits[r] == 0 && (best < 0 || l.compare(&rows[r], &rows[best]) < 0) {
				best = r
			}
		}
		done[best] = true
		out = append(out, rows[best])
		for _, r := range after[best] {
			waits[r]--
		}
	}
	return out
}

func (l *lister) compare(a, b *ListRow) int {
	byAnswer := answerRank(a.Answer) - answerRank(b.Answer)
	if len(l.axes) == 1 {
		return cmp.Or(byAnswer, l.axes[0].compare(a.box[0], b.box[0]))
	}
	out := cmp.Or(l.axes[0].compare(a.box[0][:1], b.box[0][:1]), byAnswer)
	for i, x := range l.axes {
		out = cmp.Or(out, x.compare(a.box[i], b.box[i]))
	}
	return out
}

// compare orders lists of places by their nodes, the root last.
func (a *axis) compare(x, y []int) int {
	rank := func(place int) int { return (int(a.nodes[place]) + a.graph.Len() - 1) % a.graph.Len() }
	return slices.CompareFunc(x, y, func(p, q int) int { return rank(p) - rank(q) })
}

// answerRank orders answers.
func answerRank(answer string) int {
	a, _ := model.AnswerNamed(answer)
	return slices.Index([]Decision{Permitted, Undetermined, Prohibited, OutOfScope, NotAddressed}, a)
}

// row is the row of a box. Its names are in the order of their declaration.
func (l *lister) row(box listBox, c *namedCell) ListRow {
	x := l.outcomes[c.outcome]
	for i, a := range l.axes {
		slices.SortFunc(box[i], func(p, q int) int { return cmp.Compare(a.nodes[p], a.nodes[q]) })
	}
	return ListRow{ListPart: l.part(box, c.untaken), Answer: x.Answer, Conflict: x.Conflict, Clauses: x.Clauses, Needs: x.Needs,
		Otherwise: x.Otherwise, WouldChange: x.WouldChange, Consent: x.Consent, box: box, outcome: c.outcome}
}

// part is the names of a box.
func (l *lister) part(box listBox, untaken model.Dims) ListPart {
	var out ListPart
	for i, a := range l.axes {
		if untaken.Has(a.dim) {
			continue
		}
		var names []string
		for _, place := range box[i] {
			names = append(names, a.graph.Node(a.nodes[place]).ID)
		}
		out.set(a.dim, names)
	}
	return out
}

// exceptions returns what lies below a row and has other answers, as few boxes.
func (l *lister) exceptions(named []*namedCell, row *ListRow) []ListPart {
	var cells []*namedCell
	for _, c := range named { // those above come first
		if c.outcome != row.outcome && l.under(c.at, row.box) &&
			!slices.ContainsFunc(cells, func(o *namedCell) bool { return l.below(c.at, o.at) }) {
			cells = append(cells, c)
		}
	}
	byUntaken := map[model.Dims][]*namedCell{}
	var order []model.Dims
	for _, c := range cells {
		u := c.untaken
		if byUntaken[u] == nil {
			order = append(order, u)
		}
		byUntaken[u] = append(byUntaken[u], c)
	}
	out := []ListPart{}
	for _, u := range order {
		for _, box := range fewest(boxes(byUntaken[u])) {
			out = append(out, l.part(box, u))
		}
	}
	return out
}

// under reports whether a cell is in a box or lies below a cell of it.
func (l *lister) under(at []int, box listBox) bool {
	for i, a := range l.axes {
		if !slices.ContainsFunc(box[i], func(p int) bool { return a.below(at[i], p) }) {
			return false
		}
	}
	return true
}
