// Package wml writes WordprocessingML: the zipped XML files that Word and LibreOffice open as a document.
//
// It knows what a well-formed file is made of (parts and what relates them, styles, numbering, comments, footers, marks of changes),
// and nothing of policies. It has no clock: the same content gives the same bytes.
//
//	f := wml.New(wml.Setup{Language: "en", Title: "Privacy policy"})
//	f.Add(wml.Paragraph("Normal", nil, wml.Run(nil, "Hello.")))
//	err := f.Write(w)
package wml

import (
	"net/url"
	"strconv"
	"strings"
)

// A Setup is what holds for a whole file.
type Setup struct {
	Language    string // BCP 47
	Title       string
	Subject     string
	Description string
	Header      []*Element // paragraphs at the head of each page; may be none
	Footer      []*Element // and at its foot
	Track       bool       // changes that the reader makes are tracked, too
	Landscape   bool       // the pages lie on their long side: for tables of many columns
}

// A File is a document under construction. It is not safe for concurrent use.
type File struct {
	setup    Setup
	body     Kids
	comments Kids
	links    []string       // addresses outside the file
	linkIDs  map[string]int // by address, the index among links
	lists    []bool         // whether each list is ordered
	ids      int
}

// New returns an empty file.
func New(s Setup) *File { return &File{setup: s, linkIDs: map[string]int{}} }

// Add adds paragraphs and tables to the file's body.
func (f *File) Add(blocks ...*Element) { f.body = append(f.body, blocks...) }

// ID returns a number that no other mark, change or comment of the file has.
func (f *File) ID() string {
	f.ids++
	return strconv.Itoa(f.ids)
}

// List returns the number of a new list: w:numId.
func (f *File) List(ordered bool) string {
	f.lists = append(f.lists, ordered)
	return strconv.Itoa(len(f.lists))
}

// Link returns the relationship of an address outside the file; "" where it is none that a reader should follow: another scheme than http,
// https, mailto or tel, or one that Word would refuse the whole file for.
func (f *File) Link(address string) string {
	u, err := url.Parse(strings.TrimSpace(Clean(address)))
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto", "tel":
	default:
		return ""
	}
	to := u.String()
	if strings.ContainsAny(to, " <>\"{}|\\^`") {
		return ""
	}
	i, ok := f.linkIDs[to]
	if !ok {
		i = len(f.links)
		f.links = append(f.links, to)
		f.linkIDs[to] = i
	}
	return "link" + strconv.Itoa(i+1)
}

// A Note is a comment in the margin: paragraphs of plain text.
type Note struct {
	Author, Initials string
	Paragraphs       []string
}

// Comment adds a comment, and returns what opens the range that it is about, and what closes it.
func (f *File) Comment(n Note) (open, end Kids) {
	id := f.ID()
	c := El("w:comment", A("w:id", id), A("w:author", n.Author), A("w:initials", n.Initials))
	for i, p := range n.Paragraphs {
		var mark *Element
		if i == 0 {
			mark = El("w:r", El("w:rPr", Val("w:rStyle", "CommentReference")), El("w:annotationRef"))
		}
		c.Add(El("w:p", El("w:pPr", Val("w:pStyle", "CommentText")), mark, Run(nil, p)))
	}
	f.comments = append(f.comments, c)
	open = Kids{El("w:commentRangeStart", A("w:id", id))}
	end = Kids{El("w:commentRangeEnd", A("w:id", id)),
		El("w:r", El("w:rPr", Val("w:rStyle", "CommentReference")), El("w:commentReference", A("w:id", id)))}
	return open, end
}
