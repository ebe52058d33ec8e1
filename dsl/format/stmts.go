package format

import "github.com/seed-90f8eabc/licet/dsl/ast"

// stmt marks where a statement may be broken.
func (m *marker) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.Defect:
		m.mark(m.of(s.Owner)-1, outer, 2)
	case *ast.Allow:
		m.mark(m.of(s.Because)-1, outer, 2)
		m.mark(m.of(s.By)-1, outer, 2)
		m.mark(m.of(s.Until)-1, outer, 2)
	case *ast.Norm:
		mark(m, s.Notwithstanding)
		m.norm(s, 0)
	case *ast.Treat:
		m.names(s.Data)
		m.parts(s.Parts, 2, false)
	case *ast.Refusing:
		m.refusing(s)
	case *ast.Exclusion:
		m.names(s.Data)
		m.parts(s.Parts, 2, false)
	case *ast.Waiver:
		m.scope(s.Actions, s.Data, s.Parts)
	case *ast.Deeming:
		m.scope(s.Actions, s.Data, s.Parts)
	case *ast.Prevail:
		mark(m, s.Clauses)
		mark(m, s.Over)
		m.decision(s.Because, s.By)
	case *ast.Settle:
		m.decision(s.Because, s.By)
	}
}

// norm marks a norm. The one behind `then` stands deeper, on lines of its own.
func (m *marker) norm(n *ast.Norm, depth int) {
	m.names(n.Actors)
	m.names(n.Actions)
	m.names(n.Data)
	m.parts(n.Parts, 2+2*depth, depth > 0)
	if n.Then != nil {
		m.mark(m.of(n.Then.Actors)-1, outer, 2+2*depth)
		m.norm(n.Then, depth+1)
	}
}

func (m *marker) scope(actions, data *ast.Names, parts []*ast.Part) {
	m.names(actions)
	m.names(data)
	m.parts(parts, 2, false)
}

func (m *marker) refusing(s *ast.Refusing) {
	m.names(s.Data)
	if s.For != nil {
		m.mark(m.of(s.For)-1, inner, 2)
		m.names(s.For)
	}
	m.mark(m.of(s.Costs)-1, inner, 2)
	m.names(s.Costs)
	if s.ButNot != nil {
		m.mark(m.of(s.ButNot)-2, outer, 2)
		m.names(s.ButNot)
	}
}

// decision marks `because "..." decided by "..."`.
func (m *marker) decision(because, by ast.Text) {
	m.mark(m.of(because)-1, inner, 2)
	m.mark(m.of(by)-2, outer, 2)
}
