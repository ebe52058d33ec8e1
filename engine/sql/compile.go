package sql

import (
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// defaultBounds keep an expression below what the databases read.
var defaultBounds = bounds{nodes: 1_000_000, work: 50_000_000, entries: 400_000}

// An Expression is a policy as an expression over the columns of a mapping. It is immutable and safe for concurrent use.
type Expression struct {
	b       *events.Bound
	dialect Dialect
	chain   *chain
}

// Compile makes the expression of a mapping in a dialect.
func Compile(b *events.Bound, d Dialect) (*Expression, error) {
	return compileWithin(b, d, defaultBounds)
}

func compileWithin(b *events.Bound, d Dialect, most bounds) (*Expression, error) {
	p := compile.New(b.Engine().Policy(), compile.DefaultLimits)
	t, err := newTable(b, p.Layout)
	if err != nil {
		return nil, err
	}
	m := newMaker(t, p, most)
	root, err := m.make()
	if err != nil {
		return nil, err
	}
	c, err := chainOf(m.store, m.axes, root, most.entries)
	if err != nil {
		return nil, err
	}
	e := &Expression{b: b, dialect: d, chain: c}
	_, err = e.write("")
	return e, err
}
