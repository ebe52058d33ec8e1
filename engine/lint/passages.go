package lint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A Passage is a sentence, a list item or a heading of the policy's words that a clause quotes. Where the policy names sources it is a
// part of a source, else of a quote.
type Passage struct {
	Text     string // as it stands there, line feeds included; without the marker of an item
	Kind     prose.Kind
	Language string        // of the source, else of the policy, else "en"
	Clauses  []int         // which quote words of it, in the order of the text
	As       coverage.Kind // whether something is encoded, or it is said to be prose, a defect or to do; never Missing

	file   *source.File // the source; nil where there is none
	start  int          // where Text begins in it
	quoted []quoted     // the quotes that have words of it
	pos    model.Pos    // of the quote, where there is no source
}

// A quoted run of words belongs to a clause.
type quoted struct {
	model.Range
	clause int
}

// Passages returns the policy's words, in the order of its sources or clauses. They must not be changed.
func (c *Context) Passages() []Passage { return c.passages() }

// Finding returns a finding about the words of a passage from start up to, not including, end: byte offsets in its text.
func (p *Passage) Finding(message string, start, end int) Finding {
	f := Finding{Message: message, Clauses: p.clausesAt(start, end), About: p.Text[start:end], At: p.pos, Marks: []Mark{p.Mark(start, end)}}
	if p.file != nil {
		at := p.file.Position(p.start + start)
		f.At = model.Pos{File: p.file.Name, Line: at.Line, Column: at.Rune}
		onLine, _, _ := strings.Cut(p.Text[start:end], "\n")
		f.Length = utf8.RuneCountInString(strings.TrimRight(onLine, " \t\r"))
	}
	return f
}

// clausesAt returns the clauses that quote some of the words; all of the passage where none does.
func (p *Passage) clausesAt(start, end int) []int {
	var out []int
	for _, q := range p.quoted {
		if q.Start < p.start+end && p.start+start < q.End && !slices.Contains(out, q.clause) {
			out = append(out, q.clause)
		}
	}
	if len(out) == 0 {
		return slices.Clone(p.Clauses)
	}
	return out
}

func passagesOf(p *model.Policy) []Passage {
	if len(p.Sources) == 0 {
		return quotesAlone(p)
	}
	bySource := make([][]quoted, len(p.Sources))
	for i := range p.Clauses {
		for _, q := range p.Clauses[i].Quotes {
			for _, r := range q.At {
				bySource[q.Source] = append(bySource[q.Source], quoted{r, i})
			}
		}
	}
	var out []Passage
	for _, s := range coverage.Of(p) {
		out = append(out, inSource(p, &s, bySource[s.Index])...)
	}
	return out
}

// inSource returns the passages of one source.
func inSource(p *model.Policy, s *coverage.Source, quotes []quoted) []Passage {
	slices.SortStableFunc(quotes, func(a, b quoted) int { return a.Start - b.Start })
	file := source.New(s.Path, p.Sources[s.Index].Text)
	decides := p.Deciding()
	var out []Passage
	var open []quoted // those that begin before the end of the unit, and end behind its beginning
	next := 0
	for _, u := range s.Units {
		for ; next < len(quotes) && quotes[next].Start < u.At.End; next++ {
			open = append(open, quotes[next])
		}
		open = slices.DeleteFunc(open, func(q quoted) bool { return q.End <= u.At.Words })
		if len(u.Clauses) == 0 {
			continue
		}
		x := Passage{Text: file.Text[u.At.Words:u.At.End], Kind: u.At.Kind, Language: languageOf(p, s.Index), Clauses: u.Clauses, As: u.Kind,
			file: file, start: u.At.Words, quoted: slices.Clone(open)}
		if x.As == coverage.Missing { // some of its words are in no clause, which is not what matters here
			x.As = coverage.Prose
			for _, i := range u.Clauses {
				x.As = min(x.As, as(&p.Clauses[i], decides[i]))
			}
		}
		out = append(out, x)
	}
	return out
}

// quotesAlone returns the passages of a policy that names no source.
func quotesAlone(p *model.Policy) []Passage {
	decides := p.Deciding()
	var out []Passage
	for i := range p.Clauses {
		c := &p.Clauses[i]
		for _, q := range c.Quotes {
			for _, u := range prose.Units(q.Text) {
				if u.Kind != prose.Marks {
					out = append(out, Passage{Text: q.Text[u.Words:u.End], Kind: u.Kind, Language: languageOf(p, -1), Clauses: []int{i}, As: as(c, decides[i]), pos: q.Pos})
				}
			}
		}
	}
	return out
}

// as returns how a clause accounts for its words, as package coverage does.
func as(c *model.Clause, decides bool) coverage.Kind {
	switch {
	case len(c.Todos) > 0:
		return coverage.Todo
	case decides:
		return coverage.Encoded
	case len(c.Defects) > 0:
		return coverage.Defect
	}
	return coverage.Prose
}

// languageOf returns the language of a source, or that of the policy.
func languageOf(p *model.Policy, source int) string {
	switch {
	case source >= 0 && p.Sources[source].Language != "":
		return p.Sources[source].Language
	case p.Language != "":
		return p.Language
	}
	return "en"
}
