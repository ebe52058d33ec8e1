package literate

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// words writes the words of a paragraph or a heading, and reports whether it is marked as prose.
func (r *reader) words(n ast.Node, span source.Span) (marked bool) {
	r.out.start(span.Start)
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the visitor has no errors
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			s := n.Segment
			if n.IsRaw() || n.Parent().Kind() == ast.KindCodeSpan {
				r.out.raw(s.Start, s.Stop)
			} else {
				r.out.cooked(s.Start, s.Stop)
			}
		case *ast.AutoLink:
			r.autoLink(n)
		case *ast.RawHTML:
			marked = r.marks(n) || marked
			r.lineBreak(n)
		}
		return ast.WalkContinue, nil
	})
	return marked
}

// marks reports whether HTML within a paragraph marks it as prose, which it can at the paragraph's end only.
func (r *reader) marks(n *ast.RawHTML) bool {
	if n.Segments.Len() == 0 || !isProse(string(n.Segments.Value(r.src))) {
		return false
	}
	last := n.NextSibling() == nil && n.Parent().Type() == ast.TypeBlock
	if !last {
		s := n.Segments.At(0)
		r.report(source.Span{Start: s.Start, End: s.Stop}, "misplaced-prose", "`<!-- prose -->` stands within a paragraph; write it at its end, or on a line of its own below it")
	}
	return last
}

// lineBreak writes a blank for <br>, which ends a line, and so a word.
func (r *reader) lineBreak(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	if s := n.Segments.At(0); strings.HasPrefix(strings.ToLower(string(s.Value(r.src))), "<br") {
		r.out.put(s.Start, s.Start+1, " ")
	}
}

// autoLink writes an address between < and >, which stands behind what was written last.
func (r *reader) autoLink(n *ast.AutoLink) {
	label := string(n.Label(r.src))
	if at := strings.Index(r.doc.File.Text[r.out.seen:], label); at >= 0 {
		r.out.raw(r.out.seen+at, r.out.seen+at+len(label))
	}
}

// isProse reports whether a text is the comment that marks prose, and nothing else.
func isProse(text string) bool {
	inside, opened := strings.CutPrefix(strings.TrimSpace(text), "<!--")
	inside, closed := strings.CutSuffix(inside, "-->")
	return opened && closed && strings.EqualFold(strings.TrimSpace(inside), "prose")
}

// withoutTags returns what is left of HTML without comments and tags.
func withoutTags(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := ">"
		if strings.HasPrefix(rest, "!--") {
			end = "-->"
		}
		if _, text, found = strings.Cut(rest, end); !found {
			return b.String()
		}
	}
}

// linesOf returns the part of the document that a block's lines span; false where it has none.
func linesOf(n ast.Node) (source.Span, bool) {
	if n.Type() != ast.TypeBlock || n.Lines() == nil || n.Lines().Len() == 0 {
		return source.Span{}, false
	}
	lines := n.Lines()
	return source.Span{Start: lines.At(0).Start, End: lines.At(lines.Len() - 1).Stop}, true
}

// startOf returns where a block, or the first block in it that has lines, begins.
func startOf(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if s, ok := linesOf(n); ok {
			return s.Start
		}
	}
	return 0
}

// lineStart returns where the line of an offset begins.
func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

// lineEnd returns where the line behind that of an offset begins, or the text ends.
func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(text)
}

// blanks returns what stands before a fence, with the marks of list items as blanks.
func blanks(before string) string {
	before = strings.TrimRight(before, " \t")
	before = strings.TrimRight(before, before[len(before)-1:])
	return strings.Map(func(c rune) rune {
		if c == '\t' {
			return c
		}
		return ' '
	}, before)
}
