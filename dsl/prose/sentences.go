package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Unicode's rules see ends of lines as ends of paragraphs, know no abbreviations, and end sentences at a question mark in the
// middle of an address. So they are given a block on one line, and each end that they find is looked at; and one is added that
// they do not see, before a number.

// sentencesOf returns the sentences of a block.
func sentencesOf(text string, b *block) []Unit {
	flat, offsets := flatten(text, b.words, b.end)
	kind, start, words := Sentence, b.start, b.words
	if b.style != "" {
		kind = Item
	}
	var out []Unit
	for _, end := range endsOf(flat) {
		next := b.end
		if end < len(flat) {
			next = int(offsets[end])
		}
		stop := start + len(strings.TrimRightFunc(text[start:next], unicode.IsSpace))
		out = append(out, Unit{Kind: kind, Start: start, End: stop, Words: min(words, stop)})
		kind, start, words = Sentence, next, next
	}
	return out
}

// longestRun is how many characters that are no words are kept together. The rules look at what follows a full stop again for
// each bracket and space behind it.
const longestRun = 16

// flatten returns a part of a text with one space for each run of white space, and for each of its bytes the offset in the
// text. Of long runs of other marks the rest is left out.
func flatten(text string, from, to int) (string, []int32) {
	var b strings.Builder
	b.Grow(to - from)
	offsets := make([]int32, 0, to-from)
	run, space := 0, true
	for i, r := range text[from:to] {
		switch {
		case unicode.IsSpace(r):
			if space {
				continue
			}
			r, space = ' ', true
		case isWord(r):
			run, space = 0, false
		default:
			if run++; run > longestRun {
				continue
			}
			space = false
		}
		if r == '*' || r == '_' { // the marks of emphasis close a sentence as quotation marks do
			r = '"'
		}
		b.WriteRune(r)
		for range utf8.RuneLen(r) {
			offsets = append(offsets, int32(from+i))
		}
	}
	return b.String(), offsets
}

// endsOf returns where the sentences of a text on one line end and the next begin; the last is the end of the text.
func endsOf(flat string) []int {
	var out []int
	start, at := 0, 0
	end := func(here int) {
		if ends(flat, start, here) {
			start = beforeOpening(flat, start, here)
			out = append(out, start)
		}
	}
	for it := sentences.FromString(flat); it.Next(); {
		next := at + len(it.Value())
		for {
			n := strings.Index(flat[at:next], ". ")
			if n < 0 || at+n+2 == next {
				break
			}
			if at += n + 2; beforeNumber(flat, start, at) {
				end(at)
			}
		}
		if at = next; at < len(flat) {
			end(at)
		}
	}
	return append(out, len(flat))
}

// beforeOpening returns the end of a sentence without a straight quotation mark that opens the next one, where no space tells.
func beforeOpening(flat string, start, end int) int {
	sentence := flat[start:end]
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(sentence, "\""))
	if strings.HasSuffix(sentence, "\"") && isCJK(last) && strings.Count(sentence, "\"")%2 == 1 {
		return end - 1
	}
	return end
}

// beforeNumber reports whether a sentence may end before the number at an offset: behind a word, not behind a number or a letter.
func beforeNumber(flat string, start, at int) bool {
	word := lastWord(flat[start:at])
	return '0' <= flat[at] && flat[at] <= '9' && len(word) > 1 && !strings.ContainsFunc(word, unicode.IsDigit)
}

// ends reports whether a sentence that begins at start ends at an offset where the rules say so.
func ends(flat string, start, at int) bool {
	before, after := strings.TrimRight(flat[start:at], " "), flat[at:]
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case !strings.ContainsFunc(before, isWord), !strings.ContainsFunc(firstPart(after), isWord):
		return false
	case isCJK(last) || len(before) < at-start:
	case !beginsCJK(after):
		return false // without a space: within an address
	}
	stop := strings.TrimRightFunc(before, isClosing)
	if !strings.HasSuffix(stop, ".") {
		return !beginsLower(after) || isCJK(last)
	}
	return endsAtStop(strings.TrimSuffix(stop, "."), after)
}

// firstPart returns the beginning of a text, enough to hold a word if one is near.
func firstPart(s string) string { return s[:min(len(s), 4*longestRun+8)] }

func beginsCJK(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isCJK(r)
}

// endsAtStop reports whether the full stop between two texts ends a sentence.
func endsAtStop(before, after string) bool {
	word := lastWord(before)
	next := after[:firstWordEnd(after)]
	switch {
	case isAbbreviation(strings.ToLower(word)):
		return false
	case isBeforeNumber(strings.ToLower(word)):
		return !beginsNumber(after)
	case endsCompany(strings.ToLower(word)), isInitial(word):
		return beginsSentence(next)
	case len(word) <= 2 && strings.Trim(word, "0123456789") == "" && word != "":
		return !isMonth(next)
	}
	return true
}

// beginsNumber reports whether a text begins with a number: 5, (a), §, II, "No.".
func beginsNumber(s string) bool {
	word := s[:firstWordEnd(s)]
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r) || strings.ContainsRune("(+#§", r) || word == "No" || word != "" && strings.Trim(word, "IVX") == ""
}

func isInitial(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.IsUpper(r)
}

// lastWord returns the last word of a text: what follows the last white space, without the marks around it.
func lastWord(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return !isWord(r) })
	i := strings.LastIndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '"' || r == '“' || r == '/' })
	_, size := utf8.DecodeRuneInString(s[max(i, 0):])
	if i < 0 {
		return s
	}
	return s[i+size:]
}

func firstWordEnd(s string) int {
	if n := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) }); n >= 0 {
		return n
	}
	return len(s)
}
