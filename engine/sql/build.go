package sql

import (
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// bounds are on the making of one expression. They are variables of the compiler so that tests can make them small.
type bounds struct {
	nodes   int // of diagrams, and of what they become
	work    int // sentences that are looked at for a name
	entries int // of the expression's tables
}

// A maker makes the function from the states of the axes to an answer.
type maker struct {
	*table
	*store
	space  *compile.Space
	order  []model.Dim
	kinds  [model.DimCount][]kind // of each part, by the states of its axis; one where it has none
	axes   []*axis                // by level
	level  map[*axis]int          // of each
	stages map[string]place
	refs   map[diagram.Ref]place
	ids    map[*compile.Stage]int
	about  map[place]*compile.Stage // for remarks: a stage that came to a place
	work   int                      // states that may still be gone through
	over   bool                     // it would be too large
}

// partOrder is the order of the parts whose columns divide rows, behind the action.
var partOrder = [...]model.Dim{model.Data, model.For, model.To, model.From, model.In, model.Of, model.Actor}

func newMaker(t *table, p *compile.Program, most bounds) *maker {
	m := &maker{table: t, work: most.work, level: map[*axis]int{}, stages: map[string]place{}, refs: map[diagram.Ref]place{}, ids: map[*compile.Stage]int{}, about: map[place]*compile.Stage{}}
	m.order = append(m.order, model.Action)
	for _, pick := range []func(model.Dim) bool{m.fixed, m.mapped, m.left} {
		for _, d := range partOrder {
			if pick(d) {
				m.order = append(m.order, d)
			}
		}
	}
	m.space = p.NewSpace(m.order, t.grants, most.nodes, most.work)
	for _, d := range m.order {
		m.addAxis(t.parts[d])
		m.addKinds(d)
	}
	for _, v := range m.space.Vars {
		m.addAxis(t.vars[v])
	}
	var states []int
	for _, x := range m.axes {
		states = append(states, x.states())
	}
	m.store = newStore(states, most.nodes)
	return m
}

// addKinds finds the kinds of a part.
func (m *maker) addKinds(d model.Dim) {
	x := m.parts[d]
	if x == nil {
		m.kinds[d] = []kind{m.kindOf(d, m.scope[d])}
		return
	}
	x.merge(func(state int) string {
		k := kind{}
		if !x.open[state] {
			k = m.kindOf(d, x.sets[state])
		}
		at := slices.Index(m.kinds[d], k)
		if at < 0 {
			at = len(m.kinds[d])
			m.kinds[d] = append(m.kinds[d], k)
		}
		return strconv.Itoa(at)
	})
}

func (m *maker) addAxis(x *axis) {
	if x != nil {
		m.level[x] = len(m.axes)
		m.axes = append(m.axes, x)
	}
}

// fixed reports whether a part is asked about in the same way in all rows.
func (m *maker) fixed(d model.Dim) bool {
	return m.parts[d] == nil && (m.named.Has(d) || d == model.Actor || d == model.Of)
}

// mapped reports whether a part has a column.
func (m *maker) mapped(d model.Dim) bool { return m.parts[d] != nil }

// left reports whether a part is open in all rows.
func (m *maker) left(d model.Dim) bool { return m.parts[d] == nil && !m.fixed(d) }

// make returns the function; false where it would be too large.
func (m *maker) make() (root place, ok bool) {
	root = m.at(0, m.space.Start(), 1<<model.DimCount-1)
	return root, !m.over && !m.store.over
}

// at returns the function of the questions at a stage, whose parts are given from the i-th on. The row's action takes some parts.
func (m *maker) at(i int, st *compile.Stage, takes model.Dims) place {
	if m.over || m.store.over {
		return bad
	}
	key := m.key(i, st, takes)
	if p, ok := m.stages[key]; ok {
		return p
	}
	p := m.divide(i, st, takes)
	m.stages[key] = p
	return p
}

// key tells apart what is left to say at a stage.
func (m *maker) key(i int, st *compile.Stage, takes model.Dims) string {
	matters := model.Dims(0)
	for _, d := range m.order[i:] {
		if m.parts[d] != nil || m.named.Has(d) {
			matters = matters.With(d)
		}
	}
	id, ok := m.ids[st]
	if !ok {
		id = len(m.ids)
		m.ids[st] = id
	}
	return string(binary.AppendUvarint(binary.AppendUvarint([]byte{byte(i)}, uint64(takes&matters)), uint64(id)))
}

func (m *maker) divide(i int, st *compile.Stage, takes model.Dims) place {
	if i == len(m.order) {
		return m.facts(st)
	}
	d := m.order[i]
	x := m.parts[d]
	if x == nil {
		if !m.fixed(d) {
			return m.each(i, st, takes)
		}
		return m.one(i, st, takes, m.kinds[d][0], m.named.Has(d))
	}
	if m.work -= x.states(); m.work < 0 {
		return m.stop()
	}
	kids := make([]place, x.states())
	for state, k := range m.kinds[d] {
		if k.asked == nil {
			kids[state] = m.each(i, st, takes)
		} else {
			kids[state] = m.one(i, st, takes, k, true)
		}
	}
	return m.choose(m.level[x], kids)
}

// A kind is what a state of a part asks about: the same for names that lead to the same functions, whatever the other parts are.
type kind struct {
	asked *compile.Asked // nil where the part is open
	takes model.Dims     // of actions
}

func (m *maker) kindOf(d model.Dim, set model.Set) kind {
	k := kind{asked: m.space.Asked(d, set)}
	if d == model.Action {
		k.takes = m.policy.Taken(set)
	}
	return k
}

// one returns the function of the questions whose next part asks about some names.
func (m *maker) one(i int, st *compile.Stage, takes model.Dims, k kind, named bool) place {
	d := m.order[i]
	switch {
	case d == model.Action:
		takes = k.takes
	case named && d >= model.Data && !takes.Has(d):
		return bad
	}
	next, err := st.Next(k.asked)
	if err != nil {
		return m.stop()
	}
	return m.at(i+1, next, takes)
}

// each returns the function of the questions whose next part is open.
func (m *maker) each(i int, st *compile.Stage, takes model.Dims) place {
	all, err := st.Each()
	if err != nil {
		return m.stop()
	}
	out := make([]place, len(all))
	for k, next := range all {
		out[k] = m.at(i+1, next, takes)
	}
	return m.joinAll(out)
}

// stop ends it: that it is too large is the only error that there is.
func (m *maker) stop() place {
	m.over = true
	return bad
}

// facts returns the function of a question of which all parts are given.
func (m *maker) facts(st *compile.Stage) place {
	r, err := st.Function()
	if err != nil {
		return m.stop()
	}
	p := m.told(r)
	if m.about[p] == nil {
		m.about[p] = st
	}
	return p
}

// told returns what a function of variables becomes where they are what the axes say.
func (m *maker) told(r diagram.Ref) place {
	if diagram.IsEnd(uint32(r)) {
		return endOf(uint32(r))
	}
	if p, ok := m.refs[r]; ok {
		return p
	}
	level, kids := m.space.Node(r)
	v := m.space.Vars[level]
	below := make([]place, len(kids))
	for cell, k := range kids {
		below[cell] = m.told(k)
	}
	p := m.toldOf(v, below)
	m.refs[r] = p
	return p
}

// toldOf returns the function of a variable that is another function in each cell.
func (m *maker) toldOf(v int, below []place) place {
	x := m.vars[v]
	if x == nil {
		return m.among(below, func(cell int) bool { return v < len(m.known.State) && possible(&m.known, v, cell) })
	}
	kids := make([]place, x.states())
	for state, cells := range x.cells {
		kids[state] = m.among(below, func(cell int) bool { return cells[cell] })
	}
	return m.choose(m.level[x], kids)
}

// among joins the functions of the cells that may be.
func (m *maker) among(below []place, in func(cell int) bool) place {
	var out []place
	for cell, p := range below {
		if in(cell) {
			out = append(out, p)
		}
	}
	return m.joinAll(out)
}

// endOf returns the end of a diagram's end.
func endOf(end uint32) place {
	switch end {
	case compile.EndProhibited, compile.EndConflict:
		return prohibited
	case compile.EndOutOfScope:
		return outOfScope
	case compile.EndNotAddressed:
		return notAddressed
	case compile.EndPermitted:
		return permitted
	}
	return absent
}
