package document

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Tables are for looking up: one has a row for each name that people look for, with what the sentences around it say of it. Each line
// of a cell is a summary of the sentences that it names in Sums.

// table returns the table of a section, if it has one.
func (b *builder) table(id string, placed map[string][]*unit) []Block {
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
	return []Block{{Table: t}}
}

// A line is what a table says of a name.
type line struct {
	column int
	text   string
	unit   *unit
	norm   *model.Norm // what the line says of the name
}

// A lookup is the lines of each name of a dimension, in the order of their first.
type lookup struct {
	b     *builder
	dim   model.Dim
	names []string // keys of sets
	sets  map[string]model.Set
	lines map[string][]line
}

func (b *builder) lookup(d model.Dim) *lookup {
	return &lookup{b: b, dim: d, sets: map[string]model.Set{}, lines: map[string][]line{}}
}

// add adds a line about each name of a set. A set with exceptions is a name of its own.
func (l *lookup) add(u *unit, n *model.Norm, column int, text string) {
	sets := []model.Set{n.Scope[l.dim]}
	if plainList(sets[0]) {
		sets = sets[:0]
		for _, x := range n.Scope[l.dim].In {
			sets = append(sets, model.Only(x))
		}
	}
	for _, s := range sets {
		key := fmt.Sprint(s)
		if _, ok := l.sets[key]; !ok {
			l.sets[key] = s
			l.names = append(l.names, key)
		}
		one := *n
		one.Scope[l.dim] = s
		l.lines[key] = append(l.lines[key], line{column, text, u, &one})
	}
}

// rows joins the names of which the same is said.
func (l *lookup) rows(columns int) []Row {
	var out []Row
	at := map[string]int{}
	var names [][]model.Set
	var lines [][]line
	for _, name := range l.names {
		key := ""
		for _, x := range l.lines[name] {
			key += fmt.Sprintf("%d %s\n", x.column, x.text)
		}
		i, ok := at[key]
		if !ok {
			i = len(names)
			at[key] = i
			names, lines = append(names, nil), append(lines, nil)
		}
		names[i] = append(names[i], l.sets[name])
		lines[i] = append(lines[i], l.lines[name]...)
	}
	for i := range names {
		out = append(out, l.row(names[i], lines[i], columns))
	}
	return out
}

func (l *lookup) row(sets []model.Set, lines []line, columns int) Row {
	var all []string
	for _, s := range sets {
		all = append(all, l.b.name(l.dim, s))
	}
	out := Row{Cells: make([]Cell, columns)}
	out.Cells[0].Lines = []Sentence{{Text: l.b.g.List(all, false)}}
	for _, x := range lines {
		cell := &out.Cells[x.column]
		i := slices.IndexFunc(cell.Lines, func(s Sentence) bool { return s.Text == x.text })
		if i < 0 {
			i = len(cell.Lines)
			cell.Lines = append(cell.Lines, Sentence{Text: x.text})
		}
		s := &cell.Lines[i]
		s.sum(x.unit.refs)
		claims, _ := l.b.claims(x.norm)
		s.Claims = append(s.Claims, claims...)
	}
	return out
}

// name is how a table calls a set.
func (b *builder) name(d model.Dim, s model.Set) string {
	if d == model.Data && s.IsAny() {
		return b.g.Say("all-data")
	}
	return b.g.Names(d.Kind(), s)
}

// permissions are the units of some sections that permit the controller something of a kind.
func (b *builder) permissions(placed map[string][]*unit, action string) []*unit {
	var out []*unit
	for _, id := range order {
		if id == "open" {
			continue
		}
		for _, u := range placed[id] {
			if u.norm == nil || u.norm.Modality != model.May || !b.byUs(u.norm) || !b.does(u.norm, action) || u.norm.Scope[model.Action].All {
				continue
			}
			if _, ok := b.claims(b.only(u.norm, action)); ok {
				out = append(out, u)
			}
		}
	}
	return out
}

// uses is the table of data, where they come from, and what they are used for.
func (b *builder) uses(placed map[string][]*unit) *Table {
	l := b.lookup(model.Data)
	sources := false
	for _, u := range b.permissions(placed, "use") {
		n := b.only(u.norm, "use")
		l.add(u, n, 2, b.cell(b.purposes(n), n))
	}
	for _, u := range b.permissions(placed, "collect") {
		if n := b.only(u.norm, "collect"); n.Stated.Has(model.From) {
			l.add(u, n, 1, b.g.Names(model.PartyKind, n.Scope[model.From]))
			sources = true
		}
	}
	t := &Table{ID: "uses", Caption: b.g.Say("table.uses"), Rows: l.rows(3)}
	t.Columns = []string{b.g.Say("column.data"), b.g.Say("column.source"), b.g.Say("column.use")}
	if !sources {
		t.drop(1)
	}
	return t
}

// drop takes a column out of a table.
func (t *Table) drop(column int) {
	t.Columns = slices.Delete(t.Columns, column, column+1)
	for i := range t.Rows {
		t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, column, column+1)
	}
}

// only is a norm for those of its actions that lie beneath one.
func (b *builder) only(n *model.Norm, action string) *model.Norm {
	g := b.p.Graphs[model.ActionKind]
	top, _ := g.Lookup(action)
	out := *n
	out.Scope[model.Action] = model.Set{}
	for _, a := range n.Scope[model.Action].In {
		if g.Below(a, top) {
			out.Scope[model.Action].In = append(out.Scope[model.Action].In, a)
		}
	}
	return &out
}

// purposes are the purposes of a norm, as a cell has them.
func (b *builder) purposes(n *model.Norm) string {
	if !n.Stated.Has(model.For) {
		return b.g.Say("any-purpose")
	}
	return b.name(model.For, n.Scope[model.For])
}

// cell adds to the words of a cell when they hold, and the legal basis.
func (b *builder) cell(words string, n *model.Norm) string {
	if when := b.g.When(n.When); when != "" {
		words = b.g.Say("cell.when", words, when)
	}
	if len(n.Basis) > 0 {
		words = b.g.Say("cell.basis", words, b.bases(n))
	}
	return words
}

func (b *builder) bases(n *model.Norm) string {
	var names []string
	for _, x := range n.Basis {
		names = append(names, b.g.Name(model.BasisKind, x))
	}
	return b.g.List(names, false)
}

// recipients is the table of who receives what, for what.
func (b *builder) recipients(placed map[string][]*unit) *Table {
	l := b.lookup(model.To)
	for _, u := range b.permissions(placed, "disclose") {
		n := b.only(u.norm, "disclose")
		l.add(u, n, 1, b.data(n))
		l.add(u, n, 2, b.cell(b.purposes(n), n))
	}
	return &Table{ID: "recipients", Caption: b.g.Say("table.recipients"), Rows: l.rows(3),
		Columns: []string{b.g.Say("column.recipient"), b.g.Say("column.data"), b.g.Say("column.purpose")}}
}

func (b *builder) data(n *model.Norm) string { return b.name(model.Data, n.Scope[model.Data]) }

// retention is the table of how long data are kept.
func (b *builder) retention(placed map[string][]*unit) *Table {
	l := b.lookup(model.Data)
	for _, u := range b.permissions(placed, "store") {
		n := b.only(u.norm, "store")
		if n.Stated.Has(model.For) || len(n.When) > 0 {
			l.add(u, n, 1, b.cell(b.purposes(n), n))
		}
	}
	for _, id := range []string{"retention", "cookies"} {
		for _, u := range placed[id] {
			if n := u.norm; n != nil && n.Modality == model.Must && b.does(n, "delete", "anonymise") {
				l.add(u, n, 2, strings.TrimSpace(b.deadline(n)))
			}
		}
	}
	t := &Table{ID: "retention", Caption: b.g.Say("table.retention"), Rows: l.rows(3),
		Columns: []string{b.g.Say("column.data"), b.g.Say("column.kept"), b.g.Say("column.deleted")}}
	return t
}

// deadline says when a duty must be done.
func (b *builder) deadline(n *model.Norm) string {
	when := n.When
	if n.Deadline == nil {
		return b.g.When(when)
	}
	when = slices.DeleteFunc(slices.Clone(when), func(w model.Condition) bool { return w.Role == model.Timing })
	return strings.TrimSpace(b.g.Deadline(n.Deadline) + " " + b.g.When(when))
}
