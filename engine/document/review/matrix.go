package review

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// The matrix is a picture of one question asked for every kind of data and every purpose that the policy's sentences name: may we use
// it for that? A cell is what the engine answers.

// A matrix is the picture, and the same as a table.
type matrix struct {
	Action        string // its label
	ID            string // its name
	Columns       []header
	Rows          []matrixRow
	More          int // rows and columns that are left out
	Width, Height int
	LabelEnd      int // the width of the labels of rows
	HeadEnd       int // where those of columns end
	Legend        []legend
}

type header struct {
	Label, ID string
	Short     string // what of the label fits into the picture
	At        int    // where it begins in the picture
}

type matrixRow struct {
	header
	Cells []cell
}

// A cell is one question with its answer.
type cell struct {
	Kind     string // yes, no, consent, depends, silent, out
	Mark     string
	Says     string
	Question string
	Firm     bool // it is so whatever else is the case
	X, Y     int
}

type legend struct {
	cell
	Count int
}

// The bounds of the picture, and its measures in pixels.
const (
	maxRows    = 60
	maxColumns = 24
	cellSide   = 26
	shortLabel = 32 // characters of a label that are shown
)

// cellKinds are in the order of the legend. All is said of the case that nothing else is so.
var cellKinds = [...]cell{
	isPermitted:   {Kind: "yes", Mark: "✓", Says: "permitted"},
	withConsent:   {Kind: "consent", Mark: "c", Says: "permitted with consent, and not without"},
	dependsOnMore: {Kind: "depends", Mark: "?", Says: "depends on more than yes or no, such as a date or a place"},
	isProhibited:  {Kind: "no", Mark: "✕", Says: "prohibited"},
	isSilent:      {Kind: "silent", Mark: "·", Says: "not addressed: nothing permits it"},
	isOut:         {Kind: "out", Mark: "–", Says: "out of scope: the policy does not cover it"},
}

const (
	isPermitted = iota
	withConsent
	dependsOnMore
	isProhibited
	isSilent
	isOut
)

// matrixOf draws the matrix for an action; nil where there is nothing to draw.
func (b *builder) matrixOf() *matrix {
	action, ok := b.mainAction()
	if !ok {
		return nil
	}
	data, purposes := b.namedIn(model.Data, action), b.namedIn(model.For, action)
	m := &matrix{Action: b.say.Node(model.ActionKind, action), ID: b.p.Graphs[model.ActionKind].Node(action).ID}
	m.More = max(0, len(data)-maxRows) + max(0, len(purposes)-maxColumns)
	data, purposes = data[:min(len(data), maxRows)], purposes[:min(len(purposes), maxColumns)]
	if len(data) == 0 || len(purposes) == 0 {
		return nil
	}
	for _, p := range purposes {
		m.Columns = append(m.Columns, b.header(model.PurposeKind, p))
	}
	for _, d := range data {
		m.Rows = append(m.Rows, matrixRow{header: b.header(model.DataKind, d)})
	}
	m.measure()
	counts := map[string]int{}
	for y, d := range data {
		for x, p := range purposes {
			c := b.cell(action, d, p)
			c.X, c.Y = x*cellSide, m.HeadEnd+8+y*cellSide
			counts[c.Kind]++
			m.Rows[y].Cells = append(m.Rows[y].Cells, c)
		}
	}
	for _, k := range cellKinds {
		if counts[k.Kind] > 0 {
			m.Legend = append(m.Legend, legend{k, counts[k.Kind]})
		}
	}
	return m
}

func (b *builder) header(k model.Kind, n model.NodeID) header {
	h := header{Label: b.nodeLabel(k, n), ID: b.p.Graphs[k].Node(n).ID}
	h.Short = h.Label
	if r := []rune(h.Label); len(r) > shortLabel {
		h.Short = string(r[:shortLabel-1]) + "…"
	}
	return h
}

// measure finds room for the labels. The width of a letter is a guess that errs on the wide side.
func (m *matrix) measure() {
	const letter, half = 7.1, cellSide / 2
	longest := func(label string, most int) int { return max(most, int(letter*float64(width(label)))) }
	row, column := 0, 0
	for _, r := range m.Rows {
		row = longest(r.Short, row)
	}
	for _, c := range m.Columns {
		column = longest(c.Short, column)
	}
	m.LabelEnd, m.HeadEnd = row+12, column*77/100+16 // columns stand at 50 degrees
	for i := range m.Columns {
		m.Columns[i].At = i*cellSide + half
	}
	for i := range m.Rows {
		m.Rows[i].At = m.HeadEnd + 8 + i*cellSide + half
	}
	m.Width = len(m.Columns)*cellSide + column*65/100
	m.Height = m.HeadEnd + 16 + len(m.Rows)*cellSide
}

// width counts letters; those of Chinese and other wide scripts count twice.
func width(label string) int {
	n := 0
	for _, r := range label {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}

func (b *builder) nodeLabel(k model.Kind, n model.NodeID) string {
	if n == model.Root {
		return "any " + k.String()
	}
	return sentence.Capital(b.say.Node(k, n))
}

// mainAction is `use`, or else the action that takes a purpose of which most norms speak.
func (b *builder) mainAction() (model.NodeID, bool) {
	g := b.p.Graphs[model.ActionKind]
	if n, ok := g.Lookup("use"); ok && g.Node(n).Action.Takes.Has(model.For) {
		return n, true
	}
	counts := make([]int, g.Len())
	best := model.Root
	for i := range b.p.Norms {
		for _, n := range b.p.Norms[i].Scope[model.Action].In {
			if a := g.Node(n).Action; a.Takes.Has(model.For) && a.Takes.Has(model.Data) {
				if counts[n]++; counts[n] > counts[best] {
					best = n
				}
			}
		}
	}
	return best, best != model.Root
}

// namedIn returns the names of a dimension that the norms about an action name, in the order of the vocabulary; and all of its kind.
func (b *builder) namedIn(d model.Dim, action model.NodeID) []model.NodeID {
	g, actions := b.p.Graph(d), b.p.Graphs[model.ActionKind]
	var out []model.NodeID
	for i := range b.p.Norms {
		s := &b.p.Norms[i].Scope
		about := s[model.Action].All || slices.ContainsFunc(s[model.Action].In, func(n model.NodeID) bool { return actions.Below(n, action) || actions.Below(action, n) })
		if about {
			out = append(append(out, s[d].In...), s[d].Except...)
		}
	}
	if d == model.Data {
		for i := range b.p.Exclusions {
			out = append(out, b.p.Exclusions[i].Scope[d].In...)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.SortStableFunc(out, func(x, y model.NodeID) int { return len(g.Above(x)) - len(g.Above(y)) })
	if d == model.For {
		out = append([]model.NodeID{model.Root}, slices.DeleteFunc(out, func(n model.NodeID) bool { return n == model.Root })...)
	}
	return out
}

// cell answers one question. It leaves out what of the data the policy does not cover at all, which has rows of its own: otherwise
// that would be the answer for every wider kind of data.
func (b *builder) cell(action, data, purpose model.NodeID) cell {
	scope := model.AnyScope()
	scope[model.Actor], scope[model.Action] = model.Only(model.We), model.Only(action)
	scope[model.Data], scope[model.Of], scope[model.For] = model.Only(data), model.Only(model.You), model.Only(purpose)
	scope[model.Data].Except = b.excludedBeneath(data)
	if purpose == model.Root {
		scope[model.For] = model.Any()
	}
	always := model.Dims(1<<model.Actor | 1<<model.Action | 1<<model.Of | 1<<model.Data | 1<<model.For)
	q := model.Question{Policy: b.p, Scope: scope, Named: always &^ (1 << model.Of)}
	q.Open = b.p.Taken(scope[model.Action]) &^ always
	asks := fmt.Sprintf("may we %s %s %s", b.say.Source(model.Action, scope[model.Action]), b.say.Source(model.Data, scope[model.Data]), b.say.Source(model.For, scope[model.For]))
	return b.answered(q, asks)
}

// answered answers a question for the case that nothing else is so, with consent where that makes it permitted.
func (b *builder) answered(q model.Question, asks string) cell {
	closed, agreed := q, q
	closed.NothingElse, agreed.NothingElse = true, true
	agreed.Consent[model.Consent] = model.Sure
	answer := b.ask(&closed)
	out := cellKinds[cellOf(answer)]
	out.Question = asks + " given nothing else?"
	out.Firm = answer != engine.Undetermined && b.ask(&q) == answer
	if answer != engine.Permitted && !out.Firm && b.ask(&agreed) == engine.Permitted {
		out = cellKinds[withConsent]
		out.Question = asks + " given consent and nothing else?"
	}
	return out
}

func cellOf(answer engine.Decision) int {
	switch answer {
	case engine.Permitted:
		return isPermitted
	case engine.Prohibited:
		return isProhibited
	case engine.NotAddressed:
		return isSilent
	case engine.OutOfScope:
		return isOut
	}
	return dependsOnMore
}

// ask answers a question. What is too wide to decide is as good as undetermined.
func (b *builder) ask(q *model.Question) engine.Decision {
	a, err := b.in.Engine.DecideQuestion(q)
	if err != nil {
		return engine.Undetermined
	}
	return a.Decision()
}

// excludedBeneath returns the data beneath a name that an exclusion names.
func (b *builder) excludedBeneath(data model.NodeID) []model.NodeID {
	g := b.p.Graphs[model.DataKind]
	var out []model.NodeID
	for i := range b.p.Exclusions {
		for _, n := range b.p.Exclusions[i].Scope[model.Data].In {
			if n != data && g.Below(n, data) && !g.Below(data, n) && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}
