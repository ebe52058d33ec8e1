// Package format writes a file of the language in the one layout.
//
// It has no options, and changes neither meaning nor order: the words and the comments of the file come out as they
// went in, one after the other, and only the white space between them is chosen (the layout is described in
// SPEC.md). It does not read or write files, and does not check names.
//
//	out, err := format.Source(source.New("shop.licet", text)) // of a Markdown document: format.Document
//	var problems diag.List
//	if errors.As(err, &problems) { fmt.Println(problems) } // the text could not be read
package format

import (
	"errors"

	"github.com/seed-90f8eabc/licet/dsl/ast"
	"github.com/seed-90f8eabc/licet/dsl/parser"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// Width is how many characters (code points) a line has at most, where it can be broken. Comments may go beyond.
const Width = 100

// ErrChanged says that the layout would have changed what the file means, or its comments. It is a mistake of this package.
var ErrChanged = errors.New("the layout would change the meaning or the comments, so the file stays as it is; please report this with the file")

// Source returns the text of a file in the one layout, which is the same text where it stands in it already. The
// error is a diag.List where the text could not be read, or ErrChanged. Source is safe for concurrent use.
func Source(file *source.File) (string, error) { return layOut(file, Width) }

func layOut(file *source.File, width int) (string, error) {
	tree, problems := parser.ParseFile(file)
	if err := problems.Err(); err != nil {
		return "", err
	}
	out := arrange(tree, width)
	if out == file.Text {
		return out, nil
	}
	again, problems := parser.ParseFile(source.New(file.Name, out))
	if len(problems) > 0 || !same(tree, again) {
		return "", ErrChanged
	}
	return out, nil
}

// arrange lays out a file without problems, on lines of a width.
func arrange(tree *ast.File, width int) string {
	tokens, comments := scan(tree.Source.Text)
	m := marker{tokens: tokens}
	m.decls(tree.Decls)
	m.settle()
	p := printer{tokens: tokens, comments: comments, width: width}
	p.measure()
	p.body(0, len(tokens)-1, 0)
	return p.finish()
}
