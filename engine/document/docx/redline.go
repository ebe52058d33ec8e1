package docx

import (
	"fmt"
	"io"
	"strconv"

	"github.com/seed-90f8eabc/licet/engine/document/docx/internal/wml"
	"github.com/seed-90f8eabc/licet/engine/document/redline"
)

// WriteRedline writes two versions of a policy as one document with tracked changes: who accepts all of them has the words of the new version, and
// who rejects them those of the old one. Its notes are comments. The error is the writer's. It is safe for concurrent use.
func WriteRedline(w io.Writer, r *redline.Redline) error {
	say, _ := labelsIn("en") // the notes are in English, too
	title := r.New.Parts[0].Words
	x := &redliner{r: r}
	head := title + "\tchanges"
	if old, new := r.Old.Policy.Version, r.New.Policy.Version; old != "" && new != "" && old != new {
		head = fmt.Sprintf("%s\tchanges from version %s to version %s", title, old, new)
	}
	x.file = wml.New(wml.Setup{Language: r.New.Language, Title: title, Subject: r.New.Policy.ID, Track: true,
		Description: r.Old.Policy.Digest + " -> " + r.New.Policy.Digest,
		Header:      []*wml.Element{wml.Paragraph("Header", nil, wml.Run(nil, head))},
		Footer:      footer(shortDigest(r.Old.Policy.Digest)+" → "+shortDigest(r.New.Policy.Digest), say)})
	for i, p := range x.paragraphs() {
		x.write(i, p)
	}
	return x.file.Write(w)
}

// A redliner writes one redline.
type redliner struct {
	r    *redline.Redline
	file *wml.File
	list string       // the one list of items; "" as long as there is none
	open *wml.Element // what closes the move that is being written
}

// A paragraph is a block as it stands in the file.
type paragraph struct {
	end      redline.Op
	now, was form
}

// A form is what a paragraph looks like.
type form struct {
	kind  redline.Kind
	level int
}

// paragraphs returns the ends and forms of all paragraphs. A document cannot do without its last paragraph's end. So behind the last paragraph that
// is the same in both versions, what comes or goes with a paragraph is the end of the one before it; thus no empty paragraph is left behind.
func (x *redliner) paragraphs() []paragraph {
	list := x.r.Blocks
	out := make([]paragraph, len(list))
	kept := -1
	for i := range list {
		b := &list[i]
		out[i] = paragraph{b.End, form{b.Kind, b.Level}, form{b.OldKind, b.OldLevel}}
		if b.End == redline.Same {
			kept = i
		}
	}
	if kept <= 0 || kept == len(list)-1 { // a title is joined to nothing
		return out
	}
	now, was := out[kept].now, out[kept].was
	for i := kept; i < len(list); i++ {
		if list[i].End.New() {
			now = form{list[i].Kind, list[i].Level}
		}
		if list[i].End.Old() {
			was = form{list[i].OldKind, list[i].OldLevel}
		}
		out[i] = paragraph{redline.Same, now, was}
		if i+1 < len(list) {
			out[i].end = plain(list[i+1].End)
		}
		switch {
		case !out[i].end.Old():
			out[i].was = now
		case !out[i].end.New():
			out[i].now = was
		}
	}
	return out
}

// plain makes a move what it is made of: the end of another paragraph does not move.
func plain(o redline.Op) redline.Op {
	switch o {
	case redline.MovedFrom:
		return redline.Deleted
	case redline.MovedTo:
		return redline.Inserted
	}
	return o
}

// write writes a paragraph with its changes and comments.
func (x *redliner) write(i int, p paragraph) {
	b := &x.r.Blocks[i]
	out := wml.Paragraph(p.now.style(), x.properties(p))
	start, stop := x.move(i)
	out.Add(start)
	open, end := x.comments(i)
	out.Add(open)
	for _, r := range b.Runs {
		out.Add(x.run(r))
	}
	x.file.Add(out.Add(end), stop)
}

// properties returns what a paragraph has beside its style: the mark of its end, and what it was before.
func (x *redliner) properties(p paragraph) wml.Kids {
	out := x.item(p.now)
	if c := changes()[p.end]; c != "" {
		out = append(out, x.file.Mark(c, author))
	}
	if p.end == redline.Same && p.now != p.was {
		out = append(out, x.file.Restyled(author, p.was.style(), x.item(p.was)))
	}
	return out
}

func (x *redliner) item(f form) wml.Kids {
	if f.kind != redline.Item {
		return nil
	}
	if x.list == "" {
		x.list = x.file.List(false)
	}
	return wml.Kids{wml.Item(x.list, 0)}
}

func (f form) style() string {
	switch f.kind {
	case redline.Title:
		return "Title"
	case redline.Heading:
		return "Heading" + strconv.Itoa(min(max(f.level, 1), 4))
	case redline.Item:
		return "ListParagraph"
	case redline.Rule:
		return "Rule"
	}
	return "Normal"
}

// changes are the tracked changes of ops.
func changes() map[redline.Op]wml.Change {
	return map[redline.Op]wml.Change{redline.Inserted: wml.Inserted, redline.Deleted: wml.Deleted, redline.MovedFrom: wml.MovedFrom, redline.MovedTo: wml.MovedTo}
}

func (x *redliner) run(r redline.Run) *wml.Element {
	switch r.Op {
	case redline.Same:
		return wml.Run(nil, r.Text)
	case redline.Deleted:
		return x.file.Tracked(wml.Deleted, author, wml.DeletedRun(nil, r.Text))
	}
	return x.file.Tracked(changes()[r.Op], author, wml.Run(nil, r.Text))
}

// move opens the range of a move in the first of its blocks, and closes it behind the last.
func (x *redliner) move(i int) (start, stop *wml.Element) {
	b := &x.r.Blocks[i]
	if b.Move == 0 {
		return nil, nil
	}
	m := x.r.Moves[b.Move-1]
	change, first := wml.MovedTo, m.To
	if b.Old() {
		change, first = wml.MovedFrom, m.From
	}
	if i == first {
		var end *wml.Element
		start, end = x.file.MoveRange(change, author, "move"+strconv.Itoa(b.Move))
		x.open = end
	}
	if i+1 == len(x.r.Blocks) || x.r.Blocks[i+1].Move != b.Move {
		stop, x.open = x.open, nil
	}
	return start, stop
}
