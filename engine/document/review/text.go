package review

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/prose"
)

// A textView is one source of the policy, or the quotes of its clauses where it names none.
type textView struct {
	ID       string // of its heading
	Title    string
	Language string
	Rows     []row
}

// A row is words with the notes of the clauses that they are the first to show. What needs no notes of its own goes on beside those
// of its paragraph, so that a long note does not tear it apart.
type row struct {
	Blocks []block
	Notes  []*note
}

// A block is a sentence, a list item or a heading.
type block struct {
	Kind   string // sentence, item, heading
	First  bool   // of a paragraph
	Silent bool   // no clause accounts for it
	Pieces []piece
}

// add adds a block, with what stands beside it.
func (v *textView) add(b block, notes []*note) {
	if n := len(v.Rows); n > 0 && len(notes) == 0 && (!b.First || len(v.Rows[n-1].Notes) == 0) {
		v.Rows[n-1].Blocks = append(v.Rows[n-1].Blocks, b)
		return
	}
	v.Rows = append(v.Rows, row{[]block{b}, notes})
}

// A piece is a run of words that the same clauses quote.
type piece struct {
	Text string
	Refs []ref // the clauses of which these words are the last in the row
	Kind string
	Of   string // the clauses that quote it, by their indexes
}

// A ref leads to the note of a clause.
type ref struct{ ID, Anchor string }

// texts returns the policy's words, each clause's note beside the first of them.
func (b *builder) texts() []textView {
	var out []textView
	placed := make([]bool, len(b.p.Clauses))
	for i, s := range coverage.Of(b.p) {
		v := textView{ID: b.anchor("text", i), Title: s.Path, Language: b.language(b.p.Sources[s.Index].Language)}
		if len(b.p.Sources) == 1 {
			v.Title = "The text"
		}
		b.source(&v, &s, placed)
		out = append(out, v)
	}
	return b.unplaced(out, placed)
}

// span is a run of words of a source that a clause quotes.
type span struct {
	model.Range
	clause int
}

// source adds the words of a source.
func (b *builder) source(v *textView, s *coverage.Source, placed []bool) {
	text := b.p.Sources[s.Index].Text
	spans := b.spansOf(s.Index)
	end, next := 0, 0
	var open []span
	for _, u := range s.Units {
		for ; next < len(spans) && spans[next].Start < u.At.End; next++ {
			open = append(open, spans[next])
		}
		open = slices.DeleteFunc(open, func(x span) bool { return x.End <= u.At.Start })
		r := block{Kind: u.At.Kind.String(), Silent: u.Kind == coverage.Missing, Pieces: b.pieces(text, u.At.Start, u.At.End, open)}
		r.First = u.At.Kind != prose.Sentence || strings.Contains(text[end:u.At.Start], "\n\n") || strings.Contains(text[end:u.At.Start], "\n\r\n")
		if len(u.Clauses) == 0 && u.Kind == coverage.Prose && u.At.Kind != prose.Heading {
			r.Pieces = []piece{{Text: text[u.At.Start:u.At.End], Kind: "prose"}} // the document itself marks it so
		}
		end = u.At.End
		v.add(r, b.notesOf(u.Clauses, placed))
	}
}

// notesOf returns the notes of those clauses that have not been placed yet.
func (b *builder) notesOf(clauses []int, placed []bool) []*note {
	var out []*note
	for _, c := range clauses {
		if !placed[c] {
			placed[c] = true
			out = append(out, b.note(c))
		}
	}
	return out
}

// spansOf returns what clauses quote of a source, by where it begins.
func (b *builder) spansOf(source int) []span {
	var out []span
	for i := range b.p.Clauses {
		for _, q := range b.p.Clauses[i].Quotes {
			if q.Source != source {
				continue
			}
			for _, r := range q.At {
				out = append(out, span{r, i})
			}
		}
	}
	slices.SortStableFunc(out, func(x, y span) int { return x.Start - y.Start })
	return out
}

// pieces divides a sentence where quotes begin and end.
func (b *builder) pieces(text string, from, to int, spans []span) []piece {
	cuts := []int{from, to}
	for _, x := range spans {
		cuts = append(cuts, min(max(x.Start, from), to), min(max(x.End, from), to))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []piece
	for i := 1; i < len(cuts); i++ {
		var here, last []int
		for _, x := range spans {
			if x.Start < cuts[i] && cuts[i-1] < x.End && !slices.Contains(here, x.clause) {
				here = append(here, x.clause)
			}
		}
		for _, c := range here {
			again := func(x span) bool { return x.clause == c && x.Start < to && x.End > cuts[i] && cuts[i] < to }
			if !slices.ContainsFunc(spans, again) {
				last = append(last, c)
			}
		}
		out = append(out, piece{Text: text[cuts[i-1]:cuts[i]], Refs: b.refs(last), Kind: b.kindOf(here), Of: indexes(here)})
	}
	return out
}

// kindOf tells how words are accounted for, by the clauses that quote them.
func (b *builder) kindOf(clauses []int) string {
	kind := ""
	for _, c := range clauses {
		k := b.kinds[c]
		if kind == "" || k == "rules" || k == "defect" && kind == "prose" {
			kind = k
		}
	}
	return kind
}

func (b *builder) refs(clauses []int) []ref {
	var out []ref
	for _, c := range clauses {
		out = append(out, b.ref(c))
	}
	return out
}

func (b *builder) ref(clause int) ref { return ref{b.p.Clauses[clause].ID, b.anchor("clause", clause)} }

// unplaced adds the clauses that no source shows: all of them, where the policy names no source.
func (b *builder) unplaced(out []textView, placed []bool) []textView {
	v := textView{ID: "text-clauses", Title: "The clauses", Language: b.language("")}
	if len(out) > 0 {
		v.Title = "Clauses without words in the text"
	}
	var sections []string
	for i := range b.p.Clauses {
		if placed[i] {
			continue
		}
		c := &b.p.Clauses[i]
		for depth, s := range c.Sections {
			if depth >= len(sections) || !slices.Equal(sections[:min(depth+1, len(sections))], c.Sections[:depth+1]) {
				v.Rows = append(v.Rows, row{Blocks: []block{{Kind: "heading", First: true, Pieces: []piece{{Text: s}}}}})
			}
		}
		sections = c.Sections
		p := piece{Text: c.Quote(), Refs: []ref{b.ref(i)}, Kind: b.kinds[i], Of: indexes([]int{i})}
		v.add(block{Kind: "sentence", First: true, Pieces: []piece{p}}, []*note{b.note(i)})
	}
	if len(v.Rows) == 0 {
		return out
	}
	return append(out, v)
}
