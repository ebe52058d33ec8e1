package cli

import (
	"fmt"
	"path"
	"strings"

	"github.com/seed-90f8eabc/licet/engine"
)

// writeAnswer writes an answer for somebody who has never seen the language: the answer, what decides it, what would change it,
// what was considered, duties and notes.
func (a *app) writeAnswer(e *engine.Engine, at location, x *engine.Explanation) {
	w := &answerWriter{screen: a.stdout(), e: e, at: at, x: x, width: a.width()}
	w.headline()
	w.decidedBy()
	w.parts()
	w.needs()
	w.wouldChange()
	w.considered()
	w.duties()
	w.otherwise()
	w.notes()
	fmt.Fprintf(w, "\n  %s\n", w.dim(fmt.Sprintf("policy %s, version %s, %s", x.Policy.ID, orNone(x.Policy.Version), shortDigest(x.Policy.Digest))))
}

func orNone(s string) string {
	if s == "" {
		return "not stated"
	}
	return s
}

func shortDigest(s string) string { return s[:min(len(s), len("sha256:")+12)] }

type answerWriter struct {
	screen
	e     *engine.Engine
	at    location
	x     *engine.Explanation
	width int
}

// line writes a text with an indent before its first line and one before the others.
func (w *answerWriter) line(first, rest, text string) {
	fmt.Fprintln(w, wrap(first, rest, text, w.width))
}

func (w *answerWriter) heading(s string) { fmt.Fprintf(w, "\n  %s\n", w.bold(s)) }

// headline says the answer in a word and in a sentence; first what is permitted, where only a part is.
func (w *answerWriter) headline() {
	word := strings.ToUpper(strings.ReplaceAll(w.x.Answer, "-", " "))
	painted := w.red(word)
	switch w.x.Answer {
	case engine.Permitted.String():
		painted = w.green(word)
	case engine.Undetermined.String():
		painted = w.yellow(word)
	}
	lead := word + ". "
	summary := w.x.Summary
	if rest, ok := strings.CutPrefix(summary, "Partly: "); ok {
		partly, whole, _ := strings.Cut(rest, ". ")
		lead, summary = "Partly: "+partly+". As a whole it is "+word+". ", whole
	}
	text := wrap("", "", lead+summary, w.width)
	fmt.Fprintln(w, strings.Replace(text, word, painted, 1))
}

// decidedBy cites the clauses that decide: the quoted words with their place, and what they are encoded as.
func (w *answerWriter) decidedBy() {
	if len(w.x.DecidedBy) == 0 {
		return
	}
	w.heading("Decided by")
	last := ""
	for _, c := range w.x.DecidedBy {
		pad := strings.Repeat(" ", 4+max(len(c.Clause), 4)+2)
		if c.Clause != last {
			if c.Quote != "" {
				w.line(fmt.Sprintf("    %-4s  ", c.Clause), pad+" ", "\""+c.Quote+"\"")
			} else {
				fmt.Fprintf(w, "    %s\n", c.Clause)
			}
			fmt.Fprintf(w, "%s%s\n", pad, w.dim(visible(w.place(c))))
		}
		last = c.Clause
		w.line(pad+"that is: ", pad+"  ", c.Says)
	}
}

// place says where a clause and its words stand.
func (w *answerWriter) place(c engine.Citation) string {
	out := fmt.Sprintf("%s:%d", w.path(c.File), c.Line)
	if c.Source != "" {
		out += fmt.Sprintf(", the words from %s:%d", w.path(c.Source), c.SourceLine)
	}
	return out
}

// path shows a file of the policy as it can be opened from here; of a shipped policy, within its folder.
func (w *answerWriter) path(file string) string {
	if _, onHost := w.at.fsys.(host); !onHost {
		return file
	}
	dir := w.at.dir
	if strings.HasSuffix(dir, ".licet") {
		dir = path.Dir(dir)
	}
	return path.Join(dir, file)
}

// maxRows is how many parts are shown.
const maxRows = 12

// parts says the answer of each part, where they differ.
func (w *answerWriter) parts() {
	if len(w.x.Parts) == 0 {
		return
	}
	w.heading("By part")
	for i, p := range w.x.Parts {
		if i == maxRows {
			fmt.Fprintf(w, "    and %s more; -o json lists them\n", count(len(w.x.Parts)-maxRows, "row"))
			break
		}
		text := w.e.SayPart(&p)
		if len(p.Clauses) > 0 {
			text += " (" + strings.Join(p.Clauses, ", ") + ")"
		}
		w.line(fmt.Sprintf("    %-14s", strings.ReplaceAll(p.Answer, "-", " ")), strings.Repeat(" ", 18), text)
	}
}

// wouldChange says the nearest changes, grouped by the answer that they lead to.
func (w *answerWriter) wouldChange() {
	last := ""
	for _, c := range w.x.WouldChange {
		if c.Answer != last {
			w.heading(w.changeHeading(c.Answer))
		}
		last = c.Answer
		text := c.Says
		if len(c.Clauses) > 0 {
			text += "  (" + strings.Join(c.Clauses, ", ") + ")"
		}
		w.line("    - ", "      ", text)
	}
}

func (w *answerWriter) changeHeading(answer string) string {
	verb := map[string]string{"permitted": "permitted", "prohibited": "prohibited", "not-addressed": "not addressed at all", "out-of-scope": "outside the policy"}[answer]
	if w.x.Answer == engine.Undetermined.String() {
		return "It is " + verb + " if (and nothing else is the case)"
	}
	return "It would be " + verb + " if"
}

// maxConsidered is how many norms that did not decide are shown.
const maxConsidered = 10

func (w *answerWriter) considered() {
	if len(w.x.Considered) == 0 {
		return
	}
	title := "Also considered"
	if w.x.Answer == engine.Undetermined.String() {
		title = "What the policy says about it"
	}
	w.heading(title)
	seen := map[string]bool{}
	shown := 0
	for _, c := range w.x.Considered {
		line := c.Clause + c.Why
		if seen[line] {
			continue
		}
		seen[line] = true
		if shown++; shown > maxConsidered {
			continue
		}
		pad := strings.Repeat(" ", 4+max(len(c.Clause), 4)+2)
		w.line(fmt.Sprintf("    %-4s  ", c.Clause), pad, lower(c.Why))
	}
	if shown > maxConsidered {
		fmt.Fprintf(w, "    and %d more; -o json lists them\n", shown-maxConsidered)
	}
}

// lower returns a text with a small letter at its start.
func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func (w *answerWriter) duties() {
	for _, group := range []struct{ with, heading string }{{"then", "Then"}, {"in force", "Duties in force for these data"}} {
		first := true
		for _, d := range w.x.Duties {
			if d.With != group.with {
				continue
			}
			if first {
				w.heading(group.heading)
			}
			first = false
			pad := strings.Repeat(" ", 4+max(len(d.Clause), 4)+2)
			w.line(fmt.Sprintf("    %-4s  ", d.Clause), pad, d.Says)
		}
	}
}

// needs names the facts and open parts that matter.
func (w *answerWriter) needs() {
	if len(w.x.Needs) == 0 {
		return
	}
	w.heading("It depends on")
	for _, n := range w.x.Needs {
		w.line("    - ", "      ", w.e.SayNeed(n)+"  ["+n+"]")
	}
}

// otherwise says, of an undetermined question, what its answer is if nothing else is the case.
func (w *answerWriter) otherwise() {
	o := w.x.Otherwise
	if o == nil {
		return
	}
	text := "If nothing else is the case, it is " + strings.ToUpper(strings.ReplaceAll(o.Answer, "-", " "))
	if len(o.Clauses) > 0 {
		text += " (" + strings.Join(o.Clauses, ", ") + ")"
	}
	fmt.Fprintln(w)
	w.line("  ", "  ", text+". Ask so by ending the question with `and nothing else`.")
}

func (w *answerWriter) notes() {
	if len(w.x.Notes) == 0 {
		return
	}
	w.heading("Notes")
	for _, n := range w.x.Notes {
		w.line("    - ", "      ", n)
	}
}
