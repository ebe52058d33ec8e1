package parser

import (
	"fmt"

	"github.com/seed-90f8eabc/licet/dsl/diag"
	"github.com/seed-90f8eabc/licet/dsl/source"
)

// maxProblems is how many problems of one file are told. Whoever has more mends these first.
const maxProblems = 100

// problems collects what is wrong with a file.
type problems struct {
	list diag.List
	more int // that were found and left out
}

// add notes a problem. What it returns may be added to.
func (p *problems) add(problem diag.Problem) *diag.Problem {
	if p.full() {
		p.more++
		return &problem
	}
	p.list.Add(problem)
	return &p.list[len(p.list)-1]
}

func (p *problems) full() bool { return len(p.list) >= maxProblems }

func (p *problems) count() int { return len(p.list) + p.more }

// keep takes back all but the first problems.
func (p *problems) keep(count int) {
	p.more = max(0, count-maxProblems)
	p.list = p.list[:count-p.more]
}

// forget takes back the problems from an offset on, which are the last ones.
func (p *problems) forget(from int) {
	n := len(p.list)
	for n > 0 && p.list[n-1].Span.Start >= from {
		n--
	}
	p.list = p.list[:n]
}

// sum adds a last problem that says how many more there are. What else seems wrong may follow from those.
func (p *problems) sum(file *source.File) {
	if p.more > 0 {
		end := len(file.Text)
		p.list.Add(diag.Problem{Code: "limit", File: file, Span: source.Span{Start: end, End: end},
			Message: fmt.Sprintf("and %d more problems of this file; mend those above first", p.more)})
	}
}

// limited returns the first problem that is a limit of the language: what else seems wrong follows from it.
func (p *problems) limited() bool {
	for i := range p.list {
		if p.list[i].Code == "limit" {
			p.list = p.list[:i+1]
			return true
		}
	}
	return false
}
