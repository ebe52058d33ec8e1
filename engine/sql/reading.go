package sql

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// A reading says in which state a column is, by its cell: the state of the first rule that holds, else the last one. It is what a CASE is made of.
type reading struct {
	rules     []rule
	otherwise int
}

// badState is the state of a cell that is no value of its column.
const badState = -1

type rule struct {
	test  test
	state int
}

// A test is a condition on the cell of a column. It is false where the cell is null, but for isNull.
type test struct {
	op      op
	column  string
	texts   []string // of isText: any of them
	numbers []int64  // of isNumber: any of them; of isBelow: one
}

type op uint8

const (
	isNull   op = iota
	isYes       // of a column of yes or no
	isNo        // likewise
	isText      // the cell's text is one of some
	isNumber    // the cell is one of some numbers
	isBroken    // the cell is no whole number of 64 bits
	isBelow     // the cell is less than a number

	isNumberText // as isNumber, of a column of texts that say numbers
	isBrokenText // likewise; texts of more than maxDigits digits are broken, too
	isBelowText
)

// maxDigits is how many digits a number has that is written as a text: as many as every database reads into 64 bits. Zeros before it do not count.
const maxDigits = 18

// readingOf returns how the cells of a column are read into states. Names are those that a cell may hold, beside what its mapping says. The state
// of a cell, which is nil, a string, an int64 or a bool, is what state returns.
func readingOf(c *events.Column, names []string, state func(cell any) int) *reading {
	r := &reading{otherwise: badState}
	r.rules = append(r.rules, rule{test{op: isNull, column: c.Name}, state(nil)})
	switch {
	case c.Kind == events.Number || c.Kind == events.Elapsed:
		r.readNumbers(c, state)
	case c.Kind == events.YesNo && !written(c):
		r.rules = append(r.rules, rule{test{op: isYes, column: c.Name}, state(true)}, rule{test{op: isNo, column: c.Name}, state(false)})
		r.otherwise = state(nil)
	case c.Kind == events.YesNo:
		r.readTexts(c, []string{"true", "false"}, state)
	default:
		r.readTexts(c, names, state)
	}
	return r
}

// written reports whether a column of yes or no, or of numbers, holds texts: the mapping says what others than those of its kind mean.
func written(c *events.Column) bool {
	for text := range c.Values {
		_, number := wholeNumber(text)
		if c.Kind == events.YesNo && text != "true" && text != "false" || c.Kind != events.YesNo && !number {
			return true
		}
	}
	return false
}

// wholeNumber returns the number that a text is the decimal form of.
func wholeNumber(text string) (n int64, ok bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && strconv.FormatInt(n, 10) == text
}

// readTexts adds rules for what texts mean.
func (r *reading) readTexts(c *events.Column, names []string, state func(cell any) int) {
	all := slices.Clone(names)
	for text := range c.Values {
		all = append(all, text)
	}
	byState := map[int][]string{}
	slices.Sort(all)
	for _, text := range slices.Compact(all) {
		s := state(text)
		byState[s] = append(byState[s], text)
	}
	for _, s := range slices.Sorted(maps.Keys(byState)) {
		if s != badState {
			r.rules = append(r.rules, rule{test{op: isText, column: c.Name, texts: byState[s]}, s})
		}
	}
}

// readNumbers adds rules for what numbers mean.
func (r *reading) readNumbers(c *events.Column, state func(cell any) int) {
	number, broken, below := isNumber, isBroken, isBelow
	if written(c) {
		number, broken, below = isNumberText, isBrokenText, isBelowText
		r.readTexts(c, nil, state)
	}
	byState := map[int][]int64{}
	for _, text := range slices.Sorted(maps.Keys(c.Values)) { // in this order, so that states have the same numbers each time
		if n, ok := wholeNumber(text); ok {
			s := state(n)
			byState[s] = append(byState[s], n)
		}
	}
	r.rules = append(r.rules, rule{test{op: broken, column: c.Name}, badState})
	for _, s := range slices.Sorted(maps.Keys(byState)) {
		slices.Sort(byState[s])
		r.rules = append(r.rules, rule{test{op: number, column: c.Name, numbers: byState[s]}, s})
	}
	low := int64(math.MinInt64)
	if c.Kind == events.Elapsed {
		low = 0
		r.rules = append(r.rules, rule{test{op: below, column: c.Name, numbers: []int64{0}}, badState})
	}
	for _, cut := range c.Cuts {
		if n, ok := plain(c, low, cut); ok {
			r.rules = append(r.rules, rule{test{op: below, column: c.Name, numbers: []int64{cut}}, state(n)})
		}
		low = max(low, cut)
	}
	if n, ok := plain(c, low, math.MaxInt64); ok {
		r.otherwise = state(n)
	}
}

// plain returns a number of which the mapping does not say that it means another: at least low, and less than high.
func plain(c *events.Column, low, high int64) (n int64, ok bool) {
	for n = low; n < high; n++ {
		if _, said := c.Values[strconv.FormatInt(n, 10)]; !said {
			return n, true
		}
	}
	return 0, false
}

// mayBeBad reports whether a cell may be no value at all.
func (r *reading) mayBeBad() bool {
	return r.otherwise == badState || slices.ContainsFunc(r.rules, func(x rule) bool { return x.state == badState })
}

// ids returns the names of a graph.
func ids(g *model.Graph) []string {
	out := make([]string, 0, g.Len())
	for _, n := range g.All() {
		out = append(out, n.ID)
	}
	return out
}
