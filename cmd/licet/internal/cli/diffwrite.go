package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine"
	"github.com/seed-90f8eabc/licet/engine/analysis"
)

// diffWriter writes one difference.
type diffWriter struct {
	screen
	d        *analysis.Difference
	versions [2]compared
	width    int
}

// diffJSON is the JSON of a difference.
type diffJSON struct {
	Format     string           `json:"format"` // licet.diff/1
	Policy     engine.PolicyRef `json:"policy"` // the new version
	Old        engine.PolicyRef `json:"old"`
	Equivalent bool             `json:"equivalent"` // nothing changed: no answer, and nothing that answers rest on
	Decided    bool             `json:"decided"`    // false where there may be changes that are not here
	Tell       bool             `json:"tell"`       // people must be told of some change
	Changes    []changeJSON     `json:"changes"`
	Names      []renamedJSON    `json:"names"`
	Texts      []textJSON       `json:"texts"`
	Header     []headerJSON     `json:"header"`
}

// textJSON is a change of words, or of the place of sentences.
type textJSON struct {
	Clause  string `json:"clause"`
	Was     string `json:"was"`    // the clause's id in the old version
	Change  string `json:"change"` // words, renamed, part, new, gone
	Before  string `json:"before"`
	After   string `json:"after"`
	Answers bool   `json:"answers"` // some row is about an answer that the clause decides
	Text    string `json:"text"`
}

// headerJSON is a changed line of the header.
type headerJSON struct {
	Field  string `json:"field"` // title, controller, contact, version, language, effective, jurisdiction
	Before string `json:"before"`
	After  string `json:"after"`
	Tell   bool   `json:"tell"`
	Text   string `json:"text"`
}

type changeJSON struct {
	Direction     string            `json:"direction"` // looser, stricter, reason
	Text          string            `json:"text"`
	Before        string            `json:"before"` // an answer; of duties: duty, no-duty
	After         string            `json:"after"`
	Tell          bool              `json:"tell"`
	Ways          int               `json:"ways"`    // in how many ways it is so, which the text tells together; 0 for duties and reasons
	Witness       *shownJSON        `json:"witness"` // null for duties, and where no question is about such a case alone
	Clauses       []string          `json:"clauses"` // all that decide it, before or after
	DecidedBefore []engine.Citation `json:"decided_before"`
	DecidedAfter  []engine.Citation `json:"decided_after"`
}

// shownJSON is a question, in both of its forms.
type shownJSON struct {
	Question engine.Asked `json:"question"`
	Sentence string       `json:"sentence"`
}

type renamedJSON struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Change string `json:"change"` // new, gone, moved, renamed, label, settled, other
	Text   string `json:"text"`
}

func (w *diffWriter) json() diffJSON {
	out := diffJSON{Format: "licet.diff/1", Policy: w.ref(1), Old: w.ref(0), Equivalent: w.d.Equivalent(), Decided: w.d.Decided, Tell: w.d.Tell(),
		Changes: []changeJSON{}, Names: []renamedJSON{}, Texts: []textJSON{}, Header: []headerJSON{}}
	for i := range w.d.Changes {
		c := &w.d.Changes[i]
		row := changeJSON{Direction: c.Direction.String(), Text: c.Text, Before: c.Before, After: c.After, Tell: c.Tell, Ways: c.Ways, Clauses: []string{},
			DecidedBefore: w.cited(c, 0), DecidedAfter: w.cited(c, 1)}
		for _, x := range append(slices.Clone(row.DecidedBefore), row.DecidedAfter...) {
			if !slices.Contains(row.Clauses, x.Clause) {
				row.Clauses = append(row.Clauses, x.Clause)
			}
		}
		if c.Witness != nil {
			row.Witness = &shownJSON{c.Witness.Asked(), c.Witness.Sentence()}
		}
		out.Changes = append(out.Changes, row)
	}
	for _, n := range w.d.Names {
		out.Names = append(out.Names, renamedJSON{n.Kind, n.Name, n.What, n.Text})
	}
	for _, x := range w.d.Texts {
		out.Texts = append(out.Texts, textJSON{x.Clause, x.Was, x.What, x.Before, x.After, x.Answers, x.Text})
	}
	for _, h := range w.d.Header {
		out.Header = append(out.Header, headerJSON{h.Field, h.Before, h.After, h.Tell, h.Text})
	}
	return out
}

func (w *diffWriter) ref(side int) engine.PolicyRef {
	p := w.versions[side].e.Policy()
	return *refOf(p)
}

// cited are the sentences that decide a change's case in one version.
func (w *diffWriter) cited(c *analysis.Change, side int) []engine.Citation {
	e := w.versions[side].e
	norms, exclusions := c.OldNorms, c.OldExclusions
	if side == 1 {
		norms, exclusions = c.NewNorms, c.NewExclusions
	}
	out := []engine.Citation{}
	for _, n := range norms {
		out = append(out, e.CiteNorm(n))
	}
	for _, x := range exclusions {
		out = append(out, e.CiteExclusion(x))
	}
	return out
}

// citedOnce is the first of the sentences of each clause: where they follow on each other, one stands for all.
func (w *diffWriter) citedOnce(c *analysis.Change, side int) []engine.Citation {
	return slices.CompactFunc(w.cited(c, side), func(x, y engine.Citation) bool { return x.Clause == y.Clause })
}

// directions are the headings of rows.
var directions = []struct {
	is      analysis.Direction
	heading string
	paint   string
}{{analysis.Looser, "Looser", redCode}, {analysis.Stricter, "Stricter", greenCode}, {analysis.Reason, "For another reason", yellowCode}}

// rows returns the changes of a direction.
func (w *diffWriter) rows(d analysis.Direction) []*analysis.Change {
	var out []*analysis.Change
	for i := range w.d.Changes {
		if w.d.Changes[i].Direction == d {
			out = append(out, &w.d.Changes[i])
		}
	}
	return out
}

// text writes for people at a screen.
func (w *diffWriter) text() {
	fmt.Fprintln(w, wrap("", "", w.headline(), w.width))
	for _, d := range directions {
		rows := w.rows(d.is)
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", w.paint(d.paint, d.heading))
		for _, c := range rows {
			w.change(c)
		}
	}
	if len(w.d.Names) > 0 {
		fmt.Fprintf(w, "\n%s\n", w.bold("Names"))
		for _, n := range w.d.Names {
			fmt.Fprintln(w, wrap("  - ", "    ", n.Text, w.width))
		}
	}
	w.words()
	fmt.Fprintf(w, "\n  %s\n", w.dim("from "+shortRef(w.ref(0))))
	fmt.Fprintf(w, "  %s\n", w.dim("to   "+shortRef(w.ref(1))))
}

// headline says what changed, in a sentence or two.
func (w *diffWriter) headline() string {
	if w.d.Equivalent() {
		text := "EQUIVALENT. Every question has the same answer in both versions, for the same reason."
		switch {
		case w.d.Tell():
			text += " People must be told of what is marked with *."
		case w.d.Reworded():
			text += " " + w.reworded()
		}
		return text
	}
	var parts []string
	for _, d := range directions {
		if n := len(w.rows(d.is)); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(d.heading)))
		}
	}
	text := "CHANGED: " + sentenceList(parts) + "."
	switch {
	case len(parts) == 0 && w.d.Decided:
		text = "NOT DECIDED. Every question has the same answer in both versions; whether for the same reason was not found out of all."
	case len(parts) == 0:
		text = "NOT DECIDED."
	case w.d.Tell():
		text += " People must be told of what is marked with *."
	case !w.d.Has(analysis.Looser) && !w.d.Has(analysis.Stricter):
		text += " Every question has the same answer in both versions. Nothing of it is to people's disadvantage."
	default:
		text += " Nothing of it is to people's disadvantage."
	}
	if !w.d.Decided {
		text += " There are too many cases to compare all of them: there may be more changes."
	}
	return text
}

func (w *diffWriter) change(c *analysis.Change) {
	mark := "- "
	if c.Tell {
		mark = "* "
	}
	fmt.Fprintln(w, wrap("  "+mark, "    ", c.Text, w.width))
	if c.Witness != nil {
		fmt.Fprintln(w, wrap("      as in  ", "             ", c.Witness.Sentence(), w.width))
	}
	for side, answer := range []string{c.Before, c.After} {
		label := [...]string{"before", "after "}[side]
		if side == 1 && c.Before == c.After && c.Direction == analysis.Reason && c.Witness != nil {
			answer = "the same"
		}
		fmt.Fprintf(w, "      %s %s\n", label, strings.ReplaceAll(answer, "-", " "))
		for _, x := range w.citedOnce(c, side) {
			text := x.Says
			if x.Quote != "" {
				text = "\"" + x.Quote + "\""
			}
			pad := strings.Repeat(" ", 13+max(len(x.Clause), 4)+2)
			fmt.Fprintln(w, wrap(fmt.Sprintf("             %-4s  ", x.Clause), pad, text, w.width))
			fmt.Fprintf(w, "%s%s\n", pad, w.dim(visible(fmt.Sprintf("%s:%d", w.versions[side].at.path(x.File), x.Line))))
		}
	}
}

// markdown writes for a merge request, or a notice of change.
func (w *diffWriter) markdown() {
	old, new := w.ref(0), w.ref(1)
	fmt.Fprintf(w, "## What changed in policy %s\n\n%s\n", markdownText(new.ID), markdownText(w.headline()))
	for _, d := range directions {
		rows := w.rows(d.is)
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n### %s\n\n", d.heading)
		for _, c := range rows {
			mark := ""
			if c.Tell {
				mark = "\\* "
			}
			fmt.Fprintf(w, "- %s%s\n", mark, markdownText(c.Text))
			if c.Witness != nil {
				fmt.Fprintf(w, "  - as in `%s`\n", strings.ReplaceAll(c.Witness.Sentence(), "`", "'"))
			}
			for side, answer := range []string{c.Before, c.After} {
				fmt.Fprintf(w, "  - %s: %s%s\n", [...]string{"before", "after"}[side], strings.ReplaceAll(answer, "-", " "), w.markdownCited(c, side))
			}
		}
	}
	if len(w.d.Names) > 0 {
		fmt.Fprint(w, "\n### Names\n\n")
		for _, n := range w.d.Names {
			fmt.Fprintf(w, "- %s\n", markdownText(n.Text))
		}
	}
	w.markdownWords()
	fmt.Fprintf(w, "\nFrom version %s (%s) to version %s (%s).\n", markdownText(orNone(old.Version)), shortDigest(old.Digest), markdownText(orNone(new.Version)), shortDigest(new.Digest))
}

func (w *diffWriter) markdownCited(c *analysis.Change, side int) string {
	var out []string
	for _, x := range w.citedOnce(c, side) {
		text := x.Clause
		if x.Quote != "" {
			text += " \"" + x.Quote + "\""
		}
		out = append(out, markdownText(text))
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}

// markdownText is a text that Markdown shows as it is.
func markdownText(s string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "<", "&lt;", "&", "&amp;", "[", "\\[", "|", "\\|", "#", "\\#").Replace(s)
}
