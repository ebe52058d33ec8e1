package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// An Entry of a baseline is a finding that was there when the linter was adopted. It is known by its rule, its clauses and what it is
// about, never by its line, so that it stays the same when the text around it moves.
type Entry struct {
	Policy  string   `json:"policy"`
	Rule    string   `json:"rule"`
	Clauses []string `json:"clauses"`
	About   string   `json:"about"` // may be empty
	Count   int      `json:"count"` // how many findings it stands for
}

// EntryOf returns the entry of one finding.
func EntryOf(p *model.Policy, f Finding) Entry {
	e := Entry{Policy: p.ID, Rule: f.Rule, Clauses: []string{}, About: strings.Join(strings.Fields(f.About), " "), Count: 1}
	for _, c := range f.Clauses {
		e.Clauses = append(e.Clauses, p.Clauses[c].ID)
	}
	slices.Sort(e.Clauses)
	return e
}

func (e *Entry) compare(f Entry) int {
	return cmp.Or(strings.Compare(e.Policy, f.Policy), slices.Compare(e.Clauses, f.Clauses), strings.Compare(e.Rule, f.Rule), strings.Compare(e.About, f.About))
}

// A Baseline is a list of entries, sorted, each once.
type Baseline []Entry

// NewBaseline sorts entries, and counts those that are the same together.
func NewBaseline(entries []Entry) Baseline {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.compare(b) })
	out := Baseline{}
	for _, e := range entries {
		if n := len(out); n > 0 && out[n-1].compare(e) == 0 {
			out[n-1].Count += e.Count
		} else {
			out = append(out, e)
		}
	}
	return out
}

// Of returns the entries of one policy.
func (b Baseline) Of(policy string) Baseline {
	return slices.DeleteFunc(slices.Clone(b), func(e Entry) bool { return e.Policy != policy })
}

// Divide divides the findings of a run into those that the baseline does not know and those that it does. Gone are the entries of the
// policy, or that part of their counts, that no finding answers to any more: what is left without them is the baseline of now. Entries of
// a rule that did not run are not gone: nobody knows.
func (b Baseline) Divide(p *model.Policy, r *Result) (fresh, known []Finding, gone Baseline) {
	left := b.Of(p.ID)
	fresh, known = []Finding{}, []Finding{}
	for _, f := range r.Findings {
		i, ok := slices.BinarySearchFunc(left, EntryOf(p, f), func(a, e Entry) int { return a.compare(e) })
		if ok && left[i].Count > 0 {
			left[i].Count--
			known = append(known, f)
		} else {
			fresh = append(fresh, f)
		}
	}
	gone = slices.DeleteFunc(left, func(e Entry) bool {
		off := slices.ContainsFunc(r.Rules, func(s Status) bool { return s.Rule.Name == e.Rule && s.Severity == Off })
		return e.Count <= 0 || off
	})
	return fresh, known, gone
}

// Without returns the baseline without what is gone from it.
func (b Baseline) Without(gone Baseline) Baseline {
	out := Baseline{}
	for _, e := range b {
		if i, ok := slices.BinarySearchFunc(gone, e, func(a, e Entry) int { return a.compare(e) }); ok {
			e.Count -= gone[i].Count
		}
		if e.Count > 0 {
			out = append(out, e)
		}
	}
	return out
}

// Total returns how many findings the entries stand for.
func (b Baseline) Total() int {
	n := 0
	for _, e := range b {
		n += e.Count
	}
	return n
}
