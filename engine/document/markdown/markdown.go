// Package markdown writes documents as Markdown: CommonMark, with the tables of GitHub.
//
// It writes what the document says and nothing else: what is said is for package document.
//
//	doc, err := document.New(engine, options)
//	err = markdown.Write(os.Stdout, doc)
package markdown

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/seed-90f8eabc/licet/engine/document"
)

// Write writes a document. The error is that of the writer.
func Write(w io.Writer, d *document.Document) error {
	m := &writer{public: d.Audience == document.Public}
	m.line("# " + escape(d.Title))
	for i := range d.Sections {
		m.section(&d.Sections[i], 2)
	}
	if len(d.Gaps) > 0 {
		m.gaps(d)
	}
	_, err := io.WriteString(w, m.b.String())
	return err
}

type writer struct {
	b      strings.Builder
	public bool   // no ids of clauses are shown
	bullet string // of the list that was written last, with nothing behind it
}

// line writes a block and the empty line that ends the one before.
func (m *writer) line(text string) {
	if m.b.Len() > 0 {
		m.b.WriteString("\n")
	}
	m.b.WriteString(text + "\n")
	m.bullet = ""
}

func (m *writer) section(s *document.Section, level int) {
	if s.Title != "" {
		m.line(strings.Repeat("#", min(level, 6)) + " " + escape(s.Title))
	}
	for i := range s.Blocks {
		m.block(&s.Blocks[i])
	}
	for i := range s.Sections {
		m.section(&s.Sections[i], level+1)
	}
}

func (m *writer) block(b *document.Block) {
	switch {
	case b.Paragraph != nil:
		m.line(start(sentences(b.Paragraph.Sentences)))
	case b.List != nil:
		m.list(b.List.Items, b.List.Ordered)
	case b.Table != nil:
		m.table(b.Table)
	case b.Quotation != nil:
		m.quotation(b.Quotation)
	}
}

// list writes a list of its own: one that stands just behind another has other marks, or they would be one.
func (m *writer) list(items []document.Item, ordered bool) {
	bullet := "- "
	if m.bullet == bullet {
		bullet = "* "
	}
	m.line(strings.TrimSuffix(list(items, ordered, bullet, ""), "\n"))
	m.bullet = bullet
}

// strong marks a label. A mark of punctuation that no space follows stands behind the asterisks, which within them would not be read as the
// end of what is strong.
func strong(label string) string {
	_, size := utf8.DecodeLastRuneInString(label)
	if document.Space(label) != "" || size == len(label) {
		return "**" + escape(label) + "**"
	}
	return "**" + escape(label[:len(label)-size]) + "**" + label[len(label)-size:]
}

func list(items []document.Item, ordered bool, bullet, indent string) string {
	var out strings.Builder
	for i, it := range items {
		mark := bullet
		if ordered {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		text := start(sentences(it.Sentences))
		if it.Label != "" {
			text = strings.TrimSpace(strong(it.Label) + document.Space(it.Label) + sentences(it.Sentences))
		}
		out.WriteString(indent + mark + text + "\n" + list(it.Items, false, bullet, indent+strings.Repeat(" ", len(mark))))
	}
	return out.String()
}

func (m *writer) table(t *document.Table) {
	if t.Caption != "" {
		m.line("**" + escape(t.Caption) + "**")
	}
	row := func(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }
	heads, rule := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i], rule[i] = cell(escape(c)), "---"
	}
	rows := []string{row(heads), row(rule)}
	for _, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = cell(lines(c.Lines))
		}
		rows = append(rows, row(cells))
	}
	m.line(strings.Join(rows, "\n"))
}

// cell is text in a cell: a bar would end it.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func (m *writer) quotation(q *document.Quotation) {
	words := make([]string, len(q.Words))
	for i, w := range q.Words {
		words[i] = start(escape(w))
	}
	if q.Clause != "" && !m.public {
		id := "**" + escape(q.Clause) + "**"
		if len(words) == 0 {
			words = []string{id}
		} else {
			words[0] = strings.TrimSpace(id + " " + words[0])
		}
	}
	m.line("> " + strings.Join(words, "\n>\n> "))
	if len(q.Sentences) == 1 {
		m.line(start(sentences(q.Sentences)))
	} else if len(q.Sentences) > 1 {
		m.each(q.Sentences)
	}
	m.each(q.Notes)
}

// each writes sentences as a list.
func (m *writer) each(list []document.Sentence) {
	var items []document.Item
	for i := range list {
		items = append(items, document.Item{Sentences: list[i : i+1]})
	}
	if len(items) > 0 {
		m.list(items, false)
	}
}

func (m *writer) gaps(d *document.Document) {
	m.line("## " + escape(d.GapsTitle))
	var list []document.Sentence
	for _, g := range d.Gaps {
		list = append(list, document.Sentence{Text: g.Text})
	}
	m.each(list)
}

// sentences writes sentences that stand together.
func sentences(list []document.Sentence) string {
	var b strings.Builder
	for i := range list {
		if i > 0 {
			b.WriteString(document.Space(list[i-1].Text))
		}
		b.WriteString(marked(&list[i]))
	}
	return b.String()
}

// lines writes the lines of a cell.
func lines(list []document.Sentence) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = marked(&list[i])
	}
	return strings.Join(out, "<br>")
}

// marked writes a sentence with its marks.
func marked(s *document.Sentence) string {
	var b strings.Builder
	code := false
	s.Spans(func(run string) {
		if code {
			b.WriteString(document.Visible(run))
			return
		}
		b.WriteString(escape(run))
	}, func(m document.Mark, begins bool) {
		switch m.Kind {
		case "strong":
			b.WriteString("**")
		case "emphasis":
			b.WriteString("*")
		case "code":
			b.WriteString("`")
			code = begins
		case "link":
			if begins {
				b.WriteString("[")
			} else {
				b.WriteString("](" + target(m.To) + ")")
			}
		}
	})
	return b.String()
}

// target writes an address so that nothing in it ends the link.
func target(to string) string {
	if strings.ContainsAny(to, " ()<>\n") {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A").Replace(to) + ">"
	}
	return to
}

// escape writes words so that no character in them marks anything.
func escape(text string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
		"~", `\~`, "\n", " ").Replace(document.Visible(text))
}

// start keeps the beginning of a block from being read as a heading, a list or a rule.
func start(text string) string {
	if text == "" {
		return text
	}
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	switch {
	case strings.ContainsRune("#+-=", rune(text[0])):
		return `\` + text
	case digits > 0 && digits < len(text) && (text[digits] == '.' || text[digits] == ')'):
		return text[:digits] + `\` + text[digits:]
	}
	return text
}
