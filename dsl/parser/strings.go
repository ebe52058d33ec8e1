package parser

import (
	"strings"
	"unicode/utf8"
)

// Strings may span lines, so a string that somebody forgot to close would take
// everything up to the next quotation mark, and turn every later string inside
// out. Two signs tell it from a long quote, and both must be there: a line inside it
// looks like the start of a declaration (or like a closing brace), and what
// closes it stands where a string is opened or in a comment (or the file ends first). One sign is
// enough alone: a block that ends in it, and another that begins. The string then ends with the line
// before the first of these lines.

// text reads a string, with the quotation marks.
func (l *scanner) text() {
	start := l.pos
	end := closing(l.src, start+1)
	if end < 0 || opensAnother(l.src, start, end) || changesBlock(l.src[start:end]) {
		if stop := nextDeclaration(l.src, start, end); stop >= 0 {
			end = stop
		} else if end < 0 {
			end = len(l.src)
		}
		if end == len(l.src) || l.src[end] != '"' {
			l.unclosed(start, end)
			return
		}
	}
	l.pos = end + 1
	l.add(text, start)
}

func (l *scanner) unclosed(start, end int) {
	if l.endsOnly(start) {
		return
	}
	l.problem(start, start+1, "unclosed-string", "this string is not closed; end it with \" (a \" inside it is written \\\")")
	inside := strings.TrimRight(l.src[start:end], " \t\r\n")
	if before, ok := strings.CutSuffix(inside, "{"); ok { // the block that the string was to name
		inside = strings.TrimRight(before, " \t")
	}
	l.pos = start + len(inside)
	l.add(badText, start)
}

// endsOnly reports a mark that ends a text which somebody forgot to begin. What was found in that text is no problem of its own.
func (l *scanner) endsOnly(at int) bool {
	rest, _, _ := strings.Cut(l.src[at+1:], "\n")
	line := strings.LastIndexByte(l.src[:at], '\n') + 1
	before := strings.Fields(l.src[line:at])
	if strings.TrimSpace(rest) != "" || len(before) < 2 || opensText(before) {
		return false
	}
	l.forget(line)
	l.problem(at, at+1, "unclosed-string", "this text does not begin; write \" before its first word")
	l.pos = at + 1
	l.add(badText, at)
	return true
}

// changesBlock reports whether a line that is only a brace is followed by the start of a declaration.
func changesBlock(s string) bool {
	if strings.IndexByte(s, '}') < 0 {
		return false
	}
	closed := false
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line == "}":
			closed = true
		case closed && looksLikeDeclaration(line):
			return true
		default:
			closed = false
		}
	}
	return false
}

// closing returns the offset of the quotation mark that closes a string, or -1.
func closing(src string, from int) int {
	for i := from; ; i++ {
		n := strings.IndexAny(src[i:], "\"\\")
		if n < 0 {
			return -1
		}
		i += n
		if src[i] == '"' {
			return i
		}
		if i++; i >= len(src) {
			return -1
		}
	}
}

// nextDeclaration returns the offset of the first line in src[start:end] that looks like the
// start of a declaration, or -1.
func nextDeclaration(src string, start, end int) int {
	if end < 0 {
		end = len(src)
	}
	for i := start; ; {
		n := strings.IndexByte(src[i:end], '\n')
		if n < 0 {
			return -1
		}
		i += n + 1
		line := src[i:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		if looksLikeDeclaration(line) {
			return i
		}
	}
}

func looksLikeDeclaration(line string) bool {
	line = strings.TrimSpace(line)
	if line == "}" {
		return true
	}
	first, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch first {
	case "clause":
		return strings.HasSuffix(rest, "{") || strings.Contains(rest, "{ ")
	case "quote", "section", "example", "defect", "todo":
		return strings.HasPrefix(rest, `"`)
	case "we", "you":
		return strings.HasPrefix(rest, "may ") || strings.HasPrefix(rest, "must ")
	}
	if !declarationWords[first] {
		return false
	}
	second, rest, _ := strings.Cut(rest, " ")
	rest = strings.TrimSpace(rest)
	return second != "" && classify(second) == name && (strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "{"))
}

// opensAnother reports whether the quotation mark at end stands where a string is
// opened, or in a comment, so that it does not close the one that begins at start.
func opensAnother(src string, start, end int) bool {
	line := strings.LastIndexByte(src[start:end], '\n') + 1
	if line == 0 {
		return false
	}
	line += start
	before := strings.Fields(src[line:end])
	return len(before) > 0 && (opensText(before) || strings.IndexByte(src[line:end], '#') >= 0)
}

// opensText reports whether a text begins behind these words.
func opensText(before []string) bool {
	switch before[len(before)-1] {
	case "quote", "section", "example", "defect", "owner", "todo", "because", "by", "under":
		return true
	}
	return len(before) >= 2 && declarationWords[before[len(before)-2]]
}

// curly reads a string in curly quotation marks, which it reports.
func (l *scanner) curly() {
	start := l.pos
	_, n := utf8.DecodeRuneInString(l.src[l.pos:])
	l.pos += n
	end := strings.IndexAny(l.src[l.pos:], "”»\n")
	if end < 0 {
		end = len(l.src) - l.pos
	}
	l.problem(start, start+n, "curly-quotation-mark", "a string takes straight quotation marks: \"")
	l.pos += end
	if l.pos < len(l.src) && l.src[l.pos] != '\n' {
		_, n := utf8.DecodeRuneInString(l.src[l.pos:])
		l.pos += n
	}
	l.add(badText, start)
}

// marked reads a string between other marks, which it reports, if it ends on its line.
func (l *scanner) marked(mark string) bool {
	start := l.pos
	rest, found := strings.CutPrefix(l.src[start:], mark)
	if !found {
		return false
	}
	n := strings.IndexAny(rest, mark[len(mark)-1:]+"\n")
	if n < 0 || rest[n] == '\n' {
		return false
	}
	l.problem(start, start+len(mark), "bad-character", "a string takes straight double quotation marks: \"")
	l.pos += len(mark) + n + 1
	l.add(badText, start)
	return true
}

// unquote returns what a string token says.
func unquote(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
