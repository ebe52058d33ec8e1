package literate

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// lostFences reports lines of a paragraph, or of code that is set in, on which somebody meant to begin a block of the language. Markdown
// takes them for words, so that the rules beneath them would be lost in silence.
func (r *reader) lostFences(n ast.Node) {
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		if at, ok := lostFence(string(r.src[s.Start:s.Stop])); ok {
			at.Start, at.End = at.Start+s.Start, at.End+s.Start
			r.report(at, "misplaced-block", "this line begins no block: a fence is three marks, ```, and stands less than four spaces in (in a list item, from its words on)")
		}
	}
}

// lostFence returns the place of the word of the language on a line that begins as a fence does, or that is nothing but the word behind two
// marks or others.
func lostFence(line string) (source.Span, bool) {
	from := strings.TrimLeft(line, " \t")
	behind := strings.TrimLeft(from, "`~'")
	marks := len(from) - len(behind)
	info := strings.TrimSpace(behind)
	word, more, _ := strings.Cut(info, " ")
	start := len(line) - len(strings.TrimLeft(behind, " \t"))
	return source.Span{Start: start, End: start + len(word)}, strings.EqualFold(word, Word) && (marks >= 3 || marks == 2 && more == "")
}
