package rules

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func idleWaiver() lint.Rule {
	return lint.Rule{Name: "idle-waiver", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a sentence says that consent is not needed, where no sentence asks for it", Check: findIdleWaivers}
}

func mismatchedWaiver() lint.Rule {
	return lint.Rule{Name: "mismatched-waiver", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "a sentence says that consent is not needed for one act, and consent is asked for another", Check: findMismatchedWaivers}
}

// findIdleWaivers leaves to mismatched-waiver what that one reports.
func findIdleWaivers(c *lint.Context) []lint.Finding {
	return idle(c, func(p *model.Policy, w *model.Waiver, meant []int) string {
		if len(meant) > 0 {
			return ""
		}
		return fmt.Sprintf("clause %s lifts nothing: no sentence about this asks for consent; say where consent is needed, or delete it", p.Clauses[w.Clause].ID)
	})
}

func findMismatchedWaivers(c *lint.Context) []lint.Finding {
	return idle(c, func(p *model.Policy, w *model.Waiver, meant []int) string {
		if len(meant) == 0 {
			return ""
		}
		g := p.Graphs[model.ActionKind]
		return fmt.Sprintf("clause %s lifts nothing: it says that consent is not needed to %s, and %s %s for consent to %s; name that act here, if it is meant",
			p.Clauses[w.Clause].ID, ids(g, w.Scope[model.Action].In), clauseWord(p, clausesOf(p, meant)), agree(len(clausesOf(p, meant)), "asks", "ask"),
			ids(g, actsOf(p, meant)))
	})
}

// idle reports the waivers that lift nothing, one for each clause and message.
func idle(c *lint.Context, say func(*model.Policy, *model.Waiver, []int) string) []lint.Finding {
	p := c.Policy()
	waivers, err := c.Analysis().IdleWaivers()
	c.NotDecided(err)
	type key struct {
		clause  int
		message string
	}
	seen := map[key]bool{}
	var out []lint.Finding
	for _, i := range waivers {
		w := &p.Waivers[i]
		meant := asksForConsent(p, w)
		message := say(p, w, meant)
		if k := (key{w.Clause, message}); message == "" || seen[k] || !c.Own(w.Pos) {
			continue
		} else {
			seen[k] = true
		}
		f := lint.Finding{Clauses: []int{w.Clause}, At: w.Pos, Message: message}
		for _, n := range meant[:min(len(meant), maxInstead)] {
			f.Related = append(f.Related, lint.Related{Message: "consent is asked for here", At: p.Norms[n].Pos})
		}
		out = append(out, f)
	}
	return out
}

// asksForConsent returns the stated norms that depend on consent, by another act than a waiver's and with some of its data.
func asksForConsent(p *model.Policy, w *model.Waiver) []int {
	var out []int
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin != model.Stated || !testsConsent(n) || overlap(p.Graphs[model.ActionKind], n.Scope[model.Action], w.Scope[model.Action]) ||
			!overlap(p.Graphs[model.DataKind], n.Scope[model.Data], w.Scope[model.Data]) {
			continue
		}
		out = append(out, i)
	}
	return out
}

func testsConsent(n *model.Norm) bool {
	return testsKind(n, func(model.ConsentKind) bool { return true })
}

// actsOf returns the acts of norms, each once, in the order of the norms.
func actsOf(p *model.Policy, norms []int) []model.NodeID {
	seen := map[model.NodeID]bool{}
	var out []model.NodeID
	for _, i := range norms {
		for _, a := range p.Norms[i].Scope[model.Action].In {
			if !seen[a] {
				seen[a] = true
				out = append(out, a)
			}
		}
	}
	return out
}
