package analysis

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// A Proof is what a claim about every case comes to.
type Proof struct {
	Result  Result
	Witness *Witness // where the claim fails: a case that breaks it; nil where no question is about such a case alone
}

// Result is what is found out about a claim. The zero value is that nothing is.
type Result uint8

// The results.
const (
	NotDecided Result = iota // a bound was reached: neither holds nor fails is known
	Holds
	Fails
)

func (r Result) String() string { return [...]string{"not-decided", "holds", "fails"}[r] }

// proofLimits bound one proof: all of its claim, and the function of one class of atoms.
var proofLimits = compile.Limits{Nodes: 100_000, Classes: 2_000_000, Steps: 1_000_000}

// ProveNever finds out whether nothing is permitted of what a question asks about: no part of it, in no completion of the facts that it
// leaves open (section "Meaning" of dsl/SPEC.md). It looks only at what some permission is about. The error is engine.ErrNothing
// where the question asks about nothing.
func (a *Analysis) ProveNever(q *model.Question) (Proof, error) {
	return a.proveNever(q, proofLimits)
}

func (a *Analysis) proveNever(q *model.Question, l compile.Limits) (Proof, error) {
	p, err := a.prover(q, l, model.Permitted)
	if err != nil {
		return Proof{}, err
	}
	for n := range a.policy.Norms {
		if a.policy.Norms[n].Permits() && p.program.MayHold(n, &p.known, len(q.Grants) > 0) {
			p.sweep(&compile.Sentence{List: compile.InNorms, Index: n})
		}
		if p.ended() {
			break
		}
	}
	return p.proof()
}

// ProveAlways finds out whether everything that a question asks about is permitted: each part of it, in every completion.
func (a *Analysis) ProveAlways(q *model.Question) (Proof, error) {
	return a.proveAlways(q, proofLimits)
}

func (a *Analysis) proveAlways(q *model.Question, l compile.Limits) (Proof, error) {
	p, err := a.prover(q, l, model.Prohibited, model.OutOfScope, model.NotAddressed)
	if err != nil {
		return Proof{}, err
	}
	p.sweep(nil)
	return p.proof()
}

// A prover looks for a case that breaks a claim.
type prover struct {
	finder
	q       *model.Question
	limits  compile.Limits
	known   compile.Known
	breaks  []model.Answer // each by itself breaks the claim
	left    int
	work    int
	seen    map[string]bool
	open    bool // something could not be decided
	broken  bool
	witness *Witness
	err     error
}

func (a *Analysis) prover(q *model.Question, l compile.Limits, breaks ...model.Answer) (*prover, error) {
	// The program is one in which a question may suppose otherwise than the policy has settled.
	p := &prover{finder: finder{p: a.policy, program: compile.New(a.policy, l), claim: q}, q: q, limits: l, breaks: breaks, seen: map[string]bool{}}
	p.known = p.program.Layout.Known(q)
	start := compile.NewSweep(p.program)
	p.left, p.work = start.Left, start.Work
	start.Question = q
	asks := false
	err := start.Each(func(s *compile.Swept) bool {
		asks = s.MayEnd(0, &p.known)&^(1<<compile.EndAbsent) != 0
		return !asks
	})
	if err == nil && !asks {
		return nil, engine.ErrNothing
	}
	return p, nil
}

// sweep looks at the atoms of the claim, or at those of them that a sentence is about.
func (p *prover) sweep(about *compile.Sentence) {
	s := compile.NewSweep(p.program)
	s.Question, s.About, s.Left, s.Work = p.q, about, p.left, p.work
	if err := s.Each(func(s *compile.Swept) bool { p.look(s); return !p.ended() }); err != nil {
		p.open = true
	}
	p.left, p.work = s.Left, s.Work
}

// ended reports whether nothing more can be found out.
func (p *prover) ended() bool { return p.broken || p.err != nil || p.left < 0 || p.work < 0 }

// look looks at a box of atoms.
func (p *prover) look(s *compile.Swept) {
	if p.seen[s.Key] {
		return
	}
	p.seen[s.Key] = true
	ends := s.MayEnd(0, &p.known)
	for _, a := range p.breaks {
		breaks := func(end uint32) bool { return compile.Answer(end) == a }
		if !p.broken && anyEnd(ends, breaks) {
			p.find(s, breaks)
		}
	}
}

// anyEnd reports whether one of some ends is accepted.
func anyEnd(ends uint8, accept func(end uint32) bool) bool {
	for end := range compile.EndAbsent + 1 {
		if ends&(1<<end) != 0 && accept(end) {
			return true
		}
	}
	return false
}

// find looks for a case of a box in which the claim is broken.
func (p *prover) find(s *compile.Swept, breaks func(end uint32) bool) {
	if j, ok := s.Joint(p.limits.Nodes); ok {
		code := j.Code(0)
		if !anyEnd(code.Reach(code.Root(), p.known.State, p.known.Partial), breaks) {
			return
		}
		told, ok := p.program.Layout.Smallest(code, &p.known, breaks)
		if !ok { // there is such a case: that it cannot be told proves nothing
			p.open = true
			return
		}
		p.tell(s, told)
		return
	}
	found, certain := s.Search(0, &p.known, breaks)
	p.open = p.open || !certain
	if found != nil {
		p.tell(s, p.program.Layout.Tell(found))
	}
}

// tell makes a witness of facts and of one of the atoms.
func (p *prover) tell(s *compile.Swept, told []compile.VarCell) {
	p.broken = true
	for _, atom := range append(p.atoms(&s.Box, listed(p.q)), p.atoms(&s.Box, nil)...) {
		w, err := p.finder.witness(atom, told)
		if err != nil {
			if !errors.Is(err, errNotAsked) {
				p.err = err
				return
			}
			continue
		}
		if p.witness == nil {
			p.witness = w
		}
		if !excepts(w.Question) { // a plainer case than with names that are taken away
			p.witness = w
			return
		}
	}
}

// excepts reports whether a question takes names away.
func excepts(q *model.Question) bool {
	for _, s := range q.Scope {
		if len(s.Except) > 0 {
			return true
		}
	}
	return false
}

func (p *prover) proof() (Proof, error) {
	switch {
	case p.err != nil:
		return Proof{}, p.err
	case p.broken:
		return Proof{Fails, p.witness}, nil
	case p.open || p.ended():
		return Proof{Result: NotDecided}, nil
	}
	return Proof{Result: Holds}, nil
}
