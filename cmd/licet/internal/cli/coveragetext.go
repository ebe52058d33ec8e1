package cli

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/dsl/coverage"
	"github.com/seed-90f8eabc/licet/dsl/model"
)

// showCoverage writes, for each source, how much of it is accounted for, and what is not.
func (a *app) showCoverage(f *coverageFlags, all []covered) {
	first := true
	for i := range all {
		for j := range all[i].sources {
			w := &coverageWriter{screen: a.stdout(), covered: &all[i], source: &all[i].sources[j], plain: a.flags.plain, width: a.width()}
			if !first && !w.plain {
				fmt.Fprintln(w)
			}
			first = false
			w.summary(f)
			w.sentences(f)
		}
	}
}

// A coverageWriter writes what accounts for one source.
type coverageWriter struct {
	screen
	*covered
	source *coverage.Source
	plain  bool
	width  int
}

// summary writes the shares of a source.
func (w *coverageWriter) summary(f *coverageFlags) {
	s := w.source
	paint := w.green
	todo := s.Counts[coverage.Todo]
	if s.Accounted < len(s.Units) || todo > 0 {
		paint = w.yellow
	}
	share := fmt.Sprintf("%d of %s accounted for (%d%%)", s.Accounted, count(len(s.Units), "sentence"), s.Percent())
	if todo > 0 { // 100% would sound as if all were done
		share += fmt.Sprintf(", %d of them not yet encoded", todo)
	}
	head, shares := w.bold(visible(w.at.path(s.Path)))+": "+paint(share), w.shares(f)
	switch {
	case shares == "":
		fmt.Fprintln(w, head)
	case w.plain:
		fmt.Fprintf(w, "%s: %s\n", head, shares)
	default:
		fmt.Fprintf(w, "%s\n%s\n", head, wrap("  ", "  ", shares, w.width))
	}
}

// shares says of which kinds the sentences are.
func (w *coverageWriter) shares(f *coverageFlags) string {
	var parts []string
	for _, k := range []coverage.Kind{coverage.Encoded, coverage.Prose, coverage.Defect, coverage.Todo, coverage.Missing} {
		n := w.source.Counts[k]
		if n == 0 {
			continue
		}
		part := fmt.Sprintf("%d %s", n, k)
		if k == coverage.Encoded && w.source.Flawed > 0 {
			part += fmt.Sprintf(" (%d with a defect noted)", w.source.Flawed)
		}
		parts = append(parts, part)
	}
	if n := w.quotedTwice(); n > 0 && !f.twice {
		parts = append(parts, fmt.Sprintf("%d quoted twice (--twice shows where)", n))
	}
	return strings.Join(parts, ", ")
}

func (w *coverageWriter) quotedTwice() (n int) {
	for i := range w.source.Units {
		if len(w.source.Units[i].Twice) > 0 {
			n++
		}
	}
	return n
}

// sentences writes those that the flags ask for: what is missing, what is quoted twice, or all.
func (w *coverageWriter) sentences(f *coverageFlags) {
	if f.all && !w.plain {
		w.table()
	}
	for i := range w.source.Units {
		u := &w.source.Units[i]
		switch {
		case f.all && w.plain:
			w.sentence(u, w.is(u), w.marked(u, u.Missing))
		case u.Kind == coverage.Missing && !f.all:
			w.missing(u)
		}
		if f.twice {
			for _, t := range u.Twice {
				w.sentence(u, "quoted twice, by clauses "+strings.Join(w.ids(t.Clauses), " and "), w.marked(u, []model.Range{t.At}))
			}
		}
	}
}

func (w *coverageWriter) missing(u *coverage.Unit) {
	if u.Left == u.Words {
		w.sentence(u, "no clause quotes this "+u.At.Kind.String(), w.text(u))
		return
	}
	message := fmt.Sprintf("%d of %d words are in no clause", u.Left, u.Words)
	if u.Left == 1 {
		message = fmt.Sprintf("1 of %d words is in no clause", u.Words)
	}
	if len(u.Clauses) > 0 {
		message += ", the others in " + clausesWord(len(u.Clauses)) + " " + w.clauses(u)
	}
	w.sentence(u, message, w.marked(u, u.Missing))
}

func clausesWord(n int) string {
	if n == 1 {
		return "clause"
	}
	return "clauses"
}

// sentence writes what is to be said about a sentence, and the sentence.
func (w *coverageWriter) sentence(u *coverage.Unit, message, text string) {
	place := w.bold(fmt.Sprintf("%s:%d", visible(w.at.path(w.source.Path)), u.At.Line))
	if w.plain {
		fmt.Fprintf(w, "%s: %s: %s\n", place, visible(message), w.painted(text))
		return
	}
	fmt.Fprintf(w, "%s: %s\n%s\n", place, visible(message), w.painted(wrap("    ", "    ", text, w.width)))
}

// is tells what a sentence is, and by which clauses.
func (w *coverageWriter) is(u *coverage.Unit) string {
	out := u.Kind.String()
	if u.Kind == coverage.Encoded && u.Flawed {
		out += ", with a defect noted"
	}
	if by := w.by(u); by != "" {
		out += " (" + by + ")"
	}
	return out
}

// by tells what accounts for a sentence, or for some of its words.
func (w *coverageWriter) by(u *coverage.Unit) string {
	switch {
	case len(u.Clauses) > 0:
		return w.clauses(u)
	case u.Title:
		return "title"
	case u.Kind == coverage.Prose:
		return "marked"
	}
	return ""
}

// shownClauses is how many clauses of a sentence are named.
const shownClauses = 5

func (w *coverageWriter) clauses(u *coverage.Unit) string {
	shown := strings.Join(w.ids(u.Clauses[:min(len(u.Clauses), shownClauses)]), ", ")
	if more := len(u.Clauses) - shownClauses; more > 0 {
		shown += fmt.Sprintf(" and %d more", more)
	}
	return shown
}

// table writes all sentences in the order of the text, beside their clauses.
func (w *coverageWriter) table() {
	const line, kind, widest = 5, 8, 20
	by := len("by")
	for i := range w.source.Units {
		by = min(widest, max(by, runewidth.StringWidth(visible(w.by(&w.source.Units[i])))))
	}
	rest := strings.Repeat(" ", line+kind+by+6)
	fmt.Fprintf(w, "\n%s\n", w.dim(fmt.Sprintf("%*s  %-*s  %-*s  %s", line, "line", kind, "is", by, "by", "words")))
	flawed := false
	for i := range w.source.Units {
		u := &w.source.Units[i]
		is := u.Kind.String()
		if u.Kind == coverage.Encoded && u.Flawed {
			is, flawed = is+"*", true
		}
		account := runewidth.FillRight(runewidth.Truncate(visible(w.by(u)), by, "…"), by)
		lead := fmt.Sprintf("%*d  %-*s  %s  ", line, u.At.Line, kind, is, account)
		fmt.Fprintln(w, w.painted(wrap(lead, rest, w.marked(u, u.Missing), w.width)))
	}
	if flawed {
		fmt.Fprintf(w, "%s\n", w.dim("       * a defect is noted beside the rules"))
	}
}

func (w *coverageWriter) text(u *coverage.Unit) string {
	return visible(w.words(w.source, model.Range{Start: u.At.Start, End: u.At.End}))
}

// The marks that stand where words begin and end that are painted. No text holds them: visible shows control characters.
const paintFrom, paintTo = "\x01", "\x02"

// marked returns a sentence with some of its words in brackets.
func (w *coverageWriter) marked(u *coverage.Unit, words []model.Range) string {
	var b strings.Builder
	text, at := w.policy.Sources[w.source.Index].Text, u.At.Start
	add := func(to int) {
		for _, r := range text[at:to] {
			if r == '\n' || r == '\r' || r == '\t' {
				r = ' '
			}
			b.WriteString(visible(string(r)))
		}
		at = to
	}
	for _, r := range words {
		add(r.Start)
		b.WriteString(paintFrom + "[")
		add(r.End)
		b.WriteString("]" + paintTo)
	}
	add(u.At.End)
	return strings.Join(strings.Fields(b.String()), " ")
}

// painted colours what is between the marks.
func (w *coverageWriter) painted(text string) string {
	from, to := "", ""
	if w.on {
		from, to = redCode, endCode
	}
	return strings.NewReplacer(paintFrom, from, paintTo, to).Replace(text)
}
