package sql

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// What a cell says of a question is for package events to tell, and what is known of each variable then for the compiler: both
// are asked about one cell after the other, while all others say nothing.

// An axis is what one level of the store is about: the names of a part, or what is known of a variable.
type axis struct {
	about   string
	column  *events.Column // whose cells are read; nil where they are several
	reading *reading
	keys    map[string]int // the states

	dim  model.Dim   // of a part
	sets []model.Set // by state: what is asked about
	open []bool      // by state: the part is open

	v     int      // of a variable; -1 of a part, and of a column that decides nothing
	cells [][]bool // by state: the cells that it may have
}

func (x *axis) states() int { return len(x.keys) }

// state returns the state with a key, a new one where there is none. Set is called for a new one.
func (x *axis) state(key string, set func()) int {
	i, ok := x.keys[key]
	if !ok {
		if x.keys == nil {
			x.keys = map[string]int{}
		}
		i = len(x.keys)
		x.keys[key] = i
		set()
	}
	return i
}

// merge makes one state of those that have the same key. What the states are is then for the caller to know.
func (x *axis) merge(key func(state int) string) {
	to := make([]int, x.states())
	x.keys = nil
	for state := range to {
		to[state] = x.state(key(state), func() {})
	}
	moved := func(state *int) {
		if *state != badState {
			*state = to[*state]
		}
	}
	for i := range x.reading.rules {
		moved(&x.reading.rules[i].state)
	}
	moved(&x.reading.otherwise)
}

// A table is the axes of a mapping, and what is so in all rows.
type table struct {
	b       *events.Bound
	policy  *model.Policy
	l       *compile.Layout
	columns []events.Column
	quiet   []any // a row that says nothing but that something was done

	parts  [model.DimCount]*axis // nil where a part has no column
	scope  model.Scope           // of parts without a column
	named  model.Dims            // parts that are the same in all rows
	vars   map[int]*axis
	known  compile.Known // of variables without an axis
	grants []model.Grant
}

func newTable(b *events.Bound, l *compile.Layout) (*table, error) {
	t := &table{b: b, policy: b.Engine().Policy(), l: l, columns: b.Columns(), vars: map[int]*axis{}}
	for i := range t.columns {
		t.quiet = append(t.quiet, t.says(&t.columns[i]))
	}
	q, err := t.ask(-1, nil)
	if err != nil {
		return nil, fmt.Errorf("with this mapping no row is a question: %w", err)
	}
	t.scope, t.named, t.known = q.Scope, q.Named, l.Known(q)
	for i := range t.columns {
		t.column(i)
	}
	t.covers(events.Consent, l.Consent, l.Deemed)
	t.covers(events.Objection, l.Objects)
	return t, nil
}

// says returns a cell of a column in a row that says nothing.
func (t *table) says(c *events.Column) any {
	switch {
	case c.Role == events.Part && c.Dim == model.Action:
		return t.policy.Graphs[model.ActionKind].Node(model.Root).ID
	case c.Role == events.Consent || c.Role == events.Objection: // null would say that there may be others
		for _, text := range slices.Sorted(maps.Keys(c.Values)) {
			if !c.Values[text].Null {
				return text
			}
		}
		return false
	}
	return nil
}

// ask returns the question of a row that says nothing but one cell.
func (t *table) ask(column int, cell any) (*model.Question, error) {
	row := slices.Clone(t.quiet)
	if column >= 0 {
		row[column] = cell
	}
	return t.b.Question(row)
}

// names returns what the cells of a column of names may hold.
func (t *table) names(c *events.Column) []string {
	switch c.Kind {
	case events.Name:
		return ids(t.policy.Graph(c.Dim))
	case events.Place:
		return ids(t.policy.Graphs[model.PlaceKind])
	case events.Option:
		return t.policy.Facts[c.Fact].Options
	}
	return nil
}

// column adds the axes of a column.
func (t *table) column(i int) {
	switch c := &t.columns[i]; {
	case c.Role == events.Part:
		t.part(i, c)
	case c.Role == events.Consent || c.Role == events.Objection:
		t.grant(i, c)
	case c.Role == events.Given && c.Fact != model.NoFact:
		t.variable(i, c, int(c.Fact))
	case c.Role == events.Given && c.Says == "consent":
		t.variable(i, c, t.l.Consent)
		t.variable(i, c, t.l.Deemed)
	case c.Role == events.Given:
		t.variable(i, c, t.l.Objects)
	}
}

// part adds the axis of a part: a state for each name that is asked about, and one where it is open.
func (t *table) part(i int, c *events.Column) {
	x := &axis{about: c.Says, column: c, v: -1, dim: c.Dim}
	x.reading = readingOf(c, t.names(c), func(cell any) int {
		q, err := t.ask(i, cell)
		if err != nil {
			return badState
		}
		set, open := q.Scope[c.Dim], !q.Named.Has(c.Dim)
		return x.state(fmt.Sprint(set, open), func() { x.sets, x.open = append(x.sets, set), append(x.open, open) })
	})
	t.parts[c.Dim] = x
}

// variable adds the axis of a variable that one column speaks of: a state for each set of cells that it may have.
func (t *table) variable(i int, c *events.Column, v int) {
	x := &axis{about: c.Says, column: c, v: v}
	x.reading = readingOf(c, t.names(c), func(cell any) int {
		q, err := t.ask(i, cell)
		if err != nil {
			return badState
		}
		known := t.l.Known(q)
		return t.sort(x, &known)
	})
	if v == t.l.Deemed {
		x.about = "deemed consent"
	}
	t.vars[v] = x
}

// sort returns the state of an axis for what is known of its variable.
func (t *table) sort(x *axis, known *compile.Known) int {
	cells := make([]bool, t.l.Cells(x.v))
	for cell := range cells {
		cells[cell] = possible(known, x.v, cell)
	}
	return x.state(fmt.Sprint(cells), func() { x.cells = append(x.cells, cells) })
}

// possible reports whether a variable may have a cell.
func possible(k *compile.Known, v, cell int) bool {
	if k.State[v] == diagram.Unsure {
		return k.Allowed(uint32(v), cell)
	}
	return int(k.State[v]) == cell
}

// grant adds the axis of a consent or an objection that covers a part of what may be asked: given, or not.
func (t *table) grant(i int, c *events.Column) {
	x := &axis{about: c.Says, column: c, v: t.l.GrantVar(len(t.grants))}
	t.grants = append(t.grants, *c.Grant)
	none := -1
	if q, err := t.ask(i, nil); err == nil {
		none = len(q.Grants)
	}
	x.reading = readingOf(c, nil, func(cell any) int {
		q, err := t.ask(i, cell)
		if err != nil {
			return badState
		}
		given := len(q.Grants) > none
		return x.state(fmt.Sprint(given), func() { x.cells = append(x.cells, []bool{!given, given}) })
	})
	t.vars[x.v] = x
}

// covers adds the axes of variables of which nothing is known where a cell of some columns is null, since there may then be others.
func (t *table) covers(role events.Role, vars ...int) {
	for _, v := range vars {
		x := &axis{about: "other " + role.String() + "s", v: v, reading: &reading{}}
		closed := t.sort(x, &t.known)
		for i := range t.columns {
			if t.columns[i].Role != role {
				continue
			}
			r := readingOf(&t.columns[i], nil, func(cell any) int {
				q, err := t.ask(i, cell)
				if err != nil {
					return badState
				}
				known := t.l.Known(q)
				return t.sort(x, &known)
			})
			for _, rule := range r.rules {
				if rule.state != closed && rule.state != badState {
					x.reading.rules = append(x.reading.rules, rule)
				}
			}
		}
		x.reading.otherwise = closed
		if x.states() > 1 {
			t.vars[v] = x
		}
	}
}
