package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/generate"
)

// The laws of the meaning, on random policies and questions. Each test builds a policy, changes it or the
// question in one way, and compares the answers.

// law is one run of a property.
type law struct {
	t *rapid.T
	*generate.Generator
	parts generate.Parts
	count *int // of answers compared
}

// check runs a property, and fails if it compared too little.
func check(t *testing.T, f func(l *law)) {
	count := 0
	rapid.Check(t, func(t *rapid.T) {
		g := generate.New(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") })
		f(&law{t, g, g.Parts(), &count})
	})
	t.Logf("compared %d answers", count)
	atLeast := 50
	if testing.Short() {
		atLeast /= 5 // as rapid does
	}
	if count < atLeast {
		t.Errorf("only %d answers were compared", count)
	}
}

// engine loads a policy; a random one may contradict itself, and then the run is left out.
func (l *law) engine(p generate.Parts) *engine.Engine {
	e, err := engine.Load(fstest.MapFS{"p.licet": {Data: []byte(p.String())}}, "p.licet")
	var problems diag.List
	if errors.As(err, &problems) {
		l.t.Skip(problems[0].Message)
	}
	if err != nil {
		l.t.Fatal(err)
	}
	return e
}

// bind reads a question; nil where it contradicts itself.
func (l *law) bind(e *engine.Engine, question string) *model.Question {
	q, err := e.Asker().Question(question)
	if err != nil {
		return nil
	}
	return q
}

// decide answers a question; false where there is nothing to ask.
func (l *law) decide(e *engine.Engine, q *model.Question) (engine.Answer, bool) {
	if q == nil {
		return engine.Answer{}, false
	}
	a, err := e.DecideQuestion(q)
	if errors.Is(err, engine.ErrNothing) {
		return engine.Answer{}, false
	}
	if err != nil {
		l.t.Fatal(err)
	}
	return a, true
}

// questions calls f for some questions and their answers.
func (l *law) questions(e *engine.Engine, f func(question string, a engine.Answer)) {
	for range 12 {
		q := l.Question()
		if a, ok := l.decide(e, l.bind(e, q)); ok {
			f(q, a)
		}
	}
}

// both calls f for some questions, with the answers of two engines.
func (l *law) both(a, b *engine.Engine, f func(question string, before, after engine.Answer)) {
	l.questions(a, func(q string, before engine.Answer) {
		if after, ok := l.decide(b, l.bind(b, q)); ok {
			*l.count++
			f(q, before, after)
		}
	})
}

func (l *law) failf(parts generate.Parts, question, format string, args ...any) {
	l.t.Fatalf("%s\nquestion: %s\n%s", fmt.Sprintf(format, args...), question, parts)
}

// with returns the policy with one more clause.
func with(p generate.Parts, statements ...string) generate.Parts {
	p.Clauses = append(slices.Clip(p.Clauses), generate.Clause{ID: "Z.1", Statements: statements})
	return p
}

// helps reports whether an answer is no worse than another: no permission lost, no prohibition caused. Answers that depend on what is
// unknown are not compared.
func helps(before, after engine.Answer) bool {
	if before.Decision() == engine.Undetermined || after.Decision() == engine.Undetermined {
		return true
	}
	return !(before.Allowed() && !after.Allowed()) && !(before.Decision() != engine.Prohibited && after.Decision() == engine.Prohibited)
}

func TestOrderAndRepetitionChangeNothing(t *testing.T) {
	check(t, func(l *law) {
		other := l.parts
		other.Clauses = slices.Clone(other.Clauses)
		slices.Reverse(other.Clauses)
		for i := range other.Clauses {
			s := slices.Clone(other.Clauses[i].Statements)
			slices.Reverse(s)
			other.Clauses[i].Statements = append(s, s[0])
		}
		l.both(l.engine(l.parts), l.engine(other), func(q string, before, after engine.Answer) {
			if before != after {
				l.failf(l.parts, q, "in another order: %v, was %v", after, before)
			}
		})
	})
}

func TestAPermissionNeverTakesAway(t *testing.T) {
	check(t, func(l *law) {
		more := with(l.parts, l.Norm("may", false))
		a := l.engine(l.parts)
		l.both(a, l.engine(more), func(q string, before, after engine.Answer) {
			if before.Allowed() && !after.Allowed() {
				l.failf(more, q, "was permitted, with one more `may` it is %v", after)
			}
			if before.Decision() == engine.Prohibited && l.specific(a, q) && after.Decision() != engine.Prohibited {
				l.failf(more, q, "specific norms prohibited it, with one more `may` it is %v", after)
			}
		})
	})
}

// specific reports whether no default norm decides.
func (l *law) specific(e *engine.Engine, question string) bool {
	x, err := e.ExplainQuestion(l.bind(e, question))
	if err != nil {
		l.t.Fatal(err)
	}
	return !slices.ContainsFunc(x.DecidedBy, func(c engine.Citation) bool { return strings.HasPrefix(c.Says, "By default") })
}

func TestAProhibitionNeverLifts(t *testing.T) {
	check(t, func(l *law) {
		more := with(l.parts, l.Norm("must not", false))
		l.both(l.engine(l.parts), l.engine(more), func(q string, before, after engine.Answer) {
			if before.Decision() == engine.Prohibited && after.Decision() != engine.Prohibited {
				l.failf(more, q, "was prohibited, with one more prohibition it is %v", after)
			}
		})
	})
}

// narrower returns the question about one node beneath what it asks about, or about one node of an open part; nil
// where the chosen node is no part of it.
func (l *law) narrower(e *engine.Engine, q *model.Question) *model.Question {
	p := e.Policy()
	d := model.Dim(rapid.IntRange(0, model.DimCount-1).Draw(l.t, "dimension"))
	if d == model.Action {
		return nil // another action takes other parts
	}
	g := p.Graph(d)
	n := model.NodeID(rapid.IntRange(0, g.Len()-1).Draw(l.t, "node"))
	out := *q
	for m := range model.NodeID(g.Len()) {
		if g.Below(m, n) && !q.Open.Has(d) && !q.Scope[d].Contains(g, m) {
			return nil // a node may be in what was asked and share a part with what was left out
		}
	}
	if d == model.Data && slices.ContainsFunc(p.Treats, func(t model.Treat) bool { return t.Not || len(q.Scope[d].Except) > 0 }) {
		return nil // it may not be a part of what was asked
	}
	out.Open &^= 1 << d
	out.Scope[d] = model.Only(n)
	return &out
}

func TestPermittedStaysForNarrowerQuestions(t *testing.T) {
	check(t, func(l *law) {
		e := l.engine(with(l.parts, "we may use any", "we may share any to anyone"))
		l.questions(e, func(question string, w engine.Answer) {
			n, ok := l.decide(e, l.narrowerOf(e, question))
			if !ok {
				return
			}
			*l.count++
			if w.Allowed() && !n.Allowed() {
				l.failf(l.parts, question, "permitted, but a part of it is %v", n)
			}
		})
	})
}

func (l *law) narrowerOf(e *engine.Engine, question string) *model.Question {
	return l.narrower(e, l.bind(e, question))
}

// given adds facts to a question.
func given(question, facts string) string {
	closed := ""
	for _, tail := range []string{" and nothing else", " nothing else"} {
		if q, ok := strings.CutSuffix(question, tail); ok {
			question, closed = q, " and nothing else"
		}
	}
	if strings.Contains(question, " given ") {
		return question + " and " + facts + closed
	}
	return question + " given " + facts + closed
}

func TestKnowingMoreNeverChangesADefiniteAnswer(t *testing.T) {
	facts := []string{"f0", "no f0", "f1", "no f1", "age = 13", "age = 15", "age = 40", "channel is web", "channel is app", "proper", "no proper",
		"reading is wide", "reading is narrow", "before closed", "12 days after closed", "40 days after closed", "no consent", "consent", "explicit consent",
		"no objection", "objection", "deemed consent", "no deemed consent", "anonymised", "no anonymised"}
	check(t, func(l *law) {
		e := l.engine(l.parts)
		settled := strings.Contains(l.parts.Head, "\nreading is ")
		l.questions(e, func(question string, before engine.Answer) {
			fact := rapid.SampledFrom(facts).Draw(l.t, "fact")
			if before.Decision() == engine.Undetermined || strings.HasSuffix(question, "nothing else") || settled && strings.HasPrefix(fact, "reading") {
				return
			}
			after, ok := l.decide(e, l.bind(e, given(question, fact)))
			if !ok {
				return
			}
			*l.count++
			if after.Decision() != before.Decision() {
				l.failf(l.parts, question, "%v, and given %s too: %v", before, fact, after)
			}
		})
	})
}

func TestMoreConsentNeverHurts(t *testing.T) {
	steps := []string{"no consent and no deemed consent", "consent and no explicit consent and no deemed consent",
		"explicit consent and no deemed consent", "explicit consent and deemed consent"}
	check(t, func(l *law) {
		e := l.engine(l.parts)
		l.questions(e, func(question string, _ engine.Answer) {
			if strings.Contains(question, "consent") {
				return
			}
			var before engine.Answer
			for i, s := range steps {
				after, ok := l.decide(e, l.bind(e, given(question, s)))
				if !ok {
					return
				}
				*l.count++
				if i > 0 && !helps(before, after) {
					l.failf(l.parts, question, "given %s: %v; given %s: %v", steps[i-1], before, s, after)
				}
				before = after
			}
		})
	})
}

func TestAWaiverNeverHurts(t *testing.T) {
	check(t, func(l *law) {
		more := with(l.parts, "consent is not needed to use, store, share any")
		l.both(l.engine(l.parts), l.engine(more), func(q string, before, after engine.Answer) {
			if !helps(before, after) {
				l.failf(more, q, "%v, with a waiver %v", before, after)
			}
		})
	})
}

func TestDefaultsNeverChangeWhatSpecificNormsDecide(t *testing.T) {
	check(t, func(l *law) {
		specific := l.parts
		specific.Clauses = slices.Clone(specific.Clauses)
		for i := range specific.Clauses {
			s := slices.DeleteFunc(slices.Clone(specific.Clauses[i].Statements), func(s string) bool { return strings.Contains(s, "by default") })
			if len(s) == 0 {
				s = []string{"prose"}
			}
			specific.Clauses[i].Statements = s
		}
		modal := rapid.SampledFrom([]string{"may", "must not"}).Draw(l.t, "modal")
		more := with(specific, l.Norm(modal, true))
		l.both(l.engine(specific), l.engine(more), func(q string, before, after engine.Answer) {
			d := before.Decision()
			if (d == engine.Permitted || d == engine.OutOfScope || d == engine.Prohibited) && after.Decision() != d && !graver(after, d) {
				l.failf(more, q, "specific norms decide %v, with a default it is %v", before, after)
			}
		})
	})
}

// graver reports whether another part of the question, on which no specific norm decides, now has a graver answer.
func graver(after engine.Answer, before engine.Decision) bool {
	return before == engine.OutOfScope && (after.Decision() == engine.Prohibited || after.Decision() == engine.Undetermined)
}

func TestWhatTouchesNothingChangesNothing(t *testing.T) {
	check(t, func(l *law) {
		more := with(l.parts, "we must not use elsewhere", "somebody must not share any to anyone")
		more.Head += "data elsewhere \"something else\"\nparty somebody \"somebody\"\npurpose another \"another purpose\" is pu0\ndata child-of \"a new name\" is da0\n"
		a := l.engine(l.parts)
		l.both(a, l.engine(more), func(q string, before, after engine.Answer) {
			if strings.Contains(q, "any") || l.bind(a, q).Open.Has(model.Data) { // asks about the new names as well
				return
			}
			if after != before {
				l.failf(more, q, "%v, with norms about something else %v", before, after)
			}
		})
	})
}

func TestAQuestionIsNoBetterThanItsParts(t *testing.T) {
	check(t, func(l *law) {
		e := l.engine(l.parts)
		l.questions(e, func(question string, a engine.Answer) {
			x, err := e.ExplainQuestion(l.bind(e, question))
			if err != nil {
				l.t.Fatal(err)
			}
			*l.count++
			for _, p := range x.Parts {
				if p.Answer != engine.Permitted.String() && a.Allowed() {
					l.failf(l.parts, question, "permitted, but a part is %s", p.Answer)
				}
			}
			if len(x.Parts) == 1 {
				l.failf(l.parts, question, "one part only: %+v", x.Parts)
			}
		})
	})
}
