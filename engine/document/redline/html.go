package redline

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"
)

//go:embed page.html
var page string

// WriteHTML writes a redline as one page with the versions side by side. It needs no network and no script, can be printed, and says to who does not see
// it which words are gone and which are new. The error is the writer's.
func WriteHTML(w io.Writer, r *Redline) error {
	t, err := template.New("page").Parse(page)
	if err != nil {
		return err
	}
	return t.Execute(w, sheetOf(r))
}

// A sheet is a redline as the page shows it.
type sheet struct {
	Title    string
	Old, New side
	Notes    []noteView // about the whole
	Rows     []row
	Changed  int    // rows that differ, or have a note
	First    string // the first of them
}

type side struct{ Version, Digest, Short, Language string }

// A row has the words of both versions beside each other.
type row struct {
	ID       string
	Old, New cell
	Notes    []noteView
	Changed  bool
	Next     string // the next row that differs; "" where there is none
}

type cell struct {
	Here     bool
	Tag      string // of the element: h2, h3, p
	Item     bool
	Rule     bool
	Clauses  string
	Pieces   []piece
	Moved    string // "Moved to" or "Moved from", with Link
	MovedAt  string
	Joint    string // what became of the end of the paragraph, in words
	Deleted  bool   // the paragraph as a whole
	Inserted bool
}

type piece struct {
	Op   string // "", ins, del, moved
	Text string
}

type noteView struct {
	Class, Head string
	Tell        bool
	Lines       []string
	At          string // the row that it is about, in the list at the head of the page
}

func sheetOf(r *Redline) sheet {
	out := sheet{Title: r.New.Parts[0].Words, Old: sideOf(r.Old), New: sideOf(r.New), Notes: views(r.Notes)}
	for i := range r.Blocks {
		b := &r.Blocks[i]
		if i == 0 && !b.Changed() { // the title, which stands at the head of the page
			continue
		}
		x := row{ID: "r" + strconv.Itoa(i), Changed: b.Changed(), Notes: views(b.Notes)}
		if b.Old() {
			x.Old = r.cellOf(b, r.Old, b.OldPart, Op.Old)
		}
		if b.New() {
			x.New = r.cellOf(b, r.New, b.NewPart, Op.New)
		}
		out.Rows = append(out.Rows, x)
	}
	out.link()
	return out
}

func sideOf(t Text) side {
	v := "no version named"
	if t.Policy.Version != "" {
		v = "version " + t.Policy.Version
	}
	const enough = len("sha256:") + 12
	return side{v, t.Policy.Digest, t.Policy.Digest[:min(len(t.Policy.Digest), enough)], cmp.Or(t.Language, "en")}
}

// link lets each row that differs, or has a note, lead to the next.
func (s *sheet) link() {
	next := ""
	for i := len(s.Rows) - 1; i >= 0; i-- {
		x := &s.Rows[i]
		x.Next = next
		if x.Changed || len(x.Notes) > 0 {
			next = x.ID
			s.Changed++
		}
	}
	s.First = next
}

func views(list []Note) []noteView {
	var out []noteView
	for _, n := range list {
		out = append(out, noteView{Class: string(n.Kind), Head: capital(n.Kind.String()), Tell: n.Tell && n.Kind != Summary, Lines: n.Lines})
	}
	return out
}

// Answers are the notes of changed answers, for the list at the head of the page.
func (s sheet) Answers() []noteView {
	var out []noteView
	for _, x := range s.Rows {
		for _, n := range x.Notes {
			if n.Class == string(Looser) || n.Class == string(Stricter) || n.Class == string(Reason) {
				n.At = x.ID
				out = append(out, n)
			}
		}
	}
	return out
}

// cellOf returns the words that a block has in one version.
func (r *Redline) cellOf(b *Block, t Text, part int, of func(Op) bool) cell {
	c := cell{Here: true, Tag: "p", Deleted: b.End == Deleted && whole(b, Deleted), Inserted: b.End == Inserted && whole(b, Inserted)}
	kind, level := b.Kind, b.Level
	if part >= 0 && part < len(t.Parts) {
		p := t.Parts[part]
		kind, level, c.Clauses = p.Kind, p.Level, strings.Join(p.Clauses, ", ")
	}
	switch kind {
	case Heading:
		c.Tag = fmt.Sprintf("h%d", min(max(level, 1)+1, 4))
	case Title:
		c.Tag = "h2"
	}
	c.Item, c.Rule = kind == Item, kind == Rule
	for _, x := range b.Runs {
		if of(x.Op) {
			c.Pieces = append(c.Pieces, piece{map[Op]string{Same: "", Inserted: "ins", Deleted: "del", MovedFrom: "moved", MovedTo: "moved"}[x.Op], x.Text})
		}
	}
	r.joint(b, &c)
	return c
}

// joint says what became of the end of a paragraph, and where a paragraph that moved is.
func (r *Redline) joint(b *Block, c *cell) {
	switch {
	case b.Move > 0 && b.End == MovedFrom:
		c.Moved, c.MovedAt = "Moved to where it is now", "r"+strconv.Itoa(r.Moves[b.Move-1].To)
	case b.Move > 0 && b.End == MovedTo:
		c.Moved, c.MovedAt = "Moved from where it was", "r"+strconv.Itoa(r.Moves[b.Move-1].From)
	case b.End == Inserted && !c.Inserted:
		c.Joint = "a new paragraph begins behind this"
	case b.End == Deleted && !c.Deleted:
		c.Joint = "the next paragraph is joined to this"
	}
}

// whole reports whether all words of a block have one op.
func whole(b *Block, o Op) bool {
	return !slices.ContainsFunc(b.Runs, func(r Run) bool { return r.Op != o })
}
