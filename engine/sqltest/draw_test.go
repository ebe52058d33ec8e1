package sqltest

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/events"
)

// A drawer draws rows. Rows that were drawn evenly would hardly ever be permitted: there are thousands of combinations for each that a policy
// speaks of. So most of them are about what some sentence of the policy is about, and mostly leave out the parts that their action does not take.
type drawer struct {
	r       *rand.Rand
	policy  *model.Policy
	columns []drawn
	scopes  []model.Scope // of the norms and exclusions
	action  int           // the column of the action, or -1
	near    map[[2]int][]uint16
}

// drawn is a column with what its cells mean.
type drawn struct {
	events.Column
	column
	nodes []model.NodeID // of parts: the name that each cell means, or -1
	good  []uint16       // the cells that mean something
	bad   []uint16       // those that do not
}

// newDrawer finds out what the columns of a mapping may hold.
func newDrawer(r *rand.Rand, policy *model.Policy, columns []events.Column) *drawer {
	d := &drawer{r: r, policy: policy, action: -1, near: map[[2]int][]uint16{}}
	for i := range columns {
		c := drawn{Column: columns[i], column: column{name: columns[i].Name}}
		d.cells(&c)
		if c.Role == events.Part && c.Dim == model.Action {
			d.action = len(d.columns)
		}
		d.columns = append(d.columns, c)
	}
	for i := range policy.Norms {
		d.scopes = append(d.scopes, policy.Norms[i].Scope)
	}
	for i := range policy.Exclusions {
		d.scopes = append(d.scopes, policy.Exclusions[i].Scope)
	}
	return d
}

// cells fills in what may stand in a column: everything that means something, and some things that do not.
func (d *drawer) cells(c *drawn) {
	c.add(nil, -1, true)
	for key, m := range c.Values {
		c.valued(key, m, d.policy)
	}
	switch c.Column.Kind {
	case events.Name, events.Place:
		g := d.policy.Graphs[model.PlaceKind]
		if c.Role == events.Part {
			g = d.policy.Graph(c.Dim)
		}
		for n, node := range g.All() {
			c.add(node.ID, n, true)
		}
		c.foreign()
	case events.Option:
		for _, o := range d.policy.Facts[c.Fact].Options {
			c.add(o, -1, true)
		}
		c.foreign()
	case events.Text:
		c.add("ledger", -1, true)
		c.add(`o'hara "\n"`, -1, true)
	case events.YesNo:
		d.yesNo(c)
	case events.Number, events.Elapsed:
		d.numbers(c)
	}
}

func (c *drawn) add(cell any, node model.NodeID, good bool) {
	if slices.Contains(c.column.cells, cell) {
		return
	}
	if good {
		c.good = append(c.good, uint16(len(c.column.cells)))
	} else {
		c.bad = append(c.bad, uint16(len(c.column.cells)))
	}
	c.column.cells, c.nodes = append(c.column.cells, cell), append(c.nodes, node)
}

// reset makes an empty column of another kind.
func (c *drawn) reset(k kind) {
	c.column = column{name: c.column.name, kind: k}
	c.nodes, c.good, c.bad = nil, nil, nil
	c.add(nil, -1, true)
}

// foreign adds texts that are no names, but look like some.
func (c *drawn) foreign() {
	for _, s := range []string{"no-such-name", "", " ", "Email", "email ", "it's", `\`, `\N`, "NULL", "E-Mail-Adresse", "電子", "a\nb", `"`, "--", "%"} {
		c.add(s, -1, false)
	}
}

func (c *drawn) valued(key string, m events.Meaning, p *model.Policy) {
	node := model.NodeID(-1)
	if c.Role == events.Part && !m.Null {
		node, _ = p.Graph(c.Dim).Lookup(m.Name)
	}
	c.add(key, node, true)
}

// yesNo makes a column of true and false, or of texts, where the mapping says what other texts mean.
func (d *drawer) yesNo(c *drawn) {
	inText := false
	for key := range c.Values {
		inText = inText || key != "true" && key != "false"
	}
	if inText {
		c.add("true", -1, true)
		c.add("false", -1, true)
		for _, s := range []string{"yes", "True", "1", "0", "", "t", "f", "no", " true"} {
			c.add(s, -1, false)
		}
		return
	}
	c.reset(yesNo)
	c.add(true, -1, true)
	c.add(false, -1, true)
}

// numbers makes a column of numbers around those that the policy tells apart, of one of the types that numbers come in: of
// texts, where the mapping says what other texts mean.
func (d *drawer) numbers(c *drawn) {
	numbers := []int64{0, 1, -1, math.MinInt64, math.MaxInt64, math.MaxInt32 + 1}
	inText := false
	for key := range c.Values {
		n, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			inText = true
			continue
		}
		numbers = append(numbers, n)
	}
	for _, cut := range c.Cuts {
		numbers = append(numbers, cut-1, cut, cut+1)
	}
	for range 10 {
		numbers = append(numbers, d.r.Int64N(100))
	}
	if !inText {
		c.reset([...]kind{number, number, small, fraction}[d.r.IntN(4)])
	}
	for _, n := range numbers {
		c.number(n)
	}
	switch c.column.kind {
	case fraction:
		for _, x := range []float64{0.5, -0.5, 15.5, 1e300, -1e300, 9.3e18, math.NaN(), math.Inf(1), math.Inf(-1)} {
			c.add(x, -1, false)
		}
	case text:
		for _, s := range []string{"", " ", "x", "1.5", "1e3", "99999999999999999999", " 7", "7 ", "0x10", "--1", "+", "-", "1_000", "١", "Never", "nan", "7\n"} {
			c.add(s, -1, false)
		}
		for _, s := range []string{"+5", "007", "-0", "+0016"} {
			c.add(s, -1, true)
		}
	}
}

// number adds a whole number, in the column's own type, if that has it. Of texts, those with more than 18 digits are bad in SQL, and are left out.
func (c *drawn) number(n int64) {
	_, meant := c.Values[strconv.FormatInt(n, 10)]
	good := meant || n >= 0 || c.Column.Kind == events.Number
	switch {
	case c.column.kind == small && int64(int16(n)) != n:
	case c.column.kind == fraction && math.Abs(float64(n)) > 1<<53:
	case c.column.kind == fraction:
		c.add(float64(n), -1, good)
	case c.column.kind == text && (n == math.MaxInt64 || n == math.MinInt64):
	case c.column.kind == text:
		c.add(strconv.FormatInt(n, 10), -1, good)
	default:
		c.add(n, -1, good)
	}
}

// A mood is how a row is drawn.
type mood struct{ null, bad int } // of a hundred cells

// perDeed is how many rows are about one deed, each under other facts: the engine prepares each question once.
const perDeed = 10

// deed draws what a row asks, as indexes into the cells of the columns of parts.
func (d *drawer) deed(m mood, out []uint16) {
	norm := -1
	if len(d.scopes) > 0 && d.r.IntN(100) < 85 {
		norm = d.r.IntN(len(d.scopes))
	}
	taken := d.taken(norm, m, out)
	for i := range d.columns {
		c := &d.columns[i]
		switch {
		case i == d.action || c.Role != events.Part:
		case c.Dim != model.Actor && !taken.Has(c.Dim) && d.r.IntN(100) < 98:
			out[i] = 0
		default:
			out[i] = d.cell(i, norm, m)
		}
	}
}

// facts draws the rest of a row.
func (d *drawer) facts(m mood, out []uint16) {
	for i := range d.columns {
		if d.columns[i].Role != events.Part {
			out[i] = d.cell(i, -1, m)
		}
	}
}

func (d *drawer) mood() mood {
	return [...]mood{{0, 0}, {10, 0}, {10, 0}, {30, 0}, {15, 3}}[d.r.IntN(5)]
}

// taken draws the action, and returns the parts that it takes.
func (d *drawer) taken(norm int, m mood, out []uint16) model.Dims {
	if d.action < 0 {
		return 1<<model.DimCount - 1
	}
	out[d.action] = d.cell(d.action, norm, mood{m.null / 10, m.bad})
	n := d.columns[d.action].nodes[out[d.action]]
	if n < 0 {
		return 1<<model.DimCount - 1
	}
	return d.policy.Taken(model.Only(n))
}

func (d *drawer) cell(i, norm int, m mood) uint16 {
	c := &d.columns[i]
	switch n := d.r.IntN(100); {
	case n < m.null:
		return 0
	case n < m.null+m.bad && len(c.bad) > 0:
		return c.bad[d.r.IntN(len(c.bad))]
	}
	if near := d.within(i, norm); len(near) > 0 && d.r.IntN(100) < 95 {
		return near[d.r.IntN(len(near))]
	}
	if len(c.good) == 1 {
		return 0
	}
	return c.good[1+d.r.IntN(len(c.good)-1)] // the first is NULL
}

// within returns the cells of a column that mean what lies in the scope of a norm.
func (d *drawer) within(i, norm int) []uint16 {
	c := &d.columns[i]
	if norm < 0 || c.Role != events.Part {
		return nil
	}
	if near, ok := d.near[[2]int{i, norm}]; ok {
		return near
	}
	g, set := d.policy.Graph(c.Dim), d.scopes[norm][c.Dim]
	var near []uint16
	for j, n := range c.nodes {
		if n >= 0 && set.Contains(g, n) {
			near = append(near, uint16(j))
		}
	}
	d.near[[2]int{i, norm}] = near
	return near
}

// table draws a table of so many rows.
func (d *drawer) table(rows int) *table {
	t := &table{}
	for i := range d.columns {
		t.columns = append(t.columns, d.columns[i].column)
		t.rows = append(t.rows, make([]uint16, rows))
	}
	row := make([]uint16, len(d.columns))
	for r := range rows {
		if r%perDeed == 0 {
			d.deed(d.mood(), row)
		}
		d.facts(d.mood(), row)
		for i, c := range row {
			t.rows[i][r] = c
		}
	}
	return t
}
