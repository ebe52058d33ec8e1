package forms

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/document"
	"github.com/seed-90f8eabc/licet/engine/document/grammar"
)

// document is a form as a document with one section: who answers for the policy, and a block.
func (h *Head) document(g grammar.Grammar, block document.Block) *document.Document {
	var first []document.Sentence
	if h.Controller != "" {
		first = append(first, document.Sentence{Text: g.Sentence(g.Say("who.controller", h.Controller))})
	}
	if h.Contact != "" {
		first = append(first, document.Sentence{Text: g.Sentence(g.Say("who.contact", h.Contact))})
	}
	blocks := []document.Block{block}
	if len(first) > 0 {
		blocks = []document.Block{{Paragraph: &document.Paragraph{Sentences: first}}, block}
	}
	return &document.Document{Policy: h.Policy, Title: h.Title, Language: h.Language, Mode: document.Generated, Audience: document.Regulator,
		Sections: []document.Section{{ID: "form", Blocks: blocks}}}
}

// table is a table from rows of cells, each of which is lines.
func table(g grammar.Grammar, id string, columns []string, rows [][][]string) *document.Table {
	t := &document.Table{ID: id}
	for _, c := range columns {
		t.Columns = append(t.Columns, g.Say("form.column."+c))
	}
	for _, r := range rows {
		var row document.Row
		for _, lines := range r {
			var cell document.Cell
			for _, l := range lines {
				cell.Lines = append(cell.Lines, document.Sentence{Text: l})
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Document is the record as a document.
func (r *Record) Document() *document.Document {
	d := r.document(r.g, document.Block{Table: table(r.g, "activities", recordColumns, r.rows())})
	if len(r.Measures) > 0 {
		d.Sections = append(d.Sections, document.Section{ID: "measures", Title: r.g.Say("form.measures"), Blocks: []document.Block{list(r.Measures)}})
	}
	for _, m := range r.Missing {
		d.Gaps = append(d.Gaps, document.Gap{Section: "form", Text: r.g.Say("form.cited", m.Text, strings.Join(m.Clauses, ", "))})
	}
	if len(d.Gaps) > 0 {
		d.GapsTitle = r.g.Say("section.gaps")
	}
	return d
}

func list(lines []Line) document.Block {
	l := &document.List{}
	for _, x := range lines {
		l.Items = append(l.Items, document.Item{Sentences: []document.Sentence{{Text: x.Text}}})
	}
	return document.Block{List: l}
}

// recordColumns are the columns of the record, by the points of Article 30(1).
var recordColumns = []string{"purpose", "basis", "subjects", "data", "recipients", "transfers", "limits", "clauses"}

func (r *Record) rows() [][][]string {
	var out [][][]string
	for _, a := range r.Activities {
		var transfers []string
		for _, t := range a.Transfers {
			text := t.Place.Label
			if len(t.Safeguards) > 0 {
				text = r.g.Say("form.under", text, r.g.List(t.Safeguards, false))
			}
			transfers = append(transfers, text)
		}
		out = append(out, [][]string{{a.Purpose.Label}, labelsOf(a.Bases), labelsOf(a.Subjects), labelsOf(a.Data), labelsOf(a.Recipients), transfers, texts(a.Retention), {strings.Join(a.Clauses, ", ")}})
	}
	return out
}

func labelsOf(list []Named) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.Label
	}
	return out
}

func texts(list []Line) []string {
	out := make([]string, len(list))
	for i, l := range list {
		out[i] = l.Text
	}
	return out
}

// CSV writes the activities as comma-separated values (RFC 4180), one row each, with a row of headings.
func (r *Record) CSV(w io.Writer) error { return writeCSV(w, r.g, recordColumns, r.rows()) }

// writeCSV writes rows. What begins as a formula would for a spreadsheet gets an apostrophe before it.
func writeCSV(w io.Writer, g grammar.Grammar, columns []string, rows [][][]string) error {
	out := csv.NewWriter(w)
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = g.Say("form.column." + c)
	}
	all := [][]string{heads}
	for _, r := range rows {
		row := make([]string, len(r))
		for i, lines := range r {
			row[i] = plain(strings.Join(lines, "\n"))
		}
		all = append(all, row)
	}
	return out.WriteAll(all)
}

// plain is text that no spreadsheet takes for a formula.
func plain(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// informationColumns are the columns of the list.
var informationColumns = []string{"articles", "asks", "stated", "says"}

func (l *Information) rows() [][][]string {
	var out [][][]string
	for _, it := range l.Items {
		says := []string{}
		for _, s := range it.Says {
			text := s.Text
			if len(s.Clauses) > 0 {
				text = l.g.Say("form.cited", text, strings.Join(s.Clauses, ", "))
			}
			says = append(says, text)
		}
		if it.Missing != "" {
			says = append(says, it.Missing)
		}
		out = append(out, [][]string{{strings.Join(it.Articles, ", ")}, {it.Asks}, {l.g.Say("form.stated." + it.Stated)}, says})
	}
	return out
}

// Document is the list as a document.
func (l *Information) Document() *document.Document {
	return l.document(l.g, document.Block{Table: table(l.g, "information", informationColumns, l.rows())})
}

// CSV writes the points as comma-separated values, one row each, with a row of headings.
func (l *Information) CSV(w io.Writer) error {
	return writeCSV(w, l.g, informationColumns, l.rows())
}
