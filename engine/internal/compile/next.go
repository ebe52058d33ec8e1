package compile

import (
	"slices"

	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// Which unknown fact is best asked for next: one that the answer depends on, and that by itself is the likeliest to settle it.

// lookAhead bounds how much is tried for the best choice, in nodes walked. Beyond, the first that matters is taken.
const lookAhead = 1 << 18

// Next returns the variable, among those that skip does not tell to leave out, that is best found out next; false where the
// answer depends on no other. Where the question must be searched, it is the first that some condition tests.
func (q *Prepared) Next(k *Known, skip func(v int) bool) (v int, ok bool) {
	vars, exact := q.Needs(k)
	if !exact {
		vars = q.Vars()
	}
	var left []int
	for _, x := range vars {
		if i := x.index; !x.Part && k.State[i] == diagram.Unsure && !skip(i) && !slices.Contains(left, i) {
			left = append(left, i)
		}
	}
	if len(left) == 0 {
		return 0, false
	}
	if !exact {
		return left[0], true
	}
	return q.likeliest(k, left), true
}

// likeliest returns the variable with the largest share of cells that settle the answer; of several, the first.
func (q *Prepared) likeliest(k *Known, vars []int) int {
	best, share := vars[0], -1.0
	left := lookAhead
	trial := Known{State: slices.Clone(k.State), Partial: k.Partial}
	for _, v := range vars {
		before, settled, cells := trial.State[v], 0, 0
		for cell := range q.program.Layout.Cells(v) {
			if !k.Allowed(uint32(v), cell) {
				continue
			}
			if left -= q.code.Len(); left < 0 {
				return best
			}
			trial.State[v] = uint16(cell)
			cells++
			if q.settled(&trial) {
				settled++
			}
		}
		trial.State[v] = before
		if s := float64(settled) / float64(cells); s > share {
			best, share = v, s
		}
	}
	return best
}

// settled reports whether the answer is definite.
func (q *Prepared) settled(k *Known) bool {
	end, done := q.code.Eval(k.State)
	if done {
		return true
	}
	ends := q.code.Reach(end, k.State, k.Partial) &^ (1 << EndAbsent)
	return ends&^(1<<EndProhibited|1<<EndConflict) == 0 || ends&(ends-1) == 0
}
