package review

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// Conditions stand in the page as lists: ["&", ...], ["|", ...], ["!", c], ["t", term], ["c", kind of consent], ["o"], and
// ["?", fact, cells] for a test, with the cells that make it true as ranges: from, to, from, to. In terms a test also says how it is
// written, since a question that gives the term knows just that.

// when returns the conditions of a sentence, which must all hold.
func (w writer) when(list []model.Condition) condition {
	out := condition{"&"}
	for _, c := range list {
		x := w.cond(c.Stated, false)
		if c.Negated {
			x = condition{"!", x}
		}
		out = append(out, x)
	}
	if len(out) == 2 {
		return out[1].(condition)
	}
	return out
}

// tree returns what a term means.
func (w writer) tree(c model.Cond) condition { return w.cond(c, true) }

func (w writer) cond(c model.Cond, written bool) condition {
	switch c := c.(type) {
	case *model.AllOf:
		return w.all("&", c.Conds, written)
	case *model.AnyOf:
		return w.all("|", c.Conds, written)
	case *model.Not:
		return condition{"!", w.cond(c.Cond, written)}
	case *model.Named:
		return condition{"t", c.Term}
	case *model.HasConsent:
		return condition{"c", int(c.Kind)}
	case *model.HasObjection:
		return condition{"o"}
	}
	f := int(model.FactOf(c))
	out := condition{"?", f, ranges(w.l.CellsOf(c))}
	if written {
		out = append(out, asWritten(c))
	}
	return out
}

func (w writer) all(op string, conds []model.Cond, written bool) condition {
	out := condition{op}
	for _, c := range conds {
		out = append(out, w.cond(c, written))
	}
	return out
}

// asWritten is what a test of a fact says, beside the fact.
func asWritten(c model.Cond) []any {
	switch c := c.(type) {
	case *model.Compare:
		return []any{c.Op.String(), c.Value}
	case *model.OptionIs:
		return []any{c.Option}
	case *model.PlaceIn:
		return []any{int(c.Place), c.Exact}
	}
	return []any{}
}

// ranges returns the set cells as pairs of a first and a last one.
func ranges(cells []bool) []int {
	out := []int{}
	for i, in := range cells {
		switch {
		case !in:
		case len(out) > 0 && out[len(out)-1] == i-1:
			out[len(out)-1] = i
		default:
			out = append(out, i, i)
		}
	}
	return out
}
