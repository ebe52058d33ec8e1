package cli

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine"
)

// writeTable writes a listing as a table that fits the terminal, or, where it is plain or the terminal is too narrow, a line for each row.
func (a *app) writeTable(v *listView) {
	s := a.stdout()
	fmt.Fprintln(s, s.bold(visible(v.title())))
	for _, c := range v.captions() {
		fmt.Fprintln(s, wrap("", "", c, a.width()))
	}
	fmt.Fprintln(s)
	t := v.table()
	widths := t.widths(a.width())
	switch {
	case len(v.rows) == 0:
		fmt.Fprintf(s, "No row is like that; there are %s with other answers.\n", count(len(v.list.Rows), "row"))
	case a.flags.plain || widths == nil:
		v.writeLines(s)
	default:
		t.write(s, widths)
	}
	p := v.list.Policy
	fmt.Fprintf(s, "\n%s\n", s.dim(shortRef(p)))
}

// writeLines writes each row as one line, whose parts are named.
func (v *listView) writeLines(s screen) {
	for _, r := range v.rows {
		var parts []string
		for _, d := range v.dims {
			parts = append(parts, d.String()+": "+v.names(r, d))
		}
		if v.filtered && len(r.Except) > 0 {
			parts = append(parts, "except: "+v.except(r))
		}
		parts = append(parts, spaced(r.Answer))
		if why := v.why(r); why != "" {
			parts = append(parts, why)
		}
		fmt.Fprintln(s, visible(strings.Join(parts, "; ")))
	}
}

// A table is cells of text. The last column but one is the answer, and the last is why.
type table struct {
	head  []string
	rows  [][]string
	notes []string // below each row
}

func (v *listView) table() *table {
	t := &table{}
	for _, d := range v.dims {
		t.head = append(t.head, heading(d))
	}
	t.head = append(t.head, "Answer", "Why")
	for _, r := range v.rows {
		var row []string
		for _, d := range v.dims {
			row = append(row, visible(v.names(r, d)))
		}
		t.rows = append(t.rows, append(row, spaced(r.Answer), visible(v.why(r))))
		note := ""
		if v.filtered && len(r.Except) > 0 {
			note = visible("except " + v.except(r))
		}
		t.notes = append(t.notes, note)
	}
	return t
}

func heading(d model.Dim) string {
	return map[model.Dim]string{model.Action: "Action", model.Data: "Data", model.To: "Recipient", model.For: "Purpose"}[d]
}

const (
	gap       = 2  // between columns
	narrowest = 12 // that a column of names may be
	leastWhy  = 24
)

// widths returns how wide the columns are, so that the table fits; nil where it cannot.
func (t *table) widths(width int) []int {
	out := t.natural()
	names, answer := len(out)-2, len(out)-2
	left := width - gap*(len(out)-1) - out[answer]
	why := max(leastWhy, left*2/5)
	if left-why < narrowest*names {
		return nil
	}
	fitColumns(out[:names], left-why)
	for _, w := range out[:names] {
		left -= w
	}
	out[names+1] = min(out[names+1], left)
	return out
}

// natural returns how wide the columns are that wrap nothing.
func (t *table) natural() []int {
	out := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			out[i] = max(out[i], runewidth.StringWidth(cell))
		}
	}
	return out
}

// fitColumns narrows the widest columns until all of them fit.
func fitColumns(widths []int, total int) {
	for {
		sum, widest := 0, 0
		for i, w := range widths {
			if sum += w; w > widths[widest] {
				widest = i
			}
		}
		if sum <= total {
			return
		}
		second := narrowest
		for i, w := range widths {
			if i != widest {
				second = max(second, w)
			}
		}
		widths[widest] = max(narrowest, min(widths[widest]-1, max(second, widths[widest]-(sum-total))))
	}
}

func (t *table) write(s screen, widths []int) {
	var rule []string
	for _, w := range widths {
		rule = append(rule, strings.Repeat("─", w))
	}
	writeCells(s, t.head, widths, s.bold)
	fmt.Fprintln(s, s.dim(strings.Join(rule, strings.Repeat(" ", gap))))
	tall := false
	for i, row := range t.rows {
		if i > 0 && (tall || t.tall(i, widths)) {
			fmt.Fprintln(s)
		}
		tall = t.tall(i, widths)
		writeCells(s, row, widths, s.answer)
		if t.notes[i] != "" {
			fmt.Fprintln(s, wrap("    ", "    ", t.notes[i], runewidth.StringWidth(strings.Join(rule, strings.Repeat(" ", gap)))))
		}
	}
}

// tall reports whether a row takes more than a line.
func (t *table) tall(row int, widths []int) bool {
	for i, cell := range t.rows[row] {
		if runewidth.StringWidth(cell) > widths[i] {
			return true
		}
	}
	return t.notes[row] != ""
}

// writeCells writes the cells of a row side by side, each in lines of its column's width.
func writeCells(s screen, cells []string, widths []int, paint func(string) string) {
	lines := make([][]string, len(cells))
	height := 1
	for i, cell := range cells {
		lines[i] = cellLines(cell, widths[i])
		height = max(height, len(lines[i]))
	}
	for n := range height {
		var b strings.Builder
		pad := 0
		for i := range cells {
			text := ""
			if n < len(lines[i]) {
				text = lines[i][n]
			}
			if text != "" {
				b.WriteString(strings.Repeat(" ", pad) + paint(text))
				pad = 0
			}
			pad += widths[i] - runewidth.StringWidth(text) + gap
		}
		fmt.Fprintln(s, b.String())
	}
}

// answer paints an answer, and leaves everything else.
func (s style) answer(text string) string {
	switch text {
	case engine.Permitted.String():
		return s.green(text)
	case engine.Undetermined.String():
		return s.yellow(text)
	case engine.Prohibited.String(), spaced(engine.OutOfScope.String()), spaced(engine.NotAddressed.String()):
		return s.red(text)
	}
	return text
}

// cellLines breaks a text into lines of at most width columns, inside a word where that is wider.
func cellLines(text string, width int) []string {
	var out []string
	for line := range strings.SplitSeq(wrap("", "", text, width), "\n") {
		for runewidth.StringWidth(line) > width {
			head := runewidth.Truncate(line, width, "")
			if head == "" {
				break
			}
			out = append(out, head)
			line = line[len(head):]
		}
		out = append(out, line)
	}
	return out
}
