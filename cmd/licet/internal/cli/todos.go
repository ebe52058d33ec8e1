package cli

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-90f8eabc/licet/dsl/model"
)

// todoJSON is a `todo` in `licet check -o json`.
type todoJSON struct {
	Clause string `json:"clause,omitempty"` // empty where it stands outside clauses
	Text   string `json:"text"`
	Quote  string `json:"quote,omitempty"` // the words that are to be encoded
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`

	begun bool // the clause has rules, or says that it is prose or defective
}

// todosOf returns what a policy says is still to be encoded, in its order.
func todosOf(p *model.Policy, at location) []todoJSON {
	out := []todoJSON{}
	for _, t := range p.Todos {
		out = append(out, todoOf(t, at))
	}
	ruled := p.Deciding()
	for i := range p.Clauses {
		c := &p.Clauses[i]
		for _, t := range c.Todos {
			x := todoOf(t, at)
			x.Clause, x.Quote, x.begun = c.ID, quotesOf(c), ruled[i] || c.Prose || len(c.Defects) > 0
			out = append(out, x)
		}
	}
	return out
}

// quotesOf returns the quotes of a clause as one would write them as one.
func quotesOf(c *model.Clause) string {
	texts := make([]string, len(c.Quotes))
	for i, q := range c.Quotes {
		texts[i] = q.Text
	}
	return strings.Join(texts, " ... ")
}

func todoOf(t model.Todo, at location) todoJSON {
	return todoJSON{Text: t.Text, File: at.path(t.Pos.File), Line: t.Pos.Line, Column: t.Pos.Column}
}

// says tells what is not yet done.
func (t todoJSON) says() string {
	switch {
	case t.Clause == "":
		return "not yet done: " + t.Text
	case t.begun:
		return "clause " + t.Clause + " is not finished: " + t.Text
	}
	return "clause " + t.Clause + " is not yet encoded: " + t.Text
}

// showTodos writes what is not yet encoded, each with the words that it is about, unless the output is plain.
func (a *app) showTodos(report []checkedJSON) {
	s, clauses, n := a.stdout(), 0, 0
	for _, r := range report {
		clauses += r.clauses
		for _, t := range r.Todos {
			n++
			fmt.Fprintf(s, "%s: %s %s\n", s.bold(fmt.Sprintf("%s:%d:%d", visible(t.File), t.Line, t.Column)), visible(t.says()), s.dim("[todo]"))
			if t.Quote != "" && !a.flags.plain {
				fmt.Fprintf(s, "   \"%s\"\n", visible(runewidth.Truncate(t.Quote, a.width()-gutter, "...")))
			}
		}
	}
	if n > 0 && !a.flags.plain {
		fmt.Fprintf(s, "%s in %s\n", count(n, "todo"), count(clauses, "clause"))
	}
}
