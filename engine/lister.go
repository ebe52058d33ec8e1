package engine

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/sentence"
)

// A lister makes one listing.
type lister struct {
	e        *Engine
	say      *sentence.Speaker
	q        *model.Question // with everything in the listed dimensions
	known    compile.Known
	listed   model.Dims
	axes     []*axis
	outcomes []*outcome
	byText   map[string]int
	memo     map[string][]memoEntry
	cells    []int // the outcome of each cell
	weight   int   // of what was prepared
}

// memoEntry is the outcome of a prepared question.
type memoEntry struct {
	prepared *compile.Prepared
	outcome  int
}

func (e *Engine) newLister(q *model.Question, listed []model.Dim) (*lister, error) {
	wide := *q
	l := &lister{e: e, say: sentence.New(e.policy), q: &wide, known: e.program.Layout.Known(q), byText: map[string]int{}, memo: map[string][]memoEntry{}}
	for _, d := range listable {
		for _, x := range listed {
			if x == d {
				l.listed = l.listed.With(d)
			}
		}
	}
	for _, d := range listed {
		if !l.listed.Has(d) {
			return nil, fmt.Errorf("the %s cannot be listed; action, data, recipient and purpose can", d)
		}
		wide.Scope[d], wide.Named = model.Any(), wide.Named.With(d)
		wide.Open &^= 1 << d
	}
	for _, d := range listable {
		if l.listed.Has(d) {
			l.axes = append(l.axes, e.newAxis(&wide, d))
		}
	}
	return l, l.tooMany()
}

// answer finds the outcome of every cell. Cells that no sentence tells apart are asked about once.
func (l *lister) answer() error {
	tiles := map[string]int{}
	count := 1
	for _, a := range l.axes {
		count *= len(a.nodes)
	}
	l.cells = make([]int, count)
	for cell := range l.cells {
		at := l.at(cell)
		key := make([]byte, 0, 8*len(at))
		for i, place := range at {
			key = fmt.Append(key, l.axes[i].tile[place], " ")
		}
		out, ok := tiles[string(key)]
		if !ok {
			var err error
			if out, err = l.ask(at); err != nil {
				return err
			}
			tiles[string(key)] = out
		}
		l.cells[cell] = out
	}
	return nil
}

// at returns the places of a cell on the axes; the last axis changes first.
func (l *lister) at(cell int) []int {
	out := make([]int, len(l.axes))
	for i := len(l.axes) - 1; i >= 0; i-- {
		out[i] = cell % len(l.axes[i].nodes)
		cell /= len(l.axes[i].nodes)
	}
	return out
}

// ask answers one cell.
func (l *lister) ask(at []int) (int, error) {
	q, alone, ok := l.question(at)
	if !ok {
		return absent, nil
	}
	p, err := l.e.program.PrepareAlone(q, alone)
	if err != nil {
		return 0, err
	}
	if err := l.weigh(p); err != nil {
		return 0, err
	}
	key := l.treated(at) + p.Key()
	for _, m := range l.memo[key] {
		if m.prepared.Like(p) {
			return m.outcome, nil
		}
	}
	out, err := l.explain(q, alone, p)
	if err == nil {
		l.memo[key] = append(l.memo[key], memoEntry{p, out})
	}
	return out, err
}

// explain answers a question about one cell, and says why.
func (l *lister) explain(q *model.Question, alone model.Dims, p *compile.Prepared) (int, error) {
	asked := &Prepared{engine: l.e, code: p.Code(), question: p}
	a, err := asked.decide(&l.known)
	if errors.Is(err, ErrNothing) {
		return absent, nil
	} else if err != nil {
		return 0, err
	}
	scopes := &aloneScopes{alone, map[string]*Prepared{scopeKey(q): asked}}
	x := &explainer{e: l.e, say: l.say, alone: scopes, q: q, prepared: p, known: l.known, answer: a}
	return l.outcome(x.outcome())
}

// aloneScopes keeps the questions that explain one cell, by their scopes: they differ in facts, mostly.
type aloneScopes struct {
	dims model.Dims // see compile.PrepareAlone
	all  map[string]*Prepared
}

func (s *aloneScopes) prepared(e *Engine, q *model.Question) (*Prepared, error) {
	key := scopeKey(q)
	if p := s.all[key]; p != nil {
		return p, nil
	}
	prepared, err := e.program.PrepareAlone(q, s.dims)
	if err != nil {
		return nil, err
	}
	s.all[key] = &Prepared{engine: e, code: prepared.Code(), question: prepared}
	return s.all[key], nil
}

// treated tells what data may be treated as, where that depends on facts.
func (l *lister) treated(at []int) string {
	if len(l.e.policy.Treats) > 0 {
		for i, a := range l.axes {
			if a.dim == model.Data {
				return fmt.Sprint(a.tile[at[i]], " ")
			}
		}
	}
	return ""
}

// absent is the outcome of a cell of which there is nothing to ask.
const absent = -1

// question returns the question about one cell, and which of its dimensions are about names alone; not ok where its action does not take
// a part that the question names.
func (l *lister) question(at []int) (q *model.Question, alone model.Dims, ok bool) {
	one := *l.q
	alone = l.listed
	for i, a := range l.axes {
		one.Scope[a.dim] = model.Only(a.nodes[at[i]])
	}
	if !l.listed.Has(model.Action) {
		return &one, alone, true
	}
	const always = 1<<model.Actor | 1<<model.Action | 1<<model.Of
	takes := l.e.takes(one.Scope[model.Action].In[0]) | always
	if l.q.Named&^takes&^l.listed != 0 {
		return nil, 0, false
	}
	untaken := l.listed &^ takes
	for d := range model.Dim(model.DimCount) {
		if untaken.Has(d) {
			one.Scope[d] = model.Any()
		}
	}
	one.Named = l.q.Named & takes
	one.Open = takes &^ one.Named &^ always
	return &one, alone &^ untaken, true
}

// takes returns the parts that an action takes; what the root stands for may take any.
func (e *Engine) takes(action model.NodeID) model.Dims {
	if action == model.Root {
		return 1<<model.DimCount - 1
	}
	return e.policy.Graph(model.Action).Node(action).Action.Takes
}

// outcome numbers an outcome; the same one has the same number.
func (l *lister) outcome(o *outcome) (int, error) {
	text, err := json.Marshal(o)
	if err != nil {
		return 0, err
	}
	n, ok := l.byText[string(text)]
	if !ok {
		n = len(l.outcomes)
		l.byText[string(text)] = n
		l.outcomes = append(l.outcomes, o)
	}
	if len(l.outcomes) > maxOutcomes {
		return 0, l.limit(fmt.Sprintf("it would have more than %d different answers", maxOutcomes))
	}
	return n, nil
}
