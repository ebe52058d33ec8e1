package coverage

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
)

// A part is a run of words that a clause quotes.
type part struct {
	model.Range
	clause int
}

// marked stands for a clause where the document itself marks its words as prose.
const marked = -1

// An accountant goes through a source once, beside the quotes in their order.
type accountant struct {
	text   string
	policy *model.Policy
	kinds  []Kind // of the clauses
	titles map[string]bool

	parts  []part        // sorted by their start; those that are before the word have been put into open
	open   []part        // those that may overlap the word, at most maxOpen
	quoted []model.Range // what any quote has: apart, in order; those that end before the word are dropped
}

// maxOpen bounds the quotes that are compared with one word. Whether it is quoted at all is known without them.
const maxOpen = 200

// merge joins ranges, sorted by their start, that touch.
func merge(parts []part) []model.Range {
	var out []model.Range
	for _, p := range parts {
		if n := len(out); n > 0 && p.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, p.End)
		} else {
			out = append(out, p.Range)
		}
	}
	return out
}

func (a *accountant) source(s *Source) {
	a.quoted = merge(a.parts)
	for _, u := range prose.Units(a.text) {
		unit := a.unit(u)
		if unit.Words == 0 {
			continue
		}
		s.Units = append(s.Units, unit)
		s.Counts[unit.Kind]++
		if unit.Kind != Missing {
			s.Accounted++
		}
		if unit.Kind == Encoded && unit.Flawed {
			s.Flawed++
		}
	}
}

// unit finds the clauses that quote a unit, and what they leave out.
func (a *accountant) unit(from prose.Unit) Unit {
	u := Unit{At: from}
	last := false // the word before is missing
	eachWord(a.text, from.Words, from.End, func(w model.Range) {
		u.Words++
		a.name(&u, w)
		missing := !a.covers(w)
		switch {
		case missing && last:
			u.Missing[len(u.Missing)-1].End = w.End
		case missing:
			u.Missing = append(u.Missing, w)
		}
		if last = missing; missing {
			u.Left++
		}
	})
	a.judge(&u)
	return u
}

// covers reports whether every letter and digit of a word is quoted. Words come in the order of the text.
func (a *accountant) covers(w model.Range) bool {
	for i, r := range a.text[w.Start:w.End] {
		at := w.Start + i
		for len(a.quoted) > 0 && a.quoted[0].End <= at {
			a.quoted = a.quoted[1:]
		}
		if isWord(r) && (len(a.quoted) == 0 || at < a.quoted[0].Start) {
			return false
		}
	}
	return true
}

// name adds the clauses that quote a word to its unit.
func (a *accountant) name(u *Unit, w model.Range) {
	a.open = slices.DeleteFunc(a.open, func(p part) bool { return p.End <= w.Start })
	for len(a.parts) > 0 && a.parts[0].Start < w.End {
		if p := a.parts[0]; p.End > w.Start && len(a.open) < maxOpen {
			a.open = append(a.open, p)
		}
		a.parts = a.parts[1:]
	}
	var here []int
	for _, p := range a.open {
		if p.clause != marked && !slices.Contains(here, p.clause) {
			here = append(here, p.clause)
		}
	}
	for _, c := range here {
		if len(u.Clauses) < MaxClauses && !slices.Contains(u.Clauses, c) {
			u.Clauses = append(u.Clauses, c)
		}
	}
	u.twice(w, here)
}

// twice notes a word that several clauses quote.
func (u *Unit) twice(w model.Range, clauses []int) {
	if len(clauses) < 2 {
		u.apart = true
		return
	}
	slices.Sort(clauses)
	n := len(u.Twice)
	if n > 0 && !u.apart && slices.Equal(u.Twice[n-1].Clauses, clauses) {
		u.Twice[n-1].At.End = w.End
	} else {
		u.Twice = append(u.Twice, Twice{w, clauses})
	}
	u.apart = false
}

// judge tells what kind a unit is.
func (a *accountant) judge(u *Unit) {
	if u.Left > 0 && u.At.Kind == prose.Heading && (a.isTitle(u.At.Words, u.At.End) || a.isTitle(u.At.Start, u.At.End)) {
		u.Title, u.Missing, u.Left = true, nil, 0
	}
	if u.Left > 0 {
		return
	}
	u.Kind = Prose
	for _, c := range u.Clauses {
		u.Kind = min(u.Kind, a.kinds[c])
		u.Flawed = u.Flawed || len(a.policy.Clauses[c].Defects) > 0
	}
}

func (a *accountant) isTitle(from, to int) bool { return a.titles[fold(a.text[from:to])] }
