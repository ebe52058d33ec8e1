package server

import (
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// logPanic tells of a mistake of licet, and where in it that was.
func (s *Server) logPanic(where string, p any) {
	s.log("internal error %s: %v; please report this with what follows", where, p)
	for line := range strings.Lines(string(debug.Stack())) {
		s.log("  %s", strings.TrimSpace(line))
	}
}

// log tells those who run the server something, on one line. What others sent cannot end it, nor steer a terminal.
func (s *Server) log(format string, args ...any) {
	if s.config.Log != nil {
		s.config.Log(oneLine(fmt.Sprintf(format, args...)))
	}
}

// lines takes what net/http has to say of connections: that a client cannot speak TLS, or went away.
type lines struct{ s *Server }

func (l lines) Write(text []byte) (int, error) {
	ok, skipped := l.s.connectionLines.pass(l.s.config.Now())
	if skipped > 0 {
		l.s.log("%d more of such lines in the minute before", skipped)
	}
	if ok {
		l.s.log("%s", strings.TrimRight(string(text), "\n"))
	}
	return len(text), nil
}

// oneLine returns a text as one line that cannot steer a terminal: control characters, and bytes that are no text, stand in it as escapes.
func oneLine(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, hidden) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 || hidden(r) {
			quoted := strconv.QuoteToASCII(text[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	return b.String()
}

// hidden reports whether a character does not show as itself: it may end a line, steer a terminal, or turn the order of what is read.
func hidden(r rune) bool {
	return r != ' ' && !unicode.IsGraphic(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Cf)
}
