package parser

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// maxName is the longest name or clause id, in bytes.
const maxName = 120

// maxTokens is how many tokens, comments and faults a file has at most. A token costs up to 500 bytes in the tree, so that a file of
// source.MaxSize needs no more than 2 GB; fifty thousand clauses have two million.
const maxTokens = 4_000_000

// A scanner cuts a text into tokens. What it cannot read it reports and leaves
// out, so that one bad character costs no more than the words around it.
type scanner struct {
	file       *source.File
	src        string
	pos        int
	first      bool // nothing but white space since the line began
	tokens     []token
	comments   []ast.Comment
	problems   problems
	faults     []int    // where something was reported
	lowered    [][2]int // what is read as though it were lower-case
	asking     bool     // a question is read, not a file
	unseen     int      // where the last invisible character stands
	endless    bool     // no */ ends a comment from here on
	conflicted int      // where the last line of a reported merge conflict begins
}

// lex cuts a part of a file into tokens. What was found in parts before is given.
func lex(file *source.File, part source.Span, asking bool, found problems) *scanner {
	l := &scanner{file: file, src: file.Text[:part.End], pos: part.Start, first: true, asking: asking, unseen: -1, problems: found}
	l.tokens = make([]token, 0, 16+(part.End-part.Start)/6)
	for l.next() {
		if len(l.tokens)+len(l.comments)+len(l.faults) > maxTokens {
			l.overfull()
			break
		}
	}
	l.add(eof, len(l.src))
	return l
}

// overfull gives up a file of more tokens than one may have: a tree of them would not fit into memory.
func (l *scanner) overfull() {
	l.problems.list, l.problems.more = nil, 0 // the limit is told, however much else is wrong
	l.slip(l.pos, l.pos, "limit", "a file has at most %d million words, marks and comments; divide it into several", maxTokens/1_000_000)
	l.tokens, l.comments, l.faults, l.pos = nil, nil, nil, len(l.src)
}

func (l *scanner) add(k kind, start int) {
	l.tokens = append(l.tokens, token{k, l.first, int32(start), int32(l.pos)})
	l.first = false
}

func (l *scanner) problem(start, end int, code, format string, args ...any) {
	l.faults = append(l.faults, start)
	l.slip(start, end, code, format, args...)
}

// slip reports a problem in spite of which the words around it can be read.
func (l *scanner) slip(start, end int, code, format string, args ...any) {
	l.problems.add(diag.Problem{Code: code, File: l.file, Span: source.Span{Start: start, End: end},
		Message: fmt.Sprintf(format, args...)})
}

// forget takes back what was reported from an offset on.
func (l *scanner) forget(from int) {
	for n := len(l.faults); n > 0 && l.faults[n-1] >= from; n-- {
		l.faults = l.faults[:n-1]
	}
	l.problems.forget(from)
}

// next reads one token, comment or fault; false at the end.
func (l *scanner) next() bool {
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; c {
		case '\n':
			l.first = true
			l.pos++
		case ' ', '\t', '\r':
			l.pos++
		default:
			l.read(c)
			return true
		}
	}
	return false
}

func (l *scanner) read(c byte) {
	start := l.pos
	switch {
	case isWordByte(c):
		l.word()
	case l.first && strings.IndexByte("<=>|", c) >= 0 && l.conflict():
	case c == '"':
		l.text()
	case c == '#':
		l.comment()
	case strings.IndexByte("{}(),?:=", c) >= 0:
		l.pos++
		l.add(punct, start)
	case c == '<' || c == '>':
		l.pos++
		if l.pos < len(l.src) && l.src[l.pos] == '=' {
			l.pos++
		}
		l.add(punct, start)
	case c == '-' && l.pos+1 < len(l.src) && isDigit(l.src[l.pos+1]):
		l.pos++
		for l.pos < len(l.src) && isDigit(l.src[l.pos]) {
			l.pos++
		}
		l.add(number, start)
	default:
		l.strange()
	}
}

func (l *scanner) comment() {
	start := l.pos
	if n := strings.IndexByte(l.src[start:], '\n'); n >= 0 {
		l.pos += n
	} else {
		l.pos = len(l.src)
	}
	text := strings.TrimRight(l.src[start:l.pos], " \t\r")
	l.comments = append(l.comments, ast.Comment{At: ast.At{At: source.Span{Start: start, End: start + len(text)}}, Text: text})
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }

func isWordByte(c byte) bool {
	return isLower(c) || 'A' <= c && c <= 'Z' || isDigit(c) || c == '_'
}

// word reads a name, a reserved word (or a pair of them), a clause id, a number or a date.
func (l *scanner) word() {
	start := l.pos
	l.skipWord()
	w := l.src[start:l.pos]
	if len(w) > maxName {
		l.problem(start, start+maxName, "long-name", "a name of %d characters; names have at most %d", len(w), maxName)
		l.add(badText, start)
		return
	}
	switch k := classify(w); k {
	case word:
		l.pair(w)
		l.add(word, start)
	case ref:
		l.ref(start, w)
	case eof:
		if l.afterClause() {
			l.problem(start, l.pos, "bad-name", "`%s` is not a clause id; it begins with a capital or a digit: `%s`", w, strings.ToUpper(w[:1])+w[1:])
			l.add(ref, start)
			return
		}
		l.problem(start, l.pos, "bad-name", "`%s` is not a name; names are lower-case words joined by hyphens: `%s`", w, tame(w))
		l.add(name, start)
	default:
		l.add(k, start)
	}
}

func (l *scanner) afterClause() bool {
	last := len(l.tokens) - 1
	return last >= 0 && l.src[l.tokens[last].start:l.tokens[last].end] == "clause"
}

// ref reads a clause id, unless it is a word of the language with a capital where a sentence or a declaration begins.
func (l *scanner) ref(start int, w string) {
	low := strings.ToLower(w)
	if !l.begins() || !opening(low) || l.prevails() {
		l.add(ref, start)
		return
	}
	l.slip(start, l.pos, "syntax", "unexpected `%s`; words of the language are lower-case: `%s`", w, low)
	l.lowered = append(l.lowered, [2]int{start, l.pos})
	l.pair(low)
	l.add(classify(low), start)
}

// lowerCase returns the text with every word as it is read.
func (l *scanner) lowerCase() string {
	if len(l.lowered) == 0 {
		return l.src
	}
	out := []byte(l.src)
	for _, s := range l.lowered {
		copy(out[s[0]:], strings.ToLower(l.src[s[0]:s[1]]))
	}
	return string(out)
}

// begins reports whether a sentence or a declaration may begin at the next token.
func (l *scanner) begins() bool {
	last := len(l.tokens) - 1
	return l.first || last >= 0 && l.tokens[last].kind == punct && l.src[l.tokens[last].start] == '{'
}

// opening reports whether a sentence, a declaration or a line of a header may begin with the word.
func opening(w string) bool {
	return words[w] || declarationWords[w] || statementWords[w] || fieldWords[w]
}

// prevails reports whether the clause id that was just read is one of those that prevail.
func (l *scanner) prevails() bool {
	rest := strings.TrimLeft(l.src[l.pos:min(len(l.src), l.pos+maxName)], " \t\r\n")
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "and ") || strings.HasPrefix(rest, "prevail")
}

// skipWord passes over letters, digits and underscores, joined by single hyphens and points.
func (l *scanner) skipWord() {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		switch {
		case isWordByte(c):
			l.pos++
		case (c == '-' || c == '.') && l.pos+1 < len(l.src) && isWordByte(l.src[l.pos+1]):
			l.pos++
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(l.src[l.pos:])
			if !unicode.IsLetter(r) {
				return
			}
			l.pos += n
		default:
			return
		}
	}
}

// classify tells what a word is; eof where it is nothing.
func classify(w string) kind {
	plain, digits, points := true, true, 0
	for i := range len(w) {
		c := w[i]
		digits = digits && isDigit(c)
		plain = plain && (isLower(c) || isDigit(c) || c == '-')
		if c == '.' {
			points++
		}
		if c == '_' || c >= utf8.RuneSelf {
			return eof
		}
	}
	switch {
	case digits:
		return number
	case isLower(w[0]) && plain:
		if words[w] {
			return word
		}
		return name
	case isLower(w[0]):
		return eof
	case isDate(w):
		return date
	}
	return ref
}

func isDate(w string) bool {
	if len(w) != len("2026-11-22") {
		return false
	}
	for i := range len(w) {
		if i == 4 || i == 7 {
			if w[i] != '-' {
				return false
			}
		} else if !isDigit(w[i]) {
			return false
		}
	}
	return true
}

// pair takes in the second of two words that are read as one.
func (l *scanner) pair(w string) {
	switch w {
	case "must", "may", "by", "nothing", "but":
	default:
		return
	}
	i := l.pos
	for i < len(l.src) && strings.IndexByte(" \t\r\n", l.src[i]) >= 0 {
		i++
	}
	end := i
	for end < len(l.src) && (isWordByte(l.src[end]) || l.src[end] == '-') {
		end++
	}
	if pairs[[2]string{w, l.src[i:end]}] != "" {
		l.pos = end
	}
}

// tame turns what somebody wrote for a name into one.
func tame(w string) string {
	var b strings.Builder
	for i, r := range w {
		switch {
		case 'A' <= r && r <= 'Z':
			if i > 0 && isLower(w[i-1]) {
				b.WriteByte('-')
			}
			b.WriteRune(unicode.ToLower(r))
		case r == '_' || r == '.':
			b.WriteByte('-')
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		}
	}
	out := strings.Trim(b.String(), "-0123456789")
	if out == "" {
		return "some-name"
	}
	return out
}

// clip shortens what is shown of a text, on one line.
func clip(s string) string {
	if strings.ContainsAny(s, "\t\r\n\v\f") {
		s = strings.Join(strings.Fields(s), " ")
	}
	for i := range s {
		if i >= 40 {
			return s[:i] + "..."
		}
	}
	return s
}
