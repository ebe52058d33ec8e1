package engine

import (
	"github.com/seed-90f8eabc/licet/dsl/model"
	"github.com/seed-90f8eabc/licet/engine/internal/compile"
)

// Throughout tells of a question, over every part of what is asked and every combination of the facts that it leaves open,
// whether some case is permitted, and whether every case is. A promise such as "never permitted" is about all cases, where
// an answer is about the gravest part.
func (e *Engine) Throughout(q *model.Question) (some, every bool, err error) {
	p, err := e.PrepareQuestion(q)
	if err != nil {
		return false, false, err
	}
	known := e.program.Layout.Known(q)
	cases, inexact := false, false
	every = true
	p.question.Classes(&known, false, func(c *compile.ClassView) {
		ends := c.Ends &^ (1 << compile.EndAbsent)
		if ends == 0 {
			return
		}
		cases, inexact = true, inexact || c.Inexact
		some = some || ends&(1<<compile.EndPermitted) != 0
		every = every && ends == 1<<compile.EndPermitted
	})
	switch {
	case inexact:
		return false, false, ErrLimit
	case !cases:
		return false, false, ErrNothing
	}
	return some, every, nil
}
