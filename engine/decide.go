package engine

import (
	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/diagram"
)

// A Question asks whether an actor may do something, in the names (or labels) of the policy's vocabulary. A part
// may name several, separated by commas: the answer is then that of the gravest. Parts left empty are open: the
// answer is definite only where it is the same whichever they are. But an empty Actor is `we`, and an empty Of is `you`.
type Question struct {
	Actor     string // who does it
	Action    string // what is done
	Data      string // with which data
	Of        string // whose data they are
	From      string // where they come from
	Recipient string // to whom
	Purpose   string // for what
	Place     string // where
}

// Decide answers a question, given some facts; nil facts are none. It does not allocate once the question has been asked before.
// The error is a diag.List (package dsl/diag) where a name is wrong, and wraps ErrLimit or ErrNothing.
func (e *Engine) Decide(q Question, f *Facts) (Answer, error) {
	h := e.byName.hash(&q)
	x := e.byName.get(h, &q)
	if x == nil {
		p, err := e.Prepare(q)
		if err != nil {
			return Answer{}, err
		}
		x = e.byName.put(h, &q, p)
	}
	if x.code != nil && f != nil && f.engine == e && len(f.grants) == 0 {
		if end, done := x.code.Eval(f.known.State); done && end < compile.EndAbsent {
			return answers[end], nil
		}
	}
	return x.prepared.Decide(f)
}

// Prepare resolves a question once, for services that ask it often with other facts.
func (e *Engine) Prepare(q Question) (*Prepared, error) {
	var f dsl.Fields
	for d, s := range q.strings() {
		f.Dims[d] = e.asker.Names(model.Dim(d), s)
	}
	bound, err := e.asker.Fields(f)
	if err != nil {
		return nil, err
	}
	return e.PrepareQuestion(bound)
}

// A Prepared is a question without its facts. It is immutable and safe for concurrent use.
type Prepared struct {
	engine   *Engine
	code     *diagram.Code // nil where the question must be searched
	question *compile.Prepared
}

// PrepareQuestion prepares a bound question; what it says of facts, consents and objections is not part of it.
func (e *Engine) PrepareQuestion(q *model.Question) (*Prepared, error) { return e.prepare(q, nil) }

// prepare prepares a bound question with grants.
func (e *Engine) prepare(q *model.Question, grants []model.Grant) (*Prepared, error) {
	if q.Policy != e.policy {
		return nil, errForeignQuestion
	}
	return e.byScope.prepared(e, &q.Scope, q.Open, grants)
}

// answers are the answers of a diagram's ends.
var answers = [diagram.Ends]Answer{
	compile.EndProhibited: {decision: Prohibited}, compile.EndConflict: {decision: Prohibited, conflict: true},
	compile.EndOutOfScope: {decision: OutOfScope}, compile.EndNotAddressed: {decision: NotAddressed}, compile.EndPermitted: {decision: Permitted},
}

// Decide answers the question, given some facts; nil facts are none. It does not allocate, unless the question is so wide that it must
// be searched. Where grants were added, it does not either once the question has been asked with the same ones.
func (p *Prepared) Decide(f *Facts) (Answer, error) {
	if f == nil {
		return p.decide(&compile.Known{State: p.engine.open})
	}
	if f.engine != p.engine {
		return Answer{}, errForeignFacts
	}
	if len(f.grants) > 0 {
		return p.decideWithGrants(f)
	}
	if p.code != nil {
		if end, done := p.code.Eval(f.known.State); done && end < compile.EndAbsent {
			return answers[end], nil
		}
	}
	return p.decide(&f.known)
}

func (p *Prepared) decide(k *compile.Known) (Answer, error) {
	ends, err := p.question.Ends(k)
	if err != nil {
		return Answer{}, err
	}
	decision, conflict := compile.Verdict(ends)
	return Answer{decision, conflict}, nil
}

// decideWithGrants prepares the question together with what the consents cover.
func (p *Prepared) decideWithGrants(f *Facts) (Answer, error) {
	with, err := p.with(f)
	if err != nil {
		return Answer{}, err
	}
	return with.decide(&f.known)
}

// with returns the question together with the grants that were added to facts.
func (p *Prepared) with(f *Facts) (*Prepared, error) {
	var buffer [8]model.Grant
	grants := p.question.Relevant(buffer[:0], f.grants)
	if len(grants) == 0 {
		return p, nil
	}
	return p.engine.byScope.prepared(p.engine, &p.question.Scope, p.question.Open, grants)
}

// DecideQuestion answers a bound question, as sentences and JSON become.
func (e *Engine) DecideQuestion(q *model.Question) (Answer, error) {
	p, err := e.prepare(q, q.Grants)
	if err != nil {
		return Answer{}, err
	}
	known := e.program.Layout.Known(q)
	return p.decide(&known)
}
