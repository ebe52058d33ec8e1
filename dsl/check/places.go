package check

import (
	"slices"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// The same words may stand several times in a source: "We may share it with partners." under two headings. As many clauses
// that quote them then account for as many places. A quote stands at the first place that follows the quote before it and of
// which no quote has a word; else at the first place of which no quote has a word; else at the first place.

// maxLooked bounds the bytes that are looked at for places that are free, so that no source takes hours. After that each
// quote stands at the first place.
const maxLooked = 50_000_000

// place returns where the segments of a quote stand, nil where they do not, and whether no quote has a word of it.
func (p *plainSource) place(parts []string) (at []int, free bool) {
	first := p.find(parts, 0)
	if first == nil {
		return nil, false
	}
	if p.quoted == nil {
		return first, true
	}
	for _, from := range []int{p.last, 0} {
		if at := p.findFree(parts, from); at != nil {
			return at, true
		}
	}
	return first, false
}

// findFree returns the first place at or after from of which no quote has a word.
func (p *plainSource) findFree(parts []string, from int) []int {
	for p.looked < maxLooked && p.tried < maxTried/2 {
		at := p.find(parts, from)
		if at == nil {
			return nil
		}
		taken := p.firstQuoted(parts, at)
		if taken < 0 {
			return at
		}
		from = max(at[0]+1, p.afterRun(taken, at[0]+len(parts[0])))
	}
	return nil
}

// firstQuoted returns the first byte of a place that a quote has; -1 where none is.
func (p *plainSource) firstQuoted(parts []string, at []int) int {
	for i, start := range at {
		p.looked += len(parts[i])
		if n := slices.Index(p.quoted[start:start+len(parts[i])], true); n >= 0 {
			return start + n
		}
	}
	return -1
}

// afterRun returns the end of the bytes that quotes have, from the byte taken, if that is one of the first segment's: no
// place that begins before it is free.
func (p *plainSource) afterRun(taken, end int) int {
	if taken >= end {
		return 0
	}
	start := taken
	for taken < len(p.quoted) && p.quoted[taken] {
		taken++
	}
	p.looked += taken - start
	return taken
}

// take notes that a quote has a place, and returns it as ranges of the file.
func (p *plainSource) take(parts []string, at []int) []model.Range {
	if p.quoted == nil {
		p.quoted = make([]bool, len(p.text))
	}
	out := make([]model.Range, len(parts))
	for i, start := range at {
		p.last = start + len(parts[i])
		for j := start; j < p.last; j++ {
			p.quoted[j] = true
		}
		end := int(p.offsets[p.last-1])
		_, size := utf8.DecodeRuneInString(p.file.Text[end:])
		out[i] = model.Range{Start: int(p.offsets[start]), End: end + size}
	}
	return out
}
