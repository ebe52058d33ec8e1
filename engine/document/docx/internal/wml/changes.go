package wml

// A Change is what a tracked change does to the text.
type Change string

// The changes. A move is two of them, with a range of one name around each.
const (
	Inserted  Change = "w:ins"
	Deleted   Change = "w:del"
	MovedFrom Change = "w:moveFrom"
	MovedTo   Change = "w:moveTo"
)

// Tracked returns runs as a change that an author made; nil where there are none. The date is left out, since there is no clock.
func (f *File) Tracked(c Change, author string, runs ...*Element) *Element {
	e := El(string(c), A("w:id", f.ID()), A("w:author", author))
	e.Add(Kids(runs))
	if len(e.kids) == 0 {
		return nil
	}
	return e
}

// Mark returns the properties of a paragraph's mark that was itself inserted or taken out: with it the paragraph is, as a whole.
func (f *File) Mark(c Change, author string) *Element {
	return El("w:rPr", El(string(c), A("w:id", f.ID()), A("w:author", author)))
}

// Restyled returns the note, last among a paragraph's properties, that it had other ones.
func (f *File) Restyled(author, style string, properties Kids) *Element {
	return El("w:pPrChange", A("w:id", f.ID()), A("w:author", author), El("w:pPr", Val("w:pStyle", style), properties))
}

// MoveRange returns what opens one end of a move, and what closes it. Both ends have the same name.
func (f *File) MoveRange(c Change, author, name string) (open, end *Element) {
	id := f.ID()
	return El(string(c)+"RangeStart", A("w:id", id), A("w:author", author), A("w:name", name)), El(string(c)+"RangeEnd", A("w:id", id))
}
