package diag

import "iter"

// Nearest returns the candidate that a person most probably meant by a misspelt
// name, or "" where none is near. Of equally near ones it takes the first in alphabetical order.
func Nearest(name string, candidates iter.Seq[string]) string {
	n := []rune(name)
	limit := 1 + len(n)/5
	best, distance := "", limit+1
	var d distances
	for c := range candidates {
		m := []rune(c)
		if c == name || len(m) > len(n)+limit || len(n) > len(m)+limit {
			continue
		}
		if edits := d.between(n, m); 2*edits < max(len(n), len(m)) && (edits < distance || edits == distance && c < best) {
			best, distance = c, edits
		}
	}
	if distance > limit {
		return ""
	}
	return best
}

// distances counts edits: characters that are put in, left out or replaced, and neighbours that changed places
// (the distance of optimal string alignment). It keeps its three rows from one pair of words to the next.
type distances [3][]int

func (d *distances) between(a, b []rune) int {
	for i := range d {
		d[i] = append(d[i][:0], make([]int, len(b)+1)...)
	}
	before, last, row := d[0], d[1], d[2]
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := last[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			row[j] = min(replaced, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
