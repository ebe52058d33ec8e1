package document

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Tables are for looking up: one has a row for each name that people look for, with what the sentences around it say of it. Each line
// of a cell is a summary of the sentences that it names in Sums.

// table returns the table of a section; nil where it has none.
func (b *builder) table(id string, placed map[string][]*unit) *Table {
	var t *Table
	switch id {
	case "use":
		t = b.uses(placed)
	case "recipients":
		t = b.recipients(placed)
	case "retention":
		t = b.retention(placed)
	}
	if t == nil || len(t.Rows) < 2 { // one row is a sentence
		return nil
	}
	return t
}

// A line is what a table says of a name.
type line struct {
	column int
	words  string
	unit   *unit
	norm   *model.Norm // what the line says of the name: when, and on which basis
}

// A lookup is the lines of each name of a dimension, in the order of their first.
type lookup struct {
	b     *builder
	dim   model.Dim
	names []string // keys of labels
	label map[string]string
	nodes []model.NodeID // the names that are one node
	lines map[string][]line
}

func (b *builder) lookup(d model.Dim) *lookup {
	return &lookup{b: b, dim: d, label: map[string]string{}, lines: map[string][]line{}}
}

// add adds a line about each name of a set. A set with exceptions is a name of its own.
func (l *lookup) add(u *unit, n *model.Norm, column int, words string) {
	sets := []model.Set{n.Scope[l.dim]}
	if plainList(sets[0]) {
		sets = sets[:0]
		for _, x := range n.Scope[l.dim].In {
			sets = append(sets, model.Only(x))
		}
	}
	for _, s := range sets {
		one := *n
		one.Scope[l.dim] = s
		key := fmt.Sprint(s)
		if l.dim == model.Data {
			key += fmt.Sprint(n.Scope[model.Of])
			if l.b.fromOthers(n) {
				key += fmt.Sprint(n.Scope[model.From])
			}
		}
		if _, ok := l.label[key]; !ok {
			l.label[key] = l.b.called(&one, l.dim)
			l.nodes = append(l.nodes, s.In...)
			l.names = append(l.names, key)
		}
		l.lines[key] = append(l.lines[key], line{column, words, u, &one})
	}
}

// A group is names of which the same is said.
type group struct {
	names []string
	lines []line // those of each name
}

func (l *lookup) groups() []*group {
	var out []*group
	at := map[string]*group{}
	for _, name := range l.names {
		key := ""
		for _, x := range l.lines[name] {
			key += fmt.Sprintf("%d %s %s %v %v\n", x.column, x.words, whenKey(x.norm.When), x.norm.Basis, x.norm.Scope[model.In])
		}
		g := at[key]
		if g == nil {
			g = &group{}
			at[key], out = g, append(out, g)
		}
		g.names = append(g.names, l.label[name])
		g.lines = append(g.lines, l.lines[name]...)
	}
	return out
}

// rows joins the names of which the same is said.
func (l *lookup) rows(columns int) []Row {
	var out []Row
	for _, g := range l.groups() {
		out = append(out, l.row(g.names, g.lines, columns))
	}
	return out
}

func (l *lookup) row(names []string, lines []line, columns int) Row {
	out := Row{Cells: make([]Cell, columns)}
	out.Cells[0].Lines = []Sentence{{Text: l.b.g.List(names, false)}}
	for _, alike := range alike(lines) {
		cell := &out.Cells[alike[0].column]
		cell.Lines = append(cell.Lines, l.b.line(alike))
	}
	return out
}

// nested reports whether a name lies beneath another one.
func (l *lookup) nested() bool { return len(l.b.widest(l.dim, l.nodes)) < len(l.nodes) }

// alike puts lines together that differ in when they hold only, each once.
func alike(lines []line) [][]line {
	var out [][]line
	at := map[string]int{}
	for _, x := range lines {
		key := fmt.Sprintf("%d %s %v %v", x.column, x.words, x.norm.Basis, x.norm.Scope[model.In])
		if len(x.norm.When) > 1 { // several conditions and other cases are not told apart in one line
			key += whenKey(x.norm.When)
		}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], x)
	}
	return out
}

// line says what some lines say that differ in their conditions only: that it holds if one of them does.
func (b *builder) line(alike []line) Sentence {
	s := Sentence{Text: alike[0].words}
	var whens []string
	always := false
	for _, x := range alike {
		when := b.g.WhenOf(x.norm)
		always = always || when == ""
		if !slices.Contains(whens, when) {
			whens = append(whens, when)
		}
		s.sum(x.unit.refs)
		claims, _ := b.claims(x.norm, x.unit.refs)
		s.Claims = append(s.Claims, claims...)
	}
	if n := alike[0].norm; n.Stated.Has(model.In) {
		s.Text = b.g.Say("cell.in", s.Text, b.g.Names(model.PlaceKind, n.Scope[model.In]))
	}
	when := b.g.List(whens, true)
	switch {
	case always:
	case s.Text == "":
		s.Text = when
	default:
		s.Text = b.g.Say("cell.when", s.Text, when)
	}
	if basis := alike[0].norm.Basis; len(basis) > 0 && s.Text != "" {
		s.Text = b.g.Say("cell.basis", s.Text, b.bases(alike[0].norm))
	}
	return s
}

// called is how a table calls what a norm says of a dimension. Of data it says whose they are, where they are not yours, and from whom
// those were obtained that something else than collecting is permitted with.
func (b *builder) called(n *model.Norm, d model.Dim) string {
	name := b.name(d, n.Scope[d])
	if d != model.Data {
		return name
	}
	if of := n.Scope[model.Of]; !onlyIn(of, model.You) {
		name = b.g.Say("data.of", name, b.g.Names(model.PartyKind, of))
	}
	if b.fromOthers(n) {
		name = b.g.Say("data.from", name, b.g.Names(model.PartyKind, n.Scope[model.From]))
	}
	return name
}

// fromOthers reports whether a norm is about data that were obtained from somebody, and not about obtaining them, which has a column.
func (b *builder) fromOthers(n *model.Norm) bool {
	return n.Stated.Has(model.From) && !b.does(n, "collect")
}

// name is how a table calls a set.
func (b *builder) name(d model.Dim, s model.Set) string {
	if d == model.Data && s.IsAny() {
		return b.g.Say("all-data")
	}
	return b.g.Names(d.Kind(), s)
}
