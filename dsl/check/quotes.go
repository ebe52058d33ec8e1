package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A quote must stand in its source, word for word. White space counts as one space and all
// quotation marks of a kind count as one; ` ... ` skips words within one sentence.

// quote verifies and returns a quote.
func (c *checker) quote(q *ast.Quote) (model.Quote, bool) {
	out := model.Quote{Text: squeeze(q.Text.Value), Source: -1, Pos: c.pos(q)}
	if out.Text == "" {
		c.report(q.Text, "empty-quote", "an empty quote; quote the words that the clause encodes")
		return out, false
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
	all := make([]int, len(c.policy.Sources))
	for i := range all {
		all[i] = i
	}
	return out, c.quoteIn(q, &out, all)
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
	readable := 0
	for _, i := range sources {
		text := c.plain(i)
		if text == nil {
			continue
		}
		readable++
		if at := text.find(plainText(out.Text)); at >= 0 {
			out.Source, out.Line = i, text.file.Position(at).Line
			return true
		}
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

// A plainSource is a source with white space and quotation marks made equal.
type plainSource struct {
	file    *source.File
	text    string
	offsets []int32 // of each byte of text, in the file
	words   []plainWord
}

type plainWord struct {
	text  string
	start int // in plainSource.text
}

func newPlainSource(file *source.File) *plainSource {
	p := &plainSource{file: file}
	var b strings.Builder
	b.Grow(len(file.Text))
	p.offsets = make([]int32, 0, len(file.Text))
	space := true
	for i, r := range file.Text {
		if unicode.IsSpace(r) {
			if !space {
				b.WriteByte(' ')
				p.offsets = append(p.offsets, int32(i))
			}
			space = true
			continue
		}
		space = false
		r = plainRune(r)
		for range utf8.RuneLen(r) {
			p.offsets = append(p.offsets, int32(i))
		}
		b.WriteRune(r)
	}
	p.text = b.String()
	return p
}

func plainRune(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '＂':
		return '"'
	case '‘', '’', '‚', '‛', '＇':
		return '\''
	}
	return r
}

// plainText makes a quote comparable with a plainSource.
func plainText(s string) string { return strings.Map(plainRune, squeeze(s)) }

// segments splits a quote at its ellipses.
func segments(quote string) []string {
	var out []string
	var words []string
	flush := func() {
		if len(words) > 0 {
			out = append(out, strings.Join(words, " "))
			words = nil
		}
	}
	for _, w := range strings.Fields(quote) {
		if w == "..." || w == "…" {
			flush()
		} else {
			words = append(words, w)
		}
	}
	flush()
	return out
}

// find returns the offset in the file at which the quote begins, or -1.
func (p *plainSource) find(quote string) int {
	parts := segments(quote)
	if len(parts) == 0 {
		return -1
	}
	for from := 0; ; {
		first := p.next(parts[0], from)
		if first < 0 {
			return -1
		}
		if p.rest(parts[1:], first+len(parts[0])) {
			return int(p.offsets[first])
		}
		from = first + 1
	}
}

// rest reports whether the segments follow, each within the sentence of the one before.
func (p *plainSource) rest(parts []string, end int) bool {
	for _, part := range parts {
		next := p.next(part, end)
		if next < 0 || p.endsSentence(end, next) {
			return false
		}
		end = next + len(part)
	}
	return true
}

// next returns the next place at or after from where the words stand, as whole words; -1 where they do not.
func (p *plainSource) next(words string, from int) int {
	for from < len(p.text) {
		n := strings.Index(p.text[from:], words)
		if n < 0 {
			return -1
		}
		at, end := from+n, from+n+len(words)
		if !joined(p.text, at) && !joined(p.text, end) {
			return at
		}
		_, size := utf8.DecodeRuneInString(p.text[at:])
		from = at + size
	}
	return -1
}

// joined reports whether the offset lies inside a word of a script that separates words.
func joined(s string, at int) bool {
	if at == 0 || at >= len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return inWord(before) && inWord(after)
}

func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// endsSentence reports whether a sentence, or a paragraph, ends between two offsets.
func (p *plainSource) endsSentence(from, to int) bool {
	skipped := p.text[from:to]
	for i, r := range skipped {
		switch r {
		case '。', '！', '？':
			return true
		case '.', '!', '?':
			if rest := skipped[i+1:]; rest == "" || rest[0] == ' ' {
				return true
			}
		}
	}
	between := p.file.Text[p.offsets[max(from-1, 0)]:p.offsets[min(to, len(p.offsets)-1)]]
	return strings.Contains(strings.ReplaceAll(strings.ReplaceAll(between, "\r", ""), " ", ""), "\n\n")
}

// reportQuote says which words of a quote are not in the source, and what stands there instead.
func (c *checker) reportQuote(q *ast.Quote, text string, sources []int) {
	best := passage{cost: -1}
	var in *plainSource
	for _, i := range sources {
		p := c.plain(i)
		if p == nil {
			continue
		}
		for _, part := range segments(plainText(text)) {
			if p.next(part, 0) >= 0 {
				continue
			}
			if near := p.nearest(part); near.cost >= 0 && (best.cost < 0 || near.cost < best.cost) {
				best, in = near, p
			}
		}
	}
	switch {
	case best.cost < 0 || best.cost*2 > best.words:
		c.report(q.Text, "quote-not-found", "these words are not in %s; quote them as they stand there", c.sourceList(sources))
	default:
		at := in.file.Position(int(in.offsets[best.start]))
		span := quotedWords(c.file, q.Text, best.quoteWord, best.quoteWords, best.part)
		p := c.reportAt(place{c.file, span}, "quote-not-found", "the quote differs from %s, line %d: %s; nearest: \"%s\"",
			in.file.Name, at.Line, best.difference, clipText(best.text, 160))
		p.Related = append(p.Related, place{in.file, best.span(in)}.related("the nearest passage"))
		return
	}
	if len(segments(plainText(text))) > 1 && c.allPartsFound(text, sources) {
		c.problems[len(c.problems)-1].Message = "the parts of this quote are in the source, but not within one sentence and in this order; ` ... ` skips words within one sentence only; use several quotes"
	}
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
	n := 0
	first := strings.Fields(part)
	words := strings.Fields(strings.ReplaceAll(strings.Map(plainRune, raw), `\"`, `"`))
	for i := range words {
		if i+len(first) <= len(words) && slices.Equal(words[i:i+len(first)], first) {
			return i
		}
	}
	return n
}

func wordSpans(s string) []source.Span {
	var out []source.Span
	start := -1
	for i, r := range s {
		if unicode.IsSpace(r) {
			if start >= 0 {
				out = append(out, source.Span{Start: start, End: i})
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, source.Span{Start: start, End: len(s)})
	}
	return out
}
