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

// findDifferentRules reports one finding for a clause and what it differs in, and points to at most three others. It passes over a general sentence and a special one beside it
// that asks for less, or ends sooner: readers take these for a rule and its exception.
func findDifferentRules(c *lint.Context) []lint.Finding {
	d := differences{c: c, policy: c.Policy(), seen: map[[2]int]int{}}
	d.consents()
	d.periods()
	return d.out
}

type differences struct {
	c      *lint.Context
	policy *model.Policy
	seen   map[[2]int]int // the finding about a clause and what it differs in
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
		case !endsByObjection(p, n):
			free.add(i)
		}
	}
	worth := func(n, m *model.Norm) bool {
		return d.isNew(byConsent, m, n) && n.Stated.Has(model.For) == m.Stated.Has(model.For) && noReason(n, m, isNone)
	}
	asks.each(free, worth, func(n, m *model.Norm) {
		if astride(p, n, m) && !narrower(p, m, n) {
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
	d.twoPeriods(kept)
	d.keptTooLong(kept, gone)
	d.twoDeadlines(gone)
}

func (d *differences) twoPeriods(kept *meeting) {
	p := d.policy
	worth := func(n, m *model.Norm) bool {
		return d.isNew(byPeriod, m, n) && sooner(elapsed(n, model.Within), elapsed(m, model.Within)) && n.Stated.Has(model.For) == m.Stated.Has(model.For) && noReason(n, m, saysWhen)
	}
	kept.each(kept, worth, func(n, m *model.Norm) {
		if astride(p, n, m) && !narrower(p, m, n) {
			d.add(byPeriod, m, n, fmt.Sprintf("clause %s lets %s be kept or used longer after `%s` than clause %s does; decide for one time in the text, or say for which purpose each is",
				p.Clauses[m.Clause].ID, d.shared(n, m), p.Facts[elapsed(n, model.Within).Fact].ID, p.Clauses[n.Clause].ID))
		}
	})
}

func (d *differences) keptTooLong(kept, gone *meeting) {
	p := d.policy
	worth := func(n, f *model.Norm) bool {
		duty := &p.Norms[f.From]
		return d.isNew(byDeadline, n, f) && sooner(ending(f), elapsed(n, model.Within)) && noReason(n, duty, saysWhen) && !settledBetween(n, duty)
	}
	kept.each(gone, worth, func(n, f *model.Norm) {
		d.add(byDeadline, n, f, fmt.Sprintf("clause %s lets %s be kept or used longer after `%s` than clause %s does, by which they must be gone; except them there in the text, or shorten the time",
			p.Clauses[n.Clause].ID, d.shared(n, f), p.Facts[ending(f).Fact].ID, p.Clauses[f.Clause].ID))
	})
}

// twoDeadlines compares duties to delete data after an event: where what is to go later must all be gone before, the later time is never used.
func (d *differences) twoDeadlines(gone *meeting) {
	p := d.policy
	worth := func(n, m *model.Norm) bool {
		early, late := &p.Norms[n.From], &p.Norms[m.From]
		return d.isNew(byDeadline, m, n) && sooner(ending(n), ending(m)) && noReason(late, early, saysWhen) && !settledBetween(early, late)
	}
	gone.each(gone, worth, func(n, m *model.Norm) {
		if !inside(p, n, m) || inside(p, m, n) {
			d.add(byDeadline, m, n, fmt.Sprintf("clause %s gives %s more time after `%s` than clause %s does, by which they are gone before; decide for one time in the text, or except them there",
				p.Clauses[m.Clause].ID, d.shared(n, m), p.Facts[ending(n).Fact].ID, p.Clauses[n.Clause].ID))
		}
	})
}

// sooner reports whether one time after an event is shorter than another after the same.
func sooner(a, b *model.Elapsed) bool { return a.Fact == b.Fact && a.Hours < b.Hours }

// isNew reports whether there is something to say of two clauses and what they differ in: not yet, and not already of many others and the first.
func (d *differences) isNew(what int, n, other *model.Norm) bool {
	i, ok := d.seen[[2]int{n.Clause, what}]
	return !ok || len(d.out[i].Related) < maxInstead && !slices.Contains(d.out[i].Clauses, other.Clause)
}

// add reports that a norm differs from another: in a finding of its own, or as one more place in the one about its clause.
func (d *differences) add(what int, n, other *model.Norm, message string) {
	id := d.policy.Clauses[other.Clause].ID
	otherwise := lint.Related{Message: fmt.Sprintf("clause %s says otherwise", id), At: other.Pos}
	key := [2]int{n.Clause, what}
	if i, ok := d.seen[key]; ok {
		f := &d.out[i]
		f.Clauses, f.Related = append(f.Clauses, other.Clause), append(f.Related, otherwise)
		return
	}
	d.seen[key] = len(d.out)
	d.out = append(d.out, lint.Finding{Clauses: []int{n.Clause, other.Clause}, About: id, At: n.Pos, Message: message, Related: []lint.Related{otherwise}})
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
