package check

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// An Asker binds questions to one policy. It is immutable and safe for concurrent use.
type Asker struct {
	policy *model.Policy
	labels *labelIndex
}

// NewAsker returns an Asker for a policy.
func NewAsker(p *model.Policy) *Asker { return &Asker{p, newLabelIndex(p)} }

func (a *Asker) binder(file *source.File) *binder {
	c := &checker{policy: a.policy, file: file, asking: true}
	return &binder{checker: c, labels: a.labels}
}

// Question binds a parsed question. The question is nil where there are problems.
func (a *Asker) Question(tree *ast.Question, file *source.File) (*model.Question, diag.List) {
	b := a.binder(file)
	q, ok := b.question(tree)
	if !ok {
		return nil, b.problems
	}
	return q, nil
}

// question binds a question in the binder's file.
func (b *binder) question(tree *ast.Question) (*model.Question, bool) {
	scope, named, ok := b.scope(scopeParts{tree.Actors, tree.Actions, tree.Data, tree.Parts})
	q := &model.Question{Policy: b.policy, Scope: scope, Named: named, NothingElse: tree.NothingElse}
	for _, g := range tree.Given {
		ok = b.know(q, g, false) && ok
	}
	if !ok || !b.close(q, tree) {
		return nil, false
	}
	return q, true
}

// close finds which dimensions are left open, and whether there is anything to ask. Whose data they are is
// never open: where it is not said, they are yours.
func (b *binder) close(q *model.Question, at ast.Node) bool {
	q.Open = b.policy.Taken(q.Scope[model.Action]) &^ q.Named &^ (1<<model.Of | 1<<model.Actor | 1<<model.Action)
	for d := range model.Dim(model.DimCount) {
		if q.Open.Has(d) || q.Scope[d].All && len(q.Scope[d].Except) == 0 {
			continue
		}
		if !b.someAtom(d, q.Scope[d]) {
			b.report(at, "empty-scope", "nothing is left to ask about: `except` takes away all of the %s", d)
			return false
		}
	}
	return b.consistent(q, at)
}

func (b *binder) someAtom(d model.Dim, s model.Set) bool {
	g := b.policy.Graph(d)
	if s.All {
		return s.Contains(g, model.Root) || slices.ContainsFunc(g.Beneath(model.Root), func(n model.NodeID) bool { return s.Contains(g, n) })
	}
	return slices.ContainsFunc(s.In, func(n model.NodeID) bool {
		return slices.ContainsFunc(g.Beneath(n), func(m model.NodeID) bool { return s.Contains(g, m) })
	})
}

// Names divides a text that names something in a dimension at its commas, unless the whole is a name or a label.
func (a *Asker) Names(d model.Dim, text string) []string {
	if text == "" {
		return nil
	}
	_, name := a.policy.Graph(d).Lookup(text)
	if name || !strings.Contains(text, ",") || len(a.labels.nodes[d.Kind()][labelKey(text)]) > 0 {
		return []string{text}
	}
	out := strings.Split(text, ",")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// A labelIndex finds names by their labels, in any language, whatever their case.
type labelIndex struct {
	nodes [model.Kinds]map[string][]model.NodeID
	facts map[string][]model.FactID
}

func newLabelIndex(p *model.Policy) *labelIndex {
	x := &labelIndex{facts: map[string][]model.FactID{}}
	for k := range x.nodes {
		x.nodes[k] = map[string][]model.NodeID{}
		for id, n := range p.Graphs[k].All() {
			addLabels(x.nodes[k], n.Labels, id)
		}
	}
	for i := range p.Facts {
		addLabels(x.facts, p.Facts[i].Labels, model.FactID(i))
	}
	return x
}

// addLabels adds what has some labels, once for each of them. What has the highest id comes last.
func addLabels[ID comparable](index map[string][]ID, all model.Labels, id ID) {
	for _, l := range all {
		key := labelKey(l.Text)
		if ids := index[key]; len(ids) == 0 || ids[len(ids)-1] != id {
			index[key] = append(ids, id)
		}
	}
}

func labelKey(s string) string { return strings.ToLower(squeeze(s)) }

// nodeLabelled finds what a question means by a name that is no id.
func (b *binder) nodeLabelled(k model.Kind, n ast.Name) (model.NodeID, bool) {
	if n.Quoted {
		if id, ok := b.policy.Graphs[k].Lookup(n.Text); ok {
			return id, true
		}
	}
	found := b.labels.nodes[k][labelKey(n.Text)]
	switch len(found) {
	case 1:
		return found[0], true
	case 0:
		b.unknown(k, n, "")
	default:
		g := b.policy.Graphs[k]
		b.report(n, "ambiguous-name", "\"%s\" is the label of `%s` and of `%s`; use one of these names", n.Text, g.Node(found[0]).ID, g.Node(found[1]).ID)
	}
	return 0, false
}

func (b *binder) factLabelled(n ast.Name) (model.FactID, *model.Fact) {
	if n.Quoted {
		if id, ok := b.policy.Fact(n.Text); ok {
			return id, &b.policy.Facts[id]
		}
	}
	found := b.labels.facts[labelKey(n.Text)]
	switch len(found) {
	case 1:
		return found[0], &b.policy.Facts[found[0]]
	case 0:
		b.unknownFact(n)
	default:
		b.report(n, "ambiguous-name", "\"%s\" is the label of `%s` and of `%s`; use one of these names", n.Text,
			b.policy.Facts[found[0]].ID, b.policy.Facts[found[1]].ID)
	}
	return model.NoFact, nil
}

// answers are what an example may expect.
var answers = []string{"permitted", "prohibited", "undetermined", "not-addressed", "out-of-scope"}

// answerMeant are other words for answers.
var answerMeant = map[string]string{
	"allowed": "permitted", "allow": "permitted", "yes": "permitted", "ok": "permitted", "true": "permitted", "permit": "permitted",
	"denied": "prohibited", "deny": "prohibited", "forbidden": "prohibited", "refused": "prohibited", "false": "prohibited",
	"not-allowed": "prohibited", "not-permitted": "prohibited", "unknown": "undetermined", "unclear": "undetermined", "silent": "not-addressed",
}

func (c *checker) badAnswer(answer ast.Name) {
	near := answerMeant[answer.Text]
	if near == "" {
		near = diag.Nearest(answer.Text, slices.Values(answers))
	}
	if near != "" {
		c.report(answer, "bad-answer", "no answer is called `%s`; did you mean `%s`?", answer.Text, near)
		return
	}
	c.report(answer, "bad-answer", "no answer is called `%s`; it is permitted, prohibited, undetermined, not-addressed or out-of-scope", answer.Text)
}

// bindExamples binds the policy's examples.
func (c *checker) bindExamples() {
	b := &binder{checker: c}
	for _, e := range c.examples {
		c.file = e.at.file
		q, ok := b.question(e.decl.Question)
		out := model.Example{Name: e.decl.Name.Value, Asked: b.words(e.decl.Asked), Question: q, Pos: c.posOf(e.at)}
		out.Every, out.Never = e.decl.Every.Text != "", e.decl.Every.Text == "never"
		var known bool
		out.Answer, known = model.AnswerNamed(e.decl.Answer.Text)
		switch {
		case !known:
			c.badAnswer(e.decl.Answer)
			ok = false
		case out.Every && out.Answer != model.Permitted:
			c.report(e.decl.Answer, "bad-answer", "`%s` stands before `permitted` only", e.decl.Every.Text)
			ok = false
		}
		for _, r := range e.decl.Because {
			if known && out.Answer == model.NotAddressed && c.clauses[r.Text] == nil {
				c.report(r, "unknown-name", "there is no clause %s, and `not-addressed` rests on none; leave `because` out", r.Text)
				ok = false
			} else if cl, found := c.clauseNamed(r); found {
				out.Because = append(out.Because, cl.index)
			}
		}
		if ok {
			c.policy.Examples = append(c.policy.Examples, out)
		}
	}
}
