package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/analysis"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func conflictingNorms() lint.Rule {
	return lint.Rule{Name: "conflicting-norms", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "one clause permits what another prohibits, and nothing says which prevails", Check: findConflictingNorms}
}

// findConflictingNorms reports one finding for two clauses. It passes over a prohibition that readers take for a limit of the permission; where
// two clauses have several such pairs of sentences, over them until it comes to one that is not.
func findConflictingNorms(c *lint.Context) []lint.Finding {
	p := c.Policy()
	conflicts, err := c.Analysis().Conflicts()
	c.NotDecided(err)
	changes := newPurposeChanges(c)
	var out []lint.Finding
	for _, x := range conflicts {
		for _, pair := range append([]analysis.Pair{{Prohibition: x.Prohibition, Permission: x.Permission}}, x.Pairs...) {
			f, n := &p.Norms[pair.Prohibition], &p.Norms[pair.Permission]
			if !c.Own(n.Pos) || limits(p, f, n) && !changes.between(f, n) {
				continue
			}
			found := conflicting(p, f, n)
			if pair.Prohibition == x.Prohibition && pair.Permission == x.Permission {
				found.Witness = x.Witness
			}
			out = append(out, found)
			break
		}
	}
	return out
}

func conflicting(p *model.Policy, f, n *model.Norm) lint.Finding {
	no := p.Clauses[f.Clause].ID
	return lint.Finding{Clauses: uniq(n.Clause, f.Clause), About: no, At: n.Pos,
		Message: fmt.Sprintf("clause %s%s prohibits what this sentence %s, and nothing says which prevails, so the answer is prohibited; "+
			"make one an exception of the other in the text, or say here: notwithstanding %s, ...", no, byItsOnly(f), permitting(n), no),
		Related: []lint.Related{{Message: fmt.Sprintf("clause %s prohibits it", no), At: f.Pos}}}
}

// limits reports whether readers take a prohibition for a limit of a permission, and not for its opposite: it is about a case of which the
// permission does not speak ("if we know that you are a child"), about what that leaves open ("from anyone else"), or about a special act
// beneath a general one.
func limits(p *model.Policy, f, n *model.Norm) bool {
	if f.Origin == model.Stated && (ofItsOwnCase(f, n) || special(p, f, n)) {
		return true
	}
	for _, d := range []model.Dim{model.From, model.For, model.In} {
		if f.Stated.Has(d) && !n.Stated.Has(d) {
			return true
		}
	}
	return false
}

// byItsOnly says how a sentence prohibits that reads as a permission.
func byItsOnly(f *model.Norm) string {
	if f.Origin == model.ByOnly {
		return ", by its `only`,"
	}
	return ""
}

// ofItsOwnCase reports whether a prohibition holds in a case that a permission does not name. Where both name it, they say the opposite of it.
func ofItsOwnCase(f, n *model.Norm) bool {
	named := map[model.FactID]bool{}
	for _, w := range n.ActWhen() {
		factsOf(w, named)
	}
	return slices.ContainsFunc(f.When, func(w model.Condition) bool {
		if w.Role == model.Unless {
			return false
		}
		facts := map[model.FactID]bool{}
		factsOf(w, facts)
		for x := range facts {
			if !named[x] {
				return true
			}
		}
		return len(facts) == 0 // objection
	})
}

// factsOf notes the facts that a condition tests.
func factsOf(w model.Condition, into map[model.FactID]bool) {
	model.Walk(w.Stated, func(c model.Cond) bool {
		if x := model.FactOf(c); x != model.NoFact {
			into[x] = true
		}
		return true
	})
}

// special reports whether each act of a prohibition is of a kind that texts name where they mean it, and a permission names only a wider one: "we may
// use", and "we must not combine". To provide and to share are other words for to disclose.
func special(p *model.Policy, f, n *model.Norm) bool {
	g, acts, permitted := p.Graphs[model.ActionKind], f.Scope[model.Action], n.Scope[model.Action]
	if acts.All || acts.Outside || permitted.All || permitted.Outside {
		return false
	}
	return !slices.ContainsFunc(acts.In, func(a model.NodeID) bool {
		wider := slices.ContainsFunc(permitted.In, func(b model.NodeID) bool { return a != b && g.Below(a, b) })
		named := slices.ContainsFunc(permitted.In, func(b model.NodeID) bool { return g.Below(b, a) })
		return !wider || named || slices.ContainsFunc(disclosingWords, func(w string) bool { return g.Node(a).ID == w })
	})
}

// disclosingWords are other words for to disclose.
var disclosingWords = []string{"provide", "share"}

// selling is what a text that permits to disclose does not mean as a rule.
var selling = []string{"sell", "rent", "trade"}

// permitting says what a permission or a duty does with an act.
func permitting(n *model.Norm) string {
	if n.Modality == model.Must {
		return "requires"
	}
	return "permits"
}

// uniq returns clauses in their order, each once.
func uniq(clauses ...int) []int {
	var out []int
	for _, c := range clauses {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
