// Package reference decides questions as dsl/SPEC.md says, line by line. It is slow and
// obvious: it goes through every completion of what a question leaves unknown.
//
// It shares no code with the fast path; tests compare the two.
//
//	result, err := reference.Decide(policy, question, reference.Limits{})
package reference

import (
	"errors"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// ErrLimit says that a question leaves more open than this evaluator goes through.
var ErrLimit = errors.New("more completions than the reference evaluator goes through")

// ErrNothing says that in no completion there is anything to ask about.
var ErrNothing = errors.New("the question asks about nothing")

// Limits bound the work and choose how literally it is done.
type Limits struct {
	Completions int  // at most so many; 0 means 1,000,000
	EveryNode   bool // go through every node, not one of each set of nodes that all scopes treat alike
}

// A Result is an answer with what it depends on.
type Result struct {
	Answer   model.Answer
	Conflict bool
	// Needs are the facts and open parts that matter: two completions that differ only there have
	// different answers. Facts have their ids, parts their names, consents their kinds. Sorted.
	Needs []string
}

// A completion supplies every unknown fact, and one node for every part that is left open.
type completion struct {
	yes       map[model.FactID]bool
	number    map[model.FactID]int64
	option    map[model.FactID]int
	place     map[model.FactID]model.NodeID
	happened  map[model.FactID]bool
	ago       map[model.FactID]int64
	consent   [model.ConsentKinds]bool
	objection bool
	open      model.Atom
}

// A decider holds one question while it is decided.
type decider struct {
	policy *model.Policy
	q      *model.Question
	limits Limits
	nodes  [model.DimCount][]model.NodeID // of each dimension: what is asked, or may be completed
	norms  []int                          // which may be about the question
	c      completion

	without, unwaived []int // norms and waivers that are passed over: see Case
}

// Decide answers a question.
func Decide(p *model.Policy, q *model.Question, limits Limits) (Result, error) {
	d := newDecider(p, q, limits)
	unknowns := d.unknowns()
	total, ok := d.total(unknowns)
	if !ok {
		return Result{}, ErrLimit
	}
	answers := make([]outcome, 0, total)
	d.complete(unknowns, func() { answers = append(answers, d.question()) })
	return summarise(unknowns, answers)
}

func newDecider(p *model.Policy, q *model.Question, limits Limits) *decider {
	d := &decider{policy: p, q: q, limits: limits}
	if limits.Completions == 0 {
		d.limits.Completions = 1_000_000
	}
	d.c = completion{yes: map[model.FactID]bool{}, number: map[model.FactID]int64{}, option: map[model.FactID]int{},
		place: map[model.FactID]model.NodeID{}, happened: map[model.FactID]bool{}, ago: map[model.FactID]int64{}}
	d.chooseNodes()
	for i := range p.Norms {
		if d.mayMeet(&p.Norms[i].Scope) {
			d.norms = append(d.norms, i)
		}
	}
	return d
}

// total returns how many completions there are; false where there are more than the limit.
func (d *decider) total(unknowns []unknown) (int, bool) {
	total := 1
	for _, u := range unknowns {
		if total *= len(u.values); total > d.limits.Completions {
			return 0, false
		}
	}
	return total, true
}

// complete calls f in every completion, in the order of the unknowns' values, the last varying fastest.
func (d *decider) complete(unknowns []unknown, f func()) {
	if len(unknowns) == 0 {
		f()
		return
	}
	for _, set := range unknowns[0].values {
		set(&d.c)
		d.complete(unknowns[1:], f)
	}
}

// An outcome is a question's answer in one completion.
type outcome struct {
	answer   model.Answer
	conflict bool
}

// summarise: if all completions agree, that is the answer; otherwise it is undetermined.
func summarise(unknowns []unknown, answers []outcome) (Result, error) {
	r := Result{Conflict: true}
	for _, a := range answers {
		switch {
		case a.answer == model.NoAnswer: // no atom: nothing is asked in this completion
			continue
		case r.Answer == model.NoAnswer:
			r.Answer = a.answer
		case r.Answer != a.answer:
			r.Answer = model.Undetermined
		}
		r.Conflict = r.Conflict && a.conflict
	}
	if r.Answer == model.NoAnswer {
		return Result{}, ErrNothing
	}
	r.Conflict = r.Conflict && r.Answer == model.Prohibited
	if r.Answer == model.Undetermined {
		r.Needs = needs(unknowns, answers)
	}
	return r, nil
}

// needs: what matters are the unknowns for which two completions that differ only there have different answers.
func needs(unknowns []unknown, answers []outcome) []string {
	var out []string
	stride := len(answers)
	for _, u := range unknowns {
		n := len(u.values)
		block := stride
		stride /= n
		if matters(answers, block, stride) {
			out = append(out, u.name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// matters compares the answers of completions that lie a multiple of stride apart within one block.
func matters(answers []outcome, block, stride int) bool {
	for start := 0; start < len(answers); start += block {
		for i := range stride {
			for j := start + i + stride; j < start+block; j += stride {
				a, b := answers[start+i].answer, answers[j].answer
				if a != b && a != model.NoAnswer && b != model.NoAnswer {
					return true
				}
			}
		}
	}
	return false
}

// gravity orders answers: a question takes the gravest answer of its atoms.
func gravity(o outcome) int {
	switch o.answer {
	case model.Prohibited:
		if o.conflict {
			return 1
		}
		return 0
	case model.OutOfScope:
		return 2
	case model.NotAddressed:
		return 3
	}
	return 4
}

// question gives the answer of the question in the current completion.
func (d *decider) question() outcome {
	var gravest outcome
	var atom model.Atom
	d.atoms(0, &atom, func() {
		if !d.isPart(atom) {
			return
		}
		if o := d.atom(atom); gravest.answer == model.NoAnswer || gravity(o) < gravity(gravest) {
			gravest = o
		}
	})
	return gravest
}

// atoms calls f for every combination of nodes. In a dimension that the action does not take, the atom has the root.
func (d *decider) atoms(dim model.Dim, atom *model.Atom, f func()) {
	if dim == model.Dim(model.DimCount) {
		f()
		return
	}
	order := [...]model.Dim{model.Action, model.Actor, model.Data, model.Of, model.From, model.To, model.For, model.In}
	this := order[dim]
	switch {
	case this != model.Action && !d.takes(*atom, this):
		atom[this] = model.Root
		d.atoms(dim+1, atom, f)
	case d.q.Open.Has(this):
		atom[this] = d.c.open[this]
		d.atoms(dim+1, atom, f)
	default:
		for _, n := range d.nodes[this] {
			atom[this] = n
			d.atoms(dim+1, atom, f)
		}
	}
}

// takes reports whether the atom's action takes the part.
func (d *decider) takes(atom model.Atom, dim model.Dim) bool {
	return atom[model.Action] == model.Root || d.policy.Graphs[model.ActionKind].Node(atom[model.Action]).Action.Takes.Has(dim)
}

// isPart reports whether the atom is a part of what is asked, in the current completion.
func (d *decider) isPart(atom model.Atom) bool {
	for dim := range model.Dim(model.DimCount) {
		if !d.q.Open.Has(dim) && d.takes(atom, dim) && !d.in(dim, d.q.Scope[dim], atom[dim]) {
			return false
		}
	}
	return true
}

// in reports whether a node is in a set, in the current completion.
func (d *decider) in(dim model.Dim, s model.Set, n model.NodeID) bool {
	if dim == model.Data {
		return s.Holds(func(b model.NodeID) bool { return d.dataBelow(n, b) })
	}
	return s.Contains(d.policy.Graph(dim), n)
}

// dataBelow reports whether data n belongs to class b: by the graph's edges, and by what the policy treats as
// belonging to something under a condition that holds now. What it treats as not belonging does not, by any path.
func (d *decider) dataBelow(n, b model.NodeID) bool {
	if n == b {
		return true
	}
	for i := range d.policy.Treats {
		t := &d.policy.Treats[i]
		if t.Not && t.Class == b && d.all(t.When, model.Atom{}) {
			for _, x := range t.Data {
				if d.reaches(n, x, nil) {
					return false
				}
			}
		}
	}
	return d.reaches(n, b, nil)
}

// reaches follows edges upwards, those of the graph and the conditional ones.
func (d *decider) reaches(n, b model.NodeID, seen []int) bool {
	g := d.policy.Graphs[model.DataKind]
	if g.Below(n, b) {
		return true
	}
	for i := range d.policy.Treats {
		t := &d.policy.Treats[i]
		if t.Not || slices.Contains(seen, i) || !d.all(t.When, model.Atom{}) {
			continue
		}
		for _, x := range t.Data {
			if g.Below(n, x) && d.reaches(t.Class, b, append(slices.Clip(seen), i)) {
				return true
			}
		}
	}
	return false
}
