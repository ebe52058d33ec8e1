package policytest

import (
	"errors"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// Examples runs every example of a policy, in the order of the policy.
func Examples(e *engine.Engine) []Result {
	r := newRunner(e, Options{})
	r.examples()
	return r.results
}

func (r *runner) examples() {
	for i := range r.e.Policy().Examples {
		x := &r.e.Policy().Examples[i]
		name := x.Name
		if name == "" {
			name = x.Asked
		}
		if r.wants(name) {
			r.results = append(r.results, r.example(x, Result{Name: name, Pos: x.Pos, Asked: x.Asked}))
		}
	}
}

func (r *runner) example(x *model.Example, out Result) Result {
	w := want{answer: x.Answer, every: x.Every, never: x.Never}
	for _, c := range x.Because {
		w.because = append(w.because, r.e.Policy().Clauses[c].ID)
	}
	return r.ask(x.Question, &w, out)
}

// want is what is expected of an answer.
type want struct {
	answer       model.Answer
	every, never bool         // `always permitted`, `never permitted`
	because      []string     // exactly the clauses that decide; nil where it is not said
	conflict     model.Tri    // Unknown where it is not said
	needs        []string     // exactly what matters; nil where it is not said
	otherwise    model.Answer // under `nothing else`; NoAnswer where it is not said
}

// ask asks a question, and compares the answer with what is expected.
func (r *runner) ask(q *model.Question, w *want, out Result) Result {
	run := r.answer
	if w.every {
		run = r.promise
	}
	ruling, err := run(q, w, &out)
	if err == nil && w.because != nil {
		got := r.e.Clauses(ruling)
		out.Expected += because(w.because)
		out.Got += because(got)
		out.Notes = append(out.Notes, differ("clauses", w.because, got)...)
	}
	if err == nil && (w.needs != nil || w.otherwise != model.NoAnswer) {
		err = r.depends(q, w, &out)
	}
	switch {
	case err != nil:
		out.Err = err
	case out.Passed():
		r.cover.add(ruling)
	case out.Explanation == nil:
		out.Explanation, out.Err = r.e.ExplainQuestion(q)
	}
	return out
}

// answer compares an answer.
func (r *runner) answer(q *model.Question, w *want, out *Result) (engine.Ruling, error) {
	ruling, err := r.e.Rule(q)
	if err != nil {
		return ruling, err
	}
	out.Expected, out.Got = w.answer.String(), ruling.Answer.String()
	if w.conflict != model.Unknown {
		out.Expected += conflict(w.conflict == model.Sure)
		out.Got += conflict(ruling.Answer.Conflict())
	}
	return ruling, nil
}

func conflict(yes bool) string {
	if yes {
		return " with a conflict"
	}
	return " without a conflict"
}

// depends compares what an undetermined answer needs, and what it is otherwise.
func (r *runner) depends(q *model.Question, w *want, out *Result) error {
	x, err := r.e.ExplainQuestion(q)
	if err != nil {
		return err
	}
	if w.needs != nil {
		out.Expected += needs(w.needs)
		out.Got += needs(x.Needs)
		out.Notes = append(out.Notes, differ("needs", w.needs, x.Needs)...)
	}
	if w.otherwise != model.NoAnswer {
		otherwise := "nothing"
		if x.Otherwise != nil {
			otherwise = x.Otherwise.Answer
		}
		out.Expected += ", otherwise " + w.otherwise.String()
		out.Got += ", otherwise " + otherwise
	}
	if !out.Passed() {
		out.Explanation = x
	}
	return nil
}

func needs(names []string) string {
	if len(names) == 0 {
		return ", needs nothing"
	}
	return ", needs " + strings.Join(slices.Sorted(slices.Values(names)), ", ")
}

// because says which clauses decide, in alphabetical order.
func because(clauses []string) string {
	if len(clauses) == 0 {
		return " because of no clause"
	}
	return " because " + strings.Join(slices.Sorted(slices.Values(clauses)), ", ")
}

// differ says which names are too many, and which are missing.
func differ(what string, want, got []string) []string {
	var out []string
	for _, x := range []struct {
		word       string
		all, known []string
	}{{"too many", got, want}, {"missing", want, got}} {
		list := slices.DeleteFunc(slices.Sorted(slices.Values(x.all)), func(s string) bool { return slices.Contains(x.known, s) })
		if len(list) > 0 {
			out = append(out, what+" "+x.word+": "+strings.Join(list, ", "))
		}
	}
	return out
}

// errNotDecided says that it is not known whether a promise is kept.
var errNotDecided = errors.New("not decided whether this is so in every case: there are too many; divide it, or give some of the facts")

// promise finds out what is so in every case.
func (r *runner) promise(q *model.Question, w *want, out *Result) (engine.Ruling, error) {
	if r.proofs == nil {
		r.proofs = analysis.New(r.e.Policy())
	}
	prove, breaks := r.proofs.ProveAlways, "not permitted"
	out.Expected, out.Got = "always permitted", "not always permitted"
	if w.never {
		prove, breaks = r.proofs.ProveNever, "permitted"
		out.Expected, out.Got = "never permitted", "sometimes permitted"
	}
	proof, err := prove(q)
	switch {
	case err != nil:
		return engine.Ruling{}, err
	case proof.Result == analysis.NotDecided:
		return engine.Ruling{}, errNotDecided
	case proof.Result == analysis.Holds:
		out.Got = out.Expected
	case proof.Witness != nil:
		out.Notes = append(out.Notes, breaks+": "+proof.Witness.Sentence())
	}
	return r.e.RuleParts(q)
}
