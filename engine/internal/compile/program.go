// Package compile turns a checked policy into what answers questions fast: for each question a decision
// diagram over facts, made when it is first asked.
//
// A question is divided into classes of atoms that lie in the same scopes (classes.go). Where the diagram of a
// question would be too large, its classes are searched instead (search.go); both follow section
// "Meaning" of dsl/SPEC.md, and so does package reference, with which tests compare them.
//
//	p := compile.New(policy, compile.DefaultLimits)
//	q, err := p.Prepare(question)
//	ends, err := q.Ends(&known)
package compile

import (
	"errors"
	"sync"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// ErrLimit says that a question is too wide, or leaves too much open, to be decided within bounds.
var ErrLimit = errors.New("the question is too wide to be decided; narrow it, or give more of its facts")

// ErrNothing says that the question asks about nothing.
var ErrNothing = errors.New("the question asks about nothing: no part of it can be the case")

// The ends of a question's function, from the gravest to the mildest.
const (
	EndProhibited uint32 = iota // and no permission says otherwise
	EndConflict                 // prohibited, and a permission holds too
	EndOutOfScope
	EndNotAddressed
	EndPermitted
	EndAbsent // there is no such atom
)

// Answer returns the answer that an end means.
func Answer(end uint32) model.Answer {
	return [...]model.Answer{model.Prohibited, model.Prohibited, model.OutOfScope, model.NotAddressed, model.Permitted, model.NoAnswer}[end]
}

// Limits on one question. They are variables of the program so that tests can make them small.
type Limits struct {
	Nodes   int // of a diagram while it is made
	Classes int // of atoms, each counted where it is met
	Steps   int // of a search
	Scouted int // by one scout, in about microseconds: so that a policy about which little can be found out does not take for ever
}

// DefaultLimits are those of the specification.
var DefaultLimits = Limits{Nodes: 200_000, Classes: 200_000, Steps: 1_000_000}

// A Program is a compiled policy. It is immutable and safe for concurrent use.
type Program struct {
	Policy *model.Policy
	Layout *Layout
	limits Limits

	norms      []sentence
	exclusions []sentence
	waivers    []sentence
	deemings   []sentence
	treats     []*expr // the conditions of policy.Treats
	plainTreat bool    // no treat adds parents: edges are those of the graph
	index      [indexed]map[model.NodeID][]int32
	all        [model.Kinds][]model.NodeID // every node of each kind
	codes      *codes

	underTreats []bool // of data: whether some treat is about them; nil where there are no treats
}

// A sentence is a compiled norm, exclusion, waiver or deeming: where it applies, and when.
type sentence struct {
	scope     *model.Scope
	when      *expr
	needsAtom bool // its condition tests consent or an objection
}

// New compiles a policy.
func New(p *model.Policy, limits Limits) *Program { return newProgram(p, newLayout(p), limits) }

// NewAlike compiles policies that declare the same names and facts, so that their programs can be gone through together (sweep.go):
// their facts have the same cells. What each has settled is put in, as by NewSettled.
func NewAlike(limits Limits, policies ...*model.Policy) []*Program {
	var out []*Program
	for i, l := range newLayouts(policies...) {
		out = append(out, newProgram(policies[i], l, limits))
		out[i].settle()
	}
	return out
}

func newProgram(p *model.Policy, l *Layout, limits Limits) *Program {
	out := &Program{Policy: p, Layout: l, limits: limits, plainTreat: true, codes: &codes{}}
	out.norms = make([]sentence, len(p.Norms))
	for i := range p.Norms {
		n := &p.Norms[i]
		out.norms[i] = l.sentence(&n.Scope, n.ActWhen())
	}
	for i := range p.Exclusions {
		out.exclusions = append(out.exclusions, l.sentence(&p.Exclusions[i].Scope, p.Exclusions[i].When))
	}
	for i := range p.Waivers {
		out.waivers = append(out.waivers, l.sentence(&p.Waivers[i].Scope, p.Waivers[i].When))
	}
	for i := range p.Deemings {
		m := &p.Deemings[i]
		s := l.sentence(&m.Scope, m.When)
		s.when = and(test(int(m.Fact), []bool{false, true}), s.when)
		out.deemings = append(out.deemings, s)
	}
	for i := range p.Treats {
		out.treats = append(out.treats, l.conditions(p.Treats[i].When))
		out.plainTreat = out.plainTreat && p.Treats[i].Not
	}
	out.findTreated()
	out.makeIndex()
	for k, g := range p.Graphs {
		out.all[k] = make([]model.NodeID, g.Len())
		for i := range out.all[k] {
			out.all[k][i] = model.NodeID(i)
		}
	}
	return out
}

func (l *Layout) sentence(scope *model.Scope, when []model.Condition) sentence {
	e := l.conditions(when)
	return sentence{scope, e, e.needsAtom()}
}

// A Prepared is one question, apart from its facts: who, what, which data and so on. It is immutable and safe for concurrent use.
type Prepared struct {
	program *Program
	Scope   model.Scope
	Open    model.Dims
	Grants  []model.Grant
	Alone   model.Dims // where the names asked about do not stand for what lies beneath them
	varied  bool       // the grants are given only where their variables say so: see Space
	top     *choice
	code    *diagram.Code // nil where it was too large
	weight  int
	among   []Sentence // while it is divided: the sentences that may be about it; nil where they are to be found
	vars    []int32    // the variables that some condition about the question tests, sorted
	Parts   [model.DimCount][]Group
}

// Prepare finds the classes of a question and makes its diagram. Only the question's scope, open parts and grants count.
func (p *Program) Prepare(q *model.Question) (*Prepared, error) { return p.PrepareAlone(q, 0) }

// PrepareAlone prepares a question that asks, in some dimensions, about just the names that it lists there, without what lies beneath
// them: an inner name then stands for its members that the vocabulary does not list.
func (p *Program) PrepareAlone(q *model.Question, alone model.Dims) (*Prepared, error) {
	return p.prepare(&Prepared{program: p, Scope: q.Scope, Open: q.Open, Grants: q.Grants, Alone: alone})
}

// prepare finds the classes of a question and makes its diagram.
func (p *Program) prepare(out *Prepared) (*Prepared, error) {
	if err := p.divide(out); err != nil {
		return nil, err
	}
	if out.code = p.build(out); out.code != nil {
		out.code = p.codes.shared(out.code)
	}
	out.weigh()
	return out, nil
}

// lists returns the sentences by their list.
func (p *Program) lists() [4][]sentence {
	return [...][]sentence{listNorm: p.norms, listExclusion: p.exclusions, listWaiver: p.waivers, listDeeming: p.deemings}
}

// PrepareSearch prepares a question that is asked once, of which much is known: without a diagram, so that it is searched.
func (p *Program) PrepareSearch(q *model.Question, alone model.Dims) (*Prepared, error) {
	out := &Prepared{program: p, Scope: q.Scope, Open: q.Open, Grants: q.Grants, Alone: alone}
	return out, p.divide(out)
}

// Weight returns how large the prepared question is, in nodes, norms and classes. A diagram that others share counts each time.
func (q *Prepared) Weight() int { return q.weight }

func (q *Prepared) weigh() {
	q.weight = 16 + len(q.vars)
	if q.code != nil {
		q.weight += q.code.Len()
	}
	q.top.each(map[*choice]bool{}, func(c *class) {
		q.weight += 8 + 2*len(c.norms)
		for i := range c.boxes {
			q.weight += 8
			for _, nodes := range c.boxes[i] {
				q.weight += len(nodes)
			}
		}
	})
}

// codes lets questions with the same function share one code, which keeps what is asked often in the cache.
type codes struct {
	mu    sync.Mutex
	all   map[uint64][]*diagram.Code
	count int
}

// maxShared bounds how many codes are remembered.
const maxShared = 1 << 16

func (c *codes) shared(code *diagram.Code) *diagram.Code {
	h := code.Hash()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, old := range c.all[h] {
		if old.Equal(code) {
			return old
		}
	}
	if c.all == nil || c.count >= maxShared {
		c.all, c.count = map[uint64][]*diagram.Code{}, 0
	}
	c.all[h] = append(c.all[h], code)
	c.count++
	return code
}

// Code returns the question's diagram; nil where it must be searched.
func (q *Prepared) Code() *diagram.Code { return q.code }

// Ends returns the ends, as bits, that some completion of what is known leads to.
func (q *Prepared) Ends(k *Known) (uint8, error) {
	var ends uint8
	var err error
	if q.code == nil {
		ends, err = q.search(k)
	} else if end, done := q.code.Eval(k.State); done {
		ends = 1 << end
	} else {
		ends = q.code.Reach(end, k.State, k.Partial)
	}
	if ends &^= 1 << EndAbsent; ends == 0 && err == nil {
		err = ErrNothing
	}
	return ends, err
}

// Verdict returns the answer that a set of ends amounts to.
func Verdict(ends uint8) (a model.Answer, conflict bool) {
	switch ends {
	case 1 << EndProhibited, 1<<EndProhibited | 1<<EndConflict:
		return model.Prohibited, false
	case 1 << EndConflict:
		return model.Prohibited, true
	case 1 << EndOutOfScope:
		return model.OutOfScope, false
	case 1 << EndNotAddressed:
		return model.NotAddressed, false
	case 1 << EndPermitted:
		return model.Permitted, false
	case 0:
		return model.NoAnswer, false
	}
	return model.Undetermined, false
}
