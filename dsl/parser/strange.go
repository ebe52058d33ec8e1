package parser

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// strange reports a run of characters that mean nothing in the language. Curly
// quotation marks are taken as a string, since that is what was meant.
func (l *scanner) strange() {
	start := l.pos
	r, n := utf8.DecodeRuneInString(l.src[l.pos:])
	if r == '“' || r == '”' || r == '„' || r == '«' {
		l.curly()
		return
	}
	if advice := l.invisible(r); advice != "" {
		l.pos += n
		l.tellInvisible(start, r, advice)
		return
	}
	if l.apostrophe(r, n) || l.marked("'") || l.marked("`") || l.marked(`\"`) {
		return
	}
	if unicode.IsLetter(r) {
		l.skipWord()
		l.problem(start, l.pos, "bad-name", "`%s` is not a name; names are made of a to z, digits and hyphens (a label in quotation marks may hold anything)", clip(l.src[start:l.pos]))
		l.add(badText, start)
		return
	}
	for ; l.pos < len(l.src); l.pos += n {
		r, n = utf8.DecodeRuneInString(l.src[l.pos:])
		if escaped := l.src[l.pos:min(len(l.src), l.pos+2)]; escaped == `\"` || escaped == `\\` {
			n = 2 // an escaped mark opens no text
		} else if l.pos > start && (r < utf8.RuneSelf && (isWordByte(byte(r)) || strings.ContainsRune(" \t\r\n\"#{}(),?:=<>", r)) || unicode.IsLetter(r) || l.invisible(r) != "") {
			break
		}
	}
	run := l.src[start:l.pos]
	if run == "." && l.asking {
		l.problem(start, l.pos, "bad-character", "unexpected `.`; a question ends with `?`")
		return
	}
	for _, mark := range []string{"//", "--", "/*"} {
		if strings.HasPrefix(run, mark) {
			run = mark
			l.skipComment(mark)
		}
	}
	if run == "]" && l.behindBracket() {
		l.faults = append(l.faults, start) // told already
		return
	}
	if run == "!" && l.pos < len(l.src) && isLower(l.src[l.pos]) {
		l.skipWord()
		l.problem(start, l.pos, "bad-character", "unexpected `%s`; write `no %s`", clip(l.src[start:l.pos]), clip(l.src[start+1:l.pos]))
		return
	}
	if run == "/" && l.andOr(start) || run == "." && l.spacedID(start) {
		return
	}
	l.problem(start, start+len(run), "bad-character", "unexpected `%s`%s", clip(run), l.adviceFor(run))
}

// apostrophe reports a word with an apostrophe: a possessive, or a short form of `not`.
func (l *scanner) apostrophe(r rune, n int) bool {
	last := len(l.tokens) - 1
	if r != '\'' && r != '’' || last < 0 || l.tokens[last].end != int32(l.pos) || l.tokens[last].kind == text {
		return false
	}
	start := int(l.tokens[last].start)
	end := l.pos + n
	for end < len(l.src) && isWordByte(l.src[end]) {
		end++
	}
	advice := ""
	switch rest := l.src[l.pos+n : end]; {
	case rest == "t" && l.src[l.pos-1] == 'n':
		advice = "write `must not`"
	case rest == "s" || rest == "" && l.src[l.pos-1] == 's':
		advice = "leave it out: data are yours unless `of` says otherwise"
	default:
		return false
	}
	l.problem(start, end, "bad-character", "unexpected `%s`; %s", clip(l.src[start:end]), advice)
	l.pos = end
	return true
}

// spacedID reports a clause id with a blank in it, as in `A. 4`: its point is at an offset.
func (l *scanner) spacedID(at int) bool {
	rest := strings.TrimLeft(l.src[l.pos:], " ")
	last := len(l.tokens) - 1
	if rest == "" || !isDigit(rest[0]) || last < 0 || l.tokens[last].kind != ref || l.tokens[last].end != int32(at) {
		return false
	}
	l.pos = len(l.src) - len(rest)
	l.skipWord()
	t := &l.tokens[last]
	written := l.src[t.start:l.pos]
	l.problem(int(t.start), l.pos, "bad-name", "a blank stands in a clause id; write `%s`", strings.ReplaceAll(written, " ", ""))
	t.kind, t.end = badText, int32(l.pos)
	return true
}

// andOr reports `and/or`: the stroke is at an offset.
func (l *scanner) andOr(at int) bool {
	last := len(l.tokens) - 1
	if last < 0 || !strings.HasPrefix(l.src[l.pos:], "or") || l.src[l.tokens[last].start:at] != "and" {
		return false
	}
	l.pos += len("or")
	l.problem(at-len("and"), l.pos, "bad-character", "unexpected `and/or`; write `or`")
	return true
}

// aside reports whether blanks stand before and behind a dash that the scanner has just met.
func (l *scanner) aside(dash string) bool {
	before := l.pos - len(dash) - 1
	return before >= 0 && l.pos < len(l.src) && strings.IndexByte(" \t", l.src[before]) >= 0 && strings.IndexByte(" \t", l.src[l.pos]) >= 0
}

// lastKind returns the kind of the last token; eof where there is none.
func (l *scanner) lastKind() kind {
	if len(l.tokens) == 0 {
		return eof
	}
	return l.tokens[len(l.tokens)-1].kind
}

// behindBracket reports whether an opening bracket was reported on this line.
func (l *scanner) behindBracket() bool {
	if len(l.faults) == 0 {
		return false
	}
	since := l.src[l.faults[len(l.faults)-1]:l.pos]
	return since[0] == '[' && strings.IndexByte(since, '\n') < 0
}

// invisible tells what to do about a character that nobody sees; empty where it can be seen.
func (l *scanner) invisible(r rune) string {
	switch {
	case r == '\u2028' || r == '\u2029':
		return "begin a new line"
	case unicode.IsSpace(r) && strings.IndexByte(" \t\r\n", byte(min(r, 127))) < 0:
		return "type an ordinary space"
	case unicode.IsControl(r) && r > ' ' || unicode.Is(unicode.Cf, r) || r == 0:
		return "remove it"
	}
	return ""
}

// tellInvisible reports the first such character of a line. The words around a space can be read.
func (l *scanner) tellInvisible(start int, r rune, advice string) {
	again := l.unseen >= 0 && strings.IndexByte(l.src[l.unseen:start], '\n') < 0
	l.unseen = start
	if !unicode.IsSpace(r) {
		l.faults = append(l.faults, start)
	}
	if !again {
		l.slip(start, l.pos, "bad-character", "%s (%U); %s", nameOfInvisible(r), r, advice)
	}
}

func nameOfInvisible(r rune) string {
	switch r {
	case 0xA0:
		return "a no-break space"
	case 0xAD:
		return "a soft hyphen"
	case 0x200B:
		return "a zero-width space"
	case 0xFEFF:
		return "a byte-order mark"
	case 0x2028:
		return "a line separator"
	}
	return "an invisible character"
}

// skipComment passes over a comment in the style of another language.
func (l *scanner) skipComment(mark string) {
	end := "\n"
	if mark == "/*" && !l.endless {
		if l.endless = !strings.Contains(l.src[l.pos:], "*/"); !l.endless {
			end = "*/"
		}
	}
	n := strings.Index(l.src[l.pos:], end)
	if n < 0 {
		n = len(l.src) - l.pos
	} else if end == "*/" {
		n += len(end)
	}
	l.pos += n
}

// adviceFor tells what to do about characters that mean nothing, with which the scanner has just met.
func (l *scanner) adviceFor(s string) string {
	switch s {
	case "-", "*", "•", "·", "–", "—":
		if l.first {
			return "; lines take no bullets; remove it"
		}
		if s != "*" && l.aside(s) {
			return "; a remark stands behind #"
		}
		if s == "–" || s == "—" {
			return "; a plain hyphen joins words: -"
		}
	case ".":
		if last := len(l.tokens) - 1; l.afterClause() || last > 0 && l.src[l.tokens[last-1].start:l.tokens[last-1].end] == "clause" {
			return "; remove it: a clause is called as in `clause A.4 {`"
		}
		return "; remove it: a sentence ends with its line"
	case "%":
		return "; a number stands alone; remove it"
	case ";":
		if l.asking {
			return "; remove it"
		}
		return "; remove it: a sentence ends with its line"
	case "//", "/*", "--":
		return "; a comment begins with #"
	case "'", "`":
		return "; a text stands in straight double quotation marks: \"...\""
	case "[":
		if k := l.lastKind(); k == text || k == ref || k == number {
			return "; a block stands in braces: `{`"
		}
		return "; a list takes no brackets; remove them"
	case "!", "!=":
		return "; write `no`"
	case "&", "&&":
		return "; write `and`"
	case "|", "||", "/":
		return "; write `or`"
	}
	return "; remove it, or put it in quotation marks if it belongs to a text"
}
