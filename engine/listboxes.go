package engine

import (
	"encoding/binary"
	"slices"
)

// A listBox is places on each axis, and stands for all combinations of them.
type listBox [][]int

// boxes returns a box for each cell.
func boxes(cells []*namedCell) []listBox {
	out := make([]listBox, len(cells))
	for i, c := range cells {
		for _, place := range c.at {
			out[i] = append(out[i], []int{place})
		}
	}
	return out
}

// has reports whether a cell is in the box.
func (b listBox) has(at []int) bool {
	for i, place := range at {
		if !slices.Contains(b[i], place) {
			return false
		}
	}
	return true
}

// fewest joins boxes that differ on one axis only, axis after axis, in the order that leaves the fewest.
func fewest(boxes []listBox) []listBox {
	var best []listBox
	orders := permutations(len(boxes[0]))
	for _, order := range orders {
		joined := boxes
		for _, axis := range order {
			joined = joinBoxes(joined, axis)
		}
		if best == nil || len(joined) < len(best) {
			best = joined
		}
	}
	return best
}

// permutations returns every order of the numbers below n.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for i := n - 1; i >= 0; i-- {
			out = append(out, slices.Insert(slices.Clone(p), i, n-1))
		}
	}
	return out
}

// joinBoxes joins boxes that are the same but on one axis.
func joinBoxes(boxes []listBox, axis int) []listBox {
	var out []listBox
	byKey := map[string]int{}
	for _, b := range boxes {
		var key []byte
		for i, places := range b {
			if i == axis {
				continue
			}
			key = binary.AppendUvarint(key, uint64(len(places)))
			for _, p := range places {
				key = binary.AppendUvarint(key, uint64(p))
			}
		}
		i, ok := byKey[string(key)]
		if !ok {
			byKey[string(key)] = len(out)
			out = append(out, slices.Clone(b))
			continue
		}
		out[i][axis] = append(slices.Clip(out[i][axis]), b[axis]...)
		slices.Sort(out[i][axis])
	}
	return out
}
