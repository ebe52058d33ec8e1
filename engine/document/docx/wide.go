package docx

import (
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// wideWeights are those of a table of many columns: none is narrower than its longest word, and where most stands is widest.
func wideWeights(t *document.Table) []int {
	const least, most = 12, 60
	out := fullest(t)
	for i := range out {
		out[i] = min(max(out[i], least, longestWord(t, i)+3), most)
	}
	return out
}

// fullest is how much the fullest cell of each column holds, in lines of a few words: a table of many columns is as high as that one.
func fullest(t *document.Table) []int {
	const letters = 5
	out := make([]int, len(t.Columns))
	for i := range t.Rows {
		for j := range min(len(t.Rows[i].Cells), len(out)) {
			out[j] = max(out[j], cellWidth(&t.Rows[i].Cells[j])/letters)
		}
	}
	return out
}

// manyColumns is from how many columns on a table wants the long side of the page: on the short one words would be broken.
const manyColumns = 6

func wide(t *document.Table) bool { return len(t.Columns) >= manyColumns }

// anyWide reports whether there is a table of many columns.
func anyWide(list []document.Section) bool {
	return slices.ContainsFunc(list, func(s document.Section) bool {
		return anyWide(s.Sections) || slices.ContainsFunc(s.Blocks, func(b document.Block) bool { return b.Table != nil && wide(b.Table) })
	})
}

// longestWord is the width of the longest word of a column, which is not to be broken.
func longestWord(t *document.Table, column int) int {
	n := longest(t.Columns[column])
	for i := range t.Rows {
		if column < len(t.Rows[i].Cells) {
			for _, l := range t.Rows[i].Cells[column].Lines {
				n = max(n, longest(l.Text))
			}
		}
	}
	return n
}

func longest(text string) int {
	n := 0
	for _, w := range strings.Fields(text) {
		n = max(n, width(w))
	}
	return n
}
