package docx

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document/docx/internal/wml"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

// comments opens and closes the comments of a block. Those of the whole stand at the first.
func (x *redliner) comments(i int) (open, end wml.Kids) {
	notes := x.r.Blocks[i].Notes
	if i == 0 {
		notes = slices.Concat(x.r.Notes, notes)
	}
	for _, n := range notes {
		o, e := x.file.Comment(wml.Note{Author: author, Initials: initials, Paragraphs: lines(n)})
		open, end = append(open, o...), append(e, end...)
	}
	return open, end
}

// lines are the paragraphs of a comment: what it is about first.
func lines(n redline.Note) []string {
	head := strings.ToUpper(n.Kind.String())
	if n.Tell && n.Kind != redline.Summary {
		head += ": people must be told"
	}
	return append([]string{head}, n.Lines...)
}
