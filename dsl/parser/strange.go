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
	if l.marked("'") || l.marked("`") || l.marked(`\"`) {
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
	l.problem(start, start+len(run), "bad-character", "unexpected `%s`%s", clip(run), adviceFor(run))
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

func adviceFor(s string) string {
	switch s {
	case ";", ".":
		return "; a sentence ends with its line"
	case "//", "/*", "--":
		return "; a comment begins with #"
	case "'", "`":
		return "; strings take straight double quotation marks: \""
	case "[":
		return "; a block stands in braces, `{` and `}`, a list in nothing"
	case "!", "!=":
		return "; write `no` or `not`"
	case "&", "&&":
		return "; write `and`"
	case "|", "||", "/":
		return "; write `or`"
	}
	return "; remove it, or put it in quotation marks if it belongs to a text"
}
