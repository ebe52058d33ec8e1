package docx

import (
	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx/internal/wml"
)

func (x *writer) block(b *document.Block) {
	switch {
	case b.Paragraph != nil:
		x.file.Add(wml.Paragraph("Normal", nil, x.sentences(b.Paragraph.Sentences)))
	case b.List != nil:
		x.items(b.List.Items, x.file.List(b.List.Ordered), 0)
	case b.Table != nil:
		x.table(b.Table)
	case b.Quotation != nil:
		x.quotation(b.Quotation)
	}
}

func (x *writer) items(list []document.Item, number string, level int) {
	for i := range list {
		it := &list[i]
		p := wml.Paragraph("ListParagraph", wml.Kids{wml.Item(number, level), room(level == 0 && i == len(list)-1 && len(it.Items) == 0)})
		if it.Label != "" {
			p.Add(wml.Kids{wml.Run(wml.Style("Strong"), it.Label)})
			if space := document.Space(it.Label); len(it.Sentences) > 0 && space != "" {
				p.Add(wml.Kids{wml.Run(nil, space)})
			}
		}
		x.file.Add(p.Add(x.sentences(it.Sentences)))
		x.items(it.Items, number, level+1)
	}
}

// room is that behind the last item of a list; nil behind the others.
func room(last bool) *wml.Element {
	if !last {
		return nil
	}
	return wml.El("w:spacing", wml.A("w:after", "160"))
}

// table writes a table beneath its caption. What stands behind a table begins after a little room.
func (x *writer) table(t *document.Table) {
	if len(t.Columns) == 0 {
		return
	}
	if t.Caption != "" {
		x.file.Add(wml.Paragraph("Caption", nil, wml.Run(nil, t.Caption)))
	}
	var head []wml.Kids
	for _, c := range t.Columns {
		head = append(head, wml.Kids{wml.Paragraph("TableHeading", nil, wml.Kids{wml.Run(nil, c)})})
	}
	var rows [][]wml.Kids
	for i := range t.Rows {
		rows = append(rows, x.row(&t.Rows[i], len(t.Columns)))
	}
	x.file.Add(x.file.Table(t.Caption, weights(t), head, rows), wml.Paragraph("AfterTable", nil))
}

// row returns the cells of a row; a cell that is missing is empty.
func (x *writer) row(r *document.Row, n int) []wml.Kids {
	out := make([]wml.Kids, n)
	for i := range out {
		if i < len(r.Cells) {
			out[i] = x.cell(&r.Cells[i])
		}
		if len(out[i]) == 0 {
			out[i] = wml.Kids{wml.Paragraph("TableText", nil)}
		}
	}
	return out
}

func (x *writer) cell(c *document.Cell) wml.Kids {
	var out wml.Kids
	for i := range c.Lines {
		out = append(out, wml.Paragraph("TableText", nil, x.sentence(&c.Lines[i])))
	}
	return out
}

// weights tell how much room the columns of a table need: by how much their cells hold, so that a long one does not starve the others.
func weights(t *document.Table) []int {
	if wide(t) {
		return wideWeights(t)
	}
	out := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		sum, longest := 0, width(c)
		for j := range t.Rows {
			n := 0
			if i < len(t.Rows[j].Cells) {
				n = cellWidth(&t.Rows[j].Cells[i])
			}
			sum, longest = sum+n, max(longest, n)
		}
		const least, most = 10, 60
		out[i] = least + min(most, (longest+sum/max(len(t.Rows), 1))/2)
	}
	return out
}

func cellWidth(c *document.Cell) int {
	n := 0
	for i := range c.Lines {
		n += width(c.Lines[i].Text)
	}
	return n
}

// width is how many columns of a typewriter a text would take: letters of East Asia are twice as wide.
func width(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2E80 {
			n++
		}
	}
	return n
}

// quotation writes a clause in the policy's own words, and beneath it what they say.
func (x *writer) quotation(q *document.Quotation) {
	if x.doc.Audience != document.Public && q.Clause != "" {
		x.file.Add(wml.Paragraph("Clause", nil, wml.Kids{wml.Run(nil, q.Clause)}))
	}
	var open, end wml.Kids
	if len(q.Words) > 0 {
		open, end = x.notes(q.Notes)
	}
	for i, words := range q.Words {
		p := wml.Paragraph("Quote", x.keep(q, i))
		if i == 0 {
			p.Add(open)
		}
		p.Add(wml.Kids{wml.Run(x.language(q.Language), words)})
		if i == len(q.Words)-1 {
			p.Add(end)
		}
		x.file.Add(p)
	}
	if len(q.Sentences) > 0 {
		x.file.Add(wml.Paragraph("Normal", nil, x.sentences(q.Sentences)))
	}
	if x.doc.Audience != document.Internal || len(q.Words) == 0 {
		for i := range q.Notes {
			x.file.Add(wml.Paragraph("Note", nil, x.sentences(q.Notes[i:i+1])))
		}
	}
}

// keep keeps the words of a clause with what they say in plain language.
func (x *writer) keep(q *document.Quotation, i int) wml.Kids {
	if i < len(q.Words)-1 || len(q.Sentences) > 0 {
		return wml.Kids{wml.El("w:keepNext")}
	}
	return nil
}

// language returns the properties of words in a language; nil where it is the document's.
func (x *writer) language(tag string) *wml.Element {
	if tag == "" || tag == x.doc.Language {
		return nil
	}
	if l := wml.LanguageOf(tag); l != nil {
		return wml.El("w:rPr", l)
	}
	return nil
}
