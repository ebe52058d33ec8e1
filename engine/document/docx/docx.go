// Package docx writes documents as DOCX: the tree of package document, and redlines.
//
// It decides nothing of what is said, and takes no word away. What it writes has styles that a reader may change in one place, a table of
// contents, real lists and tables, and comments; and the same input gives the same bytes. There is no library beneath it but that of the
// language: those for Go that write DOCX know no tracked changes, or ask for a licence key, or are not kept.
//
//	var b bytes.Buffer
//	err := docx.Write(&b, doc)
package docx

import (
	"fmt"
	"io"
	"strconv"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/docx/internal/wml"
)

// Write writes a document. The error is the writer's, or says that there are no labels in the document's language. It is safe for
// concurrent use.
func Write(w io.Writer, d *document.Document) error {
	say, ok := labelsIn(d.Language)
	if !ok {
		return fmt.Errorf("there are no labels for a DOCX in the language %q; there are %s", d.Language, languages())
	}
	x := &writer{doc: d, say: say, places: map[string]string{}}
	x.number(d.Sections, 1)
	x.file = wml.New(wml.Setup{Language: d.Language, Title: d.Title, Subject: d.Policy.ID, Description: d.Policy.Digest,
		Footer: footer(x.version(), say), Landscape: anyWide(d.Sections)})
	x.head()
	x.contents()
	x.sections(d.Sections, 1)
	x.gaps()
	return x.file.Write(w)
}

// A writer writes one document.
type writer struct {
	doc    *document.Document
	say    labels
	file   *wml.File
	places map[string]string // the bookmark of each section, by its id
	order  []heading
}

// A heading is a section as the table of contents lists it.
type heading struct {
	level       int
	title, mark string
}

// contentsLevels is how deep the table of contents goes.
const contentsLevels = 2

// number gives each section a bookmark. Ids are those of the document's anchors, which may hold what a bookmark may not.
func (x *writer) number(list []document.Section, level int) {
	for i := range list {
		s := &list[i]
		mark := "section_" + strconv.Itoa(len(x.order)+1)
		if _, taken := x.places[s.ID]; !taken {
			x.places[s.ID] = mark
		}
		x.order = append(x.order, heading{level, s.Title, mark})
		x.number(s.Sections, level+1)
	}
}

// head writes the title, and beneath it which version this is.
func (x *writer) head() {
	x.file.Add(wml.Paragraph("Title", nil, wml.Run(nil, x.doc.Title)))
	line := x.version()
	if x.doc.Effective != "" {
		line += x.say.divider + fmt.Sprintf(x.say.effective, x.doc.Effective)
	}
	x.file.Add(wml.Paragraph("Subtitle", nil, wml.Run(nil, line)))
}

// version says which version of which policy this is.
func (x *writer) version() string { return versionLine(x.doc.Policy, x.say) }

func versionLine(p document.Policy, say labels) string {
	line := p.ID
	if p.Version != "" {
		line += say.divider + fmt.Sprintf(say.version, p.Version)
	}
	return line + say.divider + shortDigest(p.Digest)
}

// shortDigest is as much of a digest as tells versions apart: the whole stands in the file's properties.
func shortDigest(d string) string {
	const n = len("sha256:") + 12
	if len(d) > n {
		return d[:n]
	}
	return d
}

// footer says on each page which version it belongs to, and which page it is.
func footer(version string, say labels) []*wml.Element {
	p := wml.Paragraph("Footer", nil, wml.Run(nil, version+"\t"+say.pageBefore), wml.Field(nil, "PAGE", wml.Run(nil, "1")),
		wml.Run(nil, say.pageOf), wml.Field(nil, "NUMPAGES", wml.Run(nil, "1")),
		wml.Run(nil, say.pageAfter))
	return []*wml.Element{p}
}

// contents writes the table of contents: a field, with what it will show but the numbers of pages, which only who lays out the pages knows.
func (x *writer) contents() {
	const fewest = 4
	if len(x.order) < fewest {
		return
	}
	var list []*wml.Element
	for _, h := range x.order {
		if h.level <= contentsLevels && h.title != "" {
			link := wml.El("w:hyperlink", wml.A("w:anchor", h.mark), wml.A("w:history", "1"), wml.Run(nil, h.title))
			list = append(list, wml.Paragraph("TOC"+strconv.Itoa(h.level), nil, link))
		}
	}
	x.file.Add(wml.Contents(x.say.contents, contentsLevels, list))
}

// sections writes sections and those beneath them.
func (x *writer) sections(list []document.Section, level int) {
	for i := range list {
		s := &list[i]
		open, end := x.file.Bookmark(x.nextMark())
		if s.Title == "" { // what stands before the first heading
			x.file.Add(open, end)
		} else {
			x.file.Add(wml.Paragraph("Heading"+strconv.Itoa(min(level, 4)), nil, open, wml.Run(nil, s.Title), end))
		}
		for j := range s.Blocks {
			x.block(&s.Blocks[j])
		}
		x.sections(s.Sections, level+1)
	}
}

// nextMark returns the bookmark of the next section in the document's order.
func (x *writer) nextMark() string {
	m := x.order[0].mark
	x.order = x.order[1:]
	return m
}

// gaps writes what the policy says nothing about, for those who are to mend it.
func (x *writer) gaps() {
	if len(x.doc.Gaps) == 0 || x.doc.Audience == document.Public {
		return
	}
	x.file.Add(wml.Paragraph("Heading1", nil, wml.Run(nil, x.say.gaps)))
	list := x.file.List(false)
	for _, g := range x.doc.Gaps {
		x.file.Add(wml.Paragraph("ListParagraph", wml.Kids{wml.Item(list, 0)}, wml.Run(nil, g.Text)))
	}
}
