// Package text writes documents as plain text, for a terminal, a mail, or a screen reader that knows nothing else.
//
// It writes what the document says and nothing else: what is said is for package document.
//
//	doc, err := document.New(engine, options)
//	err = text.Write(os.Stdout, doc)
package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// width is how many columns a line has.
const width = 78

// Write writes a document. The error is that of the writer.
func Write(w io.Writer, d *document.Document) error {
	t := &writer{public: d.Audience == document.Public, colon: ": "}
	if base, _, _ := strings.Cut(d.Language, "-"); base == "zh" {
		t.colon = "："
	}
	t.heading(d.Title, "=")
	for i := range d.Sections {
		t.section(&d.Sections[i], 1)
	}
	if len(d.Gaps) > 0 {
		t.heading(d.GapsTitle, "-")
		for _, g := range d.Gaps {
			t.wrap("- ", "  ", g.Text)
		}
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

type writer struct {
	b      strings.Builder
	public bool // no ids of clauses are shown
	colon  string
}

// gap writes an empty line between blocks.
func (t *writer) gap() {
	if t.b.Len() > 0 {
		t.b.WriteString("\n")
	}
}

func (t *writer) heading(title, rule string) {
	t.gap()
	t.wrap("", "", title)
	t.b.WriteString(strings.Repeat(rule, min(width, runewidth.StringWidth(title))) + "\n")
}

func (t *writer) section(s *document.Section, level int) {
	if s.Title != "" {
		rule := "-"
		if level > 1 {
			rule = "."
		}
		t.heading(s.Title, rule)
	}
	for i := range s.Blocks {
		t.gap()
		t.block(&s.Blocks[i])
	}
	for i := range s.Sections {
		t.section(&s.Sections[i], level+1)
	}
}

func (t *writer) block(b *document.Block) {
	switch {
	case b.Paragraph != nil:
		t.wrap("", "", join(b.Paragraph.Sentences))
	case b.List != nil:
		t.items(b.List.Items, b.List.Ordered, "")
	case b.Table != nil:
		t.table(b.Table)
	case b.Quotation != nil:
		t.quotation(b.Quotation)
	}
}

func (t *writer) items(items []document.Item, ordered bool, indent string) {
	for i, it := range items {
		mark := "- "
		if ordered {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		words := join(it.Sentences)
		if it.Label != "" {
			words = strings.TrimSpace(it.Label + document.Space(it.Label) + words)
		}
		inner := indent + strings.Repeat(" ", len(mark))
		t.wrap(indent+mark, inner, words)
		t.items(it.Items, false, inner)
	}
}

// table writes each row as a small list: no screen is too narrow for it, and it reads aloud.
func (t *writer) table(table *document.Table) {
	if table.Caption != "" {
		t.wrap("", "", table.Caption+strings.TrimSpace(t.colon))
	}
	for _, r := range table.Rows {
		t.gap()
		for i, c := range r.Cells {
			switch {
			case i == 0:
				t.wrap("", "  ", join(c.Lines))
			case len(c.Lines) == 1:
				t.wrap("  "+table.Columns[i]+t.colon, "    ", c.Lines[0].Text)
			case len(c.Lines) > 1:
				t.wrap("  ", "  ", table.Columns[i]+strings.TrimSpace(t.colon))
				for _, l := range c.Lines {
					t.wrap("  - ", "    ", l.Text)
				}
			}
		}
	}
}

func (t *writer) quotation(q *document.Quotation) {
	if q.Clause != "" && !t.public {
		t.wrap("", "", q.Clause)
	}
	for _, w := range q.Words {
		t.wrap("  | ", "  | ", w)
	}
	for _, s := range q.Sentences {
		t.wrap("  - ", "    ", s.Text)
	}
	for _, s := range q.Notes {
		t.wrap("  ! ", "    ", s.Text)
	}
}

// join writes sentences that stand together.
func join(list []document.Sentence) string {
	var b strings.Builder
	for i := range list {
		if i > 0 {
			b.WriteString(document.Space(list[i-1].Text))
		}
		b.WriteString(list[i].Text)
	}
	return b.String()
}

// wrap writes words in lines, the first of which begins with first and the others with rest. Between wide characters, as Chinese has
// them, a line may end anywhere but before a mark.
func (t *writer) wrap(first, rest, words string) {
	line, column, empty := first, runewidth.StringWidth(first), true
	end := func() {
		t.b.WriteString(strings.TrimRight(line, " ") + "\n")
		line, column, empty = rest, runewidth.StringWidth(rest), true
	}
	for _, w := range strings.Fields(document.Visible(words)) {
		for i, piece := range pieces(w) {
			space := ""
			if !empty && i == 0 {
				space = " "
			}
			if n := runewidth.StringWidth(piece); !empty && column+len(space)+n > width {
				end()
				space = ""
			}
			line += space + piece
			column += len(space) + runewidth.StringWidth(piece)
			empty = false
		}
	}
	end()
}

// pieces divides a word where a line may end: behind each wide character that no mark follows.
func pieces(word string) []string {
	var out []string
	begin := 0
	runes := []rune(word)
	at := 0
	for i, r := range runes {
		at += len(string(r))
		if runewidth.RuneWidth(r) == 2 && i+1 < len(runes) && !strings.ContainsRune("，。、；：？！”’）》」』,.;:?!)", runes[i+1]) && !strings.ContainsRune("“‘（《「『", r) {
			out = append(out, word[begin:at])
			begin = at
		}
	}
	return append(out, word[begin:])
}
