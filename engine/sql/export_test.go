package sql

import "github.com/seed-90f8eabc/licet/engine/events"

// CompileWithin compiles within other bounds.
func CompileWithin(b *events.Bound, d Dialect, nodes, work, entries int) (*Expression, error) {
	return compileWithin(b, d, bounds{nodes, work, entries})
}

// Note is what a header says of a size.
func (d Dialect) Note(size int) string { return d.note(size) }
