package analysis

import (
	"fmt"
	"slices"
)

// Undecided is the error of what was not decided within bounds: of these norms no finding does not mean that there is nothing
// to find.
type Undecided struct {
	Norms      []int // as indices, sorted
	Facts      []int // likewise
	Waivers    []int // likewise
	Exclusions []int // likewise

	sorted int // how many norms there were when they were sorted last
}

func (n *Undecided) Error() string {
	return fmt.Sprintf("not decided within bounds, for %d norms, %d facts, %d waivers and %d exclusions", len(n.Norms), len(n.Facts), len(n.Waivers), len(n.Exclusions))
}

func (n *Undecided) add(norms ...int) {
	if n.Norms = append(n.Norms, norms...); len(n.Norms) >= 2*n.sorted {
		n.sort()
	}
}

func (n *Undecided) sort() {
	slices.Sort(n.Norms)
	n.Norms = slices.Compact(n.Norms)
	n.sorted = max(len(n.Norms), 64)
}

// orNil returns the error, if it is one.
func (n *Undecided) orNil() error {
	n.sort()
	if len(n.Norms) == 0 && len(n.Facts) == 0 && len(n.Waivers) == 0 && len(n.Exclusions) == 0 {
		return nil
	}
	return n
}
