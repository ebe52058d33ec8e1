package format

import (
	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/parser"
)

// The tree says where units begin and where lines may be broken; the tokens say what is printed. So nothing that
// the tree does not keep, such as a comma or the word `prior`, can get lost.

// The levels at which a unit is broken. What does not fit on a line is broken at all its places of the first level;
// what then does not fit at those of the second, with as many whole parts on a line as fit; and a part that is too long for a
// line at those of the third, where the line is full.
const (
	outer uint8 = 1 + iota // before conditions, and what stands behind them
	inner                  // before the other parts of a sentence
	item                   // before the items of a list, and between conditions
)

// block tells what stands in braces.
type block uint8

const (
	lines   block = iota // units on lines of their own; all of it on one line where it was so written
	joined               // names of a vocabulary, or a question and its answer, which may stand on a line together
	section              // declarations, never on one line
)

// A marker notes on the tokens what the tree says.
type marker struct {
	tokens []token
	at     int
}

// find returns the token that begins at an offset. Most are looked for in the order of the text.
func (m *marker) find(offset int) int {
	for int(m.tokens[m.at].start) < offset {
		m.at++
	}
	for int(m.tokens[m.at].start) > offset {
		m.at--
	}
	return m.at
}

func (m *marker) of(n ast.Node) int { return m.find(n.Span().Start) }

// unit marks where a unit begins, and returns the token.
func (m *marker) unit(n ast.Node) int {
	i := m.of(n)
	m.tokens[i].unit = true
	return i
}

// mark marks token i as one before which a line may be broken, unless it would be read in another way there.
func (m *marker) mark(i int, level uint8, indent int) {
	if t := &m.tokens[i]; !t.unit && m.mayBegin(i) {
		t.level, t.indent = level, uint8(indent)
	}
}

// mayBegin reports whether a line can begin with token i.
func (m *marker) mayBegin(i int) bool {
	word := m.tokens[i].text
	return parser.Reserved(word) || !parser.Opens(word) && !m.opens(i)
}

// opens reports whether token i may be taken for a word that opens a declaration, spelt right or not, where a line begins
// with it, because a name or a text follows.
func (m *marker) opens(i int) bool { return m.operand(i+1) && parser.MayOpen(m.tokens[i].text) }

// settle moves comments that stand before what cannot begin a line: a mark, an opening brace, or a word that would be taken for
// a declaration there. They go behind it.
func (m *marker) settle() {
	before := int32(0)
	for i := range m.tokens[:len(m.tokens)-1] {
		t := &m.tokens[i]
		if t.notes > before && (m.clings(i) || !t.unit && !parser.Reserved(t.text) && m.opens(i)) {
			t.notes = before
		}
		before = t.notes
	}
}

// clings reports whether token i stands on the line of what is before it.
func (m *marker) clings(i int) bool {
	switch m.tokens[i].text {
	case "{", ",", ")", "?", ":":
		return true
	}
	return i > 0 && m.tokens[i-1].text == ":"
}

// operand reports whether token i is a name, a text or a number.
func (m *marker) operand(i int) bool {
	c := m.tokens[i].text
	return c != "" && (c[0] == '"' || c[0] == '-' || isWordByte(c[0])) && !parser.Reserved(c)
}

func (m *marker) decls(list []ast.Decl) {
	for _, d := range list {
		m.decl(d, m.unit(d))
	}
}

func (m *marker) decl(d ast.Decl, at int) {
	switch d := d.(type) {
	case *ast.Header:
		m.header(d)
	case *ast.Use:
		mark(m, d.Names)
	case *ast.Item:
		m.entry(d, at)
	case *ast.Fact:
		m.fact(d)
	case *ast.TermDecl:
		m.labels(d.Labels)
		m.mark(m.of(d.Means)-1, outer, 2)
		m.cond(d.Means)
	case *ast.Section:
		m.tokens[m.of(d.Title)+1].kind = section
		m.decls(d.Decls)
	case *ast.Clause:
		for _, s := range d.Stmts {
			m.unit(s)
			m.stmt(s)
		}
	case *ast.Example:
		m.example(d)
	case ast.Stmt:
		m.stmt(d)
	}
}

func (m *marker) header(h *ast.Header) {
	m.labels(h.Title)
	for _, f := range h.Fields {
		m.unit(f)
		m.labels(f.Labels)
		mark(m, f.Names)
		if f.Language != nil {
			m.mark(m.of(f.Language)-1, inner, 2)
		}
	}
}

// labels marks the labels in further languages.
func (m *marker) labels(list []ast.Label) {
	for _, l := range list {
		if l.Language != "" {
			m.mark(m.of(l)-2, inner, 2)
		}
	}
}

// entry marks a declaration of a vocabulary, whose name is at or behind token at, and what is in its braces.
func (m *marker) entry(d *ast.Item, at int) {
	i := m.of(d.Name) + 1
	for ; i < len(m.tokens)-1 && int(m.tokens[i].start) < d.At.At.End && m.tokens[i].text != "{"; i++ {
		if m.opensTail(i) {
			m.mark(i, inner, 2)
		}
	}
	m.labels(d.Labels)
	mark(m, d.Is)
	mark(m, d.From)
	mark(m, d.Same)
	mark(m, d.Takes)
	mark(m, d.Ends)
	if !d.Block {
		return
	}
	m.tokens[i].kind = joined
	for _, c := range d.Children {
		m.entry(c, m.unit(c))
	}
}

// opensTail reports whether token i opens a further part of an entry, and is no name itself.
func (m *marker) opensTail(i int) bool {
	switch m.tokens[i].text {
	case "is", "takes", "ends", "same":
	default:
		return false
	}
	switch m.tokens[i-1].text {
	case ",", "and", "is", "from", "ends", "takes", ":", "unless", "as", "in":
		return false
	}
	return true
}

func (m *marker) fact(d *ast.Fact) {
	m.labels(d.Labels)
	mark(m, d.Values)
	if len(d.Values) > 0 {
		m.mark(m.of(d.Values[0])-2, inner, 2) // one of
	}
	if d.By != nil {
		m.mark(m.of(*d.By)-1, inner, 2)
	}
}

func (m *marker) example(d *ast.Example) {
	m.tokens[m.of(d.Name)+1].kind = joined
	m.unit(d.Question)
	answer := m.of(d.Answer)
	if d.Every.Text != "" {
		answer = m.of(d.Every)
	}
	m.tokens[answer].unit = true
	q := d.Question
	m.names(q.Actors)
	m.names(q.Actions)
	m.names(q.Data)
	m.parts(q.Parts, 2, false)
	for _, c := range q.Given {
		m.given(m.of(c))
		m.cond(c)
	}
	if q.NothingElse {
		m.given(answer - 3) // nothing else ?
	}
	mark(m, d.Because)
}
