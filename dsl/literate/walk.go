package literate

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A reader goes through the tree of a document in its order.
type reader struct {
	doc    *Document
	src    []byte
	out    *overlay
	above  int // the paragraph that a block here quotes, and a mark here marks; -1 where there is none
	quoted int // how many quotations are around
}

func (r *reader) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.block(n)
	}
}

func (r *reader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		r.lostFences(n)
		r.paragraph(n)
	case *ast.FencedCodeBlock:
		r.fenced(n)
	case *ast.CodeBlock:
		r.lostFences(n)
		r.code(n)
	case *ast.HTMLBlock:
		r.html(n)
	case *ast.ThematicBreak:
		r.above = -1
	case *ast.Blockquote:
		r.quoted++
		r.children(n)
		r.quoted--
	case *ast.List, *ast.ListItem:
		r.children(n)
	}
}

func (r *reader) heading(n *ast.Heading) {
	r.above = -1
	span, ok := linesOf(n)
	if !ok { // a heading without words
		return
	}
	r.words(n, span)
	r.doc.Headings = append(r.doc.Headings, Heading{Span: span, Level: n.Level})
}

func (r *reader) paragraph(n ast.Node) {
	span, ok := linesOf(n)
	if !ok {
		return
	}
	if n.Parent().Kind() == ast.KindListItem && n.PreviousSibling() == nil {
		r.out.item(span.Start)
	}
	marked := r.words(n, span)
	if squeeze(string(r.out.text[span.Start:span.End])) == "" { // nothing but marks: a place to link to, say
		return
	}
	r.add(Paragraph{Span: span, Prose: marked})
}

func (r *reader) add(p Paragraph) {
	r.above = len(r.doc.Paragraphs)
	r.doc.Paragraphs = append(r.doc.Paragraphs, p)
}

// code reads a block of code that is none of the language: words like others, so that nothing hides there.
func (r *reader) code(n ast.Node) {
	span, ok := linesOf(n)
	if !ok || strings.TrimSpace(string(r.src[span.Start:span.End])) == "" {
		return
	}
	r.out.start(span.Start)
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		r.out.raw(line.Start, line.Stop)
	}
	r.add(Paragraph{Span: span})
}

// fenced reads a fenced block: one of the language, or other code.
func (r *reader) fenced(n *ast.FencedCodeBlock) {
	word, at := r.infoOf(n)
	switch {
	case word == Word:
		r.licet(n, at)
	case strings.EqualFold(word, Word) || diag.Nearest(word, slices.Values([]string{Word})) != "":
		r.report(at, "syntax", "a block of the language begins with the word `"+Word+"`, in lower-case letters; this one is `"+word+"`")
		r.licet(n, at)
	default:
		r.code(n)
	}
}

// infoOf returns the first word behind a fence, and its place.
func (r *reader) infoOf(n *ast.FencedCodeBlock) (string, source.Span) {
	if n.Info == nil {
		return "", source.Span{}
	}
	s := n.Info.Segment
	word, _, _ := strings.Cut(strings.ReplaceAll(string(r.src[s.Start:s.Stop]), "\t", " "), " ")
	return word, source.Span{Start: s.Start, End: s.Start + len(word)}
}

func (r *reader) licet(n *ast.FencedCodeBlock, at source.Span) {
	head := lineStart(r.doc.File.Text, at.Start)
	fence := r.doc.File.Text[head:at.Start]
	b := Block{Above: r.above, Indent: blanks(fence)}
	if r.above >= 0 && r.doc.Paragraphs[r.above].Prose {
		b.Above = -1
	}
	b.Span.Start = lineEnd(r.doc.File.Text, at.Start)
	b.Span.End = b.Span.Start
	if s, ok := linesOf(n); ok {
		b.Span.End = lineEnd(r.doc.File.Text, s.End-1)
	}
	switch {
	case r.quoted > 0:
		r.report(at, "misplaced-block", "a block of the language stands in a quotation; move it below, without `>`")
		return
	case !closes(r.doc.File.Text[b.Span.End:], fence) || opensAnother(r.doc.File.Text[b.Span.Start:b.Span.End], fence):
		b.Unclosed = true
		r.report(at, "unclosed-fence", "the block that begins here is not closed; end it with a line "+strings.Trim(fence, " \t-*+.)0123456789"))
	}
	r.doc.Blocks = append(r.doc.Blocks, b)
}

// closes reports whether a text begins with the line that closes a block. What stands before the opening fence is given, with it.
func closes(text, fence string) bool {
	line, _, _ := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	fence = strings.TrimRight(fence, " \t")
	mark := fence[len(fence)-1:]
	length := len(fence) - len(strings.TrimRight(fence, mark))
	return len(line) >= length && strings.Trim(line, mark) == ""
}

// opensAnother reports whether a block seems to hold the beginning of another one: its own end is missing then.
func opensAnother(text, fence string) bool {
	fence = strings.TrimRight(fence, " \t")
	mark := strings.Repeat(fence[len(fence)-1:], 3)
	for line := range strings.Lines(text) {
		if info, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), mark); ok && strings.TrimSpace(info) != "" {
			return true
		}
	}
	return false
}

// html reads a block of HTML: a comment may mark the paragraph above as prose; words are refused, since nobody
// would account for them.
func (r *reader) html(n *ast.HTMLBlock) {
	span, ok := linesOf(n)
	if !ok {
		return
	}
	text := r.doc.File.Text[span.Start:span.End]
	if end := n.ClosureLine; end.Stop > span.End {
		text, span.End = r.doc.File.Text[span.Start:end.Stop], end.Stop
	}
	if isProse(text) {
		r.mark(source.Span{Start: span.Start, End: span.Start + len(strings.TrimSpace(text))})
		return
	}
	if rest := withoutTags(text); n.HTMLBlockType == ast.HTMLBlockType1 || strings.TrimSpace(rest) != "" {
		r.report(source.Span{Start: span.Start, End: span.Start + 1}, "html-words", "words in a block of HTML, where no clause can quote them; write them in Markdown")
	}
}

// mark marks the paragraph above as prose.
func (r *reader) mark(at source.Span) {
	if r.above < 0 {
		r.report(at, "misplaced-prose", "`<!-- prose -->` marks the paragraph just above it, and there is none")
		return
	}
	r.doc.Paragraphs[r.above].Prose = true
}

func (r *reader) report(at source.Span, code, message string) {
	r.doc.Problems.Add(diag.Problem{Code: code, File: r.doc.File, Span: at, Message: message})
}
