package check

import (
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// The nearest passage to a quote that a source does not have is the one that takes the fewest words to be
// replaced, left out or put in: an alignment that may begin and end anywhere in the source (Sellers,
// "The theory and computation of evolutionary distances", 1980), over words.

// A passage is the part of a source that comes nearest to a segment of a quote.
type passage struct {
	part       string // the segment
	words      int    // of the segment
	cost       int    // words that differ; -1 where nothing was found
	start, end int    // offsets in the plain source
	text       string
	quoteWord  int // the first word of the segment that differs
	quoteWords int // how many words of it differ there
	difference string
}

// maxAlignment bounds the work of one alignment: words of the quote times words of the source.
const maxAlignment = 40_000_000

func (p *plainSource) allWords() []plainWord {
	if p.words == nil {
		for _, s := range wordSpans(p.text) {
			p.words = append(p.words, plainWord{p.text[s.Start:s.End], s.Start})
		}
	}
	return p.words
}

func (p *passage) span(in *plainSource) source.Span {
	return source.Span{Start: int(in.offsets[p.start]), End: int(in.offsets[p.end-1]) + 1}
}

// nearest returns the passage that is nearest to a segment.
func (p *plainSource) nearest(part string) passage {
	quote, words := strings.Fields(part), p.allWords()
	out := passage{part: part, words: len(quote), cost: -1}
	if len(quote) == 0 || len(words) == 0 || len(quote)*len(words) > maxAlignment {
		return out
	}
	end, cost := bestEnd(quote, words)
	from := max(0, end-2*len(quote)-8)
	return p.align(out, quote, words[from:end], cost)
}

// bestEnd returns the number of source words up to the end of the best alignment, and its cost.
func bestEnd(quote []string, words []plainWord) (end, cost int) {
	column := make([]int, len(quote)+1)
	for i := range column {
		column[i] = i
	}
	cost = len(quote)
	for j, w := range words {
		diagonal := column[0]
		for i, q := range quote {
			replaced := diagonal
			if q != w.text {
				replaced++
			}
			diagonal = column[i+1]
			column[i+1] = min(replaced, column[i+1]+1, column[i]+1)
		}
		if column[len(quote)] < cost {
			end, cost = j+1, column[len(quote)]
		}
	}
	return end, cost
}

// align finds how the segment and the words that end the best alignment differ.
func (p *plainSource) align(out passage, quote []string, words []plainWord, cost int) passage {
	if len(words) == 0 {
		return out
	}
	m, n := len(quote), len(words)
	table := make([][]int, m+1)
	for i := range table {
		table[i] = make([]int, n+1)
		table[i][0] = i
	}
	for i := 1; i <= m; i++ {
		for j := 1; j <= n; j++ {
			same := 1
			if quote[i-1] == words[j-1].text {
				same = 0
			}
			table[i][j] = min(table[i-1][j-1]+same, table[i-1][j]+1, table[i][j-1]+1)
		}
	}
	out.cost = cost
	i, j := m, n
	firstQ, lastQ, firstS, lastS := m, 0, n, 0 // the first run of differences, in words of both
	note := func(qi, qe, sj, se int) {
		if len(out.difference) > 0 && (qe < firstQ || se < firstS) { // an earlier run
			firstQ, lastQ, firstS, lastS = m, 0, n, 0
		}
		firstQ, lastQ, firstS, lastS = min(firstQ, qi), max(lastQ, qe), min(firstS, sj), max(lastS, se)
		out.difference = "differs"
	}
	for i > 0 {
		switch {
		case j > 0 && quote[i-1] == words[j-1].text && table[i][j] == table[i-1][j-1]:
			i, j = i-1, j-1
		case j > 0 && table[i][j] == table[i-1][j-1]+1:
			note(i-1, i, j-1, j)
			i, j = i-1, j-1
		case table[i][j] == table[i-1][j]+1:
			note(i-1, i, j, j)
			i--
		default:
			note(i, i, j-1, j)
			j--
		}
	}
	last := words[n-1]
	out.start, out.end = words[min(j, n-1)].start, last.start+len(last.text)
	out.text = p.text[out.start:out.end]
	out.quoteWord, out.quoteWords = firstQ, lastQ-firstQ
	out.difference = difference(quote[firstQ:max(lastQ, firstQ)], words[firstS:max(lastS, firstS)])
	return out
}

func difference(quote []string, words []plainWord) string {
	there := make([]string, len(words))
	for i, w := range words {
		there[i] = w.text
	}
	has, says := strings.Join(there, " "), strings.Join(quote, " ")
	switch {
	case says == "":
		return fmt.Sprintf("the source has \"%s\" here, which the quote leaves out", clipText(has, 80))
	case has == "":
		return fmt.Sprintf("the source does not have \"%s\"", clipText(says, 80))
	}
	return fmt.Sprintf("the source has \"%s\", not \"%s\"", clipText(has, 80), clipText(says, 80))
}
