package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func idleDeeming() lint.Rule {
	return lint.Rule{Name: "idle-deeming", Category: lint.Correctness, Severity: lint.Warning,
		Summary: "something is to count as consent, and no sentence takes that for enough", Check: findIdleDeemings}
}

// findIdleDeemings reports one finding for a clause and a fact. It is certain: what no sentence tests changes no answer.
func findIdleDeemings(c *lint.Context) []lint.Finding {
	p := c.Policy()
	used := map[said]bool{}
	d := deemings{p, takingDeemed(p), slices.ContainsFunc(p.Treats, func(t model.Treat) bool { return !t.Not })}
	for i := range p.Deemings {
		if d.decides(i) {
			used[said{p.Deemings[i].Clause, p.Deemings[i].Fact}] = true
		}
	}
	var out []lint.Finding
	for i := range p.Deemings {
		x := &p.Deemings[i]
		if key := (said{x.Clause, x.Fact}); !used[key] && c.Own(x.Pos) {
			used[key] = true // one finding is enough
			out = append(out, idleDeemingAt(p, x))
		}
	}
	return out
}

// A said is what one clause says of one fact, in however many sentences.
type said struct {
	clause int
	fact   model.FactID
}

// deemings are those of a policy, with what is needed to tell whether they decide anything.
type deemings struct {
	policy  *model.Policy
	taking  []*model.Norm // the norms that depend on deemed consent
	treated bool          // a `treat` sentence adds data to a class
}

// decides reports whether some sentence depends on what a deeming says.
func (d deemings) decides(i int) bool {
	return slices.ContainsFunc(d.taking, func(n *model.Norm) bool { return d.reach(i, n) })
}

func idleDeemingAt(p *model.Policy, d *model.Deeming) lint.Finding {
	return lint.Finding{Clauses: []int{d.Clause}, About: p.Facts[d.Fact].ID, At: d.Pos, Related: askingFor(p, d),
		Message: fmt.Sprintf("clause %s says what counts as consent, and changes no answer: no sentence about this takes deemed consent for enough; strike it in the text, "+
			"or say where it is enough, and write there: given consent or deemed consent", p.Clauses[d.Clause].ID)}
}

// takingDeemed returns the norms that depend on deemed consent.
func takingDeemed(p *model.Policy) []*model.Norm {
	var out []*model.Norm
	for i := range p.Norms {
		if n := &p.Norms[i]; testsKind(n, func(k model.ConsentKind) bool { return k == model.DeemedConsent }) {
			out = append(out, n)
		}
	}
	return out
}

// testsKind reports whether a norm depends on consent of a kind that is meant.
func testsKind(n *model.Norm, meant func(model.ConsentKind) bool) bool {
	found := false
	for _, w := range slices.Concat(n.When, n.PermitWhen) {
		model.Walk(w.Stated, func(c model.Cond) bool {
			h, is := c.(*model.HasConsent)
			found = found || is && meant(h.Kind)
			return !found
		})
	}
	return found
}

// askingFor points to sentences that ask for real consent to what a deeming covers: the first of each of at most three clauses.
func askingFor(p *model.Policy, d *model.Deeming) []lint.Related {
	var out []lint.Related
	last := -1
	for i := range p.Norms {
		n := &p.Norms[i]
		if n.Origin != model.Stated || n.Clause == last || len(out) == maxInstead || !testsKind(n, func(k model.ConsentKind) bool { return k != model.DeemedConsent }) || !covers(p, d, n) {
			continue
		}
		last = n.Clause
		out = append(out, lint.Related{At: n.Pos, Message: fmt.Sprintf("clause %s asks for consent that is given", p.Clauses[n.Clause].ID)})
	}
	return out
}

// reach reports whether a norm is about something that a deeming covers. Where `treat` sentences add data to classes, any data may be in
// the norm's.
func (d deemings) reach(i int, n *model.Norm) bool {
	wide := *n
	if d.treated {
		wide.Scope[model.Data] = model.Any()
	}
	return covers(d.policy, &d.policy.Deemings[i], &wide)
}
