package document

// Complete makes lists that are nil empty, so that the JSON form has no null.
func (d *Document) Complete() {
	d.Sections = sections(d.Sections)
	if d.Gaps == nil {
		d.Gaps = []Gap{}
	}
}

func sections(list []Section) []Section {
	for i := range list {
		s := &list[i]
		s.Sections = sections(s.Sections)
		if s.Blocks == nil {
			s.Blocks = []Block{}
		}
		for j := range s.Blocks {
			s.Blocks[j].whole()
		}
	}
	return orEmpty(list)
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func (b *Block) whole() {
	switch {
	case b.Paragraph != nil:
		b.Paragraph.Sentences = sentences(b.Paragraph.Sentences)
	case b.List != nil:
		b.List.Items = items(b.List.Items)
	case b.Table != nil:
		b.Table.Rows, b.Table.Columns = orEmpty(b.Table.Rows), orEmpty(b.Table.Columns)
		for _, r := range b.Table.Rows {
			for i := range r.Cells {
				r.Cells[i].Lines = sentences(r.Cells[i].Lines)
			}
		}
	case b.Quotation != nil:
		q := b.Quotation
		q.Words, q.Sentences, q.Notes = orEmpty(q.Words), sentences(q.Sentences), sentences(q.Notes)
	}
}

func items(list []Item) []Item {
	for i := range list {
		list[i].Sentences, list[i].Items = sentences(list[i].Sentences), items(list[i].Items)
	}
	return orEmpty(list)
}

func sentences(list []Sentence) []Sentence {
	for i := range list {
		s := &list[i]
		s.Marks, s.States, s.Sums, s.Claims = orEmpty(s.Marks), orEmpty(s.States), orEmpty(s.Sums), orEmpty(s.Claims)
	}
	return orEmpty(list)
}
