package diagram

import (
	"cmp"
	"slices"
)

// Order returns an order of variables that keeps those of one condition near each other, which keeps
// diagrams small: the FORCE heuristic (Aloul, Markov, Sakallah, "FORCE: a fast and easy-to-implement
// variable-ordering heuristic", 2003). Each condition is the list of its variables; every
// variable in them must be in vars, whose order breaks ties.
func Order(vars []int32, conditions [][]int32) []int32 {
	out := slices.Clone(vars)
	if len(out) < 3 {
		return out
	}
	place := make(map[int32]float64, len(out))
	for i, v := range out {
		place[v] = float64(i)
	}
	best, bestSpan := slices.Clone(out), span(place, conditions)
	for range 20 {
		pull, count := map[int32]float64{}, map[int32]float64{}
		for _, c := range conditions {
			centre := 0.0
			for _, v := range c {
				centre += place[v]
			}
			centre /= float64(len(c))
			for _, v := range c {
				pull[v] += centre
				count[v]++
			}
		}
		at := func(v int32) float64 {
			if count[v] == 0 {
				return place[v]
			}
			return pull[v] / count[v]
		}
		slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(at(a), at(b)) })
		for i, v := range out {
			place[v] = float64(i)
		}
		s := span(place, conditions)
		if s >= bestSpan {
			break
		}
		best, bestSpan = slices.Clone(out), s
	}
	return best
}

// span is how far apart the variables of the conditions stand, in all.
func span(place map[int32]float64, conditions [][]int32) float64 {
	total := 0.0
	for _, c := range conditions {
		low, high := place[c[0]], place[c[0]]
		for _, v := range c[1:] {
			low, high = min(low, place[v]), max(high, place[v])
		}
		total += high - low
	}
	return total
}
