package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Lowering turns participle's productions into the tree. It decides nothing.

// lower returns what a production says, or an ast.Bad where it could not be read.
func lower[P any, D ast.Decl](r *reader, p *P, from, to int, f func(*P, ast.At) D) ast.Decl {
	if p == nil {
		return r.bad(from, to)
	}
	return f(p, r.spanOf(from, to))
}

// lowerStmt returns what a production says, or nil where it could not be read.
func lowerStmt[P any, S ast.Stmt](r *reader, p *P, from, to int, f func(*P, ast.At) S) ast.Stmt {
	if p == nil {
		return nil
	}
	return f(p, r.spanOf(from, to))
}

func spanOf(from, to *lexer.Token) source.Span { return source.Span{Start: start(from), End: end(to)} }

func refOf(t *lexer.Token) ast.Ref { return ast.Ref{At: at(t), Text: t.Value} }

func textOf(t *lexer.Token) *ast.Text { return &ast.Text{At: at(t), Value: unquote(t.Value)} }

func dateOf(t *lexer.Token) ast.Date { return ast.Date{At: at(t), Text: t.Value} }

func nameOrText(t *lexer.Token) ast.Name {
	n := nameOf(t)
	if is(t, text) {
		n.Quoted, n.Text = true, unquote(t.Value)
	}
	return n
}

// listOf returns the names among tokens, without what joins them.
func listOf(tokens []lexer.Token) []ast.Name {
	var out []ast.Name
	for i := range tokens {
		if t := &tokens[i]; !isPunct(t, ",") && !isWord(t, "and") && !isWord(t, "or") {
			out = append(out, nameOrText(t))
		}
	}
	return out
}

func refsOf(tokens []lexer.Token) []ast.Ref {
	var out []ast.Ref
	for i := range tokens {
		if t := &tokens[i]; is(t, ref) || is(t, number) {
			out = append(out, refOf(t))
		}
	}
	return out
}

func labelsOf(l *labels) []ast.Label {
	if l == nil {
		return nil
	}
	out := []ast.Label{{At: at(&l.Text), Value: unquote(l.Text.Value)}}
	for _, m := range l.More {
		out = append(out, ast.Label{At: at(&m.Text), Language: m.Language.Value, Value: unquote(m.Text.Value)})
	}
	return out
}

func listOrNil(n *names) *ast.Names {
	if n == nil {
		return nil
	}
	return n.list
}

func (r *reader) lowerHeader(h *header, fields []*ast.Field, from int) *ast.Header {
	return &ast.Header{At: r.spanOf(from, r.pos), Vocabulary: h.Kind.Value == "vocabulary",
		ID: nameOf(&h.ID), Title: labelsOf(h.Title), Fields: fields}
}

func (r *reader) lowerField(f *field, from, to int) *ast.Field {
	out := &ast.Field{At: r.spanOf(from, to), Key: nameOf(&f.Key)}
	switch {
	case f.Labels != nil:
		out.Labels = labelsOf(f.Labels)
	case len(f.Source) > 0:
		out.Key = nameOf(&f.Source[0])
		out.Names = []ast.Name{nameOf(&f.Source[1])}
		out.Labels = []ast.Label{{At: at(&f.Source[2]), Value: unquote(f.Source[2].Value)}}
		if f.In != nil {
			n := nameOf(f.In)
			out.Language = &n
		}
	default:
		out.Key = nameOf(&f.Names[0])
		if last := &f.Names[len(f.Names)-1]; is(last, date) {
			d := dateOf(last)
			out.Date = &d
		} else {
			out.Names = listOf(f.Names[1:])
		}
	}
	return out
}

func (r *reader) lowerUse(u *use, at ast.At) *ast.Use {
	return &ast.Use{At: at, Names: listOf(u.Names)}
}

func (r *reader) lowerItem(i *item, from, to int) *ast.Item {
	out := r.lowerEntry(i.Entry, from, to)
	out.Kind = i.Kind.Value
	return out
}

func (r *reader) lowerEntry(e *entry, from, to int) *ast.Item {
	out := &ast.Item{At: r.spanOf(from, to), Name: nameOf(&e.Name), Labels: labelsOf(e.Labels)}
	for _, t := range e.Tail {
		out.Is = append(out.Is, listOf(t.Is)...)
		out.From = append(out.From, listOf(t.From)...)
		out.Ends = append(out.Ends, listOf(t.Ends)...)
		for _, s := range t.Same {
			out.Same = append(out.Same, ast.Term{At: ast.At{At: spanOf(&s.Prefix, &s.Name)}, Prefix: s.Prefix.Value, Name: s.Name.Value})
		}
		if len(t.Takes) > 0 {
			out.HasTakes = true
			out.Takes = append(out.Takes, listOf(t.Takes)...)
		}
		if t.Unless != nil {
			n := nameOf(t.Unless)
			out.Unless = &n
		}
	}
	return out
}

func (r *reader) lowerFact(f *fact, at ast.At) *ast.Fact {
	out := &ast.Fact{At: at, Name: nameOf(&f.Name)}
	switch f.Kind.Value {
	case "event":
		out.Kind = ast.Event
	case "judgement":
		out.Kind = ast.Judgement
	}
	for _, t := range f.Tail {
		switch {
		case t.Labels != nil:
			out.Labels = append(out.Labels, labelsOf(t.Labels)...)
		case t.Type != nil && t.Type.Value == "number":
			out.Type = ast.NumberType
		case t.Type != nil:
			out.Type = ast.PlaceType
		default:
			out.Type, out.Values = ast.OneOf, listOf(t.Values)
		}
	}
	if f.By != nil {
		n := nameOrText(f.By)
		out.By = &n
	}
	return out
}

func (r *reader) lowerTerm(t *term, at ast.At) *ast.TermDecl {
	return &ast.TermDecl{At: at, Name: nameOf(&t.Name), Labels: labelsOf(t.Labels), Means: t.Means.cond}
}

func (r *reader) lowerExample(h *exampleHead, e *example, from, start int) *ast.Example {
	out := &ast.Example{At: r.spanOf(from, r.pos), Name: *textOf(&h.Name), Answer: nameOf(&e.Answer), Because: refsOf(e.Because)}
	out.Question = r.lowerQuestion(&e.Question, start, start+1)
	end := start
	for end < r.pos && !r.is(end, "?") {
		end++
	}
	out.Asked = r.spanOf(start, end+1)
	if e.Every != nil {
		out.Every = nameOf(e.Every)
	}
	return out
}

func (r *reader) lowerQuestion(q *question, from, to int) *ast.Question {
	out := &ast.Question{At: r.spanOf(from, to), Actors: q.Actors.list, Actions: q.Actions.list, Data: listOrNil(q.Data)}
	if q.Asked != nil {
		out.Parts, out.Given, out.NothingElse = q.Asked.parts, q.Asked.given, q.Asked.nothingElse
	}
	return out
}

// conds returns what is given, without the `and` between.
func (g *given) conds() []ast.Cond {
	if g.Cond == nil {
		return nil
	}
	if j, ok := g.Cond.cond.(*ast.Join); ok && !j.Or {
		return j.Terms
	}
	return []ast.Cond{g.Cond.cond}
}

func (r *reader) lowerQuote(q *quote, at ast.At) *ast.Quote {
	out := &ast.Quote{At: at, Text: *textOf(&q.Text)}
	if q.Source != nil {
		n := nameOf(q.Source)
		out.Source = &n
	}
	return out
}

func (r *reader) lowerProse(_ *prose, at ast.At) *ast.Prose { return &ast.Prose{At: at} }

func (r *reader) lowerDefect(d *defect, at ast.At) *ast.Defect {
	return &ast.Defect{At: at, Why: *textOf(&d.Why), Owner: *textOf(&d.Owner)}
}

func (r *reader) lowerTodo(t *todo, at ast.At) *ast.Todo {
	return &ast.Todo{At: at, Text: *textOf(&t.Text)}
}

func (r *reader) lowerAllow(a *allow, at ast.At) *ast.Allow {
	out := &ast.Allow{At: at, Rule: nameOf(&a.Rule), Because: *textOf(&a.Because), By: *textOf(&a.By), Until: dateOf(&a.Until)}
	if a.Clause != nil {
		out.Clause = new(refOf(a.Clause))
	}
	return out
}

func (r *reader) lowerPrevail(p *prevail, at ast.At) *ast.Prevail {
	return &ast.Prevail{At: at, Clauses: refsOf(p.Clauses), Over: refsOf(p.Over),
		Because: *textOf(&p.Why.Because), By: *textOf(&p.Why.By), On: dateOf(&p.Why.On)}
}

func (r *reader) lowerTreat(t *treat, at ast.At) *ast.Treat {
	return &ast.Treat{At: at, Data: t.Data.list, Not: t.Not != nil, Class: nameOf(&t.Class), Parts: partsOf(t.Parts)}
}

func (r *reader) lowerRefusing(f *refusing, at ast.At) *ast.Refusing {
	return &ast.Refusing{At: at, Data: f.Data.list, For: listOrNil(f.For), Costs: f.Costs.list, ButNot: listOrNil(f.ButNot)}
}

func (r *reader) lowerExclusion(e *exclusion, at ast.At) *ast.Exclusion {
	return &ast.Exclusion{At: at, Data: e.Data.list, Parts: partsOf(e.Parts)}
}

func (r *reader) lowerWaiver(w *waiver, at ast.At) *ast.Waiver {
	return &ast.Waiver{At: at, Actions: w.Actions.list, Data: listOrNil(w.Data), Parts: partsOf(w.Parts)}
}

// lowerSentence lowers what begins with its subject: a norm, a deeming or a settled judgement.
func (r *reader) lowerSentence(s *sentence, at ast.At) ast.Stmt {
	if s.Norm != nil {
		n := lowerNorm(s.Norm, s.Subject.list, at)
		n.Default = s.Default != nil
		for _, x := range s.Notwith {
			n.Notwithstanding = append(n.Notwithstanding, refOf(&x.Clause))
		}
		return n
	}
	if s.Default != nil || s.Notwith != nil {
		r.report(at.At, "syntax", "`by default` and `notwithstanding` belong to a sentence with may, must or must not")
		return &ast.Bad{At: at}
	}
	subject := s.Subject.list.Items
	if len(subject) != 1 || s.Subject.list.Except != nil || subject[0].Any {
		r.report(s.Subject.list.At.At, "syntax", "expected one name here, not a list")
		return &ast.Bad{At: at}
	}
	if s.Settle != nil {
		return settleOf(s, at)
	}
	return &ast.Deeming{At: at, Fact: subject[0], Actions: s.Counts.Actions.list, Data: listOrNil(s.Counts.Data), Parts: partsOf(s.Counts.Parts)}
}

func (r *reader) lowerSettle(s *sentence, from, to int) ast.Decl {
	if len(s.Subject.list.Items) != 1 || s.Subject.list.Except != nil {
		r.report(s.Subject.list.At.At, "syntax", "expected one judgement here, not a list")
		return r.bad(from, to)
	}
	return settleOf(s, r.spanOf(from, to))
}

func settleOf(s *sentence, at ast.At) *ast.Settle {
	w := &s.Settle.Why
	return &ast.Settle{At: at, Judgement: s.Subject.list.Items[0], Value: nameOf(&s.Settle.Value),
		Because: *textOf(&w.Because), By: *textOf(&w.By), On: dateOf(&w.On)}
}

func lowerNorm(n *norm, actors *ast.Names, at ast.At) *ast.Norm {
	out := &ast.Norm{At: at, Actors: actors, Actions: n.Actions.list, Data: listOrNil(n.Data), Parts: partsOf(n.Parts)}
	switch n.Modal.Value {
	case "must":
		out.Modal = ast.Must
	case "must not":
		out.Modal = ast.MustNot
	}
	if n.Then != nil {
		inner := n.Then.Actors.list
		at.At.Start = inner.At.At.Start
		out.Then = lowerNorm(n.Then.Norm, inner, at)
	}
	return out
}

func partsOf(p *parts) []*ast.Part {
	if p == nil {
		return nil
	}
	return p.list
}

func fixTo(s string) *diag.Fix { return &diag.Fix{Text: s} }

// pairOf returns a word, or the pair of words that it is, with one space between.
func pairOf(w string) string {
	if strings.ContainsAny(w, " \t\r\n") {
		return strings.Join(strings.Fields(w), " ")
	}
	return w
}
