package document

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

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
			if _, ok := b.claims(b.only(u.norm, action), u.refs); ok {
				out = append(out, u)
			}
		}
	}
	return out
}

// uses is the table of data and purposes: by data, or by purpose where that is much shorter.
func (b *builder) uses(placed map[string][]*unit) *Table {
	byData, long := b.usesOfData(placed)
	byPurpose, short := b.usesByPurpose(placed)
	if 4*short < 3*long {
		return byPurpose
	}
	return byData
}

// weight is how much there is to read in the rows, by the labels of the policy's own language: the same in every language.
func (l *lookup) weight() int {
	n := 0
	for _, g := range l.groups() {
		lines := g.lines[:len(g.lines)/len(g.names)]
		for _, x := range g.lines {
			n += l.length(l.dim, x) / len(lines)
		}
		for _, x := range lines {
			for _, d := range []model.Dim{model.Data, model.For} {
				if d != l.dim {
					n += l.length(d, x)
				}
			}
			for _, w := range x.norm.When {
				n += len(w.Words)
			}
		}
	}
	return n
}

// length is that of the labels of what a line says of a dimension.
func (l *lookup) length(d model.Dim, x line) int {
	n := 0
	for _, node := range x.norm.Scope[d].In {
		n += len(l.b.p.Graph(d).Node(node).Labels.In(""))
	}
	return n
}

// usesOfData tells of data where they come from, and what they are used for.
func (b *builder) usesOfData(placed map[string][]*unit) (t *Table, weight int) {
	l := b.lookup(model.Data)
	sources := false
	for _, u := range b.permissions(placed, "use") {
		n := b.only(u.norm, "use")
		l.add(u, n, 2, b.acts(n, b.purposes(n)))
	}
	for _, u := range b.permissions(placed, "collect") {
		if n := b.only(u.norm, "collect"); n.Stated.Has(model.From) {
			l.add(u, withoutBasis(n), 1, b.g.Names(model.PartyKind, n.Scope[model.From]))
			sources = true
		}
	}
	t = &Table{ID: "uses", Caption: b.g.Say("table.uses"), Rows: l.rows(3), nested: l.nested()}
	t.Columns = []string{b.g.Say("column.data"), b.g.Say("column.source"), b.g.Say("column.use")}
	if !sources {
		t.drop(1)
	}
	return t, l.weight()
}

// usesByPurpose tells of purposes which data are used for them.
func (b *builder) usesByPurpose(placed map[string][]*unit) (t *Table, weight int) {
	l := b.lookup(model.For)
	for _, u := range b.permissions(placed, "use") {
		n := b.only(u.norm, "use")
		l.add(u, n, 1, b.acts(n, b.data(n)))
	}
	return &Table{ID: "uses", Caption: b.g.Say("table.uses"), Rows: l.rows(2), nested: l.nested(), Columns: []string{b.g.Say("column.purpose"), b.g.Say("column.used")}}, l.weight()
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

// acts adds to the words of a cell what is permitted, where that is less than using.
func (b *builder) acts(n *model.Norm, words string) string {
	use, _ := b.p.Graphs[model.ActionKind].Lookup("use")
	actions := n.Scope[model.Action]
	if slices.Contains(actions.In, use) {
		return words
	}
	return b.g.Say("cell.acts", words, b.g.Names(model.ActionKind, actions))
}

// purposes are the purposes of a norm, as a cell has them.
func (b *builder) purposes(n *model.Norm) string {
	if !n.Stated.Has(model.For) {
		return b.g.Say("any-purpose")
	}
	return b.name(model.For, n.Scope[model.For])
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
		l.add(u, bareOf(n), 1, b.data(n))
		l.add(u, n, 2, b.purposes(n))
	}
	return &Table{ID: "recipients", Caption: b.g.Say("table.recipients"), Rows: l.rows(3), nested: l.nested(),
		Columns: []string{b.g.Say("column.recipient"), b.g.Say("column.data"), b.g.Say("column.purpose")}}
}

func (b *builder) data(n *model.Norm) string { return b.called(n, model.Data) }

// retention is the table of how long data are kept.
func (b *builder) retention(placed map[string][]*unit) *Table {
	l := b.lookup(model.Data)
	for _, u := range b.permissions(placed, "store") {
		n := b.only(u.norm, "store")
		l.add(u, n, 1, b.purposes(n))
	}
	ended := "column.deleted"
	for _, id := range []string{"retention", "cookies"} {
		for _, u := range placed[id] {
			if n := u.norm; n != nil && n.Modality == model.Must && b.does(n, "delete", "anonymise") {
				l.add(u, bareOf(n), 2, b.deadline(n))
				if b.does(n, "anonymise") {
					ended = "column.ended"
				}
			}
		}
	}
	return &Table{ID: "retention", Caption: b.g.Say("table.retention"), Rows: l.rows(3), nested: l.nested(),
		Columns: []string{b.g.Say("column.data"), b.g.Say("column.kept"), b.g.Say(ended)}}
}

// withoutBasis is a norm for a cell that does not say on which basis.
func withoutBasis(n *model.Norm) *model.Norm {
	out := *n
	out.Basis = nil
	return &out
}

// bareOf is a norm for a cell that does not say when, and on which basis.
func bareOf(n *model.Norm) *model.Norm {
	out := *n
	out.When, out.Basis = nil, nil
	return &out
}

// deadline says when a duty must be done.
func (b *builder) deadline(n *model.Norm) string {
	if n.Deadline == nil {
		return b.g.WhenOf(n)
	}
	when := slices.DeleteFunc(slices.Clone(n.When), func(w model.Condition) bool { return w.Role == model.Timing })
	if given := b.g.When(when); given != "" {
		return b.g.Say("deadline.when", b.g.Deadline(n.Deadline), given)
	}
	return b.g.Deadline(n.Deadline)
}
