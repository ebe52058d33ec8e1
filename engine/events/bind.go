package events

import (
	"slices"
	"sync/atomic"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A Bound is a mapping whose names have been found in a policy. It is safe for concurrent use; what it says does not change.
type Bound struct {
	engine  *engine.Engine
	program *compile.Program
	columns []Column
	always  []constant
	part    [model.DimCount]int // the column of each part; -1 where it has none
	mapping *Mapping
	other   other
	layout  *layout
	bounds  bounds
	memo    atomic.Pointer[memo]
}

// A constant is what is the same for all rows.
type constant struct {
	says Column
	code code
}

// other is what a mapping says of what has no column.
type other struct {
	facts       []model.FactID // those that are no
	noConsent   bool           // there are no consents but those that columns add
	noObjection bool
}

// A binder looks up the names of a mapping.
type binder struct {
	problems
	m   *Mapping
	out *Bound
	p   *model.Policy
}

// Bind finds the names of a mapping in the engine's policy. The error is a diag.List with the places of those that it does not know.
func (m *Mapping) Bind(e *engine.Engine) (*Bound, error) {
	p := e.Policy()
	b := &binder{problems: problems{file: m.file}, m: m, p: p,
		out: &Bound{engine: e, program: compile.New(p, compile.DefaultLimits), mapping: m}}
	for d := range b.out.part {
		b.out.part[d] = -1
	}
	for d := range model.Dim(model.DimCount) {
		for i := range m.parts {
			if m.parts[i].dim == d {
				b.add(Column{Role: Part, Says: d.String(), Kind: Name, Dim: d, Fact: model.NoFact}, &m.parts[i])
			}
		}
	}
	for i := range m.given {
		b.given(&m.given[i])
	}
	b.grants(m.consents, false)
	b.grants(m.objections, true)
	if m.system != "" {
		b.out.columns = append(b.out.columns, Column{Name: m.system, Role: System, Kind: Text, Fact: model.NoFact, decoder: decoder{kind: Text}})
	}
	b.others()
	if err := b.Err(); err != nil {
		return nil, err
	}
	b.out.layout = newLayout(b.out)
	b.out.setBounds(defaultBounds())
	return b.out, nil
}

// setBounds sets how much is kept.
func (b *Bound) setBounds(x bounds) {
	b.bounds = x
	b.memo.Store(newMemo(b))
}

// Columns returns the columns to read, each once: the parts of the question in the order actor, action, data, of, from, recipient,
// purpose, place; the facts, the consents and the objections in the order of the mapping; the system. It must not be changed.
func (b *Bound) Columns() []Column { return b.columns }

// Engine returns the engine that decides.
func (b *Bound) Engine() *engine.Engine { return b.engine }

// given adds a fact.
func (b *binder) given(e *entry) {
	c := Column{Role: Given, Says: e.key.text, Fact: model.NoFact}
	if c.Says == "consent" || c.Says == "objection" {
		c.Kind = YesNo
		b.add(c, e)
		return
	}
	id, ok := b.p.Fact(e.key.text)
	if !ok {
		b.noFact(e.key)
		return
	}
	c.Fact = id
	c.Kind = map[model.FactType]Kind{model.YesNo: YesNo, model.Number: Number, model.OneOf: Option, model.AtPlace: Place, model.Event: Elapsed}[b.p.Facts[id].Type]
	b.add(c, e)
}

// noFact reports a name that is no fact.
func (b *binder) noFact(w word) {
	if i, ok := b.p.Term(w.text); ok {
		b.report(w, "`%s` is a term, and follows from facts: map those that it stands for in line %d of %s", w.text, b.p.Terms[i].Pos.Line, b.p.Terms[i].Pos.File)
		return
	}
	if d := slices.Index(dimNames(), w.text); d >= 0 {
		b.report(w, "`%s` is a part of the question; it stands in `columns`", w.text)
		return
	}
	b.unknown(w, "no fact, event or judgement is called", b.facts, "facts that the policy does not declare decide nothing; leave it out")
}

func (b *binder) facts(yield func(string) bool) {
	for i := range b.p.Facts {
		if !yield(b.p.Facts[i].ID) {
			return
		}
	}
	if yield("consent") {
		yield("objection")
	}
}

// add adds a column, or what is always the same.
func (b *binder) add(c Column, e *entry) {
	c.Name = e.column.text
	b.unit(&c, e)
	c.Cuts = b.cuts(&c)
	c.decoder = decoder{kind: c.Kind, names: b.names(&c), cuts: c.Cuts}
	b.values(&c, e.values)
	if e.always != nil {
		m, ok := b.meaning(&c, e.key, *e.always)
		if ok && m.Null {
			b.report(e.key, "`%s` is always null, which says nothing; remove the line", e.key.text)
		} else if ok {
			b.out.always = append(b.out.always, constant{c, c.code(m)})
		}
		return
	}
	if c.Role == Part {
		b.out.part[c.Dim] = len(b.out.columns)
	}
	b.out.columns = append(b.out.columns, c)
}

// unit checks the unit of an event, which nothing else has.
func (b *binder) unit(c *Column, e *entry) {
	switch {
	case c.Kind != Elapsed && e.unit.text != "":
		b.report(e.unit, "`%s` is no event, and has no unit; remove `unit`", c.Says)
	case c.Kind != Elapsed:
	case e.unit.text == "days" || e.unit.text == "hours":
		c.Unit = e.unit.text
	case e.unit.text != "":
		b.unknown(e.unit, "times are in days or in hours, not in", slices.Values([]string{"days", "hours"}), "write `unit: days` or `unit: hours`")
	case e.always != nil && e.always.Value == false:
		c.Unit = "hours" // it has not happened
	default:
		b.report(e.key, "`%s` is an event: say in which unit its column tells how long ago it happened, as in `%s: {column: %s, unit: days}`", c.Says, c.Says, e.column.text)
	}
}

// cuts returns the numbers that the policy tells apart, in the column's unit.
func (b *binder) cuts(c *Column) []int64 {
	if c.Kind != Number && c.Kind != Elapsed {
		return nil
	}
	out := slices.Clone(b.out.program.Layout.Cuts(int(c.Fact)))
	if c.Unit == "days" {
		for i := range out {
			out[i] = (out[i] + hoursADay - 1) / hoursADay
		}
	}
	return out
}

const hoursADay = 24

// names returns the codes of the names that a cell may hold.
func (b *binder) names(c *Column) map[string]code {
	out := map[string]code{}
	switch {
	case c.Kind == Option:
		for i, o := range b.p.Facts[c.Fact].Options {
			out[o] = code(i)
		}
	case c.Kind == Name || c.Kind == Place:
		for n, node := range b.graph(c).All() {
			out[node.ID] = code(n)
		}
	}
	return out
}

func (b *binder) graph(c *Column) *model.Graph {
	if c.Kind == Place {
		return b.p.Graphs[model.PlaceKind]
	}
	return b.p.Graph(c.Dim)
}
