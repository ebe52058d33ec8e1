package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/audit"
	"github.com/seed-90f8eabc/licet/engine"
)

// writeAudit writes what an audit found.
func (a *app) writeAudit(r *audit.Report) error {
	if a.flags.output == "json" {
		return a.writeJSON(r)
	}
	w := &auditWriter{screen: a.stdout(), r: r, width: a.width()}
	w.summary()
	for _, c := range r.Answers {
		w.answer(c)
	}
	w.bad()
	w.systems()
	for i, note := range r.Notes {
		fmt.Fprintln(w, wrap("\n"[min(i, 1):]+"Note: ", "  ", visible(note), w.width))
	}
	fmt.Fprintf(w, "\n%s\n", w.dim(shortRef(r.Policy)+"; mapping "+r.Mapping))
	return nil
}

// An auditWriter writes a report for people.
type auditWriter struct {
	screen
	r     *audit.Report
	width int
}

// summary is the first line: how many events, and which share of them had which answer.
func (w *auditWriter) summary() {
	r := w.r
	var parts []string
	for _, c := range r.Answers {
		if c.Events > 0 {
			parts = append(parts, share(c.Events, r.Events)+" "+spaced(c.Answer))
		}
	}
	if r.Bad > 0 {
		parts = append(parts, share(r.Bad, r.Events)+" bad rows")
	}
	line := events64(r.Events) + " in " + files(r.Files)
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, ", ")
	}
	fmt.Fprintln(w, wrap("", "  ", line, w.width))
}

// files names a file, or says how many there are.
func files(paths []string) string {
	switch {
	case len(paths) > 1:
		return count(len(paths), "file")
	case paths[0] == audit.Standard:
		return "standard input"
	}
	return visible(paths[0])
}

// mostGroups is how many groups of an answer are shown.
const mostGroups = 10

// answer writes the groups of one answer.
func (w *auditWriter) answer(c audit.Count) {
	if c.Events == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s: %s\n", w.screen.answer(strings.ToUpper(spaced(c.Answer)[:1])+spaced(c.Answer)[1:]), events64(c.Events))
	groups := slices.DeleteFunc(slices.Clone(w.r.Groups), func(g audit.Group) bool { return g.Answer != c.Answer })
	left := int64(0)
	for i, g := range groups {
		if i < mostGroups {
			w.group(g)
		} else {
			left += g.Events
		}
	}
	if left > 0 {
		fmt.Fprintf(w, "  %s for %s more; -o json lists them all\n", events64(left), count(len(groups)-mostGroups, "reason"))
	}
}

// group writes how many events rest on some clauses, with their words, and some of these events.
func (w *auditWriter) group(g audit.Group) {
	number := fmt.Sprintf("  %s  ", thousands(g.Events))
	indent := strings.Repeat(" ", len(number))
	if len(g.Clauses) == 0 {
		fmt.Fprintln(w, wrap(number, indent, noClause(g.Answer), w.width))
	}
	for i, c := range g.Clauses {
		if i > 0 {
			number = indent
		}
		words := "by " + visible(c.Clause)
		if c.Quote != "" {
			words += `: "` + visible(shortened(c.Quote)) + `"`
		}
		fmt.Fprintln(w, wrap(number, indent, words, w.width))
	}
	for _, s := range g.Samples {
		w.sample(s)
	}
}

// noClause says why no clause decides.
func noClause(answer string) string {
	switch answer {
	case engine.Undetermined.String():
		return "depend on what is not known"
	case engine.NotAddressed.String():
		return "the policy says nothing that would permit them"
	}
	return "by no clause"
}

// mostWords is how much of a quote is shown, in characters.
const mostWords = 160

func shortened(quote string) string {
	r := []rune(quote)
	if len(r) <= mostWords {
		return quote
	}
	cut := string(r[:mostWords])
	if i := strings.LastIndexByte(cut, ' '); i > mostWords/2 {
		cut = cut[:i]
	}
	return cut + " ..."
}

func (w *auditWriter) sample(s audit.Sample) {
	w.event(s.Place, cellsText(s.Cells))
	if len(s.Needs) > 0 {
		fmt.Fprintln(w, wrap("      ", "        ", "it depends on: "+visible(strings.Join(s.Needs, ", ")), w.width))
	}
	if s.Command != "" { // a line that can be copied is not broken
		fmt.Fprintf(w, "      %s\n", w.dim(visible(s.Command)))
	}
}

// event writes where an event stands, and a text.
func (w *auditWriter) event(p audit.Place, text string) {
	fmt.Fprintln(w, wrap("    ", "      ", visible(placeText(p))+"  "+text, w.width))
}

func placeText(p audit.Place) string {
	file := p.File
	if file == audit.Standard {
		file = "standard input"
	}
	if p.Row > 0 {
		return fmt.Sprintf("%s row %d", file, p.Row)
	}
	return fmt.Sprintf("%s:%d", file, p.Line)
}

// cellsText lists the cells of an event that are not null.
func cellsText(cells []audit.Cell) string {
	var parts []string
	for _, c := range cells {
		if c.Value != nil {
			parts = append(parts, visible(c.Column)+"="+cellText(c.Value))
		}
	}
	if len(parts) == 0 {
		return "(all cells are null)"
	}
	return strings.Join(parts, " ")
}

// cellText is a cell; in quotation marks where it would not be seen where it ends.
func cellText(v any) string {
	text := fmt.Sprint(v)
	if text == "" || strings.ContainsAny(text, " \t\"") {
		return strconv.Quote(text)
	}
	return visible(text)
}

// bad writes the events that are no questions.
func (w *auditWriter) bad() {
	if w.r.Bad == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s: %s, which were not decided\n", w.red("Bad rows"), events64(w.r.Bad))
	for _, g := range w.r.BadRows {
		fmt.Fprintf(w, "  %s  %s\n", thousands(g.Events), g.Code)
		for _, s := range g.Samples {
			w.event(s.Place, visible(s.Message))
		}
	}
}

// systems writes a table of the systems that reported events.
func (w *auditWriter) systems() {
	if len(w.r.Systems) == 0 {
		return
	}
	list := w.r.Systems
	if o := w.r.OtherSystems; o != nil {
		other := *o
		other.System = "(others)"
		list = append(slices.Clone(list), other)
	}
	shown := w.columns()
	rows := [][]string{append([]string{"System", "Events"}, shown...)}
	for _, s := range list {
		name := visible(s.System)
		if name == "" {
			name = "(none)"
		}
		rows = append(rows, append([]string{name, thousands(s.Events)}, w.cells(s)...))
	}
	fmt.Fprintln(w)
	writeAligned(w.screen, rows, w.width)
}

// columns are the answers that some event has, and bad rows.
func (w *auditWriter) columns() (out []string) {
	for _, c := range w.r.Answers {
		if c.Events > 0 {
			out = append(out, spaced(c.Answer))
		}
	}
	if w.r.Bad > 0 {
		out = append(out, "bad")
	}
	return out
}

func (w *auditWriter) cells(s audit.System) (out []string) {
	for i, c := range w.r.Answers {
		if c.Events > 0 {
			out = append(out, thousands(s.Answers[i].Events))
		}
	}
	if w.r.Bad > 0 {
		out = append(out, thousands(s.Bad))
	}
	return out
}

// writeAligned writes rows of cells, the first of which are texts and the others numbers. A text that is too long is cut.
func writeAligned(s screen, rows [][]string, width int) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	room := width
	for _, w := range widths[1:] {
		room -= w + gap
	}
	widths[0] = min(widths[0], max(room, narrowest))
	for n, row := range rows {
		line := runewidth.FillRight(runewidth.Truncate(row[0], widths[0], "..."), widths[0])
		for i, cell := range row[1:] {
			line += strings.Repeat(" ", gap) + runewidth.FillLeft(cell, widths[i+1])
		}
		if n == 0 {
			line = s.bold(line)
		}
		fmt.Fprintln(s, line)
	}
}

// thousands writes a number with commas: 12,034,221.
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// events64 says how many events.
func events64(n int64) string {
	if n == 1 {
		return "1 event"
	}
	return thousands(n) + " events"
}

// share says how much of a whole a part is. What is not all is never 100%, and what is not none is never 0%.
func share(part, whole int64) string {
	thousandth := int64(float64(part)/float64(whole)*1000 + 0.5)
	switch {
	case part == whole:
		return "all"
	case thousandth == 0:
		return "under 0.1%"
	case thousandth == 1000:
		return "over 99.9%"
	}
	return fmt.Sprintf("%d.%d%%", thousandth/10, thousandth%10)
}
