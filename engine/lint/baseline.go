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

// A Division of the findings of a run by a baseline.
type Division struct {
	Fresh, Known []Finding // those that the baseline does not know, and those that it does
	Gone         Baseline  // the entries, or that part of their counts, that no finding answers to any more
	Now          Baseline  // what the baseline becomes: without what is gone, and with what is known as it is now
}

// Divide divides the findings of a run on a policy. A finding about several clauses is known as well where the baseline has it with more:
// some of them were mended. Entries of a rule that did not run, or could not tell, stay: nobody knows. So do those of other policies.
func (b Baseline) Divide(p *model.Policy, r *Result) Division {
	d := Division{Fresh: []Finding{}, Known: []Finding{}}
	left := b.Of(p.ID)
	now := slices.DeleteFunc(slices.Clone(b), func(e Entry) bool { return e.Policy == p.ID })
	know := func(f Finding, i int) {
		left[i].Count--
		d.Known = append(d.Known, f)
		now = append(now, EntryOf(p, f))
	}
	var rest []Finding
	for _, f := range r.Findings {
		if i, ok := slices.BinarySearchFunc(left, EntryOf(p, f), func(a, e Entry) int { return a.compare(e) }); ok && left[i].Count > 0 {
			know(f, i)
		} else {
			rest = append(rest, f)
		}
	}
	for _, f := range rest {
		if i := left.wider(EntryOf(p, f)); i >= 0 {
			know(f, i)
		} else {
			d.Fresh = append(d.Fresh, f)
		}
	}
	slices.SortStableFunc(d.Known, byPlace)
	for _, e := range left {
		switch {
		case e.Count <= 0:
		case !r.told(e.Rule):
			now = append(now, e)
		default:
			d.Gone = append(d.Gone, e)
		}
	}
	d.Now = NewBaseline(now)
	return d
}

// told reports whether a rule ran and could tell all. Of one that there is not any more nothing is left to tell.
func (r *Result) told(rule string) bool {
	return !slices.ContainsFunc(r.Rules, func(s Status) bool { return s.Rule.Name == rule && s.Severity == Off }) &&
		!slices.ContainsFunc(r.Undecided, func(u Undecided) bool { return u.Rule == rule })
}

// wider returns the first entry that is as one that several clauses make, and has more of them; -1 where there is none.
func (b Baseline) wider(e Entry) int {
	return slices.IndexFunc(b, func(w Entry) bool {
		return w.Count > 0 && w.Rule == e.Rule && w.About == e.About && len(e.Clauses) > 0 && len(w.Clauses) > len(e.Clauses) &&
			!slices.ContainsFunc(e.Clauses, func(c string) bool { return !slices.Contains(w.Clauses, c) })
	})
}

// Total returns how many findings the entries stand for.
func (b Baseline) Total() int {
	n := 0
	for _, e := range b {
		n += e.Count
	}
	return n
}
