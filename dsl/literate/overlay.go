package literate

import (
	"html"
	"strings"
)

// An overlay is a text of blanks on which the words of a document are written, each on its own line. Words stand where they stand
// in the document, but for marks before them on their line, which leave no gap: "**never**, ever" becomes "never, ever". So a
// line never needs more room than it has in the document.
type overlay struct {
	text   []byte
	src    string
	seen   int // how far the document was written
	cursor int // where the next word stands
}

// newOverlay returns the blanks of a text: its line ends stay.
func newOverlay(src string) *overlay {
	blank := []byte(src)
	for i, c := range blank {
		if c != '\n' && c != '\r' {
			blank[i] = ' '
		}
	}
	return &overlay{text: blank, src: src}
}

// start begins a paragraph, whose words stand apart from what was written before on their line.
func (o *overlay) start(at int) {
	o.seen, o.cursor = max(o.seen, at), max(o.cursor, at)
}

// item marks where the words of a list item begin: with white space, so that a quote may span items, and with white space that
// ends what came before, since the item's own mark is not among the words.
func (o *overlay) item(at int) {
	if at > 0 && o.text[at-1] == ' ' {
		o.text[at-1] = '\f'
	}
}

// raw writes a part of the document as it stands.
func (o *overlay) raw(from, to int) {
	for i := max(from, o.seen); i < to; i++ {
		if c := o.src[i]; c != '\n' && c != '\r' {
			o.put(i, i+1, o.src[i:i+1])
		}
	}
}

// cooked writes a part of the document with its escapes and entities resolved.
func (o *overlay) cooked(from, to int) {
	for i := max(from, o.seen); i < to; {
		n := 1
		switch c := o.src[i]; {
		case c == '\\' && i+1 < to && isPunctuation(o.src[i+1]):
			n = 2
			o.put(i, i+2, o.src[i+1:i+2])
		case c == '&':
			n = o.entity(i, to)
		case c != '\n' && c != '\r':
			o.put(i, i+1, o.src[i:i+1])
		}
		i += n
	}
}

// maxEntity is the longest name of a character, with its marks: &CounterClockwiseContourIntegral;
const maxEntity = 33

// entity writes a character that is named, or the mark `&`, and returns the length of what stands in the document.
func (o *overlay) entity(from, to int) int {
	name := o.src[from:min(to, from+maxEntity)]
	if end := strings.IndexByte(name, ';'); end > 1 {
		name = name[:end+1]
		char := strings.ReplaceAll(html.UnescapeString(name), "\u00a0", " ")
		if !strings.HasSuffix(char, ";") && len(char) <= len(name) && strings.Trim(char, "\r\n") != "" {
			o.put(from, from+len(name), char)
			return len(name)
		}
	}
	o.put(from, from+1, "&")
	return 1
}

// put writes words for src[from:to], which is on one line.
func (o *overlay) put(from, to int, words string) {
	if strings.IndexByte(o.src[o.seen:from], '\n') >= 0 || o.cursor > from {
		o.cursor = from
	}
	o.cursor += copy(o.text[o.cursor:], words)
	o.seen = to
}

func isPunctuation(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// squeeze makes all white space one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
