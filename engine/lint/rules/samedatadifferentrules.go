package rules

import (
	"fmt"
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/lint"
)

func sameDataDifferentRules() lint.Rule {
	return lint.Rule{Name: "same-data-different-rules", Category: lint.Consistency, Severity: lint.Warning,
		Summary: "two clauses give the same data different rules for the same thing", Check: findDifferentRules}
}

// findDifferentRules reports one finding for two clauses and what they differ in. It passes over a general sentence and a special one beside it
// that asks for less, or ends sooner: readers take these for a rule and its exception.
func findDifferentRules(c *lint.Context) []lint.Finding {
	d := differences{c: c, policy: c.Policy(), seen: map[[3]int]bool{}}
	d.consents()
	d.periods()
	d.deadlines()
	return d.out
}

type differences struct {
	c      *lint.Context
	policy *model.Policy
	seen   map[[3]int]bool // two clauses, and what they differ in
	out    []lint.Finding
}

// What two sentences can differ in.
const (
	byConsent = iota
	byPeriod
	byDeadline
)

// consents compares permissions that need consent with those of the same that do not.
func (d *differences) consents() {
	p := d.policy
	asks, free := newMeeting(p), newMeeting(p)
	for i := range p.Norms {
		switch n := &p.Norms[i]; {
		case n.Modality != model.May || n.Origin != model.Stated || n.Default || !byUs(n) || !d.c.Own(n.Pos) || fails(p, n.When, nil):
		case needsConsent(p, n):
			asks.add(i)
		default:
			free.add(i)
		}
	}
	asks.each(free, func(i, j int) {
		n, m := &p.Norms[i], &p.Norms[j]
		if !endsByObjection(p, m) && n.Stated.Has(model.For) == m.Stated.Has(model.For) && astride(p, n, m) && !narrower(p, m, n) && noReason(n, m, isNone) {
			d.add(byConsent, m, n, fmt.Sprintf("clause %s permits for %s without consent what clause %s permits only with it, so that the consent is not needed there; "+
				"decide for one in the text, or say what the difference is", p.Clauses[m.Clause].ID, d.shared(n, m), p.Clauses[n.Clause].ID))
		}
	})
}

// periods compares permissions to keep data for a time after an event with each other, and with the duties to delete the data.
func (d *differences) periods() {
	p := d.policy
	kept, gone := newMeeting(p), newMeeting(p)
	for i := range p.Norms {
		switch n := &p.Norms[i]; {
		case !d.c.Own(n.Pos) || n.Default:
		case n.Modality == model.May && n.Origin == model.Stated && elapsed(n, model.Within) != nil:
			kept.add(i)
		case n.Origin == model.AfterDeadline && ending(n) != nil:
			gone.add(i)
		}
	}
	kept.each(kept, func(i, j int) {
		n, m := &p.Norms[i], &p.Norms[j]
		a, b := elapsed(n, model.Within), elapsed(m, model.Within)
		if a.Fact == b.Fact && a.Hours < b.Hours && n.Stated.Has(model.For) == m.Stated.Has(model.For) && astride(p, n, m) && !narrower(p, m, n) && noReason(n, m, saysWhen) {
			d.add(byPeriod, m, n, fmt.Sprintf("clause %s lets %s be kept or used longer after `%s` than clause %s does; decide for one time in the text, or say for which purpose each is",
				p.Clauses[m.Clause].ID, d.shared(n, m), p.Facts[a.Fact].ID, p.Clauses[n.Clause].ID))
		}
	})
	kept.each(gone, func(i, j int) {
		n, f := &p.Norms[i], &p.Norms[j]
		a, b := elapsed(n, model.Within), ending(f)
		if a.Fact == b.Fact && b.Hours < a.Hours && noReason(n, &p.Norms[f.From], saysWhen) && !settledBetween(n, &p.Norms[f.From]) {
			d.add(byDeadline, n, f, fmt.Sprintf("clause %s lets %s be kept or used longer after `%s` than clause %s does, by which they must be gone; except them there in the text, or shorten the time",
				p.Clauses[n.Clause].ID, d.shared(n, f), p.Facts[a.Fact].ID, p.Clauses[f.Clause].ID))
		}
	})
}

// deadlines compares duties to delete data after an event: where what is to go later must all be gone before, the later time is never used.
func (d *differences) deadlines() {
	p := d.policy
	gone := newMeeting(p)
	for i := range p.Norms {
		if n := &p.Norms[i]; n.Origin == model.AfterDeadline && !n.Default && d.c.Own(n.Pos) && ending(n) != nil {
			gone.add(i)
		}
	}
	gone.each(gone, func(i, j int) {
		n, m := &p.Norms[i], &p.Norms[j]
		a, b := ending(n), ending(m)
		early, late := &p.Norms[n.From], &p.Norms[m.From]
		if a.Fact == b.Fact && a.Hours < b.Hours && (!inside(p, n, m) || inside(p, m, n)) && noReason(late, early, saysWhen) && !settledBetween(early, late) {
			d.add(byDeadline, m, n, fmt.Sprintf("clause %s gives %s more time after `%s` than clause %s does, by which they are gone before; decide for one time in the text, or except them there",
				p.Clauses[m.Clause].ID, d.shared(n, m), p.Facts[a.Fact].ID, p.Clauses[n.Clause].ID))
		}
	})
}

// add reports that a norm differs from another, in another clause.
func (d *differences) add(what int, n, other *model.Norm, message string) {
	key := [3]int{n.Clause, other.Clause, what}
	if n.Clause == other.Clause || d.seen[key] {
		return
	}
	d.seen[key] = true
	d.out = append(d.out, lint.Finding{Clauses: []int{n.Clause, other.Clause}, About: d.policy.Clauses[other.Clause].ID, At: n.Pos, Message: message,
		Related: []lint.Related{{Message: fmt.Sprintf("clause %s says otherwise", d.policy.Clauses[other.Clause].ID), At: other.Pos}}})
}

// shared names the data that two norms have in common: those that one of them names.
func (d *differences) shared(n, m *model.Norm) string {
	g := d.policy.Graphs[model.DataKind]
	a, b := n.Scope[model.Data], m.Scope[model.Data]
	var out []model.NodeID
	for _, x := range slices.Concat(a.In, b.In) {
		if a.Contains(g, x) && b.Contains(g, x) && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	if len(out) == 0 {
		return "some of the data"
	}
	return ids(g, out)
}
