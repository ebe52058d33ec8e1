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

// A scanner cuts a text into tokens. What it cannot read it reports and leaves
// out, so that one bad character costs no more than the words around it.
type scanner struct {
	file     *source.File
	src      string
	pos      int
	first    bool // nothing but white space since the line began
	tokens   []token
	comments []ast.Comment
	problems *diag.List
}

func lex(file *source.File, problems *diag.List) *scanner {
	l := &scanner{file: file, src: file.Text, first: true, problems: problems}
	l.tokens = make([]token, 0, 16+len(l.src)/6)
	for l.next() {
	}
	l.add(eof, len(l.src))
	return l
}

func (l *scanner) add(k kind, start int) {
	l.tokens = append(l.tokens, token{k, l.first, int32(start), int32(l.pos)})
	l.first = false
}

func (l *scanner) problem(start, end int, code, format string, args ...any) {
	l.problems.Add(diag.Problem{Code: code, File: l.file, Span: source.Span{Start: start, End: end},
		Message: fmt.Sprintf(format, args...)})
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
	case eof:
		l.problem(start, l.pos, "bad-name", "`%s` is not a name; names are lower-case words joined by hyphens: `%s`", w, tame(w))
		l.add(name, start)
	default:
		l.add(k, start)
	}
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

// strange reports a run of characters that mean nothing in the language. Curly
// quotation marks are taken as a string, since that is what was meant.
func (l *scanner) strange() {
	start := l.pos
	r, n := utf8.DecodeRuneInString(l.src[l.pos:])
	if r == '“' || r == '”' || r == '„' || r == '«' {
		l.curly()
		return
	}
	if r == '\'' && l.single() {
		return
	}
	if unicode.IsLetter(r) {
		l.skipWord()
		l.problem(start, l.pos, "bad-name", "`%s` is not a name; names are made of a to z, digits and hyphens (a label in quotation marks may hold anything)", clip(l.src[start:l.pos]))
		l.add(badText, start)
		return
	}
	for l.pos += n; l.pos < len(l.src); l.pos += n {
		r, n = utf8.DecodeRuneInString(l.src[l.pos:])
		if r < utf8.RuneSelf && (isWordByte(byte(r)) || strings.ContainsRune(" \t\r\n\"#{}(),?:=<>", r)) || unicode.IsLetter(r) {
			break
		}
	}
	l.problem(start, l.pos, "bad-character", "unexpected `%s`%s", clip(l.src[start:l.pos]), adviceFor(l.src[start:l.pos]))
}

func adviceFor(s string) string {
	switch s {
	case ";", ".":
		return "; a sentence ends with its line"
	case "//", "/*", "--":
		return "; a comment begins with #"
	case "'", "`":
		return "; strings take straight double quotation marks: \""
	case "!", "!=":
		return "; write `no` or `not`"
	case "&", "&&":
		return "; write `and`"
	case "|", "||", "/":
		return "; write `or`"
	}
	return "; remove it, or put it in quotation marks if it belongs to a text"
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
