package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// The nearest passage to a quote that a source does not have is the one that takes the fewest words to be
// replaced, left out or put in: an alignment that may begin and end anywhere in the source (Sellers,
// "The theory and computation of evolutionary distances", 1980), over words. Of a long quote only the words around the
// first difference are aligned, and of a long source only the part that has most of its words.

// A passage is the part of a source that comes nearest to a segment of a quote.
type passage struct {
	part       string // the segment
	words      int    // of it, that were aligned
	cost       int    // words that differ, each counting 2, or 1 where only marks or capitals do; -1 where nothing was found
	start, end int    // offsets in the plain source
	at         int    // the offset of the first difference
	text       string // the words around it
	quoteWord  int    // the first word of the segment that differs
	quoteWords int    // how many words of it differ there
	difference string
}

type plainWord struct {
	text, core string // core: its letters and digits, without capitals
	start      int    // in plainSource.text
}

const (
	maxAligned  = 400_000_000 // pairs of words that are compared for one source
	maxWhole    = 100_000_000 // the same, with the whole of the source
	maxAligning = 4_000_000   // the same, for one segment
	wordsBefore = 40          // of a long segment, before the first difference
	wordsAfter  = 60          // and after it
	near        = 64          // bytes within which places count as the same
)

func wordsOf(s string, offset int) []plainWord {
	spans := wordSpans(s)
	out := make([]plainWord, len(spans))
	for i, w := range spans {
		text := s[w.Start:w.End]
		core := strings.ToLower(strings.Map(letterOrDigit, text))
		if core == "" {
			core = text
		}
		out[i] = plainWord{text, core, offset + w.Start}
	}
	return out
}

func letterOrDigit(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

func (p *plainSource) allWords() []plainWord {
	if p.words == nil {
		p.words = wordsOf(p.text, 0)
	}
	return p.words
}

func (p *passage) span(in *plainSource) source.Span {
	return source.Span{Start: int(in.offsets[p.start]), End: int(in.offsets[p.end-1]) + 1}
}

// nearest returns the passage that is nearest to a segment.
func (p *plainSource) nearest(part string) passage {
	quote := wordsOf(part, 0)
	out := passage{part: part, words: len(quote), cost: -1}
	if len(quote) == 0 || p.text == "" || p.aligned > maxAligned {
		return out
	}
	from := 0
	if len(quote) > wordsBefore+wordsAfter {
		same := p.wordsThatStand(part, quote)
		from = max(0, same-wordsBefore)
		quote = quote[from:min(len(quote), same+wordsAfter)]
	}
	out.words = len(quote)
	words := p.around(quote)
	end := bestEnd(quote, words)
	p.aligned += len(quote) * len(words)
	out = p.align(out, quote, words[max(0, end-2*len(quote)-8):end])
	out.quoteWord += from
	return out
}

// wordsThatStand returns how many of the first words of a segment stand in the source.
func (p *plainSource) wordsThatStand(part string, quote []plainWord) int {
	low, high := 0, len(quote)
	for low+1 < high {
		middle := (low + high) / 2
		if w := quote[middle-1]; p.next(part[:w.start+len(w.text)], 0) >= 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// around returns the words among which the best alignment is looked for: all of a small source; of a large one those around the
// place at which most units of the quote stand.
func (p *plainSource) around(quote []plainWord) []plainWord {
	if pairs := len(quote) * len(p.text) / 6; pairs <= maxAligning && p.aligned+pairs <= maxWhole {
		return p.allWords()
	}
	first, last := quote[0], quote[len(quote)-1]
	length := last.start + len(last.text) - first.start
	at := p.mostUnits(quote)
	from, to := max(0, at-length/2-near), min(len(p.text), at+length+length/2+3*near)
	// Up to a whole word; where there is no space for long, up to a whole character.
	for least := from - 8*near; from > 0 && p.text[from-1] != ' ' && (from > least || !utf8.RuneStart(p.text[from])); {
		from--
	}
	for most := to + 8*near; to < len(p.text) && p.text[to] != ' ' && (to < most || !utf8.RuneStart(p.text[to])); {
		to++
	}
	return wordsOf(p.text[from:to], from)
}

// mostUnits lets the units of a quote vote for where it would begin. The fewer places a unit has, the more its vote counts.
func (p *plainSource) mostUnits(quote []plainWord) int {
	if p.index == nil {
		p.makeIndex()
	}
	const enough = 1_000
	votes := map[int]float64{}
	for _, w := range quote {
		unitsOf(w.text, func(unit string, at int) {
			places := p.index[unit]
			for _, place := range places[:min(len(places), enough)] {
				votes[max(0, int(place)-at-(w.start-quote[0].start))/near] += 1 / float64(len(places))
			}
		})
	}
	best, count := 0, 0.0
	for _, b := range slices.Sorted(maps.Keys(votes)) {
		if n := votes[b] + votes[b+1]; n > count {
			best, count = b, n
		}
	}
	return best * near
}

// replaced is the cost of reading one word for another.
func replaced(a, b *plainWord) int {
	switch {
	case a.text == b.text:
		return 0
	case a.core == b.core:
		return 1
	}
	return 2
}

// bestEnd returns the number of source words up to the end of the best alignment.
func bestEnd(quote, words []plainWord) (end int) {
	column := make([]int, len(quote)+1)
	for i := range column {
		column[i] = 2 * whole * i
	}
	cost := column[len(quote)]
	for j := range words {
		diagonal := column[0]
		for i := range quote {
			change := diagonal - 1
			if c := replaced(&quote[i], &words[j]); c > 0 {
				change = diagonal + whole*c
			}
			diagonal = column[i+1]
			column[i+1] = min(change, column[i+1]+2*whole, column[i]+2*whole)
		}
		if column[len(quote)] < cost {
			end, cost = j+1, column[len(quote)]
		}
	}
	return end
}

// whole is what a cost counts beside a word that is the same: of alignments that cost the same, the one with more such words.
const whole = 1 << 16

// align finds how the segment and the words that end the best alignment differ.
func (p *plainSource) align(out passage, quote, words []plainWord) passage {
	if len(words) == 0 {
		return out
	}
	m, n := len(quote), len(words)
	table := alignment(quote, words)
	out.cost = (table[m][n] + whole - 1) / whole
	i, j := m, n
	firstQ, lastQ, firstS, lastS := m, m, n, n // the first run of differences, in words of both
	differ := func(qi, sj int) {
		if i < firstQ || j < firstS { // it does not touch the run behind it
			lastQ, lastS = i, j
		}
		firstQ, firstS, i, j = qi, sj, qi, sj
	}
	for i > 0 {
		switch here := table[i][j]; {
		case j > 0 && quote[i-1].text == words[j-1].text && here == table[i-1][j-1]-1:
			i, j = i-1, j-1
		case j > 0 && here == table[i-1][j-1]+whole*replaced(&quote[i-1], &words[j-1]):
			differ(i-1, j-1)
		case here == table[i-1][j]+2*whole:
			differ(i-1, j)
		default:
			differ(i, j-1)
		}
	}
	last := words[n-1]
	out.start, out.end = words[min(j, n-1)].start, last.start+len(last.text)
	out.at = words[min(firstS, n-1)].start
	out.text = p.clipAround(out.start, out.end, out.at)
	out.quoteWord, out.quoteWords = firstQ, lastQ-firstQ
	out.difference = difference(quote[firstQ:lastQ], words[firstS:lastS])
	return out
}

// alignment returns the costs of aligning the first words of a segment with words that end at each word of the source.
func alignment(quote, words []plainWord) [][]int {
	table := make([][]int, len(quote)+1)
	for i := range table {
		table[i] = make([]int, len(words)+1)
		table[i][0] = 2 * whole * i
		for j := 1; i > 0 && j <= len(words); j++ {
			change := table[i-1][j-1] - 1
			if c := replaced(&quote[i-1], &words[j-1]); c > 0 {
				change = table[i-1][j-1] + whole*c
			}
			table[i][j] = min(change, table[i-1][j]+2*whole, table[i][j-1]+2*whole)
		}
	}
	return table
}

// clipAround returns a part of the text, or as much of it as can be shown around an offset.
func (p *plainSource) clipAround(start, end, at int) string {
	const shown, before = 160, 60
	if end-start <= shown {
		return p.text[start:end]
	}
	from := start
	if at-start > before {
		from = at - before
		if n := strings.IndexByte(p.text[from:at], ' '); n >= 0 {
			from += n + 1
		}
		for from > start && !utf8.RuneStart(p.text[from]) {
			from--
		}
	}
	out := clipText(p.text[from:end], shown)
	if from > start {
		out = "..." + out
	}
	return out
}

func textOf(words []plainWord) string {
	var out strings.Builder
	for i, w := range words {
		if i > 0 && w.start > words[i-1].start+len(words[i-1].text) {
			out.WriteByte(' ')
		}
		out.WriteString(w.text)
	}
	return out.String()
}

func difference(quote, words []plainWord) string {
	has, says := textOf(words), textOf(quote)
	switch {
	case says == "":
		return fmt.Sprintf("the source has \"%s\" here, which the quote leaves out", clipText(has, 80))
	case has == "":
		return fmt.Sprintf("the source does not have \"%s\"", clipText(says, 80))
	}
	return fmt.Sprintf("the source has \"%s\", not \"%s\"%s", clipText(has, 80), clipText(says, 80), codePoints(has, says))
}

// codePoints names the characters in which two texts differ, where they may look alike.
func codePoints(has, says string) string {
	a, b := []rune(has), []rune(says)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	strange := func(r rune) bool { return r >= utf8.RuneSelf && !unicode.Is(unicode.Han, r) }
	if len(a) > 3 || len(b) > 3 || !slices.ContainsFunc(a, strange) && !slices.ContainsFunc(b, strange) {
		return ""
	}
	return fmt.Sprintf(" (there %s, here %s)", codes(a), codes(b))
}

func codes(runes []rune) string {
	if len(runes) == 0 {
		return "nothing"
	}
	return strings.Trim(fmt.Sprintf("%U", runes), "[]")
}
