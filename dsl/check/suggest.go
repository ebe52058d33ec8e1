package check

import (
	"iter"

	"github.com/seed-90f8eabc/licet/dsl/diag"
)

// nearest looks for what was meant by an unknown name. It does so for a bounded number of names, since
// each costs a pass over all candidates.
func (c *checker) nearest(name string, candidates iter.Seq[string]) string {
	if c.suggested++; c.suggested > maxSuggested {
		return ""
	}
	return diag.Nearest(name, candidates)
}
