package engine

import (
	"hash/maphash"
	"io/fs"

	"github.com/seed-90f8eabc/licet/dsl"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
	"github.com/seed-90f8eabc/licet/policies"
)

// An Engine answers questions about one policy. It is immutable and safe for concurrent use.
type Engine struct {
	policy  *model.Policy
	program *compile.Program
	asker   *dsl.Asker
	byName  table // prepared questions by the strings they are asked in
	byScope scopes
	grants  bindings
	open    []uint16 // what is known before anything is said
	closed  []uint16 // the same under `nothing else`

	facts        []factInfo
	consentVar   int
	objectionVar int
	plainConsent bool  // no condition names a kind of consent
	dutyNorms    []int // the norms with must
}

// Load reads, checks and compiles the policy in a folder of fsys, or in a single file. Vocabularies that ship with the
// tool are found by name; the policies that ship with it are in policies.FS. The error is a diag.List (package dsl/diag)
// where the policy has problems.
func Load(fsys fs.FS, dir string) (*Engine, error) {
	p, err := dsl.Load(fsys, dir, policies.Libraries())
	if err != nil {
		return nil, err
	}
	return New(p), nil
}

// New compiles a checked policy.
func New(p *model.Policy) *Engine {
	program := compile.New(p, compile.DefaultLimits)
	e := &Engine{policy: p, program: program, asker: dsl.NewAsker(p)}
	e.byName.seed = maphash.Comparable(maphash.MakeSeed(), 0)
	e.open, e.closed = program.Layout.Start(false), program.Layout.Start(true)
	l := program.Layout
	e.consentVar, e.objectionVar, e.plainConsent = l.Consent, l.Objects, l.Cells(l.Consent) == 2
	e.makeFacts()
	for i := range p.Norms {
		if p.Norms[i].Modality == model.Must {
			e.dutyNorms = append(e.dutyNorms, i)
		}
	}
	return e
}

// Policy returns the policy that the engine answers for.
func (e *Engine) Policy() *model.Policy { return e.policy }

// Asker returns what turns sentences and fields into questions about this policy.
func (e *Engine) Asker() *dsl.Asker { return e.asker }

// Decision is what a question is answered with. The zero value is no answer, and not a permission.
type Decision = model.Answer

// The decisions.
const (
	Prohibited   = model.Prohibited   // stop
	OutOfScope   = model.OutOfScope   // stop: the policy says that it does not apply
	NotAddressed = model.NotAddressed // stop: the policy says nothing about it
	Permitted    = model.Permitted    // go on, and do the duties: see Explanation.Duties
	Undetermined = model.Undetermined // stop, and ask: it depends on what is not known
)

// An Answer is a decision. The zero Answer is not a permission.
type Answer struct {
	decision Decision
	conflict bool
}

// Allowed reports whether the answer is permitted. It is false for every other answer.
func (a Answer) Allowed() bool { return a.decision == Permitted }

// Decision returns which answer it is.
func (a Answer) Decision() Decision { return a.decision }

// Conflict reports whether it is prohibited although a permission holds as well and the policy does not say which prevails.
func (a Answer) Conflict() bool { return a.conflict }

// String returns the decision's name, as in the command's JSON.
func (a Answer) String() string { return a.decision.String() }

// ErrLimit says that a question is too wide, or leaves too much open, to be decided within bounds.
var ErrLimit = compile.ErrLimit

// ErrNothing says that a question asks about nothing.
var ErrNothing = compile.ErrNothing
