package engine

import (
	"strings"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
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
func (e *Engine) Decide(q Question, f *Facts) (Answer, error) {
	key, ok := e.key(&q)
	if !ok {
		p, err := e.Prepare(q)
		if err != nil {
			return Answer{}, err
		}
		return p.Decide(f)
	}
	p := e.byName.get(&key)
	if p == nil {
		var err error
		if p, err = e.prepareKey(q, &key); err != nil {
			return Answer{}, err
		}
	}
	return p.Decide(f)
}

// openPart stands in a key for a part that the question leaves open, or that nobody needs to name.
const openPart model.NodeID = -1

// key looks the names of a question up; false where one of them is not a single id.
func (e *Engine) key(q *Question) (key questionKey, ok bool) {
	ok = true
	look := func(k model.Kind, name string, otherwise model.NodeID) model.NodeID {
		if name == "" {
			return otherwise
		}
		n, found := e.policy.Graphs[k].Lookup(name)
		ok = ok && found
		return n
	}
	key[model.Actor] = look(model.PartyKind, q.Actor, model.We)
	key[model.Action] = look(model.ActionKind, q.Action, openPart)
	key[model.Data] = look(model.DataKind, q.Data, openPart)
	key[model.Of] = look(model.PartyKind, q.Of, openPart)
	key[model.From] = look(model.PartyKind, q.From, openPart)
	key[model.To] = look(model.PartyKind, q.Recipient, openPart)
	key[model.For] = look(model.PurposeKind, q.Purpose, openPart)
	key[model.In] = look(model.PlaceKind, q.Place, openPart)
	return key, ok
}

func (e *Engine) prepareKey(q Question, key *questionKey) (*Prepared, error) {
	p, err := e.Prepare(q)
	if err != nil {
		return nil, err
	}
	e.byName.put(key, p)
	return p, nil
}

// Prepare resolves a question once, for services that ask it often with other facts.
func (e *Engine) Prepare(q Question) (*Prepared, error) {
	var f dsl.Fields
	for d, s := range [model.DimCount]string{model.Actor: q.Actor, model.Action: q.Action, model.Data: q.Data, model.Of: q.Of,
		model.From: q.From, model.To: q.Recipient, model.For: q.Purpose, model.In: q.Place} {
		f.Dims[d] = e.split(model.Dim(d), s)
	}
	bound, err := e.asker.Fields(f)
	if err != nil {
		return nil, err
	}
	return e.PrepareQuestion(bound)
}

// split divides a part at its commas, unless the whole is a name or a label.
func (e *Engine) split(d model.Dim, s string) []string {
	if s == "" {
		return nil
	}
	if _, ok := e.policy.Graph(d).Lookup(s); ok || !strings.Contains(s, ",") {
		return []string{s}
	}
	out := strings.Split(s, ",")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// A Prepared is a question without its facts. It is immutable and safe for concurrent use.
type Prepared struct {
	engine   *Engine
	question *compile.Prepared
}

// PrepareQuestion prepares a bound question; what it says of facts is not part of it.
func (e *Engine) PrepareQuestion(q *model.Question) (*Prepared, error) {
	return e.byScope.prepared(e, q)
}

// Decide answers the question, given some facts; nil facts are none. It does not allocate, unless consent covers only a part
// of what is asked, or a question is so wide that it must be searched.
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
	q := &model.Question{Scope: p.question.Scope, Open: p.question.Open, Grants: f.grants}
	with, err := p.engine.PrepareQuestion(q)
	if err != nil {
		return Answer{}, err
	}
	return with.decide(&f.known)
}

// DecideQuestion answers a bound question, as sentences and JSON become.
func (e *Engine) DecideQuestion(q *model.Question) (Answer, error) {
	p, err := e.PrepareQuestion(q)
	if err != nil {
		return Answer{}, err
	}
	known := e.program.Layout.Known(q)
	return p.decide(&known)
}

// bindGrant binds one consent.
func (e *Engine) bindGrant(m map[string]any) (*model.Question, error) {
	f := dsl.Fields{Values: map[string]any{"consent": []any{m}}}
	f.Dims[model.Action] = []string{"any"}
	return e.asker.Fields(f)
}
