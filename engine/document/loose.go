package document

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// A loose passage is a paragraph of a literate policy that no clause quotes: words with nothing to decide, which people read all the same.
type loose struct {
	source, at     int
	sections       []string
	text, language string
}

// loosePassages returns the loose passages of the policy's documents, in their order. A text that stands beside the policy has none: who
// quotes it says which of its words are prose.
func (b *builder) loosePassages() []loose {
	var out []loose
	for i := range b.p.Sources {
		s := &b.p.Sources[i]
		titled := oneTitle(s.Passages)
		var open []model.Passage
		for _, x := range s.Passages {
			if x.Level > 0 {
				for len(open) > 0 && open[len(open)-1].Level >= x.Level {
					open = open[:len(open)-1]
				}
				if x.Level > 1 || !titled {
					open = append(open, x)
				}
				continue
			}
			if text := wordsOf(s, x.Range); text != "" && !b.quotes(i, x.Range) {
				out = append(out, loose{i, x.Start, headings(s, open), text, cmp.Or(s.Language, b.p.Language, "en")})
			}
		}
	}
	return out
}

// oneTitle reports whether one heading of the first level stands above all, which is the title and no section.
func oneTitle(list []model.Passage) bool {
	n := 0
	for _, x := range list {
		if x.Level == 1 {
			n++
		}
	}
	return n == 1
}

// wordsOf are those of a part of a source, with single spaces.
func wordsOf(s *model.Source, r model.Range) string {
	return strings.Join(strings.Fields(s.Text[r.Start:r.End]), " ")
}

func headings(s *model.Source, open []model.Passage) []string {
	var out []string
	for _, x := range open {
		out = append(out, wordsOf(s, x.Range))
	}
	return out
}

// quotes reports whether a clause quotes words of a part of a source.
func (b *builder) quotes(source int, r model.Range) bool {
	for i := range b.p.Clauses {
		for _, q := range b.p.Clauses[i].Quotes {
			if q.Source == source && slices.ContainsFunc(q.At, func(at model.Range) bool { return at.Start < r.End && r.Start < at.End }) {
				return true
			}
		}
	}
	return false
}

// place returns where a clause's words stand: its source and an offset in it; false where it quotes none.
func place(c *model.Clause) (source, at int, ok bool) {
	for _, q := range c.Quotes {
		if q.Source >= 0 && len(q.At) > 0 {
			return q.Source, q.At[0].Start, true
		}
	}
	return 0, 0, false
}

// add puts a loose passage into its section.
func (s *Section) add(l loose) {
	to := s.under(l.sections)
	to.Blocks = append(to.Blocks, Block{Quotation: &Quotation{Words: []string{l.text}, Language: l.language}})
}

// before takes the passages that stand before a place off a list, and returns them and what is left.
func before(list []loose, source, at int) (taken, left []loose) {
	i, _ := slices.BinarySearchFunc(list, loose{source: source, at: at}, func(a, b loose) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.at, b.at))
	})
	return list[:i], list[i:]
}
