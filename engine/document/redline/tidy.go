package redline

import (
	"slices"
	"strings"
)

// The fewest differences are not the most readable ones. Where two changes have no more than a small word between them they are read as one,
// and a sentence that was put in should not begin with the last words of the one before.

// tidy makes the hunks of two lists readable.
func tidy(old, new []string, list []hunk) []hunk {
	list = join(old, list)
	for i := range list {
		slide(old, new, list, i)
	}
	return list
}

// join joins hunks with little between them. What stands between is alike in both, and one may be joined to the next and that to another one.
func join(old []string, list []hunk) []hunk {
	for changed := true; changed; {
		changed = false
		var out []hunk
		for _, h := range list {
			if n := len(out); n > 0 && weak(old, out[n-1], h) {
				out[n-1].oldEnd, out[n-1].newEnd = h.oldEnd, h.newEnd
				changed = true
				continue
			}
			out = append(out, h)
		}
		list = out
	}
	return list
}

// weak reports whether what stands between two hunks is too little to be read as having stayed.
func weak(old []string, a, b hunk) bool {
	between := old[a.oldEnd:b.oldStart]
	if slices.Contains(between, end) {
		return false
	}
	stay := 0
	for _, t := range between {
		if isWord(t) {
			stay++
		}
	}
	if stay == 0 {
		return a.oldEnd > a.oldStart && a.newEnd > a.newStart || b.oldEnd > b.oldStart && b.newEnd > b.newStart || strings.TrimSpace(strings.Join(between, "")) == ""
	}
	const longest = 4 // words
	return stay <= longest && 2*stay < min(a.size(), b.size())
}

// size is how many words a hunk changes, about: a space stands behind each.
func (h hunk) size() int { return max(h.oldEnd-h.oldStart, h.newEnd-h.newStart)/2 + 1 }

// slide moves a hunk that only puts in, or only takes out, to where it begins and ends as people would say it. "a b b" may have got its first b
// or its second.
func slide(old, new []string, list []hunk, i int) {
	h := list[i]
	in := new
	start, end := h.newStart, h.newEnd
	switch {
	case h.oldStart == h.oldEnd:
	case h.newStart == h.newEnd:
		in, start, end = old, h.oldStart, h.oldEnd
	default:
		return
	}
	left, right := room(old, list, i)
	best, at := boundary(in, start)+boundary(in, end), 0
	for by := -1; -by <= left && in[start+by] == in[end+by]; by-- {
		if s := boundary(in, start+by) + boundary(in, end+by); s > best {
			best, at = s, by
		}
	}
	for by := 1; by <= right && in[start+by-1] == in[end+by-1]; by++ {
		if s := boundary(in, start+by) + boundary(in, end+by); s > best {
			best, at = s, by
		}
	}
	list[i] = hunk{h.oldStart + at, h.oldEnd + at, h.newStart + at, h.newEnd + at}
}

// room returns how many tokens stay before and behind a hunk, up to the next one.
func room(old []string, list []hunk, i int) (left, right int) {
	left, right = list[i].oldStart, len(old)-list[i].oldEnd
	if i > 0 {
		left -= list[i-1].oldEnd
	}
	if i+1 < len(list) {
		right = list[i+1].oldStart - list[i].oldEnd
	}
	return left, right
}

// boundary tells how good a place is to divide a text before a token.
func boundary(list []string, at int) int {
	switch {
	case at == 0 || at == len(list) || list[at-1] == end:
		return 6
	case list[at] == end:
		return 4
	case ended(list, at):
		return 5
	case strings.HasPrefix(list[at], " "):
		return 1
	case strings.HasSuffix(list[at-1], " "):
		return 2
	}
	return 0
}

// ended reports whether a sentence ends just before a token, with the space behind it.
func ended(list []string, at int) bool {
	if at == 0 || at >= len(list) || strings.HasPrefix(list[at], " ") {
		return false
	}
	before := list[at-1]
	if strings.TrimSpace(before) == "" && at > 1 {
		return strings.ContainsAny(list[at-2], ".!?;:)\"”’»") && !isWord(list[at-2])
	}
	return strings.ContainsAny(before, "。！？；")
}
