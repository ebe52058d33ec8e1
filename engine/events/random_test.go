package events_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/events"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// A world is a random policy with a random mapping, as the tests know it: not as the package does.
type world struct {
	r       *rand.Rand
	engine  *engine.Engine
	columns []column
	consts  []column // their value is always
	noOther [2]bool  // consent, objection
	closed  bool     // nothing_else
	yaml    string
	seldom  int // in how many of a hundred cells something is wrong
}

// A column of a world's events.
type column struct {
	name   string
	part   string // of the question
	fact   string // or of the facts; "consent" and "objection" are among them
	grant  *engine.Grant
	object bool // the grant is an objection
	system bool
	values map[string]any // what cells mean: a string, bool or int64, or nil
	days   bool
	always any
}

// mayFail are the problems that a random policy may have.
var mayFail = []string{"circular-precedence", "empty-scope", "consent-prohibits", "cycle", "unknown-name"}

// newWorld draws a policy and a mapping; nil where the policy does not check.
func newWorld(t testing.TB, r *rand.Rand) *world {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(generate.New(r.IntN).Policy())}}, "p.licet")
	var list diag.List
	if errors.As(err, &list) && slices.Contains(mayFail, list[0].Code) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	w := &world{r: r, engine: e, seldom: r.IntN(3)}
	var b strings.Builder
	b.WriteString("columns:\n")
	for d := range model.Dim(model.DimCount) {
		if d == model.Action || w.chance(map[bool]int{true: 20, false: 75}[d == model.Actor || d == model.Of]) {
			w.entry(&b, column{part: d.String()})
		}
	}
	b.WriteString("given:\n")
	for i := range e.Policy().Facts {
		if w.chance(60) {
			w.entry(&b, column{fact: e.Policy().Facts[i].ID})
		}
	}
	listed := []int{}
	for i, name := range []string{"consent", "objection"} {
		switch r.IntN(5) {
		case 0:
			w.entry(&b, column{fact: name})
		case 1:
			w.noOther[i] = w.chance(50)
		default:
			w.noOther[i] = w.chance(70)
			listed = append(listed, i)
		}
	}
	for _, i := range listed {
		w.grants(&b, i)
	}
	if w.closed = w.chance(40); w.closed {
		b.WriteString("nothing_else: true\n")
	}
	if w.chance(50) {
		b.WriteString("system: s\n")
		w.columns = append(w.columns, column{name: "s", system: true})
	}
	w.yaml = b.String()
	return w
}

func (w *world) chance(percent int) bool { return w.r.IntN(100) < percent }

// entry writes a part or a fact.
func (w *world) entry(b *strings.Builder, c column) {
	c.name = "c" + strconv.Itoa(len(w.columns)+len(w.consts))
	id, isFact := w.engine.Policy().Fact(c.fact)
	unit := ""
	if isFact && w.engine.Policy().Facts[id].Type == model.Event {
		c.days = w.chance(50)
		unit = ", unit: " + map[bool]string{true: "days", false: "hours"}[c.days]
	}
	key := c.part + c.fact
	if w.chance(map[bool]int{true: 4, false: 12}[c.part != "" && c.part != "action"]) {
		c.always = w.good(&c)
		w.consts = append(w.consts, c)
		fmt.Fprintf(b, "  %s: {always: %v%s}\n", key, c.always, unit)
		return
	}
	values := ""
	if w.chance(40) {
		c.values = map[string]any{"?": nil, "x y": w.good(&c), "7": w.good(&c)}
		values = fmt.Sprintf(", values: {\"?\": null, x y: %v, 7: %v}", c.values["x y"], c.values["7"])
	}
	w.columns = append(w.columns, c)
	fmt.Fprintf(b, "  %s: {column: %s%s%s}\n", key, c.name, values, unit)
}

// grants writes columns of consents, or of objections.
func (w *world) grants(b *strings.Builder, i int) {
	name := []string{"consents", "objections"}[i]
	fmt.Fprintf(b, "%s:\n", name)
	for range 1 + w.r.IntN(3) {
		g := engine.Grant{}
		c := column{name: "c" + strconv.Itoa(len(w.columns)+len(w.consts)), grant: &g, object: i == 1}
		fmt.Fprintf(b, "  - {column: %s", c.name)
		say := func(percent int, key string, to *string, names []string) {
			if w.chance(percent) {
				*to = names[w.r.IntN(len(names))]
				fmt.Fprintf(b, ", %s: %s", key, *to)
			}
		}
		if i == 0 {
			say(40, "kind", &g.Kind, []string{"explicit", "deemed", "written"})
		}
		say(50, "action", &g.Action, []string{"use", "share", "store"})
		say(50, "data", &g.Data, w.names(model.DataKind))
		say(30, "from", &g.From, w.names(model.PartyKind))
		if g.Action != "store" {
			say(30, "purpose", &g.Purpose, w.names(model.PurposeKind))
		}
		b.WriteString("}\n")
		w.columns = append(w.columns, c)
	}
}

func (w *world) names(k model.Kind) []string {
	var out []string
	for _, n := range w.engine.Policy().Graphs[k].All() {
		out = append(out, n.ID)
	}
	return out
}

// good draws what a column may say: a string, a bool or an int64.
func (w *world) good(c *column) any {
	p := w.engine.Policy()
	id, isFact := p.Fact(c.fact)
	switch {
	case c.part != "":
		for d := range model.Dim(model.DimCount) {
			if d.String() == c.part {
				names := w.names(d.Kind())
				return names[w.r.IntN(len(names))]
			}
		}
	case !isFact || p.Facts[id].Type == model.YesNo:
		return w.chance(50)
	case p.Facts[id].Type == model.Number:
		return int64(w.r.IntN(22))
	case p.Facts[id].Type == model.OneOf:
		return p.Facts[id].Options[w.r.IntN(len(p.Facts[id].Options))]
	case p.Facts[id].Type == model.AtPlace:
		names := w.names(model.PlaceKind)
		return names[w.r.IntN(len(names))]
	}
	if w.chance(10) && c.always == nil {
		return false // it has not happened; only `values` and `always` can say so
	}
	if c.days {
		return int64(w.r.IntN(24))
	}
	return int64(w.r.IntN(24 * 24))
}

// cell draws a cell.
func (w *world) cell(c *column) any {
	switch n := w.r.IntN(100); {
	case n < 12:
		return nil
	case n < 12+w.seldom:
		bad := []any{"nobody", "", int64(-3), true, "yes", "7 ", int64(1 << 40), unreadable}[w.r.IntN(8)]
		if _, text := w.good(c).(string); text || c.system {
			return fmt.Sprint(bad) // what a number in a column of names is bad with depends on the form that it comes in
		}
		return bad
	case n < 30 && c.values != nil:
		return []string{"?", "x y", "7"}[w.r.IntN(3)]
	case c.system:
		return []string{"web", "app", "crm"}[w.r.IntN(3)]
	}
	v := w.good(c)
	if v == false && c.fact != "" && w.isEvent(c) {
		return nil
	}
	return v
}

func (w *world) isEvent(c *column) bool {
	id, ok := w.engine.Policy().Fact(c.fact)
	return ok && w.engine.Policy().Facts[id].Type == model.Event
}

// unreadable is a text that readers cannot make out, but for the name of a system.
const unreadable = "\ufffd"

// rows draws rows, of which some are equal.
func (w *world) rows(n int) [][]any {
	out := make([][]any, n)
	for i := range out {
		if i > 0 && w.chance(20) {
			out[i] = slices.Clone(out[w.r.IntN(i)])
			c := w.r.IntN(len(w.columns))
			out[i][c] = w.cell(&w.columns[c])
			continue
		}
		for c := range w.columns {
			out[i] = append(out[i], w.cell(&w.columns[c]))
		}
		if !w.chance(8) {
			w.fit(out[i])
		}
	}
	return out
}

// fit leaves out the parts that a row's action does not take, and says one where there is none.
func (w *world) fit(row []any) {
	g := w.engine.Policy().Graphs[model.ActionKind]
	action := any(nil)
	for i := range w.consts {
		if w.consts[i].part == "action" {
			action = w.consts[i].always
		}
	}
	for i := range w.columns {
		if w.columns[i].part == "action" {
			for row[i] == nil || row[i] == "?" {
				row[i] = w.good(&w.columns[i])
			}
			action, _ = w.said(&w.columns[i], row[i])
		}
	}
	name, _ := action.(string)
	n, ok := g.Lookup(name)
	for i, c := range w.columns {
		if ok && n != model.Root && c.part != "" && !g.Node(n).Action.Takes.Has(dimNamed(c.part)) {
			row[i] = nil
		}
	}
}

// batch puts rows into columns, each in a form that can hold its cells.
func (w *world) batch(first int64, rows [][]any) *events.Batch {
	b := &events.Batch{First: first, Rows: len(rows), Columns: make([]events.Vector, len(w.columns))}
	for c := range w.columns {
		w.vector(b, c, rows)
	}
	slices.SortFunc(b.Bad, func(x, y events.Cell) int { return (x.Row-y.Row)*1000 + x.Column - y.Column })
	return b
}

func (w *world) vector(b *events.Batch, c int, rows [][]any) {
	v, native := &b.Columns[c], w.chance(70)
	ints, bools := true, true
	for _, row := range rows {
		_, i := row[c].(int64)
		_, y := row[c].(bool)
		ints, bools = ints && (i || row[c] == nil), bools && (y || row[c] == nil)
	}
	switch {
	case ints && native:
		w.numbers(v, c, rows)
	case bools && native:
		for _, row := range rows {
			v.YesNo = append(v.YesNo, map[any]events.Tri{nil: events.Null, false: events.No, true: events.Yes}[row[c]])
		}
	default:
		w.texts(b, c, rows)
	}
}

func (w *world) numbers(v *events.Vector, c int, rows [][]any) {
	v.Nulls = make([]uint64, (len(rows)+63)/64)
	for i, row := range rows {
		n, ok := row[c].(int64)
		if !ok {
			n = w.r.Int64() - 1<<62
			v.Nulls[i/64] |= 1 << (i % 64)
		}
		v.Numbers = append(v.Numbers, n)
	}
	if w.r.IntN(3) == 0 && !slices.ContainsFunc(v.Nulls, func(x uint64) bool { return x != 0 }) {
		v.Nulls = nil
	}
}

// texts puts a column into a dictionary that has some texts twice, and some that no row has.
func (w *world) texts(b *events.Batch, c int, rows [][]any) {
	v := &b.Columns[c]
	v.Dictionary = &events.Dictionary{Values: []string{"unused", "app"}}
	places := map[string]int32{}
	for i, row := range rows {
		if row[c] == nil {
			v.Codes = append(v.Codes, -1)
			continue
		}
		text := fmt.Sprint(row[c])
		place, ok := places[text]
		if !ok || w.chance(2) {
			place = int32(len(v.Dictionary.Values))
			v.Dictionary.Values = append(v.Dictionary.Values, text)
			places[text] = place
		}
		if text == unreadable && !w.columns[c].system {
			b.Bad = append(b.Bad, events.Cell{Row: i, Column: c, Text: text})
		}
		v.Codes = append(v.Codes, place)
	}
}
