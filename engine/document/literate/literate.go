// Package literate makes the document of a literate policy from its own Markdown: the words that people read, without the blocks of
// the language and without comments.
//
// It decides nothing and changes no word. Whether the blocks say what the words say is for the policy's examples and its counsel.
//
//	head := document.Head(policy, options)
//	doc := literate.Document(head, policy, []literate.Text{{Path: "shop.licet.md", Markdown: text}})
//	err := html.Write(w, doc)
package literate

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/document"
)

// A Text is one Markdown document of a policy, by its path below the policy's folder, as the policy's sources have it.
type Text struct {
	Path     string
	Markdown string
}

// Document fills the head of a document with what its texts say, in their order. The only heading of the first level of the first text is
// the document's title. A paragraph states the rules of the clauses that quote it.
func Document(head *document.Document, p *model.Policy, texts []Text) *document.Document {
	out := *head
	top := &document.Section{}
	told := map[document.Ref]bool{}
	for i, t := range texts {
		r := &reader{cites: head.Audience != document.Public, src: []byte(t.Markdown), refs: refsOf(p, t.Path), told: told, open: []level{{0, top}}}
		root := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(r.src))
		if title := onlyTitle(root); title != nil && i == 0 {
			out.Title = r.words(title).Text
			r.skip = title
		}
		r.children(root)
	}
	out.Sections = top.Sections
	if len(top.Blocks) > 0 {
		out.Sections = slices.Insert(out.Sections, 0, document.Section{Blocks: top.Blocks})
	}
	out.Number()
	out.Complete()
	return &out
}

// onlyTitle returns the heading of the first level, if there is just one.
func onlyTitle(root ast.Node) *ast.Heading {
	var found *ast.Heading
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 1 {
			if found != nil {
				return nil
			}
			found = h
		}
	}
	return found
}

// A reader turns one tree of Markdown into sections.
type reader struct {
	cites bool // each paragraph names the clauses that quote it
	src   []byte
	skip  ast.Node
	open  []level // the sections around, outermost first
	refs  []stated
	told  map[document.Ref]bool // rules that a paragraph states already
}

type level struct {
	depth   int
	section *document.Section
}

func (r *reader) add(b document.Block) {
	s := r.open[len(r.open)-1].section
	s.Blocks = append(s.Blocks, b)
}

func (r *reader) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n != r.skip {
			r.block(n)
		}
	}
}

func (r *reader) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n)
	case *ast.Paragraph, *ast.TextBlock:
		if s := r.words(n); s.Text != "" {
			r.add(document.Block{Paragraph: &document.Paragraph{Sentences: []document.Sentence{s}}})
		}
	case *ast.List:
		if items := r.items(n); len(items) > 0 {
			r.add(document.Block{List: &document.List{Ordered: n.IsOrdered(), Items: items}})
		}
	case *ast.Blockquote:
		r.quotation(n)
	case *extast.Table:
		r.table(n)
	case *ast.FencedCodeBlock:
		if string(n.Language(r.src)) != "licet" {
			r.code(n)
		}
	case *ast.CodeBlock:
		r.code(n)
	}
}

func (r *reader) heading(n *ast.Heading) {
	for len(r.open) > 1 && r.open[len(r.open)-1].depth >= n.Level {
		r.open = r.open[:len(r.open)-1]
	}
	s := r.open[len(r.open)-1].section
	s.Sections = append(s.Sections, document.Section{Title: r.words(n).Text})
	r.open = append(r.open, level{n.Level, &s.Sections[len(s.Sections)-1]})
}

// items are those of a list. What stands in an item in several paragraphs is its sentences, a list in it is beneath it.
func (r *reader) items(list ast.Node) []document.Item {
	var out []document.Item
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		var it document.Item
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.List:
				it.Items = append(it.Items, r.items(c)...)
			case *ast.Paragraph, *ast.TextBlock:
				if s := r.words(c); s.Text != "" {
					it.Sentences = append(it.Sentences, s)
				}
			}
		}
		if len(it.Sentences)+len(it.Items) > 0 {
			out = append(out, it)
		}
	}
	return out
}

func (r *reader) quotation(n ast.Node) {
	q := &document.Quotation{}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s := r.words(c); s.Text != "" {
			q.Words = append(q.Words, s.Text)
		}
	}
	if len(q.Words) > 0 {
		r.add(document.Block{Quotation: q})
	}
}

func (r *reader) table(n *extast.Table) {
	t := &document.Table{}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []document.Cell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, document.Cell{Lines: []document.Sentence{r.words(c)}})
		}
		if row.Kind() != extast.KindTableHeader {
			t.Rows = append(t.Rows, document.Row{Cells: cells})
			continue
		}
		for _, c := range cells {
			t.Columns = append(t.Columns, c.Lines[0].Text)
		}
	}
	r.add(document.Block{Table: t})
}

// code is a block of other code: words like others.
func (r *reader) code(n ast.Node) {
	words := strings.Join(strings.Fields(string(n.Lines().Value(r.src))), " ")
	if words == "" {
		return
	}
	s := document.Sentence{Text: words, Marks: []document.Mark{{End: len(words), Kind: "code"}}}
	r.add(document.Block{Paragraph: &document.Paragraph{Sentences: []document.Sentence{s}}})
}
