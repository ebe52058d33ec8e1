package format

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/literate"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Document returns a Markdown document with its blocks of the language in the one layout, each indented as its fence is. What stands
// outside of them stays as it is, and so do the ends of its lines. The error is as that of Source. Document is
// safe for concurrent use.
func Document(file *source.File) (string, error) {
	doc := literate.Read(file)
	parts := make([]source.Span, len(doc.Blocks))
	for i, b := range doc.Blocks {
		parts[i] = b.Span
	}
	_, _, problems := parser.ParseParts(file, parts)
	if err := append(doc.Problems, problems...).Err(); err != nil {
		return "", err
	}
	var out strings.Builder
	blocks := make([]string, len(parts))
	last := 0
	for i, b := range doc.Blocks {
		text, err := fenced(file, b)
		if err != nil {
			return "", err
		}
		out.WriteString(file.Text[last:b.Span.Start] + text)
		blocks[i], last = text, b.Span.End
	}
	out.WriteString(file.Text[last:])
	return out.String(), kept(file.Name, out.String(), blocks)
}

// fenced returns the lines of a block in the one layout.
func fenced(file *source.File, b literate.Block) (string, error) {
	before := file.Text[b.Span.Start:b.Span.End]
	text, err := layOut(source.New(file.Name, before), max(Width-utf8.RuneCountInString(b.Indent), Width/2))
	if err != nil {
		return "", broken(err)
	}
	end := "\n"
	if strings.HasSuffix(before, "\r\n") {
		end = "\r\n"
	}
	var out strings.Builder
	for line := range strings.Lines(text) {
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			out.WriteString(b.Indent + line)
		}
		out.WriteString(end)
	}
	return out.String(), nil
}

// broken turns problems that a block has only by itself into the error that they are.
func broken(err error) error {
	if _, ok := err.(diag.List); ok {
		return ErrChanged
	}
	return err
}

// kept returns an error where the blocks of a document are not these: one of them may hold a line that now looks like a fence.
func kept(name, text string, blocks []string) error {
	doc := literate.Read(source.New(name, text))
	if len(doc.Problems) > 0 || len(doc.Blocks) != len(blocks) {
		return ErrChanged
	}
	for i, b := range doc.Blocks {
		if text[b.Span.Start:b.Span.End] != blocks[i] {
			return ErrChanged
		}
	}
	return nil
}
