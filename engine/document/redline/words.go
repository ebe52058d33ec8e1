package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// end is the token of the end of a paragraph. No word of a text is like it.
const end = "\n\n"

// tokens divides a text into words, spaces and marks, by Unicode's rules; what a hyphen joins is one word. Letters of Chinese are words of their own.
func tokens(text string) []string {
	it := words.FromString(text)
	it.Joiners(&words.Joiners[string]{Middle: []rune{'-', '\u2010', '\u2011', '@', '/'}})
	var out []string
	for it.Next() {
		out = append(out, it.Value())
	}
	return out
}

// isWord reports whether a token holds a letter or a digit.
func isWord(token string) bool {
	return strings.ContainsFunc(token, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// A hunk is tokens of the old text in the place of which stand tokens of the new one: offsets.
type hunk struct{ oldStart, oldEnd, newStart, newEnd int }

// most is how many tokens of both texts together are compared word by word: the time grows with the square.
const most = 6_000

// hunks compares two lists of tokens.
func hunks(old, new []string) []hunk {
	if len(old)+len(new) <= most {
		return tidy(old, new, compare(old, new))
	}
	return coarse(old, new)
}

// coarse compares long lists sentence by sentence, and word by word within what differs where that is short enough.
func coarse(old, new []string) []hunk {
	a, aAt := sentences(old)
	b, bAt := sentences(new)
	if len(a)+len(b) > most {
		return []hunk{ends(old, new)}
	}
	var out []hunk
	for _, h := range compare(a, b) {
		part := hunk{aAt[h.oldStart], aAt[h.oldEnd], bAt[h.newStart], bAt[h.newEnd]}
		x, y := old[part.oldStart:part.oldEnd], new[part.newStart:part.newEnd]
		if len(x)+len(y) > most {
			out = append(out, part)
			continue
		}
		for _, g := range tidy(x, y, compare(x, y)) {
			out = append(out, hunk{g.oldStart + part.oldStart, g.oldEnd + part.oldStart, g.newStart + part.newStart, g.newEnd + part.newStart})
		}
	}
	return out
}

// ends is the one hunk between what two lists begin and end with alike.
func ends(old, new []string) hunk {
	n := 0
	for n < min(len(old), len(new)) && old[n] == new[n] {
		n++
	}
	h := hunk{n, len(old), n, len(new)}
	for h.oldEnd > n && h.newEnd > n && old[h.oldEnd-1] == new[h.newEnd-1] {
		h.oldEnd, h.newEnd = h.oldEnd-1, h.newEnd-1
	}
	return h
}

// sentences joins tokens up to the end of each sentence, and returns where each begins, and the last one ends.
func sentences(list []string) (out []string, at []int) {
	start := 0
	for i := range list {
		if i+1 == len(list) || list[i] == end || list[i+1] == end || ended(list, i+1) {
			out, at = append(out, strings.Join(list[start:i+1], "")), append(at, start)
			start = i + 1
		}
	}
	return out, append(at, len(list))
}

// compare compares lists of texts: each different one is a character for the library, which compares those.
func compare(old, new []string) []hunk {
	ids := map[string]rune{}
	chars := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, s := range list {
			c, ok := ids[s]
			if !ok {
				if c = rune(len(ids) + 1); c >= 0xD800 {
					c += 0x800 // what stands between is no character
				}
				ids[s] = c
			}
			out[i] = c
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // no clock: the same texts give the same differences
	return fromDiffs(d.DiffMainRunes(chars(old), chars(new), false))
}

func fromDiffs(list []diffmatchpatch.Diff) []hunk {
	var out []hunk
	x, y, open := 0, 0, false
	for _, d := range list {
		n := utf8.RuneCountInString(d.Text)
		if d.Type == diffmatchpatch.DiffEqual {
			x, y, open = x+n, y+n, false
			continue
		}
		if !open {
			out, open = append(out, hunk{x, x, y, y}), true
		}
		if d.Type == diffmatchpatch.DiffDelete {
			x += n
		} else {
			y += n
		}
		h := &out[len(out)-1]
		h.oldEnd, h.newEnd = x, y
	}
	return out
}
