package policytest

import (
	"cmp"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// Cover counts the sentences of a policy that can decide something, its norms and exclusions, and names those that no test made
// decisive. What follows from a sentence (by `only`, a deadline, `refusing` or `then`) counts by itself.
//
// A test makes the sentences decisive that its answer cites as deciding it, if it passes: of a question with several parts those
// that decide the gravest, and, where all parts are permitted, those that permit any of them. A promise (`never permitted`,
// `always permitted`) makes decisive what decides one of its parts whatever the facts are that it leaves open; a list (`only`), what
// permits its names. Nothing decides an answer that is not-addressed or undetermined.
//
// A sentence of which it is certain that it can decide no question is not counted: say, a permission that is always outweighed.
type Cover struct {
	Total   int         // of the sentences that count
	Missing []Uncovered // in the order of the files
	Never   []Uncovered // what decides no question, and does not count
}

// An Uncovered sentence decided no test.
type Uncovered struct {
	engine.Citation
	Follows string // what it follows from, where it is not stated itself: only, deadline, refusing or then
	Ask     string // a question that it decides, if one was found; what the answer should be is for the text to say
}

// Percent returns the share of the sentences that some test made decisive. It is rounded down: 100 means all.
func (c Cover) Percent() int {
	if c.Total == 0 {
		return 100
	}
	return (c.Total - len(c.Missing)) * 100 / c.Total
}

// decisive notes which sentences decided a test.
type decisive struct {
	e                 *engine.Engine
	norms, exclusions []bool
}

func newDecisive(e *engine.Engine) decisive {
	p := e.Policy()
	return decisive{e, make([]bool, len(p.Norms)), make([]bool, len(p.Exclusions))}
}

func (d *decisive) add(r engine.Ruling) {
	for _, n := range r.Norms {
		d.norms[n] = true
	}
	for _, i := range r.Exclusions {
		d.exclusions[i] = true
	}
}

// maxSought is for how many sentences a question is looked for. Of the others it is not known whether there is one.
const maxSought = 1_000

func (d *decisive) cover() Cover {
	out := Cover{Total: len(d.norms) + len(d.exclusions), Missing: []Uncovered{}, Never: []Uncovered{}}
	sought := 0
	add := func(u Uncovered, question func() (string, bool)) {
		never := false
		if sought++; sought <= maxSought {
			u.Ask, never = question()
		}
		if never {
			out.Total--
			out.Never = append(out.Never, u)
		} else {
			out.Missing = append(out.Missing, u)
		}
	}
	for n, done := range d.norms {
		if !done {
			add(Uncovered{d.e.CiteNorm(n), follows(d.e.Policy().Norms[n].Origin), ""}, func() (string, bool) { return d.e.NormQuestion(n) })
		}
	}
	for i, done := range d.exclusions {
		if !done {
			add(Uncovered{Citation: d.e.CiteExclusion(i)}, func() (string, bool) { return d.e.ExclusionQuestion(i) })
		}
	}
	byPlace := func(a, b Uncovered) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) }
	slices.SortStableFunc(out.Missing, byPlace)
	slices.SortStableFunc(out.Never, byPlace)
	return out
}

func follows(o model.Origin) string {
	return map[model.Origin]string{model.ByOnly: "only", model.AfterDeadline: "deadline", model.ByRefusing: "refusing", model.Then: "then"}[o]
}
