package engine

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// Explain answers a question and says why. Facts may be nil.
func (e *Engine) Explain(q Question, f *Facts) (*Explanation, error) {
	p, err := e.Prepare(q)
	if err != nil {
		return nil, err
	}
	return p.Explain(f)
}

// Explain answers the question and says why. Facts may be nil.
func (p *Prepared) Explain(f *Facts) (*Explanation, error) {
	q := &model.Question{Policy: p.engine.policy, Scope: p.question.Scope, Open: p.question.Open, Named: p.named()}
	if f != nil {
		if f.engine != p.engine {
			return nil, errForeignFacts
		}
		f.tell(q)
	}
	return p.engine.ExplainQuestion(q)
}

// named returns the parts that the question names: those that its action takes and it does not leave open.
func (p *Prepared) named() model.Dims {
	named := p.engine.policy.Taken(p.question.Scope[model.Action]) &^ p.question.Open &^ (1 << model.Of)
	if !slices.Equal(p.question.Scope[model.Of].In, []model.NodeID{model.You}) {
		named = named.With(model.Of)
	}
	return named
}

// ExplainQuestion answers a bound question and says why.
func (e *Engine) ExplainQuestion(q *model.Question) (*Explanation, error) {
	return e.explain(q, e.program.Layout.Known(q))
}

// Brief answers a bound question with no more than the clauses that decide.
func (e *Engine) Brief(q *model.Question) (Answer, []string, error) {
	r, err := e.Rule(q)
	if err != nil {
		return Answer{}, nil, err
	}
	return r.Answer, e.Clauses(r), nil
}

// An explainer holds one answer while it is explained.
type explainer struct {
	alone    *aloneScopes // nil where names stand for what lies beneath them, too
	e        *Engine
	say      *sentence.Speaker
	q        *model.Question
	prepared *compile.Prepared
	known    compile.Known
	answer   Answer
	classes  []*compile.ClassView
	norms    map[int]*normState // by norm: the most that it comes to in any class
	order    []int
}

// normState is what a norm comes to, over the classes that it is about.
type normState struct {
	view    compile.NormView
	class   *compile.ClassView // of the view
	held    []heldIn
	decides bool
}

// heldIn is a class in which a norm holds.
type heldIn struct {
	class *compile.ClassView
	norm  *compile.NormView
}

func (e *Engine) explainer(q *model.Question, known compile.Known) (*explainer, error) {
	return (&explainer{e: e, say: sentence.New(e.policy)}).asking(q, known)
}

// asking explains another question of the same form.
func (x *explainer) asking(q *model.Question, known compile.Known) (*explainer, error) {
	y := &explainer{e: x.e, say: x.say, alone: x.alone, q: q, known: known}
	p, err := x.prepare(q)
	if err != nil {
		return nil, err
	}
	y.prepared = p.question
	y.answer, err = p.decide(&known)
	return y, err
}

// prepare prepares a question. One about names alone is not kept among the engine's, but by who explains one of its cells.
func (x *explainer) prepare(q *model.Question) (*Prepared, error) {
	if x.alone == nil {
		return x.e.prepare(q, q.Grants)
	}
	return x.alone.prepared(x.e, q)
}

func (e *Engine) explain(q *model.Question, known compile.Known) (*Explanation, error) {
	x, err := e.explainer(q, known)
	if err != nil {
		return nil, err
	}
	x.collect(true)
	p := e.policy
	out := &Explanation{
		Format: AnswerFormat, Policy: RefOf(p), Question: x.asked(),
		Answer: x.answer.String(), Conflict: x.answer.conflict,
		DecidedBy: x.decidedBy(), Needs: []string{}, WouldChange: []Change{}, Duties: []Duty{}, Parts: []PartAnswer{}, Notes: []string{},
	}
	if x.answer.decision == Undetermined {
		out.Needs = x.needs(&out.Notes)
		out.Otherwise = x.otherwise()
	}
	out.WouldChange = x.wouldChange()
	out.Considered = x.considered()
	out.Duties = x.duties()
	out.Parts = x.parts()
	out.Notes = append(out.Notes, x.notes()...)
	out.Summary = x.summary(out)
	return out, nil
}

// collect reads the classes of the question, and what each norm comes to; if that is wanted, also what failed of it.
func (x *explainer) collect(failed bool) {
	x.norms = map[int]*normState{}
	x.prepared.Classes(&x.known, failed, func(v *compile.ClassView) {
		if v.Ends != 1<<compile.EndAbsent {
			x.classes = append(x.classes, v)
		}
	})
	sure := x.someSure()
	for _, c := range x.classes {
		decides := x.decidesIn(c, sure)
		for i := range c.Norms {
			v := c.Norms[i]
			s := x.norms[v.Norm]
			if s == nil {
				s = &normState{view: v, class: c}
				x.norms[v.Norm] = s
				x.order = append(x.order, v.Norm)
			}
			if v.Holds == compile.IsTrue {
				s.held = append(s.held, heldIn{c, &c.Norms[i]})
			}
			s.decides = s.decides || decides(v)
			if better(v, s.view) {
				s.view, s.class = v, c
			}
		}
	}
	slices.Sort(x.order)
}

// better reports whether a view is nearer to holding.
func better(a, b compile.NormView) bool {
	rank := func(v compile.NormView) int {
		switch v.Holds {
		case compile.IsTrue:
			return 2
		case compile.IsUnknown:
			return 1
		}
		return 0
	}
	return rank(a) > rank(b)
}

// someSure reports whether some class is certain to have the answer's end. If none is, each possible one counts.
func (x *explainer) someSure() bool {
	for _, c := range x.classes {
		if a, _ := compile.Verdict(c.Ends); a == x.answer.decision {
			return true
		}
	}
	return false
}

// decidesIn returns which of a class's norms decide the answer.
func (x *explainer) decidesIn(c *compile.ClassView, sure bool) func(compile.NormView) bool {
	never := func(compile.NormView) bool { return false }
	a, _ := compile.Verdict(c.Ends)
	norms := x.e.policy.Norms
	switch x.answer.decision {
	case Permitted:
		certain := slices.ContainsFunc(c.Norms, func(v compile.NormView) bool {
			return norms[v.Norm].Permits() && v.Decisive && v.Counts == compile.IsTrue
		})
		return func(v compile.NormView) bool {
			return norms[v.Norm].Permits() && v.Decisive && (v.Counts == compile.IsTrue || !certain && v.Counts == compile.IsUnknown)
		}
	case Prohibited:
		if sure && a != Prohibited {
			return never
		}
		certain := slices.ContainsFunc(c.Norms, func(v compile.NormView) bool {
			return !norms[v.Norm].Permits() && v.Decisive && v.Counts == compile.IsTrue
		})
		return func(v compile.NormView) bool {
			return !norms[v.Norm].Permits() && v.Decisive && (v.Counts == compile.IsTrue || !certain && v.Counts == compile.IsUnknown)
		}
	}
	return never
}

// deciding returns the norms that decide, in the order of the policy.
func (x *explainer) deciding() []int {
	return slices.DeleteFunc(slices.Clone(x.order), func(n int) bool { return !x.norms[n].decides })
}

// excluding returns the exclusions that put the question, or its gravest part, outside the policy.
func (x *explainer) excluding() []int {
	if x.answer.decision != OutOfScope {
		return nil
	}
	var out []int
	for _, want := range []compile.Truth{compile.IsTrue, compile.IsUnknown} {
		for _, c := range x.classes {
			for _, v := range c.Exclusions {
				if v.Holds == want && !slices.Contains(out, v.Index) {
					out = append(out, v.Index)
				}
			}
		}
		if len(out) > 0 {
			break
		}
	}
	slices.Sort(out)
	return out
}

// clauses returns the ids of the clauses of norms, and of the exclusions that decide, each once.
func (x *explainer) clauses(norms []int) []string {
	return x.e.Clauses(Ruling{Norms: norms, Exclusions: x.excluding()})
}

// Clauses returns the ids of the clauses that decide, each once.
func (e *Engine) Clauses(r Ruling) []string {
	p := e.policy
	out := []string{}
	add := func(clause int) {
		if id := p.Clauses[clause].ID; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, n := range r.Norms {
		add(p.Norms[n].Clause)
	}
	for _, i := range r.Exclusions {
		add(p.Exclusions[i].Clause)
	}
	return out
}

// decidedBy cites what decides.
func (x *explainer) decidedBy() []Citation {
	out := []Citation{}
	for _, n := range x.deciding() {
		out = append(out, x.e.CiteNorm(n))
	}
	for _, i := range x.excluding() {
		out = append(out, x.e.CiteExclusion(i))
	}
	return out
}

// normSays says a norm as a sentence; of one that follows from another, also that.
func (x *explainer) normSays(n *model.Norm) string {
	says := x.say.Norm(n)
	switch n.Origin {
	case model.AfterDeadline:
		return says + " (it follows from the duty: " + x.say.Norm(&x.e.policy.Norms[n.From]) + ")"
	case model.ByOnly:
		return says + " (it follows from the word \"only\")"
	}
	return says
}

func (x *explainer) conditions(when []model.Condition) string {
	var b strings.Builder
	for _, w := range when {
		b.WriteString(", " + x.say.Condition(w))
	}
	return b.String()
}

func (x *explainer) cite(clause int, modality string, pos model.Pos, says string) Citation {
	p := x.e.policy
	c := &p.Clauses[clause]
	out := Citation{Clause: c.ID, Modality: modality, Quote: c.Quote(), File: pos.File, Line: pos.Line, Says: sentence.Capital(says) + "."}
	if len(c.Quotes) > 0 && c.Quotes[0].Source >= 0 {
		out.Source, out.SourceLine = p.Sources[c.Quotes[0].Source].Path, c.Quotes[0].Line
	}
	return out
}
