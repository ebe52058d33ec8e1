package wml

import "strconv"

// The sides of a page of A4, and the margins beside its text, in twentieths of a point.
const (
	shortSide  = 11906
	longSide   = 16838
	sideMargin = 1304
)

// size is how wide and how high a page is.
func (f *File) size() (width, height int) {
	if f.setup.Landscape {
		return longSide, shortSide
	}
	return shortSide, longSide
}

// textWidth is the width between the margins of a page.
func (f *File) textWidth() int {
	width, _ := f.size()
	return width - 2*sideMargin
}

// Table returns a table of a heading row, which stands on each page again, and rows. A cell is paragraphs, at least one; each row has as many cells as
// there are weights, which tell how wide the columns are to each other. The caption is for those who do not see the table.
func (f *File) Table(caption string, weights []int, head []Kids, rows [][]Kids) *Element {
	widths := widths(weights, f.textWidth())
	grid := El("w:tblGrid")
	for _, w := range widths {
		grid.Add(El("w:gridCol", A("w:w", strconv.Itoa(w))))
	}
	t := El("w:tbl", El("w:tblPr", Val("w:tblStyle", "PolicyTable"), El("w:tblW", A("w:w", "5000"), A("w:type", "pct")),
		El("w:tblLayout", A("w:type", "fixed")),
		El("w:tblLook", A("w:val", "04A0"), A("w:firstRow", "1"), A("w:lastRow", "0"), A("w:firstColumn", "1"), A("w:lastColumn", "0"),
			A("w:noHBand", "0"), A("w:noVBand", "1")),
		Val("w:tblCaption", caption)), grid)
	t.Add(row(El("w:trPr", El("w:cantSplit"), El("w:tblHeader")), widths, head))
	for _, r := range rows {
		t.Add(row(El("w:trPr", El("w:cantSplit")), widths, r))
	}
	return t
}

func row(properties *Element, widths []int, cells []Kids) *Element {
	r := El("w:tr", properties)
	for i, c := range cells {
		r.Add(El("w:tc", El("w:tcPr", El("w:tcW", A("w:w", strconv.Itoa(widths[i])), A("w:type", "dxa"))), c))
	}
	return r
}

// widths divides a width among columns.
func widths(weights []int, width int) []int {
	total := 0
	for _, w := range weights {
		total += max(w, 1)
	}
	out, left := make([]int, len(weights)), width
	for i, w := range weights {
		out[i] = width * max(w, 1) / total
		left -= out[i]
	}
	if len(out) > 0 {
		out[len(out)-1] += left
	}
	return out
}
