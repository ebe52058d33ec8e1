package check

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Fields are a question in parts instead of a sentence. Names are ids or labels.
type Fields struct {
	Dims        [model.DimCount][]string // empty where the question does not name the part; the actor is then `we`
	Except      [model.DimCount][]string // what is not asked about
	Given       []string                 // conditions, as behind `given`
	Values      map[string]any           // facts by name: see Asker.Fields
	NothingElse bool
}

// Fields binds a question in parts. Its Values may be, by the type of the fact: a bool; a whole number; a string that is one of
// its values, a place, or a comparison such as ">= 16" or "in eu"; for an event false, true, or an object such as
// {"days": 10}, {"within": {"days": 10}} or {"more_than": {"days": 10}}; for consent and objection a bool or a list of
// grants, objects of kind, action, data, of, from, recipient, purpose and place; a list of several such values; or nil,
// which says nothing. Terms and kinds of consent ("explicit consent") take a bool.
func (a *Asker) Fields(f Fields) (*model.Question, diag.List) {
	b := a.binder(nil)
	q := &model.Question{Policy: a.policy, Scope: model.AnyScope(), NothingElse: f.NothingElse}
	ok := b.fieldScope(f.Dims, &q.Scope, &q.Named) && b.fieldExcept(f, q)
	if !q.Named.Has(model.Actor) {
		q.Scope[model.Actor] = model.Only(model.We)
	}
	ok = b.fieldFacts(q, f) && ok
	b.file = source.New("question", "")
	if !ok || !b.close(q, ast.At{}) {
		return nil, b.problems
	}
	return q, nil
}

// Add adds the facts of some fields to a question, which is not to be used otherwise. Their dimensions do not count.
func (a *Asker) Add(q *model.Question, f Fields) (*model.Question, diag.List) {
	b := a.binder(nil)
	q.NothingElse = q.NothingElse || f.NothingElse
	ok := b.fieldFacts(q, f)
	b.file = source.New("given", "")
	if !ok || !b.consistent(q, ast.At{}) {
		return nil, b.problems
	}
	return q, nil
}

// maxFieldProblems is how many problems of given facts are told.
const maxFieldProblems = 100

func (b *binder) fieldFacts(q *model.Question, f Fields) bool {
	ok := true
	for _, text := range f.Given {
		ok = b.fieldGiven(q, text) && ok
	}
	for _, name := range sortedNames(f.Values) {
		if len(b.problems) >= maxFieldProblems {
			return false
		}
		b.file = source.New("given", name)
		ok = b.fieldValue(q, name, f.Values[name]) && ok
	}
	return ok
}

func sortedNames(values map[string]any) []string {
	if len(values) == 0 {
		return nil
	}
	out := make([]string, 0, len(values))
	for name := range values {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// fieldScope binds names by dimension.
func (b *binder) fieldScope(dims [model.DimCount][]string, scope *model.Scope, named *model.Dims) bool {
	ok := true
	for d := range model.Dim(model.DimCount) {
		if len(dims[d]) == 0 {
			continue
		}
		*named = named.With(d)
		var set model.Set
		for _, name := range dims[d] {
			id, found := b.fieldNode(d, name)
			ok = ok && found
			if id == model.Root {
				set.All = true
			} else {
				set.In = append(set.In, id)
			}
		}
		scope[d] = set
	}
	if !named.Has(model.Of) {
		scope[model.Of] = model.Only(model.You)
	}
	if len(dims[model.Action]) == 0 {
		b.file = source.New("action", "")
		b.report(ast.At{}, "missing-action", "the question names no action")
		return false
	}
	return ok && b.fieldTakes(dims, scope[model.Action], *named)
}

func (b *binder) fieldExcept(f Fields, q *model.Question) bool {
	for d := range model.Dim(model.DimCount) {
		for _, name := range f.Except[d] {
			id, ok := b.fieldNode(d, name)
			if !ok {
				return false
			}
			q.Scope[d].Except = append(q.Scope[d].Except, id)
		}
	}
	return true
}

func (b *binder) fieldNode(d model.Dim, name string) (model.NodeID, bool) {
	if id, ok := b.policy.Graph(d).Lookup(name); ok {
		return id, true
	}
	b.file = source.New(d.String(), name)
	return b.nodeLabelled(d.Kind(), ast.Name{At: ast.At{At: source.Span{End: len(name)}}, Text: name})
}

func (b *binder) fieldTakes(dims [model.DimCount][]string, actions model.Set, named model.Dims) bool {
	g := b.policy.Graphs[model.ActionKind]
	for _, id := range actions.In {
		node := g.Node(id)
		for d := model.Data; d < model.Dim(model.DimCount); d++ {
			if named.Has(d) && !node.Action.Takes.Has(d) {
				text := dims[d][0]
				b.file = source.New(d.String(), text)
				b.report(ast.At{At: source.Span{End: len(text)}}, "part-not-taken", "`%s` takes no %s%s", node.ID, d, b.whatTakes(node))
				return false
			}
		}
	}
	return true
}

// fieldGiven adds a condition in words.
func (b *binder) fieldGiven(q *model.Question, text string) bool {
	b.file = source.New("given", text)
	given, nothingElse, problems := parser.ParseGiven(b.file)
	if len(problems) > 0 {
		b.problems = append(b.problems, problems...)
		return false
	}
	q.NothingElse = q.NothingElse || nothingElse
	ok := true
	for _, g := range given {
		ok = b.know(q, g, false) && ok
	}
	return ok
}

// whole is the place of a whole field.
func (b *binder) whole() ast.At { return ast.At{At: source.Span{End: len(b.file.Text)}} }
