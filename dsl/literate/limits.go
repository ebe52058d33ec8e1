package literate

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Limits on what is read, so that no text takes long: reading Markdown takes time in the depth of what nests and, within
// one paragraph, in the square of its marks.
const (
	maxSize      = 1 << 20 // bytes of a document
	maxParagraph = 8 << 10 // bytes of a paragraph
	maxDepth     = 32      // quotations and lists in each other
)

// limits reports a text that is no document, or too large or too deep to be read.
func limits(file *source.File) diag.List {
	if offset, reason := file.Fault(); reason != "" {
		return problem(file, source.Span{Start: offset, End: offset}, "bad-file", reason)
	}
	if len(file.Text) > maxSize {
		return problem(file, source.Span{}, "limit", fmt.Sprintf("the document is larger than %d MiB; split it into several files of the same folder", maxSize>>20))
	}
	if first, _, _ := strings.Cut(file.Text, "\n"); strings.TrimRight(first, " \t\r") == "---" {
		return problem(file, source.Span{End: 3}, "front-matter",
			"the document begins with `---`; front matter is not read here, and no words may hide in it: remove it, and name version and language in the policy's header")
	}
	return deepLine(file)
}

// deepLine reports a line that opens too many quotations and list items.
func deepLine(file *source.File) diag.List {
	at := 0
	for line := range strings.Lines(file.Text) {
		if depth := markersOf(line); depth > maxDepth {
			return problem(file, source.Span{Start: at, End: at}, "limit", tooDeep)
		}
		at += len(line)
	}
	return nil
}

var tooDeep = fmt.Sprintf("quotations and lists nest more than %d deep; write them flatter", maxDepth)

// markersOf counts the marks of quotations and list items that a line may begin with.
func markersOf(line string) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '>', (c == '-' || c == '+' || c == '*' || c == '.' || c == ')') && i+1 < len(line) && strings.IndexByte(" \t\r\n", line[i+1]) >= 0:
			n++
		case c != ' ' && c != '\t' && (c < '0' || c > '9'):
			return n
		}
	}
	if strings.Trim(line, " \t\r\n*") == "" || strings.Trim(line, " \t\r\n-") == "" {
		return 0 // a line across the page
	}
	return n
}

// longParagraphs reports paragraphs that are too long, and nesting that is too deep, in a tree without inline marks.
func longParagraphs(file *source.File, root ast.Node) diag.List {
	var out diag.List
	depth := 0
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the visitor has no errors
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		if depth++; depth > 2*maxDepth { // a list and its item count one each
			out = problem(file, source.Span{Start: startOf(n), End: startOf(n)}, "limit", tooDeep)
			return ast.WalkStop, nil
		}
		if s, ok := linesOf(n); ok && s.End-s.Start > maxParagraph && n.Kind() != ast.KindFencedCodeBlock {
			out = problem(file, source.Span{Start: s.Start, End: s.Start}, "limit", fmt.Sprintf("a paragraph of more than %d KiB; divide it with blank lines", maxParagraph>>10))
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return out
}

func problem(file *source.File, span source.Span, code, message string) diag.List {
	return diag.List{{Code: code, File: file, Span: span, Message: message}}
}
