package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A quote must stand in its source, word for word. White space counts as one space and all
// quotation marks of a kind count as one; ` ... ` skips words within one sentence. Where the words
// stand several times, see places.go.

// quote verifies and returns a quote.
func (c *checker) quote(q *ast.Quote) (model.Quote, bool) {
	out := model.Quote{Text: squeeze(q.Text.Value), Source: -1, Pos: c.pos(q)}
	if out.Text == "" {
		c.report(q.Text, "empty-quote", "an empty quote; quote the words that the clause encodes")
		return out, false
	}
	if strings.Trim(out.Text, "… .") == "" && len(segments(out.Text)) == 0 {
		c.report(q.Text, "empty-quote", "nothing but an omission; quote the words that the clause encodes")
		return out, false
	}
	if q.Implied {
		return c.implied(out, q)
	}
	if q.Source != nil {
		i := slices.IndexFunc(c.policy.Sources, func(s model.Source) bool { return s.ID == q.Source.Text })
		if i < 0 && c.in.Torn {
			return out, false
		}
		if i < 0 {
			c.unknownNear(*q.Source, "source", c.sourceIDs, "; declare it in the header: source "+q.Source.Text+" \"path\"", func(string) place { return place{} })
			return out, false
		}
		return out, c.quoteIn(q, &out, []int{i})
	}
	return out, c.quoteIn(q, &out, c.sourcesHere())
}

func (c *checker) sourceIDs(yield func(string) bool) {
	for _, s := range c.policy.Sources {
		if !yield(s.ID) {
			return
		}
	}
}

// quoteIn looks for a quote in the given sources, and reports where none has it.
func (c *checker) quoteIn(q *ast.Quote, out *model.Quote, sources []int) bool {
	parts, readable := segments(plainText(out.Text)), 0
	var in *plainSource
	var at []int
	for _, i := range sources {
		text := c.plain(i)
		if text == nil {
			continue
		}
		readable++
		place, free := text.place(parts)
		if place != nil && (at == nil || free) {
			in, at, out.Source = text, place, i
		}
		if free {
			break
		}
	}
	if at != nil {
		out.At = in.take(parts, at)
		out.Line = in.file.Position(out.At[0].Start).Line
		return true
	}
	if readable > 0 {
		c.reportQuote(q, out.Text, sources)
	}
	return readable == 0 // an unreadable source has been reported where it is named
}

// plain returns a source's text as quotes are compared with it.
func (c *checker) plain(i int) *plainSource {
	path := c.policy.Sources[i].Path
	file := c.in.Sources[path]
	if file == nil {
		return nil
	}
	if c.plains == nil {
		c.plains = map[string]*plainSource{}
	}
	if c.plains[path] == nil {
		c.plains[path] = newPlainSource(file)
	}
	return c.plains[path]
}

// maxMissing is the number of segments of one quote for which the nearest passage is looked for.
const maxMissing = 3

// reportQuote says which words of a quote are not in the source, and what stands there instead.
func (c *checker) reportQuote(q *ast.Quote, text string, sources []int) {
	best, in := c.nearestPassage(segments(plainText(text)), sources)
	switch {
	case best.cost >= 0 && best.cost <= best.words:
		at := in.file.Position(int(in.offsets[best.at]))
		span := quotedWords(c.file, q.Text, best.quoteWord, best.quoteWords, best.part)
		p := c.reportAt(place{c.file, span}, "quote-not-found", "the quote differs from %s, line %d: %s; nearest: \"%s\"",
			in.file.Name, at.Line, best.difference, best.text)
		p.Related = append(p.Related, place{in.file, best.span(in)}.related("the nearest passage"))
	case c.allPartsFound(text, sources):
		c.reportApart(q, sources)
	default:
		c.report(q.Text, "quote-not-found", "these words are not in %s; quote them as they stand there", c.sourceList(sources))
	}
}

// reportApart reports a quote all of whose parts are in a source.
func (c *checker) reportApart(q *ast.Quote, sources []int) {
	if slices.ContainsFunc(sources, func(i int) bool { p := c.plain(i); return p != nil && p.tried >= maxTried }) {
		if !c.tired {
			c.tired = true
			c.report(q.Text, "limit", "quotes with ` ... ` were tried at %d places in %s; quote more of the words, so that they stand at fewer places", maxTried, c.sourceList(sources))
		}
		return
	}
	c.report(q.Text, "quote-not-found", "the parts of this quote are in the source, but not within one sentence and in this order; ` ... ` skips words within one sentence only; use several quotes")
}

// nearestPassage returns the passage that is nearest to a segment that no source has; its cost is -1 where there is none.
func (c *checker) nearestPassage(parts []string, sources []int) (best passage, in *plainSource) {
	best.cost = -1
	for _, i := range sources {
		p, missing := c.plain(i), 0
		if p == nil {
			continue
		}
		for _, part := range parts {
			if p.next(part, 0) >= 0 {
				continue
			}
			if missing++; missing > maxMissing {
				break
			}
			if near := p.nearest(part); near.cost >= 0 && (best.cost < 0 || near.cost < best.cost) {
				best, in = near, p
			}
		}
	}
	return best, in
}

func (c *checker) allPartsFound(text string, sources []int) bool {
	for _, i := range sources {
		p := c.plain(i)
		if p != nil && !slices.ContainsFunc(segments(plainText(text)), func(s string) bool { return p.next(s, 0) < 0 }) {
			return true
		}
	}
	return false
}

func (c *checker) sourceList(sources []int) string {
	if len(sources) != 1 {
		return "the sources"
	}
	return fmt.Sprintf("the source %s", c.policy.Sources[sources[0]].Path)
}

func clipText(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "..."
}

// quotedWords returns the span, in the policy's file, of some words of a quote.
func quotedWords(file *source.File, text ast.Text, word, count int, part string) source.Span {
	start, end := text.At.At.Start+1, text.At.At.End-1
	raw := file.Text[start:end]
	spans := wordSpans(raw)
	skip := segmentStart(raw, part)
	first, last := skip+word, skip+word+max(count, 1)-1
	if first >= len(spans) {
		return text.At.At
	}
	last = min(last, len(spans)-1)
	return source.Span{Start: start + spans[first].Start, End: start + spans[last].End}
}

// segmentStart returns the number of words before a segment of a quote.
func segmentStart(raw, part string) int {
	segment, start := wordTexts(part), 0
	words := wordTexts(strings.ReplaceAll(strings.Map(plainRune, raw), `\"`, `"`))
	for i := 0; i <= len(words); i++ {
		if i < len(words) && !isOmission(words[i]) {
			continue
		}
		if slices.Equal(words[start:i], segment) {
			return start
		}
		start = i + 1
	}
	return 0
}
