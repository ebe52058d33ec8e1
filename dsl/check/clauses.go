package check

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

type clauseDecl struct {
	index int
	at    place
	decl  *ast.Clause
	norms []int // its norms
}

type exampleDecl struct {
	decl *ast.Example
	at   place
}

// bindClauses collects the clauses and then binds what they state.
func (c *checker) bindClauses() {
	var todo []*clauseDecl
	c.each(func(m *Module, d ast.Decl, sections []string) {
		if m.Name != "" {
			return
		}
		switch d := d.(type) {
		case *ast.Clause:
			if cl := c.declareClause(d, sections); cl != nil {
				todo = append(todo, cl)
			}
		case *ast.Example:
			c.examples = append(c.examples, exampleDecl{d, place{c.file, d.Name.At.At}})
		}
	})
	c.reserve(todo)
	c.policy.Seal() // the judgements of vague deadlines are known now
	c.loose()
	for _, cl := range todo {
		c.file = cl.at.file
		c.bindClause(cl)
	}
}

// reserve makes room for the norms of the clauses, which are many and large.
func (c *checker) reserve(clauses []*clauseDecl) {
	n := 0
	for _, cl := range clauses {
		for _, s := range cl.decl.Stmts {
			switch s := s.(type) {
			case *ast.Refusing:
				n += 3
			case *ast.Norm:
				n++
				if s.Then != nil {
					n++
				}
				if slices.ContainsFunc(s.Parts, func(p *ast.Part) bool { return p.Only }) {
					n++
				}
			}
		}
	}
	c.policy.Norms = make([]model.Norm, 0, n)
}

func (c *checker) declareClause(d *ast.Clause, sections []string) *clauseDecl {
	at := place{c.file, d.ID.At.At}
	if first := c.clauses[d.ID.Text]; first != nil {
		p := c.report(d.ID, "duplicate-name", "clause %s is declared twice; give one of them another id", d.ID.Text)
		p.Related = append(p.Related, first.at.related("declared here first"))
		return nil
	}
	out := &clauseDecl{index: len(c.policy.Clauses), at: at, decl: d}
	c.clauses[d.ID.Text] = out
	c.policy.Clauses = append(c.policy.Clauses, model.Clause{ID: d.ID.Text, Sections: sections, Pos: c.posOf(at), End: c.posOf(place{c.file, source.Span{Start: d.Span().End}})})
	if vague := vagueLength(d.Stmts); vague != "" {
		c.addFact(model.Fact{ID: overdueID(d.ID.Text), Judgement: true, Pos: c.posOf(at),
			Labels: model.Labels{{Text: "the time \"" + vague + "\" (" + d.ID.Text + ") has passed"}}})
	}
	return out
}

// vagueLength returns the words of the first vague length of time in the statements.
func vagueLength(stmts []ast.Stmt) string {
	for _, s := range stmts {
		n, ok := s.(*ast.Norm)
		for ; ok && n != nil; n = n.Then {
			for _, p := range n.Parts {
				if p.Time != nil && p.Time.Length != nil && p.Time.Length.Vague != nil {
					return p.Time.Length.Vague.Value
				}
			}
		}
	}
	return ""
}

// loose binds what may stand outside clauses: settled judgements, accepted findings and what is still to be done.
func (c *checker) loose() {
	c.each(func(m *Module, d ast.Decl, _ []string) {
		switch d := d.(type) {
		case *ast.Settle:
			c.settle(d, -1)
		case *ast.Allow:
			c.allow(d)
		case *ast.Todo:
			c.policy.Todos = append(c.policy.Todos, c.todo(d))
		}
	})
}

func (c *checker) todo(t *ast.Todo) model.Todo { return model.Todo{Text: t.Text.Value, Pos: c.pos(t)} }

func (c *checker) allow(a *ast.Allow) {
	c.date(a.Until)
	clause := -1
	if a.Clause != nil {
		cl, ok := c.clauseNamed(*a.Clause)
		if !ok {
			return
		}
		clause = cl.index
	}
	c.policy.Allowances = append(c.policy.Allowances, model.Allowance{Rule: a.Rule.Text, Because: a.Because.Value,
		By: a.By.Value, Until: a.Until.Text, Clause: clause, Pos: c.pos(a), End: c.posOf(place{c.file, source.Span{Start: a.Span().End}})})
}

// clauseNamed finds a clause, or reports that there is none of that id.
func (c *checker) clauseNamed(r ast.Ref) (*clauseDecl, bool) {
	if cl := c.clauses[r.Text]; cl != nil {
		return cl, true
	}
	if c.isPoisoned(r.Text) || c.in.Torn || c.nameless["clause"] {
		return nil, false
	}
	near := c.nearest(r.Text, func(yield func(string) bool) {
		for _, cl := range c.policy.Clauses {
			if !yield(cl.ID) {
				return
			}
		}
	})
	if near == "" {
		c.reportOnce(r, "unknown-name", "there is no clause %s%s", r.Text, c.clausesThere())
	} else {
		c.reportOnce(r, "unknown-name", "there is no clause %s; did you mean %s?", r.Text, near)
	}
	return nil, false
}

// clausesThere tells which clauses there are, where they are few.
func (c *checker) clausesThere() string {
	n := len(c.policy.Clauses)
	if n == 0 || n > maxNamed {
		return ""
	}
	ids := make([]string, n)
	for i, cl := range c.policy.Clauses {
		ids[i] = cl.ID
	}
	return "; the policy has " + strings.Join(ids, ", ")
}

func (c *checker) bindClause(cl *clauseDecl) {
	out := &c.policy.Clauses[cl.index]
	says, decides, broken := false, false, false
	var prose *ast.Prose
	for _, s := range cl.decl.Stmts {
		switch s := s.(type) {
		case *ast.Quote:
			if q, ok := c.quote(s); ok {
				out.Quotes = append(out.Quotes, q)
			} else {
				broken = true
			}
			continue
		case *ast.Prose:
			out.Prose, says = true, true
			prose = s
			continue
		case *ast.Defect:
			out.Defects = append(out.Defects, model.Defect{Why: s.Why.Value, Owner: s.Owner.Value, Pos: c.pos(s)})
		case *ast.Todo:
			out.Todos = append(out.Todos, c.todo(s))
		case *ast.Allow:
			if s.Clause == nil { // whoever reads it here takes it to be about the clause
				c.report(s.Rule, "misplaced-part", "say in which clause: `allow %s in %s because ...`; what is about no clause is allowed outside of clauses", s.Rule.Text, out.ID)
				continue
			}
			c.allow(s)
			continue
		case *ast.Settle:
			c.settle(s, cl.index)
		case *ast.Prevail:
			c.prevail(s)
		case *ast.Bad:
			broken = true
		default:
			decides = true
			c.bindStatement(cl, s)
		}
		says = true
	}
	c.clauseIsWhole(cl, out, says, broken)
	if prose != nil && decides && !broken {
		c.report(prose, "prose-with-rules", "`prose` says that there is nothing to decide, and clause %s decides something; remove `prose`", out.ID)
	}
}

// clauseIsWhole reports a clause that says nothing, or quotes nothing.
func (c *checker) clauseIsWhole(cl *clauseDecl, out *model.Clause, says, broken bool) {
	switch {
	case broken:
	case !says:
		c.reportAt(c.endOf(cl), "empty-clause", "clause %s says nothing; add a sentence, or `prose` if there is nothing to decide", out.ID)
	case len(out.Quotes) == 0 && len(c.policy.Sources) > 0:
		c.reportAt(cl.at, "missing-quote", "clause %s quotes nothing; %s: quote \"...\"", out.ID, c.howToQuote(cl))
	}
}

// endOf returns where a clause that says nothing should say something: the word `quote` of its last quote, or its id.
func (c *checker) endOf(cl *clauseDecl) place {
	out := cl.at
	for _, s := range cl.decl.Stmts {
		if q, ok := s.(*ast.Quote); ok {
			out.span.Start = q.At.At.Start
			out.span.End = out.span.Start + len("quote")
		}
	}
	return out
}

func (c *checker) bindStatement(cl *clauseDecl, s ast.Stmt) {
	switch s := s.(type) {
	case *ast.Norm:
		c.norm(cl, s)
	case *ast.Treat:
		c.treat(cl, s)
	case *ast.Refusing:
		c.refusing(cl, s)
	case *ast.Exclusion:
		c.exclusion(cl, s)
	case *ast.Waiver:
		c.waiver(cl, s)
	case *ast.Deeming:
		c.deeming(cl, s)
	}
}

func (c *checker) treat(cl *clauseDecl, s *ast.Treat) {
	class, ok := c.bind.nodeNamed(model.DataKind, s.Class)
	if !c.bind.onlyParts("`treat`", s.Parts, "given", "unless") {
		ok = false
	}
	when, good := c.bind.when(s.Parts, condFacts)
	out := model.Treat{Clause: cl.index, Class: class, Not: s.Not, When: when, Pos: c.pos(s)}
	if s.Data.Except != nil {
		c.report(s.Data.Except, "misplaced-part", "`treat` takes a plain list; `except` cannot stand here")
		ok = false
	}
	for _, n := range s.Data.Items {
		id, found := c.bind.nodeNamed(model.DataKind, n)
		if found && id == class {
			c.report(n, "cycle", "`%s` cannot be treated as itself", n.Text)
		}
		if found && id == model.Root {
			c.report(n, "misplaced-part", "`treat` needs names; `%s` cannot stand here", n.Text)
		}
		ok = ok && found
		out.Data = append(out.Data, id)
	}
	if ok && good {
		c.policy.Treats = append(c.policy.Treats, out)
	}
}

func (c *checker) exclusion(cl *clauseDecl, s *ast.Exclusion) {
	ok := c.bind.onlyParts("an exclusion", s.Parts, "of", "from", "given", "unless")
	scope, _, good := c.bind.scope(scopeParts{data: s.Data, parts: dimsOf(s.Parts)})
	when, fine := c.bind.when(s.Parts, condNoNeed)
	if ok && good && fine {
		c.policy.Exclusions = append(c.policy.Exclusions, model.Exclusion{Clause: cl.index, Scope: scope, When: when, Pos: c.pos(s)})
	}
}

func (c *checker) waiver(cl *clauseDecl, s *ast.Waiver) {
	ok := c.bind.onlyParts("a waiver of consent", s.Parts, "of", "from", "to", "for", "in", "given", "unless")
	scope, _, good := c.bind.scope(scopeParts{actions: s.Actions, data: s.Data, parts: dimsOf(s.Parts)})
	when, fine := c.bind.when(s.Parts, condNoNeed)
	if ok && good && fine {
		c.policy.Waivers = append(c.policy.Waivers, model.Waiver{Clause: cl.index, Scope: scope, When: when, Pos: c.pos(s)})
	}
}

func (c *checker) deeming(cl *clauseDecl, s *ast.Deeming) {
	ok := c.bind.onlyParts("a deemed consent", s.Parts, "of", "from", "to", "for", "in", "given", "unless")
	scope, _, good := c.bind.scope(scopeParts{actions: s.Actions, data: s.Data, parts: dimsOf(s.Parts)})
	when, fine := c.bind.when(s.Parts, condNoNeed)
	id, fact := c.bind.factNamed(s.Fact)
	if fact == nil || !c.bind.wantType(s.Fact, fact, model.YesNo) || !ok || !good || !fine {
		return
	}
	c.policy.Deemings = append(c.policy.Deemings, model.Deeming{Clause: cl.index, Fact: id, Scope: scope, When: when, Pos: c.pos(s)})
}

// dimsOf returns the parts that name a dimension.
func dimsOf(parts []*ast.Part) []*ast.Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p *ast.Part) bool {
		_, ok := model.DimOfWord(p.Word)
		return !ok
	})
}

// squeeze joins the words of a text with single spaces.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
