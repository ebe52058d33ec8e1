package diag

import (
	"iter"

	"github.com/agext/levenshtein"
)

// Nearest returns the candidate that a person most probably meant by a misspelt
// name, or "" where none is near. Of equally near ones it takes the first in alphabetical order.
func Nearest(name string, candidates iter.Seq[string]) string {
	limit := 1 + len(name)/5
	best, distance := "", limit+1
	for c := range candidates {
		if c == name || len(c) > len(name)+limit || len(name) > len(c)+limit {
			continue
		}
		d := levenshtein.Distance(name, c, nil)
		if d < distance || d == distance && d <= limit && c < best {
			best, distance = c, d
		}
	}
	return best
}
