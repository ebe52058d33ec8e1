package engine

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// What would change an answer is read off the diagram, put into the question's own fields, and asked: what is named is
// what leads there, and can be asked by whoever reads it.

// wouldChange lists the nearest changes. Of an undetermined question they are those from its answer under `nothing else`.
func (x *explainer) wouldChange() []Change {
	base := x
	var fixed *compile.Known // what an undetermined question says is not to be taken back
	if x.answer.decision == Undetermined {
		fixed = &x.known
		if y := x.closed(); y != nil {
			base = y
		}
	}
	found := base.prepared.Changes(&base.known, fixed, func(a Decision) bool { return a != base.answer.decision })
	if !slices.ContainsFunc(found, func(c compile.Change) bool { return c.Answer == Permitted }) && base.answer.decision != Permitted {
		found = append(found, base.prepared.Changes(&base.known, fixed, func(a Decision) bool { return a == Permitted })...)
	}
	var proposals []*proposal
	for _, c := range mergeCells(found) {
		for _, items := range base.alternatives(c) {
			if p := base.propose(items, c.answer); p != nil {
				proposals = addProposal(proposals, p)
			}
		}
	}
	out := []Change{}
	for _, p := range proposals {
		out = append(out, p.change())
	}
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Compare(permittedFirst(a.Answer), permittedFirst(b.Answer))
	})
	return out
}

func permittedFirst(answer string) int {
	if answer == Permitted.String() {
		return 0
	}
	return 1
}

// A mergedChange is a change in which the last variable may be in any of several cells.
type mergedChange struct {
	vars   []varCells
	answer model.Answer
}

type varCells struct {
	v     compile.Var
	cells []int
}

// mergeCells joins the changes that differ only in the cell of their last variable.
func mergeCells(found []compile.Change) []mergedChange {
	var out []mergedChange
	for _, c := range found {
		m := mergedChange{answer: c.Answer}
		for _, x := range c.Cells {
			m.vars = append(m.vars, varCells{x.Var, []int{x.Cell}})
		}
		i := slices.IndexFunc(out, func(o mergedChange) bool {
			return o.answer == m.answer && slices.EqualFunc(o.vars, m.vars, func(a, b varCells) bool { return a.v == b.v }) &&
				slices.EqualFunc(o.vars[:len(o.vars)-1], m.vars[:len(m.vars)-1], func(a, b varCells) bool { return slices.Equal(a.cells, b.cells) })
		})
		if i >= 0 {
			last := &out[i].vars[len(m.vars)-1]
			last.cells = append(last.cells, m.vars[len(m.vars)-1].cells...)
			continue
		}
		out = append(out, m)
	}
	return out
}

// alternatives returns what a question may say so that a change is the case; none where no question can.
func (x *explainer) alternatives(m mergedChange) [][]item {
	out := [][]item{nil}
	for i, v := range m.vars {
		choices := x.choices(v)
		if i < len(m.vars)-1 {
			choices = choices[:min(len(choices), 1)]
		}
		var next [][]item
		for _, before := range out {
			for _, c := range choices {
				next = append(next, append(slices.Clip(before), c...))
			}
		}
		out = next
	}
	return out
}

// A proposal is a change that was asked.
type proposal struct {
	items   []item
	others  [][]item // instead of items, each with one item that differs
	differs int      // which
	answer  Decision
	clauses []string
}

// propose asks the question with some items, and leaves out those without which it has the same answer. It returns nil
// where the answer is another one, or the question cannot be asked.
func (x *explainer) propose(items []item, want Decision) *proposal {
	y := x.with(items)
	if y == nil || y.answer.decision != want {
		return nil
	}
	for i := len(items) - 1; i >= 0 && len(items) > 1; i-- {
		fewer := slices.Delete(slices.Clone(items), i, i+1)
		if z := x.with(fewer); z != nil && z.answer.decision == want {
			y, items, i = z, fewer, len(fewer)
		}
	}
	y.collect(false)
	return &proposal{items: items, answer: want, clauses: y.clauses(y.deciding())}
}

// with asks the question with some items in the place of what it says; nil where that cannot be asked.
func (x *explainer) with(items []item) *explainer {
	f := x.fields()
	for _, it := range items {
		if it.part {
			f.Dims[it.dim] = []string{it.value.(string)}
		} else {
			f.Values[it.key] = it.value
		}
	}
	q, err := x.e.asker.Fields(f)
	if err != nil {
		return nil
	}
	y, err := x.asking(q, x.e.program.Layout.Known(q))
	if err != nil {
		return nil
	}
	return y
}

// addProposal adds a proposal, as an alternative to one that differs from it in one value.
func addProposal(all []*proposal, p *proposal) []*proposal {
	for _, old := range all {
		if old.answer != p.answer {
			continue
		}
		i, differ := difference(old.items, p.items)
		switch {
		case differ == 0 || slices.ContainsFunc(old.others, func(o []item) bool { _, n := difference(o, p.items); return n == 0 }):
			return all
		case differ == 1 && old.items[i].what != "" && p.items[i].what != "" && (len(old.others) == 0 || old.differs == i) && slices.Equal(old.clauses, p.clauses):
			old.others, old.differs = append(old.others, p.items), i
			return all
		}
	}
	return append(all, p)
}

// difference returns how many values differ, and the last that does; many where the items are not about the same.
func difference(a, b []item) (last, count int) {
	if len(a) != len(b) {
		return 0, len(a) + len(b)
	}
	for i := range a {
		if a[i].key != b[i].key {
			return 0, len(a) + len(b)
		}
		if !reflect.DeepEqual(a[i].value, b[i].value) {
			last, count = i, count+1
		}
	}
	return last, count
}

func (p *proposal) change() Change {
	out := Change{If: values(p.items), Answer: p.answer.String(), Clauses: p.clauses}
	said := slices.Clone(p.items)
	for _, o := range p.others {
		out.Or = append(out.Or, values(o))
		said[p.differs].is = append(slices.Clip(said[p.differs].is), o[p.differs].is...)
	}
	out.Says = sayItems(said)
	return out
}

func values(items []item) map[string]any {
	out := map[string]any{}
	for _, it := range items {
		out[it.key] = it.value
	}
	return out
}

// An item is one thing that a change has the question say.
type item struct {
	key   string
	value any
	part  bool
	dim   model.Dim // of a part
	what  string    // as a clause: what it is about, and what that is: "the purpose is", "marketing"
	is    []string  // several are alternatives; where what is empty, it is the clause
	kind  model.ConsentKind
	asks  bool // it is about consent, of a kind
	yes   bool // there is
}

// sayItems says all items as one clause that can stand behind "if".
func sayItems(items []item) string {
	var says []string
	var given, not []model.ConsentKind
	for _, it := range items {
		switch {
		case it.asks && it.yes:
			given = append(given, it.kind)
		case it.asks:
			not = append(not, it.kind)
		case it.what == "":
			says = append(says, it.is[0])
		default:
			says = append(says, it.what+" "+nameSome(it.is, "or"))
		}
	}
	if len(given)+len(not) > 0 {
		says = append([]string{sentence.Consents(given, not)}, says...)
	}
	return sentence.List(says, "and")
}

// nameSome joins names, but of many only the first.
func nameSome(names []string, joint string) string {
	if len(names) > maxNamed {
		names = append(names[:maxNamed:maxNamed], sentence.Count(int64(len(names)-maxNamed), "other"))
	}
	return sentence.List(names, joint)
}

// closed explains the same question under `nothing else`; nil where that changes nothing.
func (x *explainer) closed() *explainer {
	if x.q.NothingElse {
		return nil
	}
	q := *x.q
	q.NothingElse = true
	y, err := x.asking(&q, x.e.program.Layout.Known(&q))
	if err != nil {
		return nil
	}
	y.collect(false)
	return y
}
