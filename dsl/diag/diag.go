// Package diag holds the problems that a policy can have, as values that can be
// sorted, counted and shown.
//
// It does not find problems and does not decide how they look on a screen.
//
//	var problems diag.List
//	problems.Add(diag.Problem{Code: "unknown-name", File: f, Span: s, Message: "no purpose is called `x`"})
//	return problems.Err()
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

// A Problem is one thing that is wrong, at its smallest guilty place. The message
// says the fact and then the way out: lower case, no final period.
type Problem struct {
	Code    string
	File    *source.File
	Span    source.Span
	Message string
	Related []Related
	Fix     *Fix // a change that mends it, where one is certain

	// Words are two names at the problem's place with nothing between: which of them are names, and what they name together, tells
	// what to do, and package check knows it.
	Words []string
}

// A Related place helps to understand a problem: where a name was declared first, for example.
type Related struct {
	File    *source.File
	Span    source.Span
	Message string
}

// A Fix replaces the problem's span by a text.
type Fix struct{ Text string }

// Place returns "file:line:column".
func (p Problem) Place() string { return place(p.File, p.Span) }

// Place returns "file:line:column".
func (r Related) Place() string { return place(r.File, r.Span) }

func place(f *source.File, s source.Span) string {
	pos := f.Position(s.Start)
	return fmt.Sprintf("%s:%d:%d", f.Name, pos.Line, pos.Rune)
}

// Error returns the problem on one line: "file:line:column: message [code]".
func (p Problem) Error() string {
	return fmt.Sprintf("%s: %s [%s]", p.Place(), p.Message, p.Code)
}

// A List is a set of problems. As an error it prints one problem a line.
type List []Problem

// Add appends a problem.
func (l *List) Add(p Problem) { *l = append(*l, p) }

// Sorted returns the problems in the order of file, place and code, each once.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.File.Name, b.File.Name),
			cmp.Compare(a.Span.Start, b.Span.Start),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(out, func(a, b Problem) bool {
		return a.File.Name == b.File.Name && a.Span == b.Span && a.Code == b.Code && a.Message == b.Message
	})
}

// Err returns the sorted list as an error, or nil where it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l.Sorted()
}

func (l List) Error() string {
	var b strings.Builder
	for i, p := range l {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Error())
	}
	return b.String()
}
