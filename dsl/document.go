package dsl

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/check"
	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/literate"
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// parse reads a file of the language, or a document that holds some of it; nil where it is no document.
func parse(file *source.File) (*ast.File, *literate.Document, diag.List) {
	if !strings.HasSuffix(file.Name, LiterateExtension) {
		tree, problems := parser.ParseFile(file)
		return tree, nil, problems
	}
	doc := literate.Read(file)
	tree, problems := parseDocument(doc)
	return tree, doc, append(doc.Problems, problems...)
}

// parseDocument reads the blocks of a document into one tree: headings are sections, and a clause without a quote quotes the
// paragraph above its block. Where nobody can tell what is in a block, ast.Bad stands for it.
func parseDocument(doc *literate.Document) (*ast.File, diag.List) {
	out := &ast.File{Source: doc.File, At: ast.At{At: source.Span{End: len(doc.File.Text)}}}
	blocks := slices.DeleteFunc(slices.Clone(doc.Blocks), func(b literate.Block) bool { return b.Unclosed })
	parts := make([]source.Span, len(blocks))
	for i, b := range blocks {
		parts[i] = b.Span
	}
	decls, comments, problems := parser.ParseParts(doc.File, parts)
	out.Comments = comments
	if isTorn(doc.Problems) || isTorn(problems) {
		out.Decls = append(out.Decls, &ast.Bad{At: out.At})
	}
	f := folder{file: out, doc: doc, title: oneTitle(doc)}
	for i, b := range blocks {
		f.headings(b.Span.Start)
		for _, d := range decls[i] {
			if b.Above >= 0 {
				quoteAbove(d, doc.Paragraphs[b.Above])
			}
			f.add(d)
		}
	}
	return out, problems
}

// isTorn reports whether a part of a file could not be read, so that nothing is known to be missing that it may hold.
func isTorn(problems diag.List) bool {
	return slices.ContainsFunc(problems, func(p diag.Problem) bool {
		switch p.Code {
		case "bad-file", "limit", "front-matter", "misplaced-block", "unclosed-fence":
			return true
		}
		return false
	})
}

// A folder puts declarations under the headings of their document.
type folder struct {
	file  *ast.File
	doc   *literate.Document
	title bool // the only heading of the first level is the document's title, and no section
	next  int  // the first heading that was not read
	open  []openSection
}

type openSection struct {
	level   int
	section *ast.Section
	placed  bool // it stands in the tree, since it holds something
}

// headings opens and closes sections for the headings up to an offset.
func (f *folder) headings(before int) {
	for ; f.next < len(f.doc.Headings) && f.doc.Headings[f.next].Span.Start < before; f.next++ {
		h := f.doc.Headings[f.next]
		for len(f.open) > 0 && f.open[len(f.open)-1].level >= h.Level {
			f.open = f.open[:len(f.open)-1]
		}
		if h.Text == "" || h.Level == 1 && f.title {
			continue
		}
		at := ast.At{At: h.Span}
		f.open = append(f.open, openSection{level: h.Level, section: &ast.Section{At: at, Title: ast.Text{At: at, Value: h.Text}}})
	}
}

// oneTitle reports whether a document has one heading of the first level only.
func oneTitle(doc *literate.Document) bool {
	n := 0
	for _, h := range doc.Headings {
		if h.Level == 1 {
			n++
		}
	}
	return n == 1
}

// add puts a declaration into the innermost section. What concerns the whole policy stands outside of sections.
func (f *folder) add(d ast.Decl) {
	to := &f.file.Decls
	switch d.(type) {
	case *ast.Header, *ast.Use:
		*to = append(*to, d)
		return
	}
	for i := range f.open {
		o := &f.open[i]
		if !o.placed {
			*to, o.placed = append(*to, o.section), true
		}
		to = &o.section.Decls
	}
	*to = append(*to, d)
}

// quoteAbove lets clauses without a quote quote a paragraph.
func quoteAbove(d ast.Decl, p literate.Paragraph) {
	switch d := d.(type) {
	case *ast.Section:
		for _, inner := range d.Decls {
			quoteAbove(inner, p)
		}
	case *ast.Clause:
		quotes := func(s ast.Stmt) bool { _, ok := s.(*ast.Quote); return ok }
		if !slices.ContainsFunc(d.Stmts, quotes) {
			at := ast.At{At: p.Span}
			d.Stmts = slices.Insert(d.Stmts, 0, ast.Stmt(&ast.Quote{At: at, Text: ast.Text{At: at, Value: p.Text}, Implied: true}))
		}
	}
}

// document notes a document of the policy that holds clauses: its words are what they quote.
func (l *loader) document(path string, tree *ast.File, doc *literate.Document) {
	clauses := false
	ast.Walk(tree, func(n ast.Node) bool {
		_, clause := n.(*ast.Clause)
		clauses = clauses || clause
		return !clauses
	})
	if !clauses {
		return
	}
	l.texts[path] = source.New(doc.File.Name, doc.Text)
	out := check.Document{Path: path, File: doc.File, Passages: passages(doc)}
	for _, p := range doc.Paragraphs {
		if p.Prose {
			out.Prose = append(out.Prose, model.Range(p.Span))
		}
	}
	for _, h := range doc.Headings {
		out.Prose = append(out.Prose, model.Range(h.Span))
	}
	slices.SortFunc(out.Prose, func(a, b model.Range) int { return a.Start - b.Start })
	l.documents = append(l.documents, out)
}

// passages returns the headings and paragraphs of a document in their order.
func passages(doc *literate.Document) []model.Passage {
	var out []model.Passage
	for _, h := range doc.Headings {
		if h.Text != "" {
			out = append(out, model.Passage{Range: model.Range(h.Span), Level: h.Level})
		}
	}
	for _, p := range doc.Paragraphs {
		item := p.Span.Start > 0 && doc.Text[p.Span.Start-1] == '\f'
		out = append(out, model.Passage{Range: model.Range(p.Span), Item: item})
	}
	slices.SortFunc(out, func(a, b model.Passage) int { return a.Start - b.Start })
	return out
}
