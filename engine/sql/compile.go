package sql

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// defaultBounds keep an expression below what the databases read.
var defaultBounds = bounds{nodes: 4_000_000, work: 50_000_000, entries: 1_000_000}

// An Expression is a policy as an expression over the columns of a mapping. It is immutable and safe for concurrent use.
type Expression struct {
	b       *events.Bound
	dialect Dialect
	chain   *chain
	remarks [][]string // by step: what the lines of its table are
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
	root, ok := m.make()
	if !ok {
		return nil, &TooLarge{}
	}
	c, ok := chainOf(m.store, m.axes, root, most.entries)
	if !ok {
		return nil, &TooLarge{}
	}
	e := &Expression{b: b, dialect: d, chain: c, remarks: m.remarks(c)}
	_, err = e.write("")
	return e, err
}

// In returns the same expression in another dialect, without compiling it again.
func (e *Expression) In(d Dialect) (*Expression, error) {
	out := *e
	out.dialect = d
	_, err := out.write("")
	return &out, err
}

// Policy returns the policy.
func (e *Expression) Policy() *model.Policy { return e.b.Engine().Policy() }

// Columns returns the names of the columns that the expression reads, in the order of the mapping.
func (e *Expression) Columns() []string {
	read := map[string]bool{}
	for i := range e.chain.steps {
		for _, x := range e.chain.steps[i].axis.reading.rules {
			read[x.test.column] = true
		}
	}
	out := []string{}
	for _, c := range e.b.Columns() {
		if read[c.Name] {
			out = append(out, c.Name)
		}
	}
	return out
}

// A TooLarge error says that an expression would have too large tables, or would take too long to find. It wraps engine.ErrLimit.
type TooLarge struct{}

func (*TooLarge) Error() string {
	return "the expression would be too large: map fewer columns, or make one for each of some actions, with `action: {always: NAME}` and a condition on the rows"
}

// Unwrap returns engine.ErrLimit.
func (*TooLarge) Unwrap() error { return compile.ErrLimit }
