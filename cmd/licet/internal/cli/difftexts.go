package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// words writes what became of the words and of the header, for people at a screen.
func (w *diffWriter) words() {
	if len(w.d.Texts) > 0 {
		fmt.Fprintf(w, "\n%s\n", w.bold("Words"))
	}
	for _, x := range w.gathered() {
		fmt.Fprintln(w, wrap("  - ", "    ", x.Text, w.width))
		for _, side := range wordsOf(x) {
			fmt.Fprintln(w, wrap("      "+side[0]+" ", "             ", "\""+side[1]+"\"", w.width))
		}
	}
	if len(w.d.Header) > 0 {
		fmt.Fprintf(w, "\n%s\n", w.bold("Header"))
	}
	for _, h := range w.d.Header {
		mark := "- "
		if h.Tell {
			mark = "* "
		}
		fmt.Fprintln(w, wrap("  "+mark, "    ", h.Text, w.width))
	}
}

// wordsOf returns the words before and after that are worth showing: those that changed.
func wordsOf(x analysis.TextChange) (out [][2]string) {
	if x.Before == x.After || x.What == "part" {
		return nil
	}
	if x.Before != "" {
		out = append(out, [2]string{"before", x.Before})
	}
	if x.After != "" {
		out = append(out, [2]string{"after ", x.After})
	}
	return out
}

// markdownWords writes the same for a merge request, or a notice of change.
func (w *diffWriter) markdownWords() {
	if len(w.d.Texts) > 0 {
		fmt.Fprint(w, "\n### Words\n\n")
	}
	for _, x := range w.gathered() {
		fmt.Fprintf(w, "- %s\n", markdownText(x.Text))
		for _, side := range wordsOf(x) {
			fmt.Fprintf(w, "  - %s: \"%s\"\n", strings.TrimSpace(side[0]), markdownText(side[1]))
		}
	}
	if len(w.d.Header) > 0 {
		fmt.Fprint(w, "\n### Header\n\n")
	}
	for _, h := range w.d.Header {
		mark := ""
		if h.Tell {
			mark = "\\* "
		}
		fmt.Fprintf(w, "- %s%s\n", mark, markdownText(h.Text))
	}
}

// maxRenamed is how many renamed clauses have a line of their own.
const maxRenamed = 3

// gathered returns what became of the words, with all clauses that were only renamed in one line, if they are many.
func (w *diffWriter) gathered() []analysis.TextChange {
	renamed := func(x analysis.TextChange) bool { return x.What == "renamed" }
	var names []string
	for _, x := range w.d.Texts {
		if renamed(x) {
			names = append(names, x.Was+" is now "+x.Clause)
		}
	}
	if len(names) <= maxRenamed {
		return w.d.Texts
	}
	text := fmt.Sprintf("%d clauses were renamed: %s and so on.", len(names), strings.Join(names[:maxRenamed], ", "))
	out := []analysis.TextChange{{What: "renamed", Text: text}}
	return append(out, slices.DeleteFunc(slices.Clone(w.d.Texts), renamed)...)
}

// reworded says in a sentence what became of the words.
func (w *diffWriter) reworded() string {
	if slices.ContainsFunc(w.d.Texts, func(x analysis.TextChange) bool { return x.What != "renamed" && x.What != "part" }) {
		return "The words changed."
	}
	return "Clauses were renamed or divided."
}
