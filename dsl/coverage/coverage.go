// Package coverage tells which clauses account for each sentence of a policy's sources, and which words nobody accounts for.
//
// It reads a checked policy and decides nothing; whether a clause says what its words say is for people, and for tests.
//
//	for _, s := range coverage.Of(policy) {
//		fmt.Println(s.Path, s.Accounted, "of", len(s.Units), s.Percent())
//	}
//
// A unit (a sentence, a list item, a heading) is accounted for when a clause quotes every word of it: its letters and digits,
// without the marker of an item. Words that ` ... ` skips count only where another quote has them. A heading also counts where
// its words are the title of the policy or of a section, and so does what a document itself marks as prose.
package coverage

import (
	"slices"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
)

// Kind tells how words are accounted for.
type Kind uint8

// The kinds, the gravest first. A clause is of the first kind that fits: one with rules and a `todo` is not yet encoded, one
// with rules and a `defect` is encoded. So is a unit, by all its clauses together.
const (
	Missing Kind = iota // some of the words are in no clause
	Todo                // a clause says what is still to be encoded
	Encoded             // a clause decides something
	Defect              // the words are broken or wrong, and nothing is decided
	Prose               // there is nothing to decide
	Kinds   = int(Prose) + 1
)

func (k Kind) String() string {
	return [...]string{"missing", "todo", "encoded", "defect", "prose"}[k]
}

// A Source is a text, with what accounts for it.
type Source struct {
	ID, Path  string
	Index     int    // in Policy.Sources
	Units     []Unit // those that have words
	Accounted int    // the number of units of which no word is missing
	Counts    [Kinds]int
	Flawed    int // units that are encoded, with a defect noted beside
}

// Percent returns the share of units that are accounted for, rounded down: 100 means all of them, also where there is none.
func (s *Source) Percent() int {
	if len(s.Units) == 0 {
		return 100
	}
	return int(int64(s.Accounted) * 100 / int64(len(s.Units)))
}

// A Unit is a sentence, a list item or a heading, with what accounts for it.
type Unit struct {
	At      prose.Unit
	Kind    Kind
	Clauses []int         // which quote words of it, in the order of the text; at most MaxClauses
	Title   bool          // it is the title of the policy or of a section
	Words   int           // how many it has
	Missing []model.Range // runs of words that nobody accounts for, in order
	Left    int           // the number of these words
	Twice   []Twice       // words that two clauses quote
	Flawed  bool          // a clause notes a defect

	apart bool // the word before is not quoted twice
}

// Twice is a run of words that several clauses quote. That is no fault: a title may be said twice, and one sentence may be
// encoded in parts.
type Twice struct {
	At      model.Range
	Clauses []int
}

// MaxClauses bounds the clauses that are named for one unit.
const MaxClauses = 100

// Of returns the sources of a policy, in the order of its header, each with what accounts for it. The same policy gives the
// same result.
func Of(p *model.Policy) []Source {
	quoted := make([][]part, len(p.Sources))
	for i := range p.Clauses {
		for _, q := range p.Clauses[i].Quotes {
			if q.Source < 0 {
				continue
			}
			for _, r := range q.At {
				quoted[q.Source] = append(quoted[q.Source], part{r, i})
			}
		}
	}
	kinds, titles := kindsOf(p), titlesOf(p)
	out := make([]Source, len(p.Sources))
	for i := range p.Sources {
		for _, r := range p.Sources[i].Prose {
			quoted[i] = append(quoted[i], part{r, marked})
		}
		slices.SortStableFunc(quoted[i], func(a, b part) int { return a.Start - b.Start })
		a := accountant{text: p.Sources[i].Text, policy: p, kinds: kinds, titles: titles, parts: quoted[i]}
		out[i] = Source{ID: p.Sources[i].ID, Path: p.Sources[i].Path, Index: i}
		a.source(&out[i])
	}
	return out
}

// kindsOf returns the kind of each clause.
func kindsOf(p *model.Policy) []Kind {
	decides := p.Deciding()
	out := make([]Kind, len(p.Clauses))
	for i := range p.Clauses {
		switch c := &p.Clauses[i]; {
		case len(c.Todos) > 0:
			out[i] = Todo
		case decides[i]:
			out[i] = Encoded
		case len(c.Defects) > 0:
			out[i] = Defect
		case c.Prose:
			out[i] = Prose
		default: // it says which of others prevail
			out[i] = Encoded
		}
	}
	return out
}
