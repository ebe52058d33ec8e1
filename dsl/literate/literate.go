// Package literate reads a Markdown document whose fenced `licet` blocks hold declarations: where the blocks are, what stands
// above them, and the words of the text without its markup.
//
// It does not read the declarations: see package parser. It renders nothing.
//
//	doc := literate.Read(source.New("shop.licet.md", text))
//	for _, b := range doc.Blocks { fmt.Println(file.Text[b.Span.Start:b.Span.End], b.Above) }
//	fmt.Println(doc.Text, doc.Problems)
package literate

import (
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Word is the first word behind the fence of a block of the language.
const Word = "licet"

// A Document is what a Markdown text holds, in its order. It is immutable.
type Document struct {
	File       *source.File
	Blocks     []Block
	Headings   []Heading
	Paragraphs []Paragraph
	Problems   diag.List

	// Text is the words of the document without markup and without its blocks. It has as many bytes as the file, and each line
	// stands where the file's own line stands, so that a place in it is on the same line of the file. A form feed stands before the
	// words of each list item.
	Text string
}

// A Block is the content of one fenced block of the language.
type Block struct {
	Span   source.Span // whole lines, without the fences; empty for an empty block
	Indent string      // what stands before the opening fence on its line; blanks in a list item
	Above  int         // the index of the paragraph just above; -1 where there is none

	// Unclosed says that nothing ends the block where it should end, which has been reported: what is in it may be anything.
	Unclosed bool
}

// A Heading opens a section.
type Heading struct {
	Span  source.Span
	Level int    // from 1 to 6
	Text  string // without markup
}

// A Paragraph is words that a block can quote: a paragraph, the words of a list item, or a block of other code.
type Paragraph struct {
	Span  source.Span
	Text  string // without markup, white space normalised
	Prose bool   // it is marked as words in which there is nothing to decide
}

// Read reads a document. What is wrong with it is among its problems; it then holds what could be read.
func Read(file *source.File) *Document {
	d := &Document{File: file}
	if d.Problems = limits(file); len(d.Problems) > 0 {
		return d
	}
	src := []byte(file.Text)
	blocks := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...))
	if d.Problems = longParagraphs(file, blocks.Parse(text.NewReader(src))); len(d.Problems) > 0 {
		return d
	}
	r := &reader{doc: d, src: src, out: newOverlay(file.Text), above: -1}
	r.children(markdown().Parse(text.NewReader(src)))
	d.finish(r.out)
	return d
}

// markdown returns a parser of plain CommonMark.
func markdown() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(util.Prioritized(parser.LinkReferenceParagraphTransformer, 100)),
	)
}

// finish takes the texts from the document's words, which are all written now.
func (d *Document) finish(out *overlay) {
	d.Text = string(out.text)
	for i := range d.Headings {
		h := &d.Headings[i]
		h.Text = squeeze(d.Text[h.Span.Start:h.Span.End])
	}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		p.Text = squeeze(d.Text[p.Span.Start:p.Span.End])
	}
}
