package parser

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// Strings may span lines, so a string that somebody forgot to close would take everything up to the next quotation
// mark, with the rules that stand there, and turn every later string inside out. Where the lines of a text stand tells
// it from a long quote: a line that begins no deeper than the line that the text begins on, and looks like a
// sentence, a declaration, a comment or a closing brace, is none of the text's; nor is a line on which the closing mark stands
// where another text is opened. The string then ends before the first such line, or before any that looks like a
// declaration, however deep.

// text reads a string, with the quotation marks.
func (l *scanner) text() {
	start := l.pos
	if l.doubled(start) {
		return
	}
	end := closing(l.src, start+1)
	if stop := outOfText(l.src, start, end); stop >= 0 || end < 0 {
		if stop < 0 {
			stop = len(l.src)
		}
		if n := nextDeclaration(l.src, start); n >= 0 {
			stop = min(stop, n)
		}
		l.unclosed(start, stop)
		return
	}
	l.pos = end + 1
	if strings.HasPrefix(l.src[l.pos:], `"`) && blankBehind(l.src, l.pos+1) {
		l.tooMany(l.pos)
	}
	l.add(text, start)
}

// doubled reads a text that two marks begin, which it reports, if it ends on its line.
func (l *scanner) doubled(start int) bool {
	rest := l.src[start+1:]
	if !strings.HasPrefix(rest, `"`) || blankBehind(l.src, start+2) || strings.HasPrefix(rest[1:], `"`) {
		return false
	}
	end := closing(l.src, start+2)
	if end < 0 || strings.IndexByte(l.src[start:end], '\n') >= 0 {
		return false
	}
	l.tooMany(start)
	l.pos = end + 1
	if strings.HasPrefix(l.src[l.pos:], `"`) {
		l.pos++
	}
	l.add(badText, start)
	return true
}

// tooMany reports the second of two marks, and steps over it.
func (l *scanner) tooMany(at int) {
	l.problem(at, at+1, "bad-character", "a quotation mark too many; remove it (inside a text it is written \\\")")
	l.pos = at + 1
}

// blankBefore reports whether white space stands before a mark, as it does before one that opens a text. The last word of a text
// stands close to the mark that closes it.
func blankBefore(src string, at int) bool {
	return strings.IndexByte(" \t\r\n", src[at-1]) >= 0
}

// blankBehind reports whether white space, a brace, a question mark or the end stands at an offset.
func blankBehind(src string, at int) bool {
	return at >= len(src) || strings.IndexByte(" \t\r\n{}?,", src[at]) >= 0
}

// outOfText returns the offset of the first line in src[start:end] that cannot belong to the text that begins at start, or -1.
func outOfText(src string, start, end int) int {
	if end < 0 {
		end = len(src)
	}
	depth := -1
	for i := start; ; {
		n := strings.IndexByte(src[i:end], '\n')
		if n < 0 {
			return -1
		}
		if depth < 0 {
			depth = indentOf(src[strings.LastIndexByte(src[:start], '\n')+1:])
		}
		i += n + 1
		line, _, more := strings.Cut(src[i:], "\n")
		at := indentOf(line)
		words := line[min(at, len(line)):]
		switch {
		case at <= depth && (strings.HasPrefix(words, "}") || strings.HasPrefix(words, "#") || looksLikeDeclaration(words)),
			at == depth && looksLikeStatement(words),
			i+len(line) >= end && end < len(src) && blankBefore(src, end) && opensText(strings.Fields(src[i:end])):
			return i
		}
		if !more {
			return -1
		}
	}
}

// indentOf returns how many blanks a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

func (l *scanner) unclosed(start, end int) {
	if l.endsOnly(start) {
		return
	}
	line := strings.LastIndexByte(l.src[:start], '\n') + 1
	told := len(l.faults) > 0 && l.faults[len(l.faults)-1] >= line // a mark that is missing before turns the line inside out
	if told {
		l.faults = append(l.faults, start)
	} else {
		l.problem(start, start+1, "unclosed-string", "this text is not closed; end it with \" (inside it \" is written \\\", and its further lines stand deeper than the first)")
	}
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
	if strings.TrimSpace(rest) != "" || len(before) < 2 || opensTextBehind(before) {
		return false
	}
	l.forget(line)
	l.problem(at, at+1, "unclosed-string", "this text does not begin; write \" before its first word")
	l.pos = at + 1
	l.add(badText, at)
	return true
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

// nextDeclaration returns the offset of the first line behind start that looks like the start of a declaration, or of
// a statement, or -1.
func nextDeclaration(src string, start int) int {
	for i := start; ; {
		n := strings.IndexByte(src[i:], '\n')
		if n < 0 {
			return -1
		}
		i += n + 1
		line, _, _ := strings.Cut(src[i:], "\n")
		if line = strings.TrimSpace(line); line == "}" || looksLikeDeclaration(line) || looksLikeStatement(line) {
			return i
		}
	}
}

func looksLikeDeclaration(line string) bool {
	first, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch first {
	case "clause":
		return strings.HasSuffix(rest, "{") || strings.Contains(rest, "{ ")
	case "section", "example", "todo":
		return strings.HasPrefix(rest, `"`)
	}
	if first == "use" && classify(cmp.Or(rest, "-")) == name {
		return true
	}
	if !declarationWords[first] {
		return false
	}
	second, rest, _ := strings.Cut(rest, " ")
	rest = strings.TrimSpace(rest)
	return second != "" && classify(second) == name && (strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "{") || isTyped(first, rest))
}

// isTyped reports whether what stands behind a name says which type of fact it is, and a label or the end follows.
func isTyped(declares, rest string) bool {
	kind, label, _ := strings.Cut(rest, " ")
	typed := declares == "fact" && (kind == "number" || kind == "place") || declares == "term" && kind == "means"
	return typed && (label == "" || kind == "means" || strings.HasPrefix(label, `"`)) || (declares == "fact" || declares == "judgement") && strings.HasPrefix(rest, "one of ")
}

// openings are what statements begin with that have no actor.
var openings = []string{"quote ", "defect \"", "treat ", "refusing ", "this policy does not cover ", "by default", "notwithstanding ", "consent is not needed "}

// looksLikeStatement reports whether a line begins as a statement of a clause, or a line of a header, does.
func looksLikeStatement(line string) bool {
	for _, o := range openings {
		if strings.HasPrefix(line, o) {
			return true
		}
	}
	first, rest, _ := strings.Cut(line, " ")
	return first == "prose" && strings.Trim(rest, " }") == "" || fieldWords[first] && strings.HasPrefix(strings.TrimSpace(rest), `"`) || looksLikeSentence(line)
}

// maxActors is how many words of a list of actors are looked at.
const maxActors = 12

// looksLikeSentence reports whether a line begins with actors, joined as a list is, and may or must.
func looksLikeSentence(line string) bool {
	joined := true // an actor may follow
	for i, w := range strings.Fields(line[:min(len(line), 40*maxActors)]) {
		word, comma := strings.CutSuffix(w, ",")
		switch {
		case i >= maxActors:
			return false
		case (word == "may" || word == "must") && !comma:
			return i > 0 && !joined
		case word == "and" || word == "or" || word == "any":
			joined = true
			continue
		case !joined || classify(word) != name && word != "we" && word != "you" && word != "anyone":
			return false
		}
		joined = comma
	}
	return false
}

// opensText reports whether a text begins behind these words, which are all of their line.
func opensText(before []string) bool {
	switch len(before) {
	case 1:
		w := before[0]
		return statementWords[w] || fieldWords[w] || w == "section" || w == "example" || w == "owner" || w == "because" || classify(w) == name
	case 2:
		return (declarationWords[before[0]] || before[0] == "source") && classify(before[1]) == name
	}
	return false
}

// opensTextBehind reports whether a text may begin behind these words, wherever on the line.
func opensTextBehind(before []string) bool {
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
	l.pos += end
	if l.pos < len(l.src) && l.src[l.pos] != '\n' {
		_, n := utf8.DecodeRuneInString(l.src[l.pos:])
		l.pos += n
	}
	l.problem(start, l.pos, "curly-quotation-mark", "curly quotation marks; a text stands in straight ones: \"...\"")
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
	l.problem(start, start+len(mark), "bad-character", "a text stands in straight double quotation marks: \"...\"")
	l.pos += len(mark) + n + 1
	l.add(badText, start)
	return true
}

// unquote returns what a string token says.
func unquote(s string) string {
	s = JoinLines(strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`))
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

// JoinLines makes one space of every end of a line in a text and the white space around it, which is how texts are read.
func JoinLines(text string) string {
	if strings.IndexByte(text, '\n') < 0 {
		return text
	}
	var b strings.Builder
	for {
		line, rest, more := strings.Cut(text, "\n")
		if !more {
			b.WriteString(line)
			return b.String()
		}
		b.WriteString(strings.TrimRight(line, " \t\r"))
		b.WriteByte(' ')
		text = strings.TrimLeft(rest, " \t\r\n")
	}
}
