package analysis

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/engine/internal/reference"
)

// A Witness is one case that shows something: an atom, and as few facts as decide it, with nothing else. It can be asked.
type Witness struct {
	Atom     model.Atom
	Question *model.Question
	Answer   model.Answer
	Conflict bool
	whole    *model.Question // the same with every fact told, for what the reference evaluator cannot go through otherwise
}

// Sentence says the case as the question that one would type.
func (w *Witness) Sentence() string { return Sentence(w.Question) }

// Asked returns the question as it stands in the JSON of `licet ask`.
func (w *Witness) Asked() engine.Asked { return engine.AskedOf(w.Question) }

// ErrReplay is in the error of Replay where the evaluators disagree: a mistake in this program, never in the policy.
var ErrReplay = errors.New("the reference evaluator does not confirm a case that the analysis found; please report this")

// errNotAsked says that no question is about an atom alone.
var errNotAsked = errors.New("no question asks about this alone")

// The bounds of the reference evaluator for one witness: completions times norms, and completions. Where a question has more, it is
// asked about the case with every fact told.
const (
	replayed        = 30_000
	mostCompletions = 20_000
)

// Replay asks the reference evaluator about a witness, and fails where it answers otherwise. The policy may be another
// version with the same names.
func Replay(p *model.Policy, w *Witness) error { return replay(p, w, nil) }

// replay asks it also whether some norms hold in the case.
func replay(p *model.Policy, w *Witness, norms []int) error {
	asked, limit := []*model.Question{w.Question}, mostCompletions
	if w.whole != nil {
		asked, limit = append(asked, w.whole), replayed/max(1, len(p.Norms))
	}
	if w.whole != nil && len(p.Norms) > manyNorms {
		asked, limit = []*model.Question{w.whole}, mostCompletions
	}
	for _, q := range asked {
		got, hold, err := reference.Confirm(p, q, norms, reference.Limits{Completions: limit})
		if limit = mostCompletions; errors.Is(err, reference.ErrLimit) && q != asked[len(asked)-1] {
			continue
		}
		switch {
		case err != nil:
			return fmt.Errorf("%w: %s: %w", ErrReplay, Sentence(q), err)
		case got.Answer != w.Answer || got.Conflict != w.Conflict:
			return fmt.Errorf("%w: %s: %v (conflict: %v), and not %v (conflict: %v)", ErrReplay, Sentence(q), got.Answer, got.Conflict, w.Answer, w.Conflict)
		case !hold:
			return fmt.Errorf("%w: %s: a norm does not hold that should", ErrReplay, Sentence(q))
		}
		return nil
	}
	return nil
}

// A finder makes witnesses for one policy, compiled with what it has settled. It is safe for concurrent use.
type finder struct {
	p       *model.Policy
	program *compile.Program
	claim   *model.Question // of which every case is one; nil where there is none
}

// witness returns the case of an atom in which just these facts are so, replayed. The norms must hold for all that its question is
// about.
func (f *finder) witness(atom model.Atom, told []compile.VarCell, norms ...int) (*Witness, error) {
	exact, err := f.ends(f.question(atom, told, exceptNext, nil), alone, nil)
	if err != nil {
		return nil, err
	}
	w := &Witness{Atom: atom}
	w.Answer, w.Conflict = compile.Verdict(exact)
	if w.Question = f.plainest(atom, told, exact, norms); w.Question == nil {
		return nil, errNotAsked
	}
	w.whole = f.whole(w.Question, atom)
	if err := replay(f.p, w, norms); err != nil {
		return nil, err
	}
	return w, nil
}

// alone is every dimension.
const alone model.Dims = 1<<model.DimCount - 1

// ends asks the compiled program. It returns no end where one of the norms does not hold for all that is asked.
func (f *finder) ends(q *model.Question, names model.Dims, norms []int) (uint8, error) {
	prepared, err := f.program.PrepareSearch(q, names)
	if err != nil {
		return 0, err
	}
	known := f.program.Layout.Known(q)
	if !prepared.AlwaysHold(&known, norms) {
		return 0, nil
	}
	return prepared.Ends(&known)
}

// Parts that a witness does not name where they do not matter, the least telling first.
var optional = []model.Dim{model.From, model.In, model.For, model.To}

// plainest returns the shortest question whose answer is that of the atom: a name stands for all that lies beneath it, and a part
// that does not matter is left out, if the answer stays the same. It is nil where no question is about the atom alone: data may be
// treated as what lies beneath them.
func (f *finder) plainest(atom model.Atom, told []compile.VarCell, want uint8, norms []int) *model.Question {
	same := func(q *model.Question) bool {
		ends, err := f.ends(q, 0, norms)
		return err == nil && ends == want
	}
	for _, how := range []exactness{plain, exceptNext, exceptAll} {
		if how == plain && !f.narrow(atom) || !same(f.question(atom, told, how, nil)) {
			continue
		}
		var left []model.Dim
		for _, d := range optional {
			if more := append(slices.Clip(left), d); f.takes(atom).Has(d) && (f.claim == nil || !f.claim.Named.Has(d)) && len(f.p.Norms) <= manyNorms && same(f.question(atom, told, how, more)) {
				left = more
			}
		}
		return f.question(atom, told, how, left)
	}
	return nil
}

// exactness is what a question takes away of what lies beneath its names.
type exactness uint8

const (
	plain      exactness = iota
	exceptNext           // the names just beneath them
	exceptAll            // every name beneath them
)

const (
	manyNorms = 2_000 // beyond which parts are named whether they matter or not, and cases replayed with every fact told
	fewNames  = 200   // beneath those of a question that is not asked of each by itself
)

// narrow reports whether few names lie beneath those of the atom.
func (f *finder) narrow(atom model.Atom) bool {
	for d, n := range atom {
		if f.takes(atom).Has(model.Dim(d)) && len(f.p.Graph(model.Dim(d)).Beneath(n)) > fewNames {
			return false
		}
	}
	return true
}

// takes returns the parts that the atom's action takes, with actor and action.
func (f *finder) takes(atom model.Atom) model.Dims {
	taken := alone
	if a := atom[model.Action]; a != model.Root {
		taken = f.p.Graphs[model.ActionKind].Node(a).Action.Takes
	}
	return taken.With(model.Actor).With(model.Action)
}

// question asks about an atom, without some parts.
func (f *finder) question(atom model.Atom, told []compile.VarCell, how exactness, without []model.Dim) *model.Question {
	q := &model.Question{Policy: f.p, Scope: model.AnyScope(), NothingElse: true}
	for d := range model.Dim(model.DimCount) {
		if !f.takes(atom).Has(d) && d != model.Of || slices.Contains(without, d) {
			continue
		}
		q.Scope[d] = model.Only(atom[d])
		if atom[d] == model.Root {
			q.Scope[d] = model.Any()
		}
		switch {
		case d == model.Of && !f.takes(atom).Has(model.Data):
			q.Scope[d] = model.Only(model.You)
			continue
		case how != plain:
			q.Scope[d].Except = f.beneath(d, atom[d], how)
		}
		if d != model.Of || atom[d] != model.You {
			q.Named = q.Named.With(d)
		}
	}
	q.Open = f.p.Taken(q.Scope[model.Action]) &^ q.Named &^ (1<<model.Of | 1<<model.Actor | 1<<model.Action)
	f.program.Layout.Say(q, told)
	f.suppose(q)
	return q
}

// beneath returns the names beneath a node, and those that the policy may treat as lying there.
func (f *finder) beneath(d model.Dim, n model.NodeID, how exactness) []model.NodeID {
	g := f.p.Graph(d)
	out := slices.Clone(g.Node(n).Children)
	if how == exceptAll {
		out = slices.Clone(g.Beneath(n))
	}
	if d == model.Data && how == exceptAll {
		for _, t := range f.p.Treats {
			for _, x := range t.Data {
				out = append(out, g.Beneath(x)...)
			}
		}
	}
	out = slices.DeleteFunc(out, func(x model.NodeID) bool { return g.Below(n, x) })
	slices.Sort(out)
	return slices.Compact(out)
}

// whole tells every fact of a case.
func (f *finder) whole(q *model.Question, atom model.Atom) *model.Question {
	out := *q
	out.Facts = map[model.FactID]model.Known{}
	for id := range f.p.Facts {
		fact := model.FactID(id)
		if k, ok := q.Facts[fact]; ok {
			out.Facts[fact] = k
		} else if s := &f.p.Facts[id]; s.Settled == nil && s.Type != model.YesNo && s.Type != model.Event {
			f.program.Layout.SayFirst(&out, fact)
		}
	}
	return &out
}
