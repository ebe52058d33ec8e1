// Package analysis answers questions about all questions: which sentences of a policy can collide, and which never decide
// anything; whether a claim holds of every case (ProveNever, ProveAlways); and what changed between two versions (Diff). It is
// exact: what it finds is shown by a case that the reference evaluator has confirmed, or follows from the clauses
// that it names; what it does not find is not there. Where a bound is reached, it says "not decided".
//
// It does not say whether a finding is worth mending, or how it is told: that is for a linter.
//
//	a := analysis.New(policy)
//	conflicts, err := a.Conflicts()
//	fmt.Println(conflicts[0].Witness.Sentence())
package analysis

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// An Analysis is of one policy. It is immutable and safe for concurrent use.
type Analysis struct {
	policy  *model.Policy
	program *compile.Program
	named   [model.Kinds]map[model.NodeID]bool // the names in the scopes of norms
	shown   int                                // what the cases of conflicts may cost, see maxShown
}

// limits bound one look at the atoms that one sentence is about, and all looks together.
var limits = compile.Limits{Nodes: 100_000, Classes: 50_000, Steps: 100_000, Scouted: 5_000_000}

// New compiles a checked policy for analysis.
func New(policy *model.Policy) *Analysis { return bounded(policy, limits) }

func bounded(policy *model.Policy, l compile.Limits) *Analysis {
	return &Analysis{policy, compile.NewSettled(policy, l), namedNodes(policy), maxShown}
}

// Policy returns the policy that is analysed.
func (a *Analysis) Policy() *model.Policy { return a.policy }
