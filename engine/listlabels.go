package engine

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// Labels says the names of one row in a listed dimension, in the order of its names; none where the row's actions do not take it.
// In a list of one dimension, "other" says of a name that something beneath it stands in an earlier row.
func (l *Listing) Labels(row *ListRow, d model.Dim) []string {
	var out []string
	for i, a := range l.made.axes {
		if a.dim != d {
			continue
		}
		for j, id := range row.list(d) {
			wide := len(l.made.axes) == 1 && l.wide(row, row.box[i][j])
			out = append(out, l.made.e.listLabel(d, id, wide))
		}
	}
	return out
}

// wide reports whether something beneath a place of a list of one dimension stands in a row with another answer.
func (l *Listing) wide(row *ListRow, place int) bool {
	a := l.made.axes[0]
	for r := range l.Rows {
		o := &l.Rows[r]
		if o.outcome != row.outcome && slices.ContainsFunc(o.box[0], func(p int) bool { return p != place && a.below(p, place) }) {
			return true
		}
	}
	return false
}

// PartLabels says the names of a part in a listed dimension.
func (l *Listing) PartLabels(p *ListPart, d model.Dim) []string {
	var out []string
	for _, id := range p.list(d) {
		out = append(out, l.made.e.listLabel(d, id, false))
	}
	return out
}

// listLabel says a name of a row.
func (e *Engine) listLabel(d model.Dim, id string, other bool) string {
	g := e.policy.Graph(d)
	n, _ := g.Lookup(id)
	switch {
	case n == model.Root && other:
		return map[model.Dim]string{model.Action: "anything else", model.Data: "any other data", model.To: "anyone else", model.For: "any other purpose"}[d]
	case n == model.Root:
		return map[model.Dim]string{model.Action: "anything", model.Data: "any data", model.To: "anyone", model.For: "any purpose"}[d]
	}
	label := sentence.New(e.policy).Set(d.Kind(), model.Only(n), "or")
	if other {
		return "other " + strings.TrimPrefix(label, "the ")
	}
	return label
}
