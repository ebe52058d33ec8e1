package wml

import (
	"strconv"
	"strings"
)

// Run returns a run of text with properties, which may be nil; nil for an empty text. The end of a line in it is a line break.
func Run(properties *Element, text string) *Element { return run(properties, text, "w:t") }

// DeletedRun returns a run of text that stands in a deletion.
func DeletedRun(properties *Element, text string) *Element { return run(properties, text, "w:delText") }

func run(properties *Element, text, name string) *Element {
	text = strings.ReplaceAll(Clean(text), "\u2028", "\n")
	if text == "" {
		return nil
	}
	r := El("w:r", properties)
	for text != "" {
		i := strings.IndexAny(text, "\n\t")
		piece := text
		if i >= 0 {
			piece = text[:i]
		}
		if piece != "" {
			r.Add(El(name, A("xml:space", "preserve"), Text(piece)))
		}
		if i < 0 {
			break
		}
		if text[i] == '\n' {
			r.Add(El("w:br"))
		} else {
			r.Add(El("w:tab"))
		}
		text = text[i+1:]
	}
	return r
}

// Style returns the properties of a run that has a character style.
func Style(id string) *Element { return El("w:rPr", Val("w:rStyle", id)) }

// Paragraph returns a paragraph of a style. Properties may be nil; else they are what follows the style, in the order of the schema.
func Paragraph(style string, properties Kids, kids ...Part) *Element {
	p := El("w:pPr", Val("w:pStyle", style))
	p.Add(properties)
	return El("w:p", p).Add(kids...)
}

// Field returns the runs of a field whose result is shown until a reader updates it.
func Field(properties *Element, instruction string, result ...Part) Kids {
	char := func(kind string) *Element { return El("w:r", properties, El("w:fldChar", A("w:fldCharType", kind))) }
	shown := El("w:r") // holds the parts for a moment
	shown.Add(result...)
	out := Kids{char("begin"),
		El("w:r", properties, El("w:instrText", A("xml:space", "preserve"), Text(" "+instruction+" "))),
		char("separate")}
	for _, k := range shown.kids {
		if e, ok := k.(*Element); ok {
			out = append(out, e)
		}
	}
	return append(out, char("end"))
}

// Bookmark returns what opens a place that links lead to, and what closes it.
func (f *File) Bookmark(name string) (open, end *Element) {
	id := f.ID()
	return El("w:bookmarkStart", A("w:id", id), A("w:name", name)), El("w:bookmarkEnd", A("w:id", id))
}

// Contents returns a table of contents: a heading, and a field that a reader may update, around what it shows until then.
func Contents(title string, deepest int, list []*Element) *Element {
	if len(list) == 0 {
		return nil
	}
	f := Field(nil, `TOC \o "1-`+strconv.Itoa(deepest)+`" \h \z \u`)
	begin, end := f[:len(f)-1], f[len(f)-1]
	first := list[0]
	first.kids = append([]Part{first.kids[0]}, append(parts(begin), first.kids[1:]...)...) // behind the paragraph's properties
	list[len(list)-1].Add(end)
	return El("w:sdt", El("w:sdtPr", El("w:docPartObj", Val("w:docPartGallery", "Table of Contents"), El("w:docPartUnique"))),
		El("w:sdtContent", Paragraph("TOCHeading", nil, Run(nil, title)), Kids(list)))
}

func parts(list Kids) []Part {
	out := make([]Part, len(list))
	for i, e := range list {
		out[i] = e
	}
	return out
}
