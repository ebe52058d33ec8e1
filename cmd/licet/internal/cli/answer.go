package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/engine"
)

// writeAnswer writes an answer for somebody who has never seen the language: the answer, what decides it, what would change it,
// what was considered, duties and notes.
func (a *app) writeAnswer(e *engine.Engine, at location, x *engine.Explanation) {
	w := &answerWriter{screen: a.stdout(), e: e, at: at, x: x, width: a.width()}
	w.answer()
	fmt.Fprintf(w, "\n  %s\n", w.dim(shortRef(x.Policy)))
}

// answer writes all but which policy answered.
func (w *answerWriter) answer() {
	w.headline()
	w.decidedBy()
	w.parts()
	w.needs()
	w.wouldChange()
	w.considered()
	w.duties()
	w.notes()
}

func orNone(s string) string {
	if s == "" {
		return "not stated"
	}
	return s
}

// shortRef says which policy it is, with as much of the digest as tells it from others.
func shortRef(p engine.PolicyRef) string {
	p.Digest = shortDigest(p.Digest)
	return p.String()
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
	word := shout(w.x.Answer)
	painted := w.red(word)
	switch w.x.Answer {
	case engine.Permitted.String():
		painted = w.green(word)
	case engine.Undetermined.String():
		painted = w.yellow(word)
	}
	lead := word + ". "
	if w.x.Conflict {
		lead = word + ", and the policy contradicts itself. "
	}
	summary := w.x.Summary
	if rest, ok := strings.CutPrefix(summary, "Partly: "); ok {
		partly, whole, _ := strings.Cut(rest, ". ")
		lead, summary = "Partly: "+partly+". As a whole it is "+word+". ", whole
	}
	text := wrap("", "", lead+w.settled(summary), w.width)
	fmt.Fprintln(w, strings.Replace(text, word, painted, 1))
}

// settled completes the summary. What an undetermined answer depends on stands below it in full; here is only what is left if
// none of it is so.
func (w *answerWriter) settled(summary string) string {
	const depends = " depends on what is not known here"
	main, _, ok := strings.Cut(summary, depends+": ")
	o := w.x.Otherwise
	switch {
	case w.x.Answer == engine.NotAddressed.String():
		return summary + " That is neither a permission nor a prohibition."
	case !ok || o == nil:
		return summary
	}
	return main + depends + ". If nothing else is the case, it is " + shout(o.Answer) + cited(o.Clauses, " ") + "."
}

// shout is an answer as a headline has it.
func shout(answer string) string { return strings.ToUpper(strings.ReplaceAll(answer, "-", " ")) }

// cited are clauses behind what they say.
func cited(clauses []string, space string) string {
	if len(clauses) == 0 {
		return ""
	}
	return space + "(" + strings.Join(clauses, ", ") + ")"
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
	out := fmt.Sprintf("%s:%d", w.at.path(c.File), c.Line)
	if c.Source != "" {
		out += fmt.Sprintf(", quoted from %s:%d", w.at.path(c.Source), c.SourceLine)
	}
	return out
}

// maxRows is how many parts are shown.
const maxRows = 12

// parts says the answer of each part, where they differ.
func (w *answerWriter) parts() {
	if len(w.x.Parts) == 0 {
		return
	}
	w.heading("The answer differs by part")
	for i, p := range w.x.Parts {
		if i == maxRows {
			fmt.Fprintf(w, "    and %s more; -o json lists them\n", count(len(w.x.Parts)-maxRows, "row"))
			break
		}
		text := w.e.SayPart(&p) + cited(p.Clauses, " ")
		w.line(fmt.Sprintf("    %-14s", strings.ReplaceAll(p.Answer, "-", " ")), strings.Repeat(" ", 18), text)
	}
}

// wouldChange says the nearest changes, grouped by the answer that they lead to.
func (w *answerWriter) wouldChange() {
	rest := w.x.WouldChange
	for len(rest) > 0 {
		n := 1
		for n < len(rest) && rest[n].Answer == rest[0].Answer {
			n++
		}
		w.heading(w.changeHeading(rest[0].Answer, n))
		for _, c := range rest[:n] {
			w.line("    - ", "      ", c.Says+cited(c.Clauses, "  "))
		}
		rest = rest[n:]
	}
}

// changeHeading says what some changes do, each by itself.
func (w *answerWriter) changeHeading(answer string, n int) string {
	type words struct{ would, makes string }
	is := map[string]words{
		"permitted":     {"It would be permitted", "makes it permitted"},
		"prohibited":    {"It would be prohibited", "makes it prohibited"},
		"not-addressed": {"The policy would say nothing about it", "leaves it unsaid by the policy"},
		"out-of-scope":  {"It would be outside the policy", "puts it outside the policy"},
	}[answer]
	switch undetermined := w.x.Answer == engine.Undetermined.String(); {
	case undetermined && n == 1:
		return "If nothing else is so, this " + is.makes
	case undetermined:
		return "If nothing else is so, any one of these " + is.makes
	case n > 1:
		return is.would + " if one of these were so"
	}
	return is.would + " if"
}

// maxConsidered is how many norms that did not decide are shown.
const maxConsidered = 10

func (w *answerWriter) considered() {
	open := slices.DeleteFunc(slices.Clone(w.x.Considered), func(c engine.Considered) bool { return c.Settled })
	if len(open) == 0 {
		return
	}
	title := "Also considered"
	if w.x.Answer == engine.Undetermined.String() {
		title = "What the policy says about it"
	}
	w.heading(title)
	seen := map[string]bool{}
	shown := 0
	for _, c := range open {
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
	inForce := "Duties that hold in any case"
	if len(w.x.Question.Data) > 0 {
		inForce = "Duties that hold for these data in any case"
	}
	said := map[string]bool{}
	for _, group := range []struct{ with, heading string }{{"then", "If it is done, these duties come with it"}, {"in force", inForce}} {
		first := true
		for _, d := range w.x.Duties {
			if d.With != group.with || said[d.Clause+d.Says] {
				continue
			}
			said[d.Clause+d.Says] = true // one that comes with the permission may be in force as well
			if first {
				w.heading(group.heading)
			}
			first = false
			pad := strings.Repeat(" ", 4+max(len(d.Clause), 4)+2)
			w.line(fmt.Sprintf("    %-4s  ", d.Clause), pad, d.Says)
		}
	}
}

// notes gives what else is to be known. A decision that an answer rests on is said without its reasons, which are long.
func (w *answerWriter) notes() {
	if len(w.x.Notes) == 0 {
		return
	}
	w.heading("Notes")
	for _, n := range w.x.Notes {
		if short, _, ok := strings.Cut(n, ", because "); ok && strings.HasPrefix(n, "This rests on a decision: ") {
			n = short + "; -o json has the reason."
		}
		w.line("    - ", "      ", n)
	}
}
