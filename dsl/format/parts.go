package format

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
)

// Where lists, conditions and the parts of sentences may be broken.

// given marks a condition of a question that begins at token i, or the word before it.
func (m *marker) given(i int) {
	switch m.tokens[i-1].text {
	case "given":
		m.mark(i-1, outer, 2)
	case "and":
		m.mark(i-1, item, 0)
	}
}

// mark marks the items of a list but the first.
func mark[N ast.Node](m *marker, list []N) {
	for _, n := range list[min(1, len(list)):] {
		i := m.of(n)
		switch m.tokens[i-1].text {
		case ",", "and", "or":
			m.mark(i, item, 0)
		}
	}
}

func (m *marker) names(n *ast.Names) {
	if n == nil {
		return
	}
	mark(m, n.Items)
	if n.Except != nil {
		mark(m, n.Except.Items)
	}
}

// cond marks the words between conditions.
func (m *marker) cond(c ast.Cond) {
	switch c := c.(type) {
	case *ast.Join:
		m.cond(c.Terms[0])
		for _, t := range c.Terms[1:] {
			m.mark(m.of(t)-1, item, 0)
			m.cond(t)
		}
	case *ast.Not:
		m.cond(c.Cond)
	case *ast.Brackets:
		m.cond(c.Cond)
	case *ast.Consent:
		m.grant(c.Grant)
	case *ast.Objection:
		m.grant(c.Grant)
	}
}

func (m *marker) grant(g *ast.Grant) {
	if g == nil {
		return
	}
	m.names(g.Actions)
	m.names(g.Data)
	for _, p := range g.Parts {
		m.names(p.Names)
	}
}

// parts marks the parts of a sentence. Those of a sentence behind `then` are of one level.
func (m *marker) parts(list []*ast.Part, indent int, then bool) {
	level := inner
	for _, p := range list {
		switch p.Word {
		case "of", "from", "to", "with", "for", "in":
		default:
			if !then {
				level = outer // and so are all parts behind it
			}
		}
		if !strings.HasPrefix(m.tokens[m.of(p)+1].text, `"def`) { // `by "default"` is taken for a slip
			m.mark(m.of(p), level, indent)
		}
		m.names(p.Names)
		if p.Cond != nil {
			m.cond(p.Cond)
		}
	}
}
