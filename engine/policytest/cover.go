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
// `always permitted`) makes decisive what decides one of its parts whatever the facts are that it leaves open. Nothing decides an answer that is
// not-addressed or undetermined.
type Cover struct {
	Total   int
	Missing []Uncovered // in the order of the files
}

// An Uncovered sentence decided no test.
type Uncovered struct {
	engine.Citation
	Follows string // what it follows from, where it is not stated itself: only, deadline, refusing or then
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

func (d *decisive) cover() Cover {
	out := Cover{Total: len(d.norms) + len(d.exclusions), Missing: []Uncovered{}}
	for n, done := range d.norms {
		if !done {
			out.Missing = append(out.Missing, Uncovered{d.e.CiteNorm(n), follows(d.e.Policy().Norms[n].Origin)})
		}
	}
	for i, done := range d.exclusions {
		if !done {
			out.Missing = append(out.Missing, Uncovered{Citation: d.e.CiteExclusion(i)})
		}
	}
	slices.SortStableFunc(out.Missing, func(a, b Uncovered) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return out
}

func follows(o model.Origin) string {
	return map[model.Origin]string{model.ByOnly: "only", model.AfterDeadline: "deadline", model.ByRefusing: "refusing", model.Then: "then"}[o]
}
