package cli

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/seed-90f8eabc/licet/engine"
)

// writeCSV writes a listing for a spreadsheet: names and labels in columns of their own, lists joined by semicolons.
func (a *app) writeCSV(v *listView) error {
	w := csv.NewWriter(a.out)
	var head []string
	for _, d := range v.dims {
		head = append(head, d.String(), d.String()+"_label")
	}
	all := [][]string{append(head, "answer", "conflict", "clauses", "why", "needs", "otherwise", "otherwise_clauses", "except")}
	for _, r := range v.rows {
		all = append(all, v.csvRow(r))
	}
	for _, row := range all {
		for i := range row {
			row[i] = noFormula(visible(row[i]))
		}
		if err := w.Write(row); err != nil {
			return &exit{exitFailed, fmt.Errorf("cannot write the output: %w", err)}
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return &exit{exitFailed, fmt.Errorf("cannot write the output: %w", err)}
	}
	return nil
}

func (v *listView) csvRow(r *engine.ListRow) []string {
	var row []string
	for _, d := range v.dims {
		row = append(row, strings.Join(idsOf(&r.ListPart, d), "; "), strings.Join(v.list.Labels(r, d), "; "))
	}
	otherwise := engine.Otherwise{}
	if r.Otherwise != nil {
		otherwise = *r.Otherwise
	}
	var except []string
	for i := range r.Except {
		var names []string
		for _, d := range v.dims {
			names = append(names, strings.Join(idsOf(&r.Except[i], d), " "))
		}
		except = append(except, strings.Join(names, " | "))
	}
	return append(row, r.Answer, fmt.Sprint(r.Conflict), strings.Join(r.Clauses, "; "), v.why(r), strings.Join(r.Needs, "; "),
		otherwise.Answer, strings.Join(otherwise.Clauses, "; "), strings.Join(except, "; "))
}

// noFormula keeps a spreadsheet from reading a cell as a formula: labels come from whoever wrote the policy.
func noFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// writeMarkdown writes a listing as a Markdown table.
func (a *app) writeMarkdown(v *listView) {
	t := v.table()
	fmt.Fprintf(a.out, "%s\n\n", markdown(visible(v.title())))
	if c := v.captions(); len(c) > 0 {
		fmt.Fprintf(a.out, "%s\n\n", markdown(strings.Join(c, " ")))
	}
	writeMarkdownRow(a, t.head)
	writeMarkdownRow(a, strings.Split(strings.Repeat("---,", len(t.head)-1)+"---", ","))
	for i, row := range t.rows {
		cells := make([]string, len(row))
		for j, cell := range row {
			cells[j] = markdown(cell)
		}
		if t.notes[i] != "" {
			cells[len(cells)-3] += " (" + markdown(t.notes[i]) + ")"
		}
		writeMarkdownRow(a, cells)
	}
	p := v.list.Policy
	fmt.Fprintf(a.out, "\nPolicy %s, version %s, %s\n", markdown(visible(p.ID)), markdown(visible(orNone(p.Version))), p.Digest)
}

func writeMarkdownRow(a *app, cells []string) {
	fmt.Fprintf(a.out, "| %s |\n", strings.Join(cells, " | "))
}

// markdown escapes what Markdown would read as more than text.
func markdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case strings.ContainsRune("\\`*_[]|~", r):
			b.WriteString("\\" + string(r))
		case r == '\n':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
