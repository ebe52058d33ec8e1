package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A plainSource is a source with white space and quotation marks made equal.
type plainSource struct {
	file    *source.File
	text    string
	offsets []int32 // of each byte of text, in the file
	stops   []int32 // offsets in text at which a sentence or a paragraph ends

	scanned int                // bytes that were looked through for want of an index
	index   map[string][]int32 // where each unit stands: see unitsOf
	tried   int                // places at which a quote with omissions was tried
	quoted  []bool             // the bytes of text that a quote has
	last    int                // where the last quote ends in text
	looked  int                // bytes of quoted that were looked at
	aligned int                // pairs of words that were compared for the nearest passages
	words   []plainWord
}

func newPlainSource(file *source.File) *plainSource {
	p := &plainSource{file: file}
	var b strings.Builder
	b.Grow(len(file.Text))
	p.offsets = make([]int32, 0, len(file.Text))
	space, lines := true, 0
	var last rune
	for i, r := range file.Text {
		if unicode.IsSpace(r) {
			if !space {
				if strings.ContainsRune(".!?", last) {
					p.stops = append(p.stops, int32(b.Len()-1))
				}
				b.WriteByte(' ')
				p.offsets = append(p.offsets, int32(i))
			}
			space = true
			if lines = linesAfter(lines, r); lines == 2 && b.Len() > 0 {
				p.stops = append(p.stops, int32(b.Len()-1))
			}
			continue
		}
		space, lines = false, 0
		r = plainRune(r)
		last = r
		if r == '。' || r == '！' || r == '？' {
			p.stops = append(p.stops, int32(b.Len()))
		}
		for range utf8.RuneLen(r) {
			p.offsets = append(p.offsets, int32(i))
		}
		b.WriteRune(r)
	}
	p.text = b.String()
	return p
}

// linesAfter counts the ends of lines with nothing but spaces between.
func linesAfter(lines int, r rune) int {
	switch r {
	case '\n':
		return lines + 1
	case ' ', '\r':
		return lines
	}
	return 0
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
		if isOmission(w) {
			flush()
		} else {
			words = append(words, w)
		}
	}
	flush()
	return out
}

// isOmission reports whether a word of a quote stands for words that are skipped.
func isOmission(word string) bool { return word == "..." || word == "…" }

// maxTried bounds the places at which the quotes with omissions are tried, so that no source takes hours.
const maxTried = 2_000_000

// find returns where in the text the segments of a quote stand, the first place at or after from; nil where they do not.
func (p *plainSource) find(parts []string, from int) []int {
	if len(parts) == 0 || len(parts) > 1 && slices.ContainsFunc(parts, func(s string) bool { return p.next(s, 0) < 0 }) {
		return nil
	}
	for len(parts) == 1 || p.tried < maxTried {
		first := p.next(parts[0], from)
		if first < 0 {
			return nil
		}
		if at := p.rest(parts, first); at != nil {
			return at
		}
		from = first + 1
	}
	return nil
}

// rest returns where the segments stand, each within the sentence of the one before; the place of the first is given.
func (p *plainSource) rest(parts []string, first int) []int {
	at, end := []int{first}, first+len(parts[0])
	for _, part := range parts[1:] {
		p.tried++
		stop, _ := slices.BinarySearch(p.stops, int32(end))
		limit := len(p.text)
		if stop < len(p.stops) {
			limit = min(limit, int(p.stops[stop])+len(part))
		}
		next := p.nextIn(part, end, limit)
		if next < 0 {
			return nil
		}
		at = append(at, next)
		end = next + len(part)
	}
	return at
}

// next returns the next place at or after from where the words stand, as whole words; -1 where they do not.
func (p *plainSource) next(words string, from int) int { return p.nextIn(words, from, len(p.text)) }

// nextIn looks in a part of the text. An index takes as long as looking through the text some times, and is made when that
// has been done.
func (p *plainSource) nextIn(words string, from, limit int) int {
	if p.index == nil && p.scanned > 30*len(p.text) {
		p.makeIndex()
	}
	if p.index != nil {
		if unit, at, ok := p.rarest(words); ok {
			return p.nextIndexed(words, p.index[unit], at, from, limit)
		}
	}
	for from < limit {
		n := strings.Index(p.text[from:limit], words)
		if n < 0 {
			p.scanned += limit - from
			return -1
		}
		p.scanned += n + len(words)
		if p.stands(words, from+n) {
			return from + n
		}
		_, size := utf8.DecodeRuneInString(p.text[from+n:])
		from += n + size
	}
	return -1
}

func (p *plainSource) nextIndexed(words string, places []int32, at, from, limit int) int {
	i, _ := slices.BinarySearch(places, int32(from+at))
	for ; i < len(places) && int(places[i])-at+len(words) <= limit; i++ {
		if p.stands(words, int(places[i])-at) {
			return int(places[i]) - at
		}
	}
	return -1
}

// stands reports whether the words stand at an offset, as whole words.
func (p *plainSource) stands(words string, at int) bool {
	return strings.HasPrefix(p.text[at:], words) && !joined(p.text, at) && !joined(p.text, at+len(words))
}

func (p *plainSource) makeIndex() {
	p.index = map[string][]int32{}
	unitsOf(p.text, func(unit string, at int) { p.index[unit] = append(p.index[unit], int32(at)) })
}

// rarest returns the unit of some words that stands at the fewest places in the source, and its offset in the words.
func (p *plainSource) rarest(words string) (unit string, at int, ok bool) {
	unitsOf(words, func(u string, i int) {
		if !ok || len(p.index[u]) < len(p.index[unit]) {
			unit, at, ok = u, i, true
		}
	})
	return unit, at, ok
}

// unitsOf calls f for the units of a text: words of scripts that separate words, single letters of others. Where words stand
// in a source as whole words, each of their units is one of the source's.
func unitsOf(s string, f func(unit string, at int)) {
	start := -1
	for i, r := range s {
		in := inWord(r)
		if !in && start >= 0 {
			f(s[start:i], start)
			start = -1
		}
		switch {
		case in && start < 0:
			start = i
		case !in && unicode.IsLetter(r):
			f(s[i:i+utf8.RuneLen(r)], i)
		}
	}
	if start >= 0 {
		f(s[start:], start)
	}
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
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
